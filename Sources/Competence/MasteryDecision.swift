import Content
import Psychometrics
import Quiz
import Records
import Session

/// An assessment that came to an end, as the log has it.
package struct MasteryDecision: Hashable, Sendable {
  package let record: MasteryRecord

  /// The position of the entry.
  package let position: Int
  package let at: Timestamp

  /// What it would have been with answers judged anew; the decision itself stays.
  package internal(set) var corrected: MasteryRecord?

  package init(_ record: MasteryRecord, position: Int, at: Timestamp) {
    self.record = record
    self.position = position
    self.at = at
  }

  package var current: MasteryRecord { corrected ?? record }

  /// Whether it is a decision for mastery that holds on a day.
  package func holds(on day: Day) -> Bool {
    current.outcome == .mastered && current.validity.map { day <= $0.until } == true
  }
}

/// What a person said of an item.
package struct ItemFlag: Hashable, Sendable {
  package let person: PersonID
  package let version: ItemVersion

  /// The commitment of the reason that they gave.
  package let reason: Digest?
  package let at: Timestamp
  package let position: Int

  init(_ flagged: SessionEvent.Flagged, person: PersonID, at: Timestamp, position: Int) {
    self.person = person
    version = flagged.version
    self.at = at
    self.position = position
    if case .committed(let digest) = flagged.reason { reason = digest } else { reason = nil }
  }
}

/// Something about a person that came out otherwise after a key was corrected.
package enum Correction: Hashable, Sendable {
  case answer(Regrading)
  case decision(was: MasteryRecord, now: MasteryRecord)
}

extension MasteryRecord {
  /// The decision that the answers of a session give under its terms.
  ///
  /// - Parameters:
  ///   - terms: What was fixed before the first question.
  ///   - session: Its id.
  ///   - attempts: The answers of the session in the order of the log, as they are judged.
  ///   - rates: What these items promise.
  ///   - validity: Until when mastery holds, if it is decided.
  package init(
    terms: Assessment,
    session: EventID,
    attempts: [Attempt],
    rates: ErrorRates,
    validity: Validity?
  ) {
    let judged = attempts.map { (index: $0.answered.index, isCorrect: $0.isCorrect) }
    let outcome = terms.outcome(judged: judged)
    self.init(
      session: session,
      competency: terms.competency,
      // Items that left the content since are not asked; then the session ends without a decision.
      outcome: outcome == .open ? .undecided : outcome,
      answers: attempts.count,
      correct: attempts.count(where: \.isCorrect),
      logRatio: terms.logRatio(judged: judged),
      rates: rates,
      positions: attempts.map(\.position),
      validity: outcome == .mastered ? validity : nil
    )
  }
}

extension MasteryRecord.ErrorRates {
  /// The rates of a test on its items in their order, at the two edges of the zone.
  package init(_ terms: Assessment, seed: UInt64) {
    let at = { (ability: Double) in
      OperatingCharacteristics(of: terms.test, pool: terms.models, atAbility: ability, seed: seed)
    }
    let (below, above) = (at(terms.test.lowerEdge), at(terms.test.upperEdge))
    let method =
      switch below?.method {
      case .exact: "exact"
      case .lattice(let step): "lattice \(decimal(step))"
      case .simulated(let people, let seed): "simulated \(people) \(seed)"
      case nil: "none"
      }
    self.init(
      falseMastery: Assessment.rounded(below?.mastered ?? 0),
      missedMastery: Assessment.rounded(above?.notMastered ?? 0),
      undecidedBelow: Assessment.rounded(below?.undecided ?? 1),
      undecidedAbove: Assessment.rounded(above?.undecided ?? 1),
      method: method
    )
  }
}

extension MasteryRecord.Validity {
  /// The days until predicted recall, averaged over the lessons of a competency, falls to the target,
  /// within the programme's least and greatest.
  ///
  /// Memories are those of the person on the day of the decision; lessons that they never met count
  /// for nothing, since there is nothing to predict.
  package init(
    on day: Day,
    memories: [LessonMemory],
    rule: RecallRule,
    parameters: FSRSParameters
  ) {
    let mean = { (days: Int) in
      memories.reduce(0) { sum, memory in
        sum + memory.recall(on: day.adding(days: days), parameters: parameters).value
      } / Double(max(1, memories.count))
    }
    // Recall only falls, so the first day below the target is found by halving.
    var (lower, upper) = (0, rule.longestValidity + 1)
    while lower + 1 < upper {
      let middle = (lower + upper) / 2
      if mean(middle) >= rule.target { lower = middle } else { upper = middle }
    }
    let predicted = memories.isEmpty ? 0 : lower
    let days = max(rule.shortestValidity, min(rule.longestValidity, predicted))
    self.init(
      until: day.adding(days: days),
      reason: predicted < rule.shortestValidity
        ? .minimum : predicted >= rule.longestValidity ? .maximum : .forgetting,
      predictedDays: predicted
    )
  }
}

/// A decision that does not follow from the log.
package struct RecomputationFault: Hashable, Sendable {
  package let person: PersonID
  package let position: Int
  package let reason: String
}

extension CompetenceRecords {
  /// Computes every decision again from its terms and answers, and names those that differ.
  ///
  /// The answers of a decision are taken as they were judged then, those of its correction as they are
  /// judged now; whether they were judged rightly is for the versions' texts to say. Until when mastery
  /// holds is taken as it is recorded, because the rule and the memories of then are not all in the log.
  package func recomputationFaults() -> [RecomputationFault] {
    people.sorted { $0.key < $1.key }.flatMap { id, person in
      person.decisions.compactMap { decision in
        person.recomputed(decision).map {
          RecomputationFault(person: id, position: decision.position, reason: $0)
        }
      }
    }
  }

  package var decisionCount: Int { people.values.reduce(0) { $0 + $1.decisions.count } }
}

extension CompetenceRecords.Person {
  /// What differs, or `nil`.
  fileprivate func recomputed(_ decision: MasteryDecision) -> String? {
    let record = decision.record
    guard let started = assessments[record.session], let terms = started.assessment else {
      return "its terms are not in the log"
    }
    var attempts = attempts.filter {
      $0.answered.session == record.session && $0.position < decision.position
    }
    if let corrected = decision.corrected {
      let now = MasteryRecord(
        terms: terms,
        session: record.session,
        attempts: attempts,
        rates: corrected.rates,
        validity: corrected.validity
      )
      if now != corrected {
        return
          "recorded as corrected to \(corrected.outcome.rawValue); the answers as they are judged now "
          + "give \(now.outcome.rawValue)"
      }
    }
    attempts = attempts.map(\.asRecorded)
    let again = MasteryRecord(
      terms: terms,
      session: record.session,
      attempts: attempts,
      rates: MasteryRecord.ErrorRates(terms, seed: started.seed),
      validity: record.validity
    )
    guard again == record else {
      return
        "recorded were \(record.outcome.rawValue) on \(record.correct) of \(record.answers), "
        + "log ratio \(record.logRatio); the log gives \(again.outcome.rawValue) on "
        + "\(again.correct) of \(again.answers), \(again.logRatio)"
    }
    return nil
  }
}
