import Content
import Psychometrics
import Quiz

/// The terms of a mastery decision, fixed and recorded before its first question.
///
/// Every number is rounded to six decimals before it is used, so that what is recorded is what was
/// computed with, and anybody can compute it again from the log.
package struct Assessment: Hashable, Sendable {
  package let competency: CompetencyID
  package let test: MasteryTest

  /// The model of each item of the session, in its order.
  package let models: [ItemResponseModel]

  /// Where the models come from: `prior` for what authors expect, else the log position of the
  /// calibration.
  package let source: String

  package init(
    competency: CompetencyID,
    test: MasteryTest,
    models: [ItemResponseModel],
    source: String
  ) {
    self.competency = competency
    self.test = Self.rounded(test)
    self.models = models.map { model in
      ItemResponseModel(
        location: Self.rounded(model.location),
        slope: max(1e-6, Self.rounded(model.slope)),
        lowerAsymptote: Self.rounded(model.lowerAsymptote)
      ) ?? model
    }
    self.source = source
  }

  private static func rounded(_ test: MasteryTest) -> MasteryTest {
    MasteryTest(
      cut: rounded(test.cut),
      indifference: rounded(test.indifference),
      alpha: rounded(test.alpha),
      beta: rounded(test.beta),
      cap: test.cap,
      statistic: test.statistic,
      curtailment: test.curtailment
    ) ?? test
  }

  private static func rounded(_ probability: Probability) -> Probability {
    Probability(rounded(probability.value)) ?? probability
  }

  package static let prior = "prior"

  /// The number as it is recorded.
  package static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }

  /// What responses to the first items of the session decide.
  ///
  /// - Parameter judged: Whether each answered item was right, by its place in the session.
  /// - Returns: The outcome, which is `undecided` only where no item is left.
  package func outcome(judged: [(index: Int, isCorrect: Bool)]) -> MasteryTest.Outcome {
    test.outcome(of: responses(judged), remaining: remaining(judged))
  }

  /// The logarithm of the likelihood ratio.
  package func logRatio(judged: [(index: Int, isCorrect: Bool)]) -> Double {
    Self.rounded(test.logRatio(of: responses(judged)))
  }

  private func responses(_ judged: [(index: Int, isCorrect: Bool)]) -> [ModelledResponse] {
    judged.filter { models.indices.contains($0.index) }.map {
      ModelledResponse(models[$0.index], isCorrect: $0.isCorrect)
    }
  }

  private func remaining(_ judged: [(index: Int, isCorrect: Bool)]) -> [ItemResponseModel] {
    Array(models.dropFirst((judged.map(\.index).max() ?? -1) + 1))
  }
}
