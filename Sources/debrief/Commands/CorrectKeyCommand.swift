import ArgumentParser
import Competence
import Content
import Foundation
import Psychometrics
import Quiz
import Records
import Session
import Storage

struct RecordsCorrectKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct-key",
    abstract: "Judge everybody’s answers to an item anew, after its key was corrected.",
    discussion: """
      Correct the key in the content file first. Answers to the older keys are then judged by the new \
      one; both results stay on record, and everybody concerned is told at their next login.
      """
  )

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The item: incident/lesson/item.")
  var item: String

  @Option(help: ArgumentHelp("Why the key was wrong.", valueName: "text"))
  var reason: String

  @Flag(help: "Say what would change, and record nothing.")
  var dryRun = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    var bench = try Workbench(options.settings)
    let identity = try await bench.identity()
    let records = try await bench.records()
    let duties = records.roster.members[identity.person]?.duties ?? []
    guard let duty = [Duty.trainer, .lead].first(where: duties.contains) else {
      throw Refusal(
        .notAllowed,
        "keys are corrected by trainers and leads",
        hint: "ask one of them, or a lead to give you the duty: debrief people assign"
      )
    }
    guard !reason.trimmed.isEmpty else {
      throw Refusal(
        .usage,
        "the reason is empty",
        hint: "say in a sentence what was wrong with the key"
      )
    }
    let id = ItemID(rawValue: item)
    guard let current = bench.library.item(id), let version = bench.library.version(of: id) else {
      let known = bench.library.incidents.flatMap(\.lessons).flatMap(\.items).map(\.id.rawValue)
      throw Refusal(
        .noInput,
        "the content has no item ‘\(item)’",
        hint: nearest(to: item, in: known).map { "did you mean ‘\($0)’?" }
          ?? "write incident/lesson/item; see: debrief content list"
      )
    }
    let plan = KeyCorrectionPlan(
      item: current,
      version: version,
      records: records,
      answered: try await bench.answeredItems(of: records),
      remarks: try await bench.ledger.remarks(),
      library: bench.library,
      dayOf: Clock.day
    )
    guard !plan.changes.isEmpty || !plan.unjudged.isEmpty else {
      throw Refusal(
        .noInput,
        "nobody answered an older key of ‘\(item)’",
        hint: "correct the key in \(item.prefix { $0 != "/" }).md first, then run this again"
      )
    }
    if !dryRun, !plan.changes.isEmpty {
      try await record(plan, records, bench, identity, duty)
    }
    let view = View(plan, bench: bench, isRecorded: !dryRun && !plan.changes.isEmpty)
    if json { try printJSON(view) } else { view.show() }
  }

  /// All of it in one batch: everybody is judged by the new key, or nobody is.
  private func record(
    _ plan: KeyCorrectionPlan,
    _ records: CompetenceRecords,
    _ bench: Workbench,
    _ identity: Identity,
    _ duty: Duty
  ) async throws {
    var generator = SystemRandomNumberGenerator()
    let remark = Remark(reason, using: &generator)
    let correction = KeyCorrection(
      item: plan.version.item,
      from: Set(plan.changes.map(\.attempt.question.keyDigest)).sorted(),
      to: plan.version,
      reason: remark.commitment,
      answers: plan.changes.count,
      changed: plan.changes.count(where: \.hasChanged),
      people: plan.people.count
    )
    var batch = LedgerBatch(
      [
        bench.draft(
          KeyCorrection.kind,
          correction.data,
          in: KeyCorrection.stream,
          by: identity,
          as: duty
        )
      ],
      documents: [bench.library.item(plan.version.item)?.versionText].compactMap(\.self),
      remarks: [remark]
    )
    for change in plan.changes {
      batch.drafts.append(
        bench.draft(
          Regrading.kind,
          change.regrading.data,
          in: change.attempt.person.rawValue,
          by: identity,
          as: duty
        )
      )
    }
    for redecision in plan.redecisions {
      batch.drafts.append(
        bench.draft(
          MasteryCorrection.kind,
          MasteryCorrection(redecision.now).data,
          in: redecision.person.rawValue,
          by: identity,
          as: duty
        )
      )
    }
    for person in plan.people {
      batch.expecting[person.rawValue] = records.people[person]?.streamLength ?? 0
    }
    _ = try await bench.ledger.append(batch)
  }

  /// Who is affected and what changes.
  private struct View: Encodable {
    struct Answer: Encodable {
      let person: String
      let name: String?
      let entry: Int
      let wasCorrect: Bool
      let isCorrect: Bool
    }

    struct Decision: Encodable {
      let person: String
      let name: String?
      let competency: String
      let was: String
      let now: String
    }

    let schema = 1
    let item: String
    let isRecorded: Bool
    let answers: [Answer]
    let decisions: [Decision]
    let notJudged: [Int]

    init(_ plan: KeyCorrectionPlan, bench: Workbench, isRecorded: Bool) {
      let name = { (person: PersonID) in
        bench.people.people.first { $0.person == person }?.name
      }
      item = plan.version.item.rawValue
      self.isRecorded = isRecorded
      answers = plan.changes.map { change in
        Answer(
          person: change.attempt.person.rawValue,
          name: name(change.attempt.person),
          entry: change.attempt.position,
          wasCorrect: change.attempt.isCorrect,
          isCorrect: change.regrading.score.isCorrect
        )
      }
      decisions = plan.redecisions.map { redecision in
        Decision(
          person: redecision.person.rawValue,
          name: name(redecision.person),
          competency: redecision.now.competency.rawValue,
          was: redecision.was.outcome.rawValue,
          now: redecision.now.outcome.rawValue
        )
      }
      notJudged = plan.unjudged.map(\.position)
    }

    func show() {
      let word = { (isCorrect: Bool) in isCorrect ? "right" : "wrong" }
      for answer in answers where answer.wasCorrect != answer.isCorrect {
        printData(
          "\(neutralised(answer.name ?? answer.person)): entry \(answer.entry) was "
            + "\(word(answer.wasCorrect)), is \(word(answer.isCorrect))"
        )
      }
      for decision in decisions where decision.was != decision.now {
        printData(
          "\(neutralised(decision.name ?? decision.person)): \(decision.competency) was "
            + "\(decision.was), is \(decision.now)"
        )
      }
      let changed = answers.count { $0.wasCorrect != $0.isCorrect }
      say("\(answers.count) answers judged anew, \(changed) of them come out otherwise")
      if !notJudged.isEmpty {
        say(
          "\(notJudged.count) cannot be judged by the new key, because their option or text is gone: "
            + "entries \(notJudged.map(String.init).joined(separator: ", "))"
        )
      }
      if isRecorded {
        say("Sessions that are open now keep the old key; run this again when they are over.")
      }
      say(
        isRecorded
          ? "Recorded; everybody concerned is told at their next login." : "Nothing is recorded."
      )
    }
  }
}
