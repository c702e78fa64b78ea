import Content
import Foundation
import Interchange
import TestSupport
import Testing

@Suite("GIFT, real files", .enabled(if: Corpus.isThere, "\(Corpus.hint)"))
struct GIFTCorpusTests {
  @Test("is read as Moodle reads it", arguments: CorpusFile.all("gift"))
  func equalsMoodle(_ file: CorpusFile) throws {
    let reading = ImportFormat.gift.read(path: file.name, bytes: try file.bytes())
    let expected = try #require(
      try file.expectation(in: "expected-full.json") as? [[String: Any]]
    ).filter { $0["type"] as? String != "category" }
    #expect(reading.items.count == expected.count)
    #expect(reading.hasErrors == expected.isEmpty, "\(reading.faults)")
    for (item, wanted) in zip(reading.items, expected) {
      #expect(MoodleForm(item).differences(from: wanted) == [])
    }
  }

  @Test("categories are those of Moodle", arguments: CorpusFile.all("gift"))
  func categories(_ file: CorpusFile) throws {
    let reading = ImportFormat.gift.read(path: file.name, bytes: try file.bytes())
    var category: String?
    var wanted: [String?] = []
    for record in try #require(try file.expectation(in: "expected-full.json") as? [[String: Any]]) {
      if record["type"] as? String == "category" {
        category = record["category"] as? String
      } else {
        wanted.append(category)
      }
    }
    #expect(reading.items.map(\.category) == wanted)
  }

  /// What each trap gives: faults with their places, and the reading that makes sense.
  static let traps: [String: (faults: [String], items: [String])] = [
    "01-lowercase-true.gift": (["1:3 warning gift-true-case"], ["true-false True=1 False=0"]),
    "03-upper.gift": ([], ["true-false True=1 False=0"]),
    "05-mc-equals-weight.gift": (
      ["1:4 warning gift-weight-after-equals"], ["single-choice x=1 y=0 z=0"]
    ),
    "07-tilde-in-feedback.gift": (
      ["1:14 warning gift-tilde-in-feedback"], ["short-text yes=1#about ~5 minutes"]
    ),
    "09-comment-inside.gift": (
      ["3:1 warning gift-comment-in-answers"], ["single-choice a=1 b=0"]
    ),
    "11-num-range.gift": ([], ["numeric 1..5=1"]),
    "13-num-multi.gift": ([], ["numeric 1822:0=1#full 1822:2=0.5#half *=0#none"]),
    "15-num-comma.gift": (["1:4 error gift-decimal-comma"], []),
    "17-num-sci.gift": ([], ["numeric 1000:1=1"]),
    "19-match-one-pair.gift": (["1:3 error gift-one-pair"], []),
    "21-missing-word.gift": ([], ["short-text four=1 4=1"]),
    "23-trailing-punct-only.gift": ([], ["short-text four=1"]),
    "25-multi-third.gift": (
      [], ["multiple-choice a=0.3333333 b=0.3333333 c=0.3333333 d=-1"]
    ),
    "27-format.gift": ([], ["single-choice <i>a</i>=1 b=0#fb"]),
    "29-essay.gift": ([], ["essay"]),
    "31-brace-error.gift": (["1:3 error gift-brace-open"], []),
    "33-one-option.gift": (["1:3 error gift-one-option"], []),
    "35-unescaped-colon-stem.gift": (
      ["1:14 warning gift-sign-unescaped"], ["true-false True=1 False=0"]
    ),
    "37-double-gf.gift": (["1:8 warning gift-feedback-twice"], ["single-choice a=1 b=0"]),
    "39-spaces-weight.gift": (
      ["1:3 warning gift-all-keys"], ["multiple-choice a=0.5 b=0.5"]
    ),
  ]

  @Test("traps are told or handled", arguments: CorpusFile.all("gift-traps"))
  func trap(_ file: CorpusFile) throws {
    let reading = ImportFormat.gift.read(path: file.name, bytes: try file.bytes())
    let wanted = try #require(Self.traps[file.name])
    #expect(reading.faults == wanted.faults)
    #expect(reading.items.map(\.summary) == wanted.items)
  }
}

extension ForeignItem {
  /// Kind and answers in one line.
  var summary: String {
    let answers = answers.map { answer in
      let tolerance = answer.tolerance.map { ":\($0)" } ?? ""
      let feedback = answer.feedback.isEmpty ? "" : "#\(answer.feedback.text)"
      return "\(answer.text.text)\(tolerance)=\(String(format: "%.7g", answer.weight))\(feedback)"
    }
    let pairs = pairs.map { "\($0.prompt.text)->\($0.match.text)" }
    let gaps = gaps.map { gap in
      "{\(gap.kind.rawValue) \(gap.answers.map { "\($0.text.text)=\(String(format: "%.7g", $0.weight))" }.joined(separator: " "))}"
    }
    return ([kind.rawValue] + answers + pairs + gaps).joined(separator: " ")
  }
}

/// A question in the terms of Moodle’s importer.
struct MoodleForm {
  let item: ForeignItem

  init(_ item: ForeignItem) { self.item = item }

  private var type: String {
    switch item.kind {
    case .singleChoice, .multipleChoice: "multichoice"
    case .trueFalse: "truefalse"
    case .shortText: "shortanswer"
    case .numeric: "numerical"
    case .matching: "match"
    case .ordering, .cloze, .essay, .description: item.kind.rawValue
    }
  }

  /// What is not as Moodle has it, in words.
  func differences(from wanted: [String: Any]) -> [String] {
    var found: [String] = []
    func compare(_ name: String, _ ours: String, _ theirs: Any?) {
      let theirs = theirs.map { "\($0)" } ?? ""
      // The fork that gave the expectations calls Moodle’s format ‘eset’, so it keeps ‘[moodle]’ as text.
      let plain = { (text: String) in text.replacing(#/\[(moodle|eset)\]/#, with: "") }
      if plain(ours) != plain(theirs) { found.append("\(name): ‘\(ours)’ and not ‘\(theirs)’") }
    }
    compare("type", type, wanted["type"])
    compare("text", item.stem.text, wanted["text"])
    compare("format", item.stem.markup.rawValue, wanted["format"])
    compare("general feedback", item.generalFeedback.text, wanted["generalfeedback"])
    if let title = item.title { compare("name", title, wanted["name"]) }
    if let name = wanted["idnumber"] { compare("id", item.identifier ?? "", name) }
    if let tags = wanted["tags"] as? [String] { compare("tags", "\(item.tags)", "\(tags)") }
    if let single = wanted["single"] as? Bool {
      compare("single", "\(item.kind == .singleChoice)", "\(single)")
    }
    if let correct = wanted["correct"] as? Bool {
      compare("correct", "\(item.answers[0].isRight)", "\(correct)")
      compare("when true", item.answers[0].feedback.text, wanted["feedbacktrue"])
      compare("when false", item.answers[1].feedback.text, wanted["feedbackfalse"])
    }
    for (index, answer) in ((wanted["answers"] as? [[String: Any]]) ?? []).enumerated() {
      guard index < item.answers.count else { return found + ["answer \(index) is missing"] }
      compareAnswer(item.answers[index], answer, compare)
    }
    if let pairs = wanted["pairs"] as? [[String]] {
      compare("pairs", "\(item.pairs.map { [$0.prompt.text, $0.match.text] })", "\(pairs)")
    }
    return found
  }

  private func compareAnswer(
    _ ours: ForeignItem.Answer,
    _ theirs: [String: Any],
    _ compare: (String, String, Any?) -> Void
  ) {
    let number = { (value: Any?) in (value as? Double) ?? Double("\(value ?? "")") }
    let weight = number(theirs["fraction"]) ?? .nan
    if abs(weight - ours.weight) > 1e-9 { compare("weight", "\(ours.weight)", weight) }
    compare("feedback", ours.feedback.text, theirs["feedback"])
    guard item.kind == .numeric, ours.text.text != "*" else {
      return compare("answer", ours.text.text, theirs["text"])
    }
    // Moodle keeps a range as its middle and half its width.
    let ends = ours.text.text.split(separator: "..").compactMap { Double($0) }
    let middle = ends.reduce(0, +) / Double(ends.count)
    let width = ends.count == 2 ? (ends[1] - ends[0]) / 2 : Double(ours.tolerance ?? "0") ?? 0
    if abs(middle - (number(theirs["text"]) ?? .nan)) > 1e-9 {
      compare("number", "\(middle)", theirs["text"])
    }
    if abs(width - (number(theirs["tolerance"]) ?? 0)) > 1e-9 {
      compare("tolerance", "\(width)", theirs["tolerance"])
    }
  }
}
