import Content
import Psychometrics
import Records

/// The share of people who chose an item's key the first time they met it.
///
/// Near 1, the item asks what everyone already knows. Near the guessing rate, the item or its lesson
/// misleads. First attempts only: a second attempt measures the feedback given after the first.
package struct Facility: Hashable, Sendable {
  /// With its interval and the number of people it rests on.
  package let interval: WilsonInterval

  /// How many chose the key.
  package let correct: Int

  package var sampleSize: Int { interval.trials }
  package var value: Double { interval.proportion.value }

  /// Measures first attempts, one a person; `nil` if there are none.
  package init?(of firstAttempts: [Attempt], confidence: Probability) {
    self.init(
      correct: firstAttempts.count(where: \.isCorrect),
      of: firstAttempts.count,
      confidence: confidence
    )
  }

  /// Measures so many first attempts of which so many chose the key; `nil` if there are none.
  init?(correct: Int, of people: Int, confidence: Probability) {
    self.correct = correct
    guard let interval = WilsonInterval(successes: correct, of: people, confidence: confidence)
    else { return nil }
    self.interval = interval
  }
}
