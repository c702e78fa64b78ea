/// The confidence interval of a proportion, found by Wilson's score method.
///
/// It holds every true proportion that a score test would not reject. Unlike the textbook interval
/// p ± z·√(pq/n), it never leaves 0 to 1, is never of no width, and holds the truth about as often as
/// it says, even for few trials or none that succeeded. Wilson (1927), *Journal of the American
/// Statistical Association* 22:209; Newcombe (1998), *Statistics in Medicine* 17:857, method 3,
/// without continuity correction.
package struct WilsonInterval: Hashable, Sendable {
  /// The observed proportion, which is not the middle of the interval.
  package let proportion: Probability

  package let lower: Probability
  package let upper: Probability

  /// How many trials it rests on.
  package let trials: Int

  /// Finds the interval, or returns `nil` without any trials or for an impossible count.
  package init?(successes: Int, of trials: Int, confidence: Probability = 0.95) {
    guard trials > 0, (0...trials).contains(successes) else { return nil }
    let n = Double(trials)
    let p = Double(successes) / n
    let z = NormalDistribution.halfWidth(holding: confidence)

    self.trials = trials
    proportion = Probability(rounding: p)
    guard z.isFinite else {
      (lower, upper) = (0.0, 1.0)
      return
    }
    let middle = (2 * n * p + z * z) / (2 * (n + z * z))
    let half = z * (z * z + 4 * n * p * (1 - p)).squareRoot() / (2 * (n + z * z))
    // At the ends of the scale the bounds are exact; rounding would leave 1e-17.
    lower = successes == 0 ? 0.0 : Probability(rounding: middle - half)
    upper = successes == trials ? 1.0 : Probability(rounding: middle + half)
  }
}
