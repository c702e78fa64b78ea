import Foundation

/// The confidence interval of a Pearson correlation, found by Fisher's z transformation.
///
/// The inverse hyperbolic tangent of a sample correlation is nearly normal with standard deviation
/// 1/√(n − 3), whatever the true correlation is. Fisher (1921), *Metron* 1:3. That assumes two
/// normally distributed quantities; for right and wrong answers it is a rough guide.
package struct CorrelationInterval: Hashable, Sendable {
  package let correlation: Double
  package let lower: Double
  package let upper: Double

  /// How many pairs it rests on.
  package let pairs: Int

  /// Finds the interval, or returns `nil` for fewer than four pairs, and for a correlation that is
  /// not strictly between -1 and 1, which the transformation sends to infinity.
  package init?(correlation: Double, pairs: Int, confidence: Probability = 0.95) {
    guard pairs >= 4, abs(correlation) < 1 else { return nil }
    let reach = NormalDistribution.halfWidth(holding: confidence) / Double(pairs - 3).squareRoot()
    self.correlation = correlation
    self.pairs = pairs
    lower = tanh(atanh(correlation) - reach)
    upper = tanh(atanh(correlation) + reach)
  }
}
