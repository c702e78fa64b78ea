/// The confidence interval of the difference between two independent proportions.
///
/// Newcombe's hybrid score method combines the two Wilson intervals: each bound of the difference is
/// as far from it as the nearer and farther bounds of both proportions are from theirs, in square
/// mean. It holds up for small groups and for proportions of 0 and 1. Newcombe (1998), *Statistics in
/// Medicine* 17:873, method 10, without continuity correction. It is not for the same people asked
/// twice: those proportions are not independent.
package struct NewcombeInterval: Hashable, Sendable {
  /// The first proportion less the second, from -1 to 1.
  package let difference: Double

  package let lower: Double
  package let upper: Double

  /// Finds the interval, or returns `nil` if a group has no trials or an impossible count.
  package init?(
    successes firstSuccesses: Int,
    of firstTrials: Int,
    minus secondSuccesses: Int,
    of secondTrials: Int,
    confidence: Probability = 0.95
  ) {
    func proportion(_ successes: Int, _ trials: Int) -> WilsonInterval? {
      WilsonInterval(successes: successes, of: trials, confidence: confidence)
    }
    guard
      let first = proportion(firstSuccesses, firstTrials),
      let second = proportion(secondSuccesses, secondTrials)
    else { return nil }
    difference = first.proportion.value - second.proportion.value
    lower = max(-1, difference - rootOfSquares(first.spaceBelow, second.spaceAbove))
    upper = min(1, difference + rootOfSquares(first.spaceAbove, second.spaceBelow))
  }
}

extension WilsonInterval {
  fileprivate var spaceBelow: Double { proportion.value - lower.value }
  fileprivate var spaceAbove: Double { upper.value - proportion.value }
}

private func rootOfSquares(_ a: Double, _ b: Double) -> Double {
  (a * a + b * b).squareRoot()
}
