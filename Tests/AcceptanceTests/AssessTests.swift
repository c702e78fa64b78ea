import Competence
import Content
import Foundation
import Psychometrics
import Quiz
import Session
import Storage
import TestSupport
import Testing

/// A mastery decision as somebody takes it, from its rules to the next login.
@Suite struct `Assessing` {
  private let program: Program
  private let library: ContentLibrary
  private let competency = CompetencyID(rawValue: "verify-requests")
  private static let arguments = ["--seed", "7", "--at", "2026-03-02T09:00Z"]

  init() throws {
    program = try Program(workspace: ChoiceWorkspace.make())
    library = try #require(ContentFolder.read(program.workspace.path).library)
  }

  /// The form that the program makes of the seed, for somebody who met nothing yet.
  private func form(seed: UInt64) throws -> AssessmentForm {
    AssessmentForm(
      from: library,
      competency: competency,
      models: ItemModels.current(of: competency, in: library, calibration: nil),
      lastMet: [:],
      test: try #require(CompetenceRecords.test(library.programme.mastery)),
      seed: seed
    )
  }

  /// The lines that answer the items of the seed's form, rightly or wrongly.
  private func answers(right: Bool, seed: UInt64 = 7) throws -> [String] {
    try form(seed: seed).entries.map { entry in
      let item = try #require(library.item(entry.item))
      guard case .choice(let choice) = item.interaction else { return "" }
      let wrong = choice.options.map(\.id).first { !choice.key.contains($0) }
      let chosen = right ? choice.key : [try #require(wrong)]
      let order = OptionOrder(of: item, seed: seed).options
      let numbers = order.indices.filter { chosen.contains(order[$0]) }.map { "\($0 + 1)" }
      return numbers.joined(separator: " ") + " k"
    }
  }

  private func assess(_ lines: [String], _ arguments: [String] = arguments) throws -> Program.Run {
    try program.run(
      ["assess", competency.rawValue] + arguments,
      input: lines.joined(separator: "\n") + "\n"
    )
  }

  private func json(_ arguments: [String]) throws -> [String: Any] {
    let run = try program.run(arguments)
    return try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any],
      "\(run.errors)"
    )
  }

  @Test func `who knows it is a master within a few questions, with the rates and the day said`()
    throws
  {
    let run = try assess(answers(right: true))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("Mastered: verify-requests"))
    #expect(run.output.contains("It holds until 20"))
    #expect(!run.output.contains("Right."), "no word on keys before the end")
    let progress = try json(["progress", "--json", "--at", "2026-03-02T10:00Z"])
    let lines = try #require(progress["competencies"] as? [[String: Any]])
    let line = try #require(lines.first { $0["competency"] as? String == competency.rawValue })
    let assessed = try #require(line["assessed"] as? [String: Any])
    #expect(assessed["outcome"] as? String == "mastered" && assessed["holds"] as? Bool == true)
    let verified = try program.run(["records", "verify", "--recompute"])
    #expect(verified.status == 0, "\(verified.output)")
    #expect(verified.output.contains("1 decisions and"))
  }

  @Test func `who does not is told so with status 1, and cannot try again at once`() throws {
    let run = try assess(answers(right: false))
    #expect(run.status == 1)
    #expect(run.output.contains("Not mastered yet"))
    let again = try assess([], ["--at", "2026-03-02T12:00Z"])
    #expect(again.status == 75)
    #expect(again.errors.contains("the next assessment is possible on 2026-03-03"))
  }

  @Test func `what was left is gone on with, and nothing else is begun meanwhile`() throws {
    let lines = try answers(right: true)
    let left = try assess(Array(lines.prefix(2)))
    #expect(left.status == 0 || left.status == 1)
    #expect(left.output.contains("Saved. Go on until 2026-03-09"))
    let practice = try program.run(["practice", "--at", "2026-03-03T09:00Z"])
    #expect(practice.status == 77)
    #expect(practice.errors.contains("waits at question 3"))
    let rest = try assess(Array(lines.dropFirst(2)), ["--at", "2026-03-05T09:00Z"])
    #expect(rest.output.contains("Going on with the assessment"))
    #expect(rest.output.contains("Mastered: verify-requests"))
    #expect(try program.run(["records", "verify", "--recompute"]).status == 0)
  }

  @Test func `what was left too long is closed, and what is given up decides nothing`() throws {
    _ = try assess(Array(answers(right: true).prefix(2)))
    let late = try assess([], ["--at", "2026-03-20T09:00Z"])
    #expect(late.output.contains("began more than 7 days ago"))
    let abandoned = try assess([], ["--abandon", "--at", "2026-03-20T10:00Z"])
    #expect(abandoned.output.contains("it decides nothing"))
    _ = try assess(["1 k"], ["--at", "2026-03-21T09:00Z"])
    _ = try assess([], ["--abandon", "--at", "2026-03-21T10:00Z"])
    let again = try assess([], ["--at", "2026-03-21T11:00Z"])
    #expect(again.status == 75, "giving up is no way around the wait")
    let progress = try json(["progress", "--json"])
    let lines = try #require(progress["competencies"] as? [[String: Any]])
    #expect(lines.allSatisfy { $0["assessed"] == nil })
  }

  @Test func `an unknown competency gets the nearest name`() throws {
    let run = try program.run(["assess", "verify-request"])
    #expect(run.status == 66)
    #expect(run.errors.contains("did you mean ‘verify-requests’?"))
  }

  @Test func `why and flag answer in a session`() throws {
    let run = try program.run(
      ["practice", "--limit", "1", "--seed", "3"],
      input: "why\nflag two answers are right\n1 k\n"
    )
    #expect(run.output.contains("new: your roles require the lesson"))
    #expect(run.output.contains("Noted for the trainers"))
    let items = try json(["content", "items", "--json"])
    #expect(items["schema"] as? Int == 1)
    #expect(items["hiddenItems"] as? Int == 1)
  }

  @Test func `a corrected key regrades everyone, keeps both, and tells at the next login`() throws {
    let lines = try answers(right: true)
    #expect(try assess(lines).status == 0)
    let first = try #require(form(seed: 7).entries.first?.item)
    // The key moves to another option of the same item.
    let slug = first.lesson.incident.rawValue
    let path = program.workspace.appending(path: "Content/incidents/\(slug).md")
    var text = try String(contentsOf: path, encoding: .utf8)
    let name = try #require(first.rawValue.split(separator: "/").last)
    let heading = try #require(text.range(of: "{#\(name)"))
    let key = try #require(text.range(of: "- [x]", range: heading.upperBound..<text.endIndex))
    text.replaceSubrange(key, with: "- [ ]")
    let other = try #require(
      text.range(of: "- [ ]", range: key.upperBound..<text.endIndex)
        ?? text.range(of: "- [ ]", range: heading.upperBound..<text.endIndex)
    )
    text.replaceSubrange(other, with: "- [x]")
    try text.write(to: path, atomically: true, encoding: .utf8)

    let dry = try program.run(
      ["records", "correct-key", first.rawValue, "--reason", "the old key was wrong", "--dry-run"]
    )
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(
      dry.output.contains("was right, is wrong") && dry.output.contains("Nothing is recorded.")
    )
    let run = try json(
      ["records", "correct-key", first.rawValue, "--reason", "the old key was wrong", "--json"]
    )
    #expect((run["answers"] as? [Any])?.count == 1 && run["isRecorded"] as? Bool == true)
    let told = try program.run(["prompt"], input: "quit\n")
    #expect(told.output.contains("is wrong."))
    #expect(try !program.run(["prompt"], input: "quit\n").output.contains("is wrong."))
    let verified = try program.run(["records", "verify", "--recompute"])
    #expect(verified.status == 0, "\(verified.output)")
    let items = try json(["content", "items", "--json"])
    let corrected = try #require((items["correctedKeys"] as? [[String: Any]])?.first)
    #expect(corrected["reason"] as? String == "the old key was wrong")
    let none = try program.run(
      ["records", "correct-key", first.rawValue, "--reason", "again"]
    )
    #expect(none.status == 66 && none.errors.contains("nobody answered an older key"))
  }

  @Test func `what thirty people answered calibrates items, and assessments take them`() throws {
    _ = try program.run(["practice", "--limit", "1"], input: "1 k\n")
    let names = (1...31).map { "Person \($0)" }
    let people = program.folder.appending(path: "people.csv")
    try
      ("name,login,roles\n"
      + names.map { "\($0),\($0.replacing(" ", with: "-").lowercased()),all-staff\n" }
      .joined()).write(to: people, atomically: true, encoding: .utf8)
    let added = try program.run(["people", "import", people.path])
    #expect(added.status == 0, "\(added.errors)")
    for (number, name) in names.enumerated() {
      let answers = (0..<6).map { "\(1 + (number * 7 + $0 * 3) % 3) t\n" }.joined()
      let run = try program.run(
        [
          "practice", "--competency", competency.rawValue, "--limit", "6", "--seed", "5", "--as",
          name,
        ],
        input: answers
      )
      #expect(run.status == 0, "\(run.errors)")
    }
    let run = try program.run(["content", "items", "--calibrate"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("\(competency): ") && run.output.contains("model rasch"))
    #expect(run.output.contains("memory: not fitted"))
    let items = try json(["content", "items", "--json", "--competency", competency.rawValue])
    let models = (items["items"] as? [[String: Any]] ?? []).compactMap {
      $0["model"] as? [String: Any]
    }
    #expect(models.count == 6)
    #expect(models.contains { $0["isCalibrated"] as? Bool == true })
    let left = try assess(["1 k"])
    #expect(left.output.contains("Saved. Go on until"), "an assessment on calibrated items begins")
    #expect(try program.run(["records", "verify", "--recompute"]).status == 0)
  }

  @Test func `calibrating without enough answers is refused in words`() throws {
    _ = try program.run(["practice", "--limit", "2"], input: "1 k\n1 k\n")
    let run = try program.run(["content", "items", "--calibrate"])
    #expect(run.status == 1)
    #expect(run.output.contains("not fitted:"))
    #expect(run.errors.contains("no competency has the answers"))
  }
}
