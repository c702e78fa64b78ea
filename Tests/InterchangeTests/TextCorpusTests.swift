import Content
import Foundation
import Interchange
import TestSupport
import Testing

@Suite(
  "Anki, text2qti, CSV, VERIS and gaps, real files",
  .enabled(if: Corpus.isThere, "\(Corpus.hint)")
)
struct TextCorpusTests {
  @Test("Anki notes are read, or say why not")
  func anki() throws {
    var counts: [String: Int] = [:]
    for file in CorpusFile.all("anki-text", ".txt") {
      let reading = ImportFormat.anki.read(path: file.name, bytes: try file.bytes())
      #expect(!reading.hasErrors, "\(reading.faults)")
      let name = file.name.split(separator: "__").last.map(String.init) ?? file.name
      counts[name] = reading.items.count
    }
    #expect(
      counts == [
        "grammar.txt": 5_885, "math.txt": 91, "text-2fields.txt": 6, "text-tags.txt": 2,
        "text-update.txt": 1,
      ]
    )
  }

  @Test("text2qti files are read")
  func text2qti() throws {
    let names = ["sample.md", "short.md"]
    for file in CorpusFile.all("text2qti", ".md")
    where names.contains(where: { file.name.hasSuffix($0) }) {
      let reading = ImportFormat.text2qti.read(path: file.name, bytes: try file.bytes())
      #expect(!reading.hasErrors, "\(reading.faults)")
      #expect(reading.byType["single-choice"] == 1 && reading.byType["multiple-choice"] == 1)
      #expect(reading.byType["numeric"] == 1 && reading.byType["short-text"] == 1)
      #expect(reading.diagnostics.contains { $0.code == "text2qti-type" })
    }
  }

  @Test("a table of a quiz game is read by its headings")
  func csv() throws {
    for file in CorpusFile.all("csv", ".csv") {
      let reading = ImportFormat.csv.read(path: file.name, bytes: try file.bytes())
      #expect(!reading.hasErrors, "\(reading.faults)")
      #expect(reading.items.count == 5)
      #expect(reading.items.map { $0.answers.firstIndex(where: \.isRight) } == [3, 0, 0, 1, 0])
    }
  }

  @Test("records of incidents become drafts", arguments: CorpusFile.all("veris", ".json"))
  func veris(_ file: CorpusFile) throws {
    let reading = ImportFormat.veris.read(path: file.name, bytes: try file.bytes())
    #expect(!reading.hasErrors, "\(reading.faults)")
    let incident = try #require(reading.incident)
    #expect(incident.facts.count >= 3)
    #expect(incident.occurred != nil)
    #expect(Set(incident.facts.map(\.id)).count == incident.facts.count)
    #expect(incident.references.isEmpty == false)
  }
}
