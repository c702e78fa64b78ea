import Competence
import Content
import Psychometrics
import Records
import Session
import TestSupport
import Testing

@Suite struct `Which answers count` {
  private func records(_ log: RandomAnswers) throws -> CompetenceRecords {
    try log.stored.reduce(into: CompetenceRecords()) { try $0.take($1) }
  }

  private func columns(_ log: RandomAnswers) throws -> AnswerColumns {
    try log.stored.reduce(into: AnswerColumns()) {
      try $0.take(try $1.decoded(), at: $1.position)
    }
  }

  /// Spaced answers by their definition: for each question the newest that was its first of that day,
  /// without a hint, and outside an assessment that goes on.
  private func spaced(_ attempts: [Attempt]) -> [Int] {
    Dictionary(grouping: attempts.filter { $0.answered.hints == 0 }, by: \.question).values
      .compactMap { answers in
        var last: Attempt?
        for answer in answers where answer.answered.day != last?.answered.day {
          last = answer
        }
        return last?.position
      }.sorted()
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `rows folded from the log count as its attempts do`(seed: UInt64) throws {
    let log = try RandomAnswers(seed: seed)
    let records = try records(log)
    let table = AnswerTable(try columns(log))
    #expect(table.answers.rows.count == records.attempts.count)
    let again = AnswerTable(records.answers)
    let models = ItemModels(log.library, versions: log.library.versions)
    #expect(
      ItemAnalysis.all(table, models: models, confidence: 0.9)
        == ItemAnalysis.all(again, models: models, confidence: 0.9)
    )
    let first = records.attempts.firstByQuestion
    let found = ItemAnalysis.all(table, models: models, confidence: 0.9)
    for item in found {
      let answers = first.filter { $0.question == item.question }
      #expect(item.facility.sampleSize == answers.count)
      #expect(item.facility.correct == answers.count(where: \.isCorrect))
      #expect(item.misconceptions == answers.count(where: \.isMisconception))
    }
    #expect(found.reduce(0) { $0 + $1.facility.sampleSize } == first.count)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `a group counts the masteries of its people`(seed: UInt64) throws {
    let log = try RandomAnswers(seed: seed)
    let records = try records(log)
    let models = ItemModels(log.library, versions: log.library.versions)
    let roles = records.roster.active.mapValues(\.roles)
    let groups = GroupCompetence.all(
      AnswerTable(try columns(log)),
      roles: roles,
      models: models,
      programme: log.library.programme
    )
    #expect(!groups.isEmpty)
    for group in groups {
      let masteries = roles.filter { $0.value.contains(group.role) }.keys.map { person in
        CompetenceProfile(
          of: person,
          in: records,
          library: log.library,
          models: models,
          on: Day(number: 20_100)
        ).mastery(of: group.competency)
      }
      #expect(group.people == masteries.count(where: \.isKnown))
      #expect(group.masters == masteries.count(where: \.isLikely))
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `mastery rests on spaced answers alone`(seed: UInt64) throws {
    let log = try RandomAnswers(seed: seed, people: 2)
    let records = try records(log)
    let models = ItemModels(log.library, versions: log.library.versions)
    for person in log.people.map(PersonID.init(rawValue:)) {
      let known = try #require(records.people[person])
      let attempts = known.withoutOpenAssessment(parameters: records.parameters).attempts
      let positions = spaced(attempts)
      let modelled = attempts.filter { positions.contains($0.position) }
        .compactMap { attempt in
          models[attempt.version].map { ModelledResponse($0, isCorrect: attempt.isCorrect) }
        }
      let mastery = Mastery(
        of: CompetencyID(rawValue: "verify-requests"),
        person: person,
        in: AnswerTable(try columns(log)),
        models: models,
        cut: 0,
        confidence: 0.9
      )
      #expect(mastery.responses == modelled.count)
      #expect(mastery.ability == AbilityEstimate(from: modelled))
    }
  }
}
