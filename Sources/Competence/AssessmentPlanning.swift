import Content
import Psychometrics
import Quiz
import Records
import Session

/// How an assessment begins and what comes of it, from what the log says of a person.
extension CompetenceRecords {
  /// The test that the programme asks for; `nil` where its rule decides nothing.
  package static func test(_ rule: MasteryRule) -> MasteryTest? {
    guard let alpha = Probability(rule.alpha), let beta = Probability(rule.beta) else { return nil }
    return MasteryTest(
      cut: rule.cut,
      indifference: rule.indifference,
      alpha: alpha,
      beta: beta,
      cap: rule.cap
    )
  }

  /// A new assessment, with its items and terms fixed.
  ///
  /// - Returns: The session, or `nil` where the programme's rule is no test.
  package func assessment(
    of competency: CompetencyID,
    for person: PersonID,
    library: ContentLibrary,
    id: EventID,
    seed: UInt64
  ) -> QuizSession? {
    guard let test = Self.test(library.programme.mastery) else { return nil }
    let form = AssessmentForm(
      from: library,
      competency: competency,
      models: ItemModels.current(
        of: competency,
        in: library,
        calibration: calibration?.record
      ),
      lastMet: people[person]?.lastMet ?? [:],
      test: test,
      seed: seed
    )
    let terms = Assessment(
      competency: competency,
      test: test,
      models: form.entries.map(\.model),
      source: calibration.flatMap { newest in
        newest.record.fits.contains { $0.competency == competency } ? "\(newest.position)" : nil
      } ?? Assessment.prior
    )
    return QuizSession(id: id, form: form, terms: terms, seed: seed)
  }

  /// What a decision is with its answers as they are judged now, if that is something else.
  package func correction(of record: MasteryRecord, by id: PersonID) -> MasteryCorrection? {
    guard let person = people[id], let terms = person.assessments[record.session]?.assessment else {
      return nil
    }
    let now = MasteryRecord(
      terms: terms,
      session: record.session,
      attempts: person.attempts.filter { $0.answered.session == record.session },
      rates: record.rates,
      validity: record.validity
    )
    return now == record ? nil : MasteryCorrection(now)
  }

  /// The decision that an assessment came to, from its answers in the log.
  ///
  /// - Returns: The decision, or `nil` for a session that is no assessment or has not ended.
  package func decision(
    after session: QuizSession,
    by id: PersonID,
    library: ContentLibrary,
    on day: Day
  ) -> MasteryRecord? {
    guard session.hasEnded, let terms = session.assessment else { return nil }
    let person = people[id]
    let lessons = Set(library.lessons(for: terms.competency).map(\.id))
    let memories = (person?.memories ?? [:]).filter { lessons.contains($0.key) }
    return MasteryRecord(
      terms: terms,
      session: session.id,
      // A key that was corrected meanwhile changes nothing here: the session asked by the old one.
      attempts: (person?.attempts ?? []).filter { $0.answered.session == session.id }
        .map(\.asRecorded),
      rates: MasteryRecord.ErrorRates(terms, seed: session.seed),
      validity: MasteryRecord.Validity(
        on: day,
        memories: memories.sorted { $0.key < $1.key }.map(\.value),
        rule: library.programme.recall,
        parameters: parameters
      )
    )
  }
}
