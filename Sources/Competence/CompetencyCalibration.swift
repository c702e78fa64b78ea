import Content
import Psychometrics
import Quiz
import Records
import Session

/// The questions of one competency, fitted to everybody's first answers.
///
/// The richest model that the number of people supports, up to a slope each; the chance of guessing is
/// that of the kind of question. What authors expect of locations is the prior and fixes the scale, so
/// that the programme's cut keeps its meaning, and the group's own mean and deviation are estimated.
package struct CompetencyCalibration: Sendable {
  package let result: Result<CalibrationRecord.Fit, CalibrationRefusal>

  /// Fits first answers; those with a hint show what the hint taught, and are left out.
  ///
  /// - Parameters:
  ///   - competency: Which.
  ///   - first: Each person's first answer to each question.
  ///   - models: Models of all versions, for the chance of guessing.
  ///   - priors: The models that authors expect.
  package init(
    of competency: CompetencyID,
    _ first: [Attempt],
    models: ItemModels,
    priors: ItemModels
  ) {
    let attempts = first.filter {
      $0.answered.competency == competency && $0.answered.hints == 0
    }
    let versions = Dictionary(
      attempts.map { ($0.question, $0.answered.version) }
    ) { _, newest in newest }
    let questions = versions.keys.sorted { ($0.item, $0.keyDigest) < ($1.item, $1.keyDigest) }
    let people = Set(attempts.map(\.person)).sorted()
    let row = Dictionary(uniqueKeysWithValues: people.enumerated().map { ($1, $0) })
    let column = Dictionary(uniqueKeysWithValues: questions.enumerated().map { ($1, $0) })
    var cells = [Int8](
      repeating: ResponseMatrix.Cell.missing,
      count: people.count * questions.count
    )
    for attempt in attempts {
      guard let person = row[attempt.person], let item = column[attempt.question] else { continue }
      cells[person * questions.count + item] =
        attempt.isCorrect ? ResponseMatrix.Cell.right : ResponseMatrix.Cell.wrong
    }
    let prior = questions.map { question in
      versions[question].flatMap { priors[$0] ?? models[$0] }
    }
    result = Self.fit(
      ResponseMatrix(people: people.count, items: max(1, questions.count), cells: cells),
      questions: questions,
      prior: prior,
      people: people.count,
      competency: competency
    )
  }

  private static func fit(
    _ matrix: ResponseMatrix?,
    questions: [Question],
    prior: [ItemResponseModel?],
    people: Int,
    competency: CompetencyID
  ) -> Result<CalibrationRecord.Fit, CalibrationRefusal> {
    guard let matrix, !questions.isEmpty else {
      return .failure(.tooFewItems(questions.count, needed: CalibrationModel.fewestItems))
    }
    let model: CalibrationModel =
      people >= CalibrationModel.twoParameter.fewestPeople ? .twoParameter : .rasch
    return Result { () throws(CalibrationRefusal) in
      let fit = try ItemCalibration(
        matrix,
        model: model,
        priors: .standard(locations: prior.map { $0?.location ?? 0 }),
        asymptotes: prior.map { $0?.lowerAsymptote.value ?? 0 },
        // Far finer than small samples are known; a group that hardly differs settles slowly.
        tolerance: 1e-3
      )
      guard fit.hasConverged else { throw .notConverged }
      return CalibrationRecord.Fit(
        competency: competency,
        model: model,
        people: people,
        groupMean: fit.groupMean,
        groupDeviation: fit.groupDeviation,
        logLikelihood: fit.logLikelihood,
        nodes: fit.nodes,
        // What no slope can be told of keeps what its author expects.
        items: zip(questions, fit.items).filter { !$0.1.isAtBound }.map { question, item in
          CalibrationRecord.Item(
            item: question.item,
            keyDigest: question.keyDigest,
            model: item.model,
            locationError: item.locationError,
            slopeError: item.slopeError,
            fit: item.fit,
            answers: item.answers
          )
        }
      )
    }
  }
}
