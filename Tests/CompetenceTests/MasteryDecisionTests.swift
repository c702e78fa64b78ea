import Competence
import Content
import Foundation
import Psychometrics
import Quiz
import Records
import Session
import TestSupport
import Testing

extension LogOfAnswers {
  /// Takes somebody through an assessment of the fixture's competency, and records the decision.
  mutating func assess(_ person: String, right: Bool, day: Int, tampering: Bool = false) throws {
    let competency = CompetencyID(rawValue: "verify-requests")
    let test = try #require(
      MasteryTest(cut: 0, indifference: 2.5, alpha: 0.05, beta: 0.05, cap: 3)
    )
    let form = AssessmentForm(
      from: library,
      competency: competency,
      models: ItemModels.current(of: competency, in: library, calibration: nil),
      lastMet: [:],
      test: test,
      seed: 3
    )
    var generator = SplitMix64(seed: UInt64(day), stream: person)
    let terms = Assessment(
      competency: competency,
      test: test,
      models: form.entries.map(\.model),
      source: Assessment.prior
    )
    var session = QuizSession(id: EventID(using: &generator), form: form, terms: terms, seed: 3)
    try append(session.start.kind, session.start.data, person)
    while !session.hasEnded {
      let shown = session.handle(
        .next,
        library: library,
        now: Timestamp(milliseconds: 0),
        day: Day(number: day)
      )
      session = shown.session
      for event in shown.events { try append(event.kind, event.data, person) }
      guard case .item(let view) = shown.reply,
        case .choice(let choice)? = library.item(view.item)?.interaction
      else { continue }
      let wrong = choice.options.map(\.id).filter { !choice.key.contains($0) }
      let step = session.handle(
        .answer(.options(right ? choice.key : [wrong[0]]), .know),
        library: library,
        now: Timestamp(milliseconds: 1000),
        day: Day(number: day)
      )
      session = step.session
      for event in step.events { try append(event.kind, event.data, person) }
    }
    let known = try #require(records.people[PersonID(rawValue: person)])
    let record = MasteryRecord(
      terms: terms,
      session: session.id,
      attempts: known.attempts.filter { $0.answered.session == session.id },
      rates: MasteryRecord.ErrorRates(terms, seed: 3),
      validity: MasteryRecord.Validity(
        on: Day(number: day),
        memories: Array(known.memories.values),
        rule: library.programme.recall,
        parameters: records.parameters
      )
    )
    guard case .object(var members) = record.data else { return }
    if tampering { members["outcome"] = .string(right ? "not-mastered" : "mastered") }
    try append(MasteryRecord.kind, .object(members), person)
  }
}

@Suite struct `A mastery decision` {
  @Test func `comes back from the log as it was, with what it rests on`() throws {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    try log.assess("p-1", right: true, day: 20_514)
    let person = try #require(log.records.people[PersonID(rawValue: "p-1")])
    let decision = try #require(person.decisions.first)
    #expect(decision.record.outcome == .mastered)
    #expect(decision.record.positions == person.attempts.map(\.position))
    #expect(person.attempts.allSatisfy { $0.isAssessed })
    #expect(decision.holds(on: Day(number: 20_514)))
    let until = try #require(decision.record.validity).until
    #expect(decision.holds(on: until) && !decision.holds(on: until.adding(days: 1)))
    #expect(log.records.recomputationFaults().isEmpty && log.records.decisionCount == 1)
  }

  @Test func `that does not follow from its answers is found`() throws {
    for right in [true, false] {
      var log = try LogOfAnswers()
      try log.enrol("p-1")
      try log.assess("p-1", right: right, day: 20_514, tampering: true)
      let faults = log.records.recomputationFaults()
      #expect(faults.count == 1)
      #expect(faults.first?.reason.contains("the log gives") == true)
    }
  }

  @Test func `says its error rates, exact where items are alike`() throws {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    try log.assess("p-1", right: true, day: 20_514)
    let rates = try #require(log.records.people.values.first?.decisions.first).record.rates
    #expect(rates.method == "exact")
    for rate in [
      rates.falseMastery, rates.missedMastery, rates.undecidedBelow, rates.undecidedAbove,
    ] {
      #expect((0...1).contains(rate))
    }
  }
}

@Suite struct `Validity` {
  private let parameters = FSRSParameters.standard
  private let day = Day(number: 20_514)

  private func memory(_ grades: [ReviewGrade], every days: Int) throws -> LessonMemory {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    for (index, grade) in grades.enumerated() {
      try log.answer(
        "p-1",
        correct: grade != .again,
        grade == .easy ? .know : .think,
        day: day.number - days * (grades.count - 1 - index)
      )
    }
    return try #require(log.records.people.values.first?.memories.values.first)
  }

  @Test func `follows predicted forgetting within the programme's least and greatest`() throws {
    let rule = RecallRule(target: 0.85, shortestValidity: 3, longestValidity: 400)
    let memory = try memory([.good, .good, .good], every: 10)
    let validity = MasteryRecord.Validity(
      on: day,
      memories: [memory],
      rule: rule,
      parameters: parameters
    )
    #expect(validity.reason == .forgetting)
    #expect(validity.until == day.adding(days: validity.predictedDays))
    let recall = { memory.recall(on: day.adding(days: $0), parameters: parameters).value }
    #expect(recall(validity.predictedDays) >= 0.85 && recall(validity.predictedDays + 1) < 0.85)
  }

  @Test func `is never shorter or longer than the programme allows`() throws {
    let memory = try memory([.good], every: 1)
    let narrow = RecallRule(target: 0.85, shortestValidity: 90, longestValidity: 100)
    let short = MasteryRecord.Validity(
      on: day,
      memories: [memory],
      rule: narrow,
      parameters: parameters
    )
    #expect(short.reason == .minimum && short.until == day.adding(days: 90))
    #expect(short.predictedDays < 90)
    let long = MasteryRecord.Validity(
      on: day,
      memories: [try self.memory([.easy, .easy, .easy], every: 100)],
      rule: RecallRule(target: 0.5, shortestValidity: 1, longestValidity: 30),
      parameters: parameters
    )
    #expect(long.reason == .maximum && long.until == day.adding(days: 30))
    let none = MasteryRecord.Validity(on: day, memories: [], rule: narrow, parameters: parameters)
    #expect(none.reason == .minimum && none.predictedDays == 0)
  }
}

@Suite struct `Correcting a key` {
  /// The library with another key for the first item.
  private func corrected() throws -> ContentLibrary {
    let reading = Fixture.reading(replacing: [
      ("- [ ] Reply and ask for confirmation", "- [x] Reply and ask for confirmation"),
      ("- [x] Ring the number in the contract", "- [ ] Ring the number in the contract"),
    ])
    return try #require(reading.library)
  }

  private func plan(_ log: LogOfAnswers) throws -> KeyCorrectionPlan {
    let library = try corrected()
    let item = try #require(library.lessons.first?.items.first)
    let old = log.library.lessons.flatMap(\.items)
    return KeyCorrectionPlan(
      item: item,
      version: ItemVersion(of: item),
      records: log.records,
      answered: Dictionary(uniqueKeysWithValues: old.map { (ItemVersion(of: $0).digest, $0) }),
      remarks: [:],
      library: log.library,
      dayOf: { Day(number: $0.milliseconds / 86_400_000) }
    )
  }

  @Test func `judges every answer to the older key, and names what changes`() throws {
    var log = try LogOfAnswers()
    for (person, option) in [("p-1", "a"), ("p-2", "b"), ("p-3", "c")] {
      try log.enrol(person)
      try log.answer(person, correct: option == "b", day: 20_000, option: option)
    }
    let plan = try plan(log)
    #expect(plan.changes.map(\.regrading.score.isCorrect) == [true, false, false])
    #expect(plan.changes.map(\.hasChanged) == [true, true, false])
    #expect(plan.people.count == 3 && plan.unjudged.isEmpty)
  }

  @Test func `keeps both results, and changes the memory and the decision with it`() throws {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    try log.assess("p-1", right: true, day: 20_514)
    let before = try #require(log.records.people.values.first)
    let plan = try plan(log)
    guard !plan.changes.isEmpty else {
      // The first two items decided, and the corrected one was not among them.
      let asked = before.attempts.map(\.item)
      #expect(!asked.contains(plan.version.item))
      return
    }
    for change in plan.changes { try log.append(Regrading.kind, change.regrading.data, "p-1") }
    for redecision in plan.redecisions {
      try log.append(MasteryCorrection.kind, MasteryCorrection(redecision.now).data, "p-1")
    }
    let after = try #require(log.records.people.values.first)
    #expect(after.attempts.map(\.answered) == before.attempts.map(\.answered))
    #expect(after.attempts.filter { !$0.isCorrect }.count == 1)
    #expect(after.memories != before.memories)
    let decision = try #require(after.decisions.first)
    #expect(decision.record.outcome == .mastered && decision.current.outcome != .mastered)
    #expect(after.untold.count == 2)
    #expect(log.records.recomputationFaults().isEmpty)
    try log.append(PersonTold.kind, PersonTold.data(entries: 1), "p-1")
    #expect(log.records.people.values.first?.untold.isEmpty == true)
  }

  @Test func `leaves an answer whose option is gone as it was`() throws {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    try log.answer("p-1", correct: false, day: 20_000, option: "c")
    let reading = Fixture.reading(replacing: [
      ("- [ ] Pay a small amount to test the account", "- [ ] Pay a penny first"),
      ("- [ ] Reply and ask for confirmation", "- [x] Reply and ask for confirmation"),
      ("- [x] Ring the number in the contract", "- [ ] Ring the number in the contract"),
    ])
    let item = try #require(reading.library?.lessons.first?.items.first)
    let old = log.library.lessons.flatMap(\.items)
    let plan = KeyCorrectionPlan(
      item: item,
      version: ItemVersion(of: item),
      records: log.records,
      answered: Dictionary(uniqueKeysWithValues: old.map { (ItemVersion(of: $0).digest, $0) }),
      remarks: [:],
      library: log.library,
      dayOf: { Day(number: $0.milliseconds / 86_400_000) }
    )
    #expect(plan.changes.isEmpty && plan.unjudged.count == 1)
  }
}

@Suite struct `What responses say of an item` {
  private func log(people: Int, wrongFrom: Int, certainty: Certainty = .know) throws -> LogOfAnswers
  {
    var log = try LogOfAnswers()
    for number in 0..<people {
      let name = "p-\(number + 100)"
      try log.enrol(name)
      try log.answer(name, correct: number < wrongFrom, certainty, day: 20_000)
    }
    return log
  }

  private func evidence(_ log: LogOfAnswers, day: Int = 20_000) throws -> [ItemEvidence] {
    let items = log.library.lessons.flatMap(\.items)
    return ItemEvidence.all(
      log.records,
      items: Dictionary(uniqueKeysWithValues: items.map { (ItemVersion(of: $0).digest, $0) }),
      models: ItemModels(log.library, versions: log.library.versions),
      confidence: 0.9,
      on: Day(number: day)
    )
  }

  @Test func `counts certainty, time and options`() throws {
    let found = try #require(try evidence(log(people: 30, wrongFrom: 20)).first)
    #expect(
      found.certainty.map(\.right) == [0, 0, 20] && found.certainty.map(\.wrong) == [0, 0, 10]
    )
    #expect(found.times?.median == 1)
    #expect(found.options.count == 3)
    // With one item each nobody has others to be ranked by.
    #expect(found.thirds == [0, 0, 0])
  }

  @Test func `tells certainty that is borne out from certainty that is not`() throws {
    let sure = try log(people: 40, wrongFrom: 20)
    let calibration = try #require(CertaintyCalibration(sure.records.attempts, confidence: 0.9))
    #expect(calibration.answers == 40 && calibration.meanMarks == (20 * 3 - 20 * 6) / 40.0)
    #expect(calibration.rows.map(\.isOverconfident) == [true])
    let right = try log(people: 40, wrongFrom: 40)
    let honest = try #require(CertaintyCalibration(right.records.attempts, confidence: 0.9))
    #expect(honest.meanMarks == 3 && honest.rows.map(\.isOverconfident) == [false])
    #expect(CertaintyCalibration([], confidence: 0.9) == nil)
    // Under the tariff each certainty pays best from its honest chance on.
    for certainty in [Certainty.think, .know] {
      let expected = { (said: Certainty, chance: Double) in
        chance * Double(said.marks(isCorrect: true)) + (1 - chance)
          * Double(said.marks(isCorrect: false))
      }
      let below: Certainty = certainty == .know ? .think : .guess
      let chance = certainty.honestFrom
      #expect(abs(expected(certainty, chance) - expected(below, chance)) < 1e-12)
    }
  }

  @Test func `calls an item too easy only where that is certain`() throws {
    let easy = try #require(try evidence(log(people: 200, wrongFrom: 200)).first)
    #expect(easy.verdicts.contains(.tooEasy) && easy.advice == .watch)
    let few = try #require(try evidence(log(people: 25, wrongFrom: 25)).first)
    #expect(!few.verdicts.contains(.tooEasy))
  }

  @Test func `finds the wrong option that a group is sure of, and hides small groups`() throws {
    let log = try log(people: 30, wrongFrom: 15)
    let heat = MisconceptionHeat(log.records, programme: log.library.programme, confidence: 0.9)
    let cell = try #require(heat.cells.first)
    #expect(cell.sure == 15 && cell.share.trials == 30 && cell.role.rawValue == "all-staff")
    #expect(heat.hot.contains(cell))
    let small = try self.log(people: 4, wrongFrom: 0)
    let hidden = MisconceptionHeat(
      small.records,
      programme: small.library.programme,
      confidence: 0.9
    )
    #expect(hidden.cells.isEmpty && hidden.suppressed == 1)
  }

  @Test func `sees that an item became easier`() throws {
    var log = try log(people: 40, wrongFrom: 10)
    for number in 0..<40 {
      try log.enrol("p-\(number + 500)")
      try log.answer("p-\(number + 500)", correct: number < 38, day: 20_200)
    }
    let drift = try #require(try evidence(log, day: 20_210).first?.drift)
    #expect(drift.isCertain && drift.difference.difference > 0.5)
    #expect(try evidence(log, day: 20_000).first?.drift == nil)
  }

  @Test func `calibrates a competency on the scale of its authors`() throws {
    var log = try LogOfAnswers()
    var generator = SplitMix64(seed: 8)
    for number in 0..<60 {
      let name = "p-\(number + 100)"
      try log.enrol(name)
      for item in 0..<3 {
        try log.answer(name, item: item, correct: generator.nextUnit() < 0.7, day: 20_000 + item)
      }
    }
    let models = ItemModels(log.library, versions: log.library.versions)
    let calibration = CompetencyCalibration(
      of: CompetencyID(rawValue: "verify-requests"),
      log.records.attempts.firstByQuestion,
      models: models,
      priors: models
    )
    let fit = try calibration.result.get()
    #expect(fit.items.count == 3 && fit.people == 60 && fit.model == .rasch)
    let record = CalibrationRecord(fits: [fit], size: 9, root: MerkleTree.emptyRoot)
    try log.append(CalibrationRecord.kind, record.data, CalibrationRecord.stream)
    let read = try #require(log.records.calibration?.record)
    #expect(read.data == record.data)
    let version = try #require(log.library.version(of: fit.items[0].item))
    let used = ItemModels(log.library, versions: [version], calibration: read)
    #expect(used[version]?.location == read.fits[0].items[0].model.location)
    let few = CompetencyCalibration(
      of: CompetencyID(rawValue: "verify-requests"),
      [],
      models: models,
      priors: models
    )
    guard case .failure = few.result else { return _ = Issue.record("fitted from nothing") }
  }
}
