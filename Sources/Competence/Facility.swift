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
    correct = firstAttempts.count(where: \.isCorrect)
    guard
      let interval = WilsonInterval(
        successes: correct,
        of: firstAttempts.count,
        confidence: confidence
      )
    else { return nil }
    self.interval = interval
  }
}
