import Content
import Foundation
import TestSupport
import Testing

/// Every example of the Content Format article is read, so that the specification cannot drift.
@Suite struct `The Content Format article` {
  private static let article = "Sources/debrief/Debrief.docc/ContentFormat.md"

  /// The blocks of code in a language, in their order.
  private static func examples(in language: String) throws -> [String] {
    let text = try String(
      contentsOf: Program.repository.appending(path: article),
      encoding: .utf8
    )
    return text.split(separator: "\n```", omittingEmptySubsequences: false).compactMap { part in
      part.hasPrefix("\(language)\n") ? String(part.dropFirst(language.count + 1)) : nil
    }
  }

  private func diagnostics(_ incident: String, id: String) -> [Diagnostic] {
    ContentReading([
      SourceText(path: ContentReading.programmePath, text: Fixture.programme),
      SourceText(path: ContentReading.competenciesPath, text: Fixture.competencies),
      SourceText(path: "Content/incidents/\(id).md", text: incident),
    ]).diagnostics
  }

  @Test func `shows an incident that is sound`() throws {
    let incident = try #require(Self.examples(in: "markdown").first { $0.hasPrefix("---") })
    #expect(diagnostics(incident, id: "example-mail-2025").isEmpty)
  }

  @Test func `shows items of every type that are sound`() throws {
    let items = try Self.examples(in: "markdown").filter { $0.hasPrefix("### ") }
    let frame = Fixture.everyType
    let end = try #require(frame.firstRange(of: "### ")?.lowerBound)
    let file = frame[..<end] + items.joined(separator: "\n\n")
    let found = diagnostics(String(file), id: "example-night-2025")
    #expect(found.isEmpty, "\(found.map(\.text).joined(separator: "\n"))")
    let incident = try #require(
      IncidentText.incident(of: String(file), at: Fixture.everyTypePath)
    )
    let types = Set(incident.lessons.flatMap(\.items).map(\.interaction.type))
    #expect(types == Set(ItemType.allCases))
  }

  @Test func `shows a tabletop that is sound`() throws {
    let tabletop = try #require(Self.examples(in: "markdown").first { $0.hasPrefix("## Tabletop") })
    let found = diagnostics(Fixture.incident + "\n\n" + tabletop, id: "example-mail-2025")
    #expect(found.isEmpty, "\(found.map(\.text).joined(separator: "\n"))")
  }

  @Test func `shows YAML files that are sound`() throws {
    let files = try Self.examples(in: "yaml")
    let competencies = try #require(files.first { $0.hasPrefix("competencies:") })
    let programme = try #require(files.first { $0.hasPrefix("organisation:") })
    let found = ContentReading([
      SourceText(path: ContentReading.programmePath, text: programme),
      SourceText(path: ContentReading.competenciesPath, text: competencies),
    ]).diagnostics
    #expect(Set(found.map(\.code)).subtracting(["competency-unknown"]).isEmpty)
  }
}
