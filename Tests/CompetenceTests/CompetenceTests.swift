import Competence
import Content
import Foundation
import Psychometrics
import Quiz
import Records
import Session
import TestSupport
import Testing

/// Writes a small log by hand: people, and answers on days.
struct LogOfAnswers {
  private(set) var records = CompetenceRecords()
  private(set) var stored: [StoredEntry] = []
  private var sequencer = LedgerSequencer(frontier: MerkleFrontier())
  private var generator = SplitMix64(seed: 99)
  let library: ContentLibrary

  init() throws { library = try Fixture.library() }

  mutating func append(_ kind: String, _ data: JSONValue, _ person: String) throws {
    let draft = EntryDraft(
      event: EventID(using: &generator),
      kind: kind,
      stream: person,
      actor: PersonID(rawValue: person),
      role: "staff",
      assurance: .local,
      clock: .simulated,
      occurredAt: Timestamp(milliseconds: 1_772_442_840_000 + sequencer.frontier.size),
      data: data
    )
    let (_, entry) = sequencer.place(draft, recordedAt: draft.occurredAt) { _ in nil }
    stored.append(entry)
    try records.take(entry)
  }

  mutating func enrol(_ person: String, roles: [String] = ["all-staff"]) throws {
    let event = PersonEvent.enrolled(roles: roles.map(RoleID.init(rawValue:)), duties: [.staff])
    try append(event.kind, event.data, person)
  }

  mutating func answer(
    _ person: String,
    item index: Int = 0,
    correct: Bool,
    _ certainty: Certainty = .think,
    day: Int,
    option: String? = nil
  ) throws {
    let item = try #require(library.lessons.first?.items[index])
    guard case .choice(let choice) = item.interaction else { return }
    let wrong = choice.options.map(\.id).filter { !choice.key.contains($0) }
    let chosen =
      option.map { [OptionID(rawValue: $0)] } ?? (correct ? Array(choice.key) : [wrong[0]])
    var session = SplitMix64(seed: 5)
    let event = SessionEvent.answered(
      .init(
        session: EventID(using: &session),
        index: 0,
        version: ItemVersion(of: item),
        competency: CompetencyID(rawValue: "verify-requests"),
        response: .options(Set(chosen)),
        certainty: certainty,
        score: Score(of: .options(Set(chosen)), to: item.interaction),
        day: Day(number: day),
        milliseconds: 1_000
      )
    )
    try append(event.kind, event.data, person)
  }

  func profile(_ person: String, day: Int) -> CompetenceProfile {
    CompetenceProfile(
      of: PersonID(rawValue: person),
      in: records,
      library: library,
      models: ItemModels(library, versions: library.versions),
      on: Day(number: day)
    )
  }
}

private let lesson = LessonID(rawValue: "example-mail-2025/trusted-channel")

@Suite struct `Competence from the log` {
  @Test func `folding the same entries twice gives the same figures`() throws {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    for day in 0..<9 { try log.answer("p-1", item: day % 3, correct: day % 2 == 0, day: day * 5) }
    var again = CompetenceRecords()
    for entry in log.stored { try again.take(entry) }
    let person = PersonID(rawValue: "p-1")
    #expect(again.people[person]?.memories == log.records.people[person]?.memories)
    #expect(again.attempts == log.records.attempts)
  }

  @Test func `entries out of order are refused`() throws {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    try log.answer("p-1", correct: true, day: 1)
    var records = CompetenceRecords()
    try records.take(log.stored[1])
    #expect(throws: LedgerError.self) { try records.take(log.stored[0]) }
  }

  @Test func `memory of a lesson is FSRS over the days of the answers`() throws {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    try log.answer("p-1", item: 0, correct: true, .think, day: 100)
    try log.answer("p-1", item: 1, correct: true, .know, day: 103)
    try log.answer("p-1", item: 2, correct: false, .guess, day: 120)
    let expected = MemoryState(first: .good, parameters: .standard)
      .reviewed(.easy, afterDays: 3, parameters: .standard)
      .reviewed(.again, afterDays: 17, parameters: .standard)
    let memory = try #require(log.records.people[PersonID(rawValue: "p-1")]?.memories[lesson])
    #expect(memory.state == expected)
    #expect((memory.answers, memory.lapses) == (3, 1))
  }

  @Test func `recall falls with the days and is due when it meets the target`() throws {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    try log.answer("p-1", correct: true, .know, day: 100)
    let due = try #require(log.profile("p-1", day: 100).dueDay(of: lesson))
    let recalls = (100...200).compactMap { log.profile("p-1", day: $0).recall(of: lesson)?.value }
    #expect(zip(recalls, recalls.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(try #require(log.profile("p-1", day: due.number - 1).recall(of: lesson)).value > 0.84)
    #expect(try #require(log.profile("p-1", day: due.number + 2).recall(of: lesson)).value < 0.85)
  }

  @Test func `a lesson is new, then early, then due`() throws {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    let reason = { (log: LogOfAnswers, day: Int) in
      log.profile("p-1", day: day).priorities.lessons.first { $0.lesson == lesson }?.reason
    }
    #expect(reason(log, 100) == .new)
    try log.answer("p-1", correct: true, .know, day: 100)
    guard case .early? = reason(log, 101) else {
      Issue.record("\(String(describing: reason(log, 101)))")
      return
    }
    guard case .due(let recall)? = reason(log, 400) else {
      Issue.record("\(String(describing: reason(log, 400)))")
      return
    }
    #expect(recall.value < 0.85)
  }

  @Test func `sure and wrong comes back on the next day, before everything else`() throws {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    try log.answer("p-1", correct: false, .know, day: 100)
    #expect(log.profile("p-1", day: 100).dueDay(of: lesson) == Day(number: 101))
    #expect(log.profile("p-1", day: 101).priorities.lessons.first?.reason == .misconception)
    try log.answer("p-1", correct: true, .think, day: 101)
    #expect(log.profile("p-1", day: 101).priorities.lessons.first?.reason != .misconception)
  }

  @Test func `mastery needs three responses and rises with right ones`() throws {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    let competency = CompetencyID(rawValue: "verify-requests")
    var chances: [Double] = []
    for index in 0..<3 {
      let mastery = log.profile("p-1", day: 100).mastery(of: competency)
      #expect(!mastery.isKnown)
      chances.append(mastery.chance.value)
      try log.answer("p-1", item: index, correct: true, day: 100)
    }
    let mastery = log.profile("p-1", day: 100).mastery(of: competency)
    #expect(mastery.isKnown && mastery.responses == 3)
    #expect(mastery.interval.contains(mastery.ability.mean))
    #expect(zip(chances, chances.dropFirst() + [mastery.chance.value]).allSatisfy { $0 < $1 })
  }

  @Test func `repeating an item minutes after its reasons were read counts once`() throws {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    try log.answer("p-1", item: 0, correct: false, day: 100)
    try log.answer("p-1", item: 0, correct: true, day: 100)
    try log.answer("p-1", item: 0, correct: true, day: 100)
    let competency = CompetencyID(rawValue: "verify-requests")
    let mastery = log.profile("p-1", day: 100).mastery(of: competency)
    #expect(mastery.responses == 1)
    #expect(mastery.ability.mean < 0)
  }
}

@Suite struct `Groups and items` {
  /// So many people of whom so many answer all three items rightly, the others wrongly.
  private func log(people: Int, masters: Int) throws -> LogOfAnswers {
    var log = try LogOfAnswers()
    for number in 0..<people {
      try log.enrol("p-\(number)")
      for item in 0..<3 {
        try log.answer("p-\(number)", item: item, correct: number < masters, day: 100)
      }
    }
    return log
  }

  private func group(_ log: LogOfAnswers) throws -> GroupCompetence {
    let groups = GroupCompetence.all(
      AnswerTable(log.records.answers),
      roles: log.records.roster.active.mapValues(\.roles),
      models: ItemModels(log.library, versions: log.library.versions),
      programme: log.library.programme
    )
    return try #require(
      groups.first {
        $0.role.rawValue == "all-staff" && $0.competency.rawValue == "verify-requests"
      }
    )
  }

  @Test func `a group is weak only when the whole interval is below the target`() throws {
    let rule = try Fixture.library().programme.signals
    for (people, masters, isWeak) in [
      (20, 5, true), (20, 19, false), (20, 16, false), (7, 0, false), (8, 0, true),
    ] {
      let group = try group(log(people: people, masters: masters))
      #expect((group.people, group.masters) == (people, masters))
      #expect(group.isWeak(under: rule) == isWeak, "\(masters) of \(people)")
    }
  }

  @Test func `a group of nobody has no interval`() throws {
    var log = try LogOfAnswers()
    try log.enrol("p-1")
    let group = try group(log)
    #expect(group.people == 0)
    #expect(group.interval == nil)
  }

  @Test func `facility counts each person's first attempt`() throws {
    var log = try LogOfAnswers()
    for number in 0..<4 {
      try log.enrol("p-\(number)")
      try log.answer("p-\(number)", correct: number == 0, day: 100)
      try log.answer("p-\(number)", correct: true, day: 101)
    }
    let analysis = try #require(
      ItemAnalysis.all(
        AnswerTable(log.records.attempts),
        models: ItemModels(log.library, versions: log.library.versions),
        confidence: 0.9
      ).first
    )
    #expect(analysis.facility.sampleSize == 4)
    #expect(analysis.facility.correct == 1)
    #expect(analysis.facility.value == 0.25)
  }

  @Test func `an item below guessing and a preferred distractor are named`() throws {
    var log = try LogOfAnswers()
    for number in 0..<40 {
      try log.enrol("p-\(number)")
      try log.answer(
        "p-\(number)",
        correct: number < 3,
        .know,
        day: 100,
        option: number < 3 ? "b" : "c"
      )
    }
    let analysis = try #require(
      ItemAnalysis.all(
        AnswerTable(log.records.attempts),
        models: ItemModels(log.library, versions: log.library.versions),
        confidence: 0.9
      ).first
    )
    #expect(analysis.verdicts.contains(.belowGuessing))
    #expect(analysis.verdicts.contains(.distractorPreferred(OptionID(rawValue: "c"))))
    #expect(analysis.misconceptions == 37)
    #expect(analysis.choices == [OptionID(rawValue: "b"): 3, OptionID(rawValue: "c"): 37])
  }

  @Test func `an item of too few people is not judged`() throws {
    var log = try LogOfAnswers()
    for number in 0..<19 {
      try log.enrol("p-\(number)")
      try log.answer("p-\(number)", correct: false, day: 100)
    }
    let analysis = try #require(
      ItemAnalysis.all(
        AnswerTable(log.records.attempts),
        models: ItemModels(log.library, versions: log.library.versions),
        confidence: 0.9
      ).first
    )
    #expect(analysis.verdicts.isEmpty)
  }
}
