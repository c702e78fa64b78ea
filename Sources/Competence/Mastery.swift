import Content
import Psychometrics
import Records
import Session

/// An estimate of somebody's mastery of a competency, with its interval.
///
/// An estimate from practice, to decide what to ask next; a decision with stated error rates is made
/// in an assessment. The ability is the mean of the posterior under a standard normal prior (EAP; Bock
/// and Mislevy 1982) over the spaced answers of ``AnswerTable``.
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

  /// Estimates from the spaced answers of a person.
  package init(
    of competency: CompetencyID,
    person: PersonID,
    in table: AnswerTable,
    models: ItemModels,
    cut: Double,
    confidence: Probability
  ) {
    let answers = table.answers
    let number = answers.competencies.known(competency)
    let rows = answers.people.known(person).map { table.spaced(of: Int($0)) }
    let modelled = (rows.map(Array.init) ?? []).filter { $0.competency == number }
      .compactMap { row in
        models[answers.versions[row.version]].map { ModelledResponse($0, isCorrect: row.isCorrect) }
      }
    self.competency = competency
    responses = modelled.count
    ability = AbilityEstimate(from: modelled)
    interval = ability.credibleInterval(holding: confidence)
    chance = ability.probability(atLeast: cut)
  }
}
