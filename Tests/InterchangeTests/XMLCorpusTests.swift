import Content
import Foundation
import Interchange
import TestSupport
import Testing

@Suite("Moodle XML, Aiken and QTI, real files", .enabled(if: Corpus.isThere, "\(Corpus.hint)"))
struct XMLCorpusTests {
  private static let moodleKinds: [String: [ForeignItem.Kind]] = [
    "multichoice": [.singleChoice, .multipleChoice], "truefalse": [.trueFalse],
    "shortanswer": [.shortText], "numerical": [.numeric], "matching": [.matching],
    "cloze": [.cloze], "essay": [.essay], "description": [.description],
  ]

  @Test("Moodle XML: counts by type", arguments: CorpusFile.all("moodle-xml", ".xml"))
  func moodle(_ file: CorpusFile) throws {
    let reading = ImportFormat.moodleXML.read(path: file.name, bytes: try file.bytes())
    let expected = try #require(try file.expectation() as? [String: Any])
    guard let types = expected["types"] as? [String: Int] else {
      #expect(reading.faults.count == 1 && reading.hasErrors, "\(reading.faults)")
      return
    }
    var dropped = 0
    for (type, count) in types where type != "category" {
      guard let kinds = Self.moodleKinds[type] else {
        dropped += count
        #expect(reading.diagnostics.count { $0.message.contains("‘\(type)’") } == count)
        continue
      }
      #expect(reading.items.count { kinds.contains($0.kind) } == count, "\(type)")
    }
    #expect(reading.diagnostics.count { $0.code == "moodle-xml-type" } == dropped)
    #expect(reading.items.count + dropped == expected["questions"] as? Int)
  }

  @Test("Aiken: questions and errors", arguments: CorpusFile.all("aiken", ".txt"))
  func aiken(_ file: CorpusFile) throws {
    let reading = ImportFormat.aiken.read(path: file.name, bytes: try file.bytes())
    let expected = try #require(try file.expectation() as? [String: Any])
    let parse = try #require(expected["parse"] as? [[String: Any]])
    #expect(reading.items.count == parse.count)
    for (item, wanted) in zip(reading.items, parse) {
      // The expectations have the text as HTML.
      #expect(item.stem.text == HTMLText.flattened(wanted["text"] as? String ?? ""))
      #expect(item.answers.map(\.text.text) == wanted["options"] as? [String])
      #expect(item.answers.firstIndex(where: \.isRight) == wanted["correct"] as? Int)
    }
    let lines = (expected["import_errors"] as? [String] ?? []).map {
      $0.split(separator: " ").last ?? ""
    }
    #expect(
      reading.diagnostics.filter { $0.severity == .error }.map { "\($0.location.line)" }
        == lines.map(String.init)
    )
  }

  @Test(
    "QTI: every item is read or named as left out",
    arguments: ["qti-1.2", "qti-2.1", "qti-3.0"].flatMap { CorpusFile.all($0) }
  )
  func qti(_ file: CorpusFile) throws {
    let reading = ImportFormat.qti.read(path: file.name, bytes: try file.bytes())
    guard let expected = try file.expectation() as? [String: Any] else { return }
    let problems = QTIExpectation(expected).problems(with: reading)
    #expect(problems == [], "\(reading.faults) \(reading.items.map(\.summary))")
  }
}

/// What the structural count of a QTI file asks of a reading.
struct QTIExpectation {
  let root: String?
  let items: Int
  let interactions: [String: Int]
  let isAdaptive: Bool

  init(_ expected: [String: Any]) {
    root = expected["root"] as? String
    items = expected["items"] as? Int ?? 0
    let counts = expected["interactions"] as? [String: Int] ?? [:]
    interactions = Dictionary(
      counts.map { name, count in (Self.plain(name), count) },
      uniquingKeysWith: +
    )
    isAdaptive = expected["adaptive"] as? String == "true"
  }

  private static func plain(_ name: String) -> String {
    let name = name.hasPrefix("qti-") ? String(name.dropFirst(4)) : name
    return name.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : String($1) }
  }

  static let kinds: [String: Set<ForeignItem.Kind>] = [
    "choice-interaction": [.singleChoice, .multipleChoice, .trueFalse],
    "hottext-interaction": [.singleChoice, .multipleChoice],
    "text-entry-interaction": [.shortText, .numeric],
    "inline-choice-interaction": [.singleChoice],
    "extended-text-interaction": [.essay],
    "match-interaction": [.matching],
    "associate-interaction": [.matching],
    "order-interaction": [.ordering],
    "gap-match-interaction": [.cloze],
  ]

  func problems(with reading: ForeignReading) -> [String] {
    guard let root else {
      return reading.faults.count == 1 && reading.diagnostics[0].code == "xml-malformed"
        ? [] : ["a malformed file is one clean fault"]
    }
    if reading.diagnostics.contains(where: { $0.code == "xml-doctype" }) {
      return reading.items.isEmpty && reading.diagnostics.count == 1 ? [] : ["refused and read"]
    }
    let dropped = Set(reading.losses.filter { $0.outcome == .dropped }.map(\.line)).count
    if root == "questestinterop" {
      return reading.items.count + dropped == items
        ? [] : ["\(reading.items.count) read and \(dropped) left out of \(items)"]
    }
    guard root.hasSuffix("ssessmentItem") || root == "qti-assessment-item" else {
      return reading.hasErrors && reading.items.isEmpty ? [] : ["no item, and no error"]
    }
    let asking = interactions.filter {
      !["end-attempt-interaction", "media-interaction"].contains($0.key)
    }
    let odd = asking.keys.filter { Self.kinds[$0] == nil }
    if !odd.isEmpty || isAdaptive || (dropped > 0 && reading.items.isEmpty) {
      return reading.items.isEmpty && dropped > 0 ? [] : ["\(odd) has to be left out"]
    }
    let gaps = (asking["text-entry-interaction"] ?? 0) + (asking["inline-choice-interaction"] ?? 0)
    let blocks = asking.values.reduce(0, +) - gaps
    guard reading.items.count == max(1, blocks + min(1, gaps)) else {
      return ["\(reading.items.count) questions of \(asking)"]
    }
    if blocks + gaps == 1, let name = asking.first(where: { $0.value > 0 })?.key {
      return Self.kinds[name]?.contains(reading.items[0].kind) == true
        ? [] : ["\(name) became \(reading.items[0].kind)"]
    }
    let wrong = asking.filter { name, count in
      guard !name.hasPrefix("text-entry"), !name.hasPrefix("inline-choice"),
        let kinds = Self.kinds[name]
      else { return false }
      return reading.items.count { kinds.contains($0.kind) } < count
    }
    let inside = reading.items.map(\.gaps.count).reduce(0, +)
    if gaps > 1, asking["gap-match-interaction"] == nil, inside != gaps {
      return ["\(inside) gaps of \(gaps)"]
    }
    return wrong.keys.map { "too few \($0)" }
  }
}
