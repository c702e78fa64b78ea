import Competence
import Content
import Psychometrics
import Records
import Session

extension CompetenceReport {
  /// One row for each assessment that came to an end, people under their pseudonyms.
  ///
  /// With the terms, the realised error rates and the entries that it rests on, so that anybody with the
  /// log can compute it again. Practice never makes such a row.
  package var decisionsCSV: String {
    CSVTable(
      header: [
        "person", "competency", "decidedOn", "outcome", "answers", "correct", "logRatio", "cut",
        "indifference", "alpha", "beta", "cap", "models", "falseMastery", "missedMastery",
        "ratesMethod", "validUntil", "validityReason", "correctedOutcome", "entry", "answerEntries",
      ],
      rows: decisions.map { row in
        let record = row.decision.record
        let test = row.terms?.test
        return [
          .text(row.person.rawValue), .text(record.competency.rawValue),
          .text(row.day.description), .text(record.outcome.rawValue), .integer(record.answers),
          .integer(record.correct), .decimal(record.logRatio, places: 6),
          .init(test?.cut, places: 6), .init(test?.indifference, places: 6),
          .init(test?.alpha.value, places: 6), .init(test?.beta.value, places: 6),
          .init(test?.cap), .init(row.terms?.source),
          .decimal(record.rates.falseMastery, places: 6),
          .decimal(record.rates.missedMastery, places: 6), .text(record.rates.method),
          .init(record.validity?.until.description), .init(record.validity?.reason.rawValue),
          .init(row.decision.corrected?.outcome.rawValue), .integer(row.decision.position),
          .text(record.positions.map(String.init).joined(separator: " ")),
        ]
      }
    ).text
  }
}

/// An assessment of one person, for the table.
package struct DecisionFigures: Sendable {
  package let person: PersonID
  package let decision: MasteryDecision
  package let terms: Assessment?
  package let day: Day

  /// Of everybody, by the order of the log.
  static func all(_ records: CompetenceRecords) -> [DecisionFigures] {
    records.people.flatMap { id, person in
      person.decisions.map { decision in
        let session = decision.record.session
        let answered = person.attempts.last { $0.answered.session == session }?.answered.day
        return DecisionFigures(
          person: id,
          decision: decision,
          terms: person.assessments[session]?.assessment,
          day: answered ?? decision.at.utcDay
        )
      }
    }.sorted { $0.decision.position < $1.decision.position }
  }
}
