import Foundation
import Testing

@testable import Content

/// What is shown as right after a wrong answer, in the incidents that come with Debrief.
@Suite struct `Typed answers of our own incidents` {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Content").standardizedFileURL

  private static func texts() throws -> [(id: String, text: TextInteraction)] {
    let incidents = folder.appending(path: "incidents")
    let files =
      ["programme.yaml", "competencies.yaml"]
      + (try FileManager.default.contentsOfDirectory(atPath: incidents.path).filter {
        $0.hasSuffix(".md")
      }.sorted().map { "incidents/\($0)" })
    let sources = try files.map { name in
      let bytes = try Data(contentsOf: folder.appending(path: name))
      return SourceText(path: "Content/\(name)", text: String(decoding: bytes, as: UTF8.self))
    }
    let library = try #require(ContentReading(sources).library)
    let german = library.localised(to: "de").incidents.filter { $0.language == "de" }
    return (library.incidents + german).flatMap(\.lessons).flatMap(\.items).flatMap {
      item -> [(id: String, text: TextInteraction)] in
      switch item.interaction {
      case .text(let text): return [(item.id.rawValue, text)]
      case .cloze(let cloze):
        return cloze.gaps.compactMap { gap in
          guard case .text(let text) = gap.interaction else { return nil }
          return ("\(item.id.rawValue) \(gap.id)", text)
        }
      default: return []
      }
    }
  }

  @Test func `show a right one in words`() throws {
    let texts = try Self.texts()
    #expect(texts.count >= 25)
    for (id, text) in texts {
      let example = text.example
      #expect(text.answer(matching: example)?.isAccepted == true, "\(id): \(example)")
      #expect(!example.contains { "*()|".contains($0) }, "\(id): \(example)")
      #expect(example == example.split(separator: " ").joined(separator: " "), "\(id): \(example)")
      if ProcessInfo.processInfo.environment["SHOW_EXAMPLES"] != nil { print("\(id): \(example)") }
    }
  }

  @Test func `prefer a plain answer, and then whole words`() {
    let answer = { (text: String, isPattern: Bool) in
      TextInteraction.Answer(text: text, isPattern: isPattern, isAccepted: true, rationale: "")
    }
    let stem = answer("confiden*", true)
    let words = answer("(the|) secret", true)
    #expect(TextInteraction(answers: [stem, words], rationale: "").example == "secret")
    // A stem is completed by a word that the reason says.
    let reason = "It is “confidential”, and confidentially so."
    #expect(TextInteraction(answers: [stem], rationale: reason).example == "confidential")
    #expect(TextInteraction(answers: [stem], rationale: "").example == "confiden")
    #expect(
      TextInteraction(answers: [stem, answer("Confidential", false)], rationale: "").example
        == "Confidential"
    )
  }
}
