import Content
import Psychometrics
import Records
import Session

/// An estimate of somebody's mastery of a competency, with its interval.
///
/// An estimate from practice, to decide what to ask next; a decision with stated error rates is made
/// in an assessment. The ability is the mean of the posterior under a standard normal prior (EAP; Bock
/// and Mislevy 1982) over spaced responses: for each item the newest answer that was its first of that
/// day, since an answer minutes after the reasons were read measures the reading.
package struct Mastery: Hashable, Sendable {
  package let competency: CompetencyID
  package let ability: AbilityEstimate

  /// Bounds of the ability in logits that hold it with the chance that was asked for.
  package let interval: ClosedRange<Double>

  /// The chance that the ability is at or above the cut.
  package let chance: Probability

  /// How many responses it rests on.
  package let responses: Int

  /// With fewer responses than this nothing is said about a person.
  package static let fewestResponses = 3

  package var isKnown: Bool { responses >= Self.fewestResponses }

  /// Whether mastery is likelier than not.
  package var isLikely: Bool { isKnown && chance.value >= 0.5 }

  package init(
    of competency: CompetencyID,
    attempts: [Attempt],
    models: ItemModels,
    cut: Double,
    confidence: Probability
  ) {
    let spaced = Self.spaced(attempts.filter { $0.answered.competency == competency })
    let modelled = spaced.compactMap { attempt in
      models[attempt.version].map { ModelledResponse($0, isCorrect: attempt.isCorrect) }
    }
    self.competency = competency
    responses = modelled.count
    ability = AbilityEstimate(from: modelled)
    interval = ability.credibleInterval(holding: confidence)
    chance = ability.probability(atLeast: cut)
  }

  private static func spaced(_ attempts: [Attempt]) -> [Attempt] {
    var newest: [Question: Attempt] = [:]
    // With a hint the answer shows what the hint taught.
    for attempt in attempts where attempt.answered.hints == 0 {
      if let earlier = newest[attempt.question], earlier.answered.day == attempt.answered.day {
        continue
      }
      newest[attempt.question] = attempt
    }
    return newest.values.sorted { $0.position < $1.position }
  }
}
