import Content
import Foundation
import TestSupport
import Testing

/// An example of a rule, with its place in the list.
struct RuleExample: Sendable, CustomTestStringConvertible {
  let rule: any LintRule.Type
  let place: Int
  let example: LintExample

  var testDescription: String { "\(rule.id) example \(place + 1)" }

  static let all = Linter.allRules.flatMap { rule in
    rule.examples.enumerated().map { RuleExample(rule: rule, place: $0, example: $1) }
  }

  static let good = all.filter { $0.example.verdict == .good }
  static let bad = all.filter { $0.example.verdict == .bad }
  static let refused = all.filter { $0.example.verdict != .good && $0.example.verdict != .bad }

  /// What the rule alone says of its example.
  var found: [Diagnostic] {
    get throws {
      let reading = ContentReading(example.sources)
      let library = try #require(
        reading.library,
        "\(reading.diagnostics.map(\.text).joined(separator: "\n"))"
      )
      let linter = Linter(today: example.today, rules: [rule])
      return linter.diagnostics(of: library, sources: example.sources)
    }
  }
}

@Suite struct `The rules' own examples` {
  @Test(arguments: RuleExample.bad)
  func `a bad one breaks its rule once, at the mark`(example: RuleExample) throws {
    let found = try example.found
    #expect(found.count == 1, "\(found.map(\.text).joined(separator: "\n"))")
    let mark = try #require(example.example.mark)
    let place = try #require(found.first).location
    #expect(place.path == mark.path)
    #expect((place.line, place.column) == (mark.line, mark.column))
    #expect(found.first?.code == example.rule.id)
  }

  @Test(arguments: RuleExample.good)
  func `a good one keeps its rule`(example: RuleExample) throws {
    let found = try example.found
    #expect(found.isEmpty, "\(found.map(\.text).joined(separator: "\n"))")
  }

  @Test(arguments: RuleExample.refused)
  func `what the reader refuses it refuses at the mark`(example: RuleExample) throws {
    guard case .refused(let code) = example.example.verdict else { return }
    let reading = ContentReading(example.example.sources)
    let mark = try #require(example.example.mark)
    let place = reading.diagnostics.first { $0.code == code }?.location
    #expect(place?.path == mark.path)
    #expect(place?.line == mark.line)
    #expect(reading.library == nil)
  }
}

@Suite struct `The list of rules` {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Sources/Content/Lint/Rules").standardizedFileURL

  @Test func `every file of a rule is in the list, and is called like the rule`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let names = files.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }
    let types = Linter.allRules.map { String(describing: $0) }
    #expect(Set(names) == Set(types))
    for (rule, type) in zip(Linter.allRules, types) { #expect(type.hasPrefix(rule.id)) }
  }

  @Test func `ids are there once and in order, L01 to L39 without a gap`() {
    let ids = Linter.allRules.map { $0.id }
    #expect(Set(ids).count == ids.count)
    let numbers = ids.filter { $0.hasPrefix("L") }.compactMap { Int($0.dropFirst()) }
    #expect(numbers == Array(1...39))
    #expect(ids.filter { $0.hasPrefix("C") }.sorted() == ids.filter { $0.hasPrefix("C") })
  }

  @Test(arguments: Linter.allRules.map(RuleName.init))
  func `a rule has good and other examples, and words as messages have them`(name: RuleName) {
    let rule = name.rule
    #expect(rule.examples.contains { $0.verdict == .good })
    #expect(rule.examples.contains { $0.verdict != .good })
    for text in [rule.summary, rule.why, rule.hint] {
      #expect(!text.isEmpty)
      #expect(!text.hasSuffix("."), "\(text)")
      #expect(!text.contains("\n"))
      #expect(text.first?.isUppercase == false, "\(text)")
    }
  }

  @Test func `the documentation is what the rules say`() {
    let text = RuleCatalog.text
    let article = "../../../Sources/debrief/Debrief.docc/LintRules.md"
    let snapshot = Snapshot(text, named: article, file: goldenHome)
    #expect(snapshot.mismatch == nil)
  }
}

/// A rule under its own name.
struct RuleName: Sendable, CustomTestStringConvertible {
  let rule: any LintRule.Type
  var testDescription: String { rule.id }
}

/// The file beside which this module's folder of golden texts stands.
let goldenHome = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "DiagnosticTests.swift").path
