import Foundation

/// The normal distribution: its density, its distribution function and its quantiles.
package struct NormalDistribution: Hashable, Sendable {
  /// Mean 0 and standard deviation 1.
  package static let standard = NormalDistribution(checkedMean: 0, standardDeviation: 1)

  package let mean: Double
  package let standardDeviation: Double

  /// Refuses a mean that is not finite, and a standard deviation that is not positive and finite.
  package init?(mean: Double, standardDeviation: Double) {
    guard mean.isFinite, standardDeviation.isFinite, standardDeviation > 0 else { return nil }
    self.init(checkedMean: mean, standardDeviation: standardDeviation)
  }

  private init(checkedMean mean: Double, standardDeviation: Double) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  package func density(at x: Double) -> Double {
    exp(logDensity(at: x))
  }

  /// The logarithm of the density, finite where the density itself would be too small to write.
  package func logDensity(at x: Double) -> Double {
    let z = (x - mean) / standardDeviation
    return -z * z / 2 - log(standardDeviation * (2 * Double.pi).squareRoot())
  }

  /// The probability of a value up to x.
  package func cumulative(at x: Double) -> Probability {
    Probability(rounding: standardLowerTail((x - mean) / standardDeviation))
  }

  /// The value that is not exceeded with the given probability; infinite for 0 and 1.
  ///
  /// Acklam's rational approximation (2003, relative error below 1.15e-9) and one step of Halley's
  /// method, which leaves about 1e-15. Below the smallest normal `Double` the step is left out.
  package func quantile(_ probability: Probability) -> Double {
    let p = probability.value
    // 1 - p is exact from one half on, and the lower tail keeps its relative precision.
    let z = p > 0.5 ? -standardQuantile(lowerTail: 1 - p) : standardQuantile(lowerTail: p)
    return mean + standardDeviation * z
  }

  /// How many standard deviations on either side of the mean hold the given share: 1.96 for 0.95.
  package static func halfWidth(holding share: Probability) -> Double {
    -standardQuantile(lowerTail: (1 - share.value) / 2)
  }
}

private func standardLowerTail(_ z: Double) -> Double {
  erfc(-z / 2.0.squareRoot()) / 2
}

private func standardQuantile(lowerTail p: Double) -> Double {
  guard p > 0 else { return -.infinity }
  let guess = acklamQuantile(lowerTail: p)
  guard p >= .leastNormalMagnitude else { return guess }
  let error = standardLowerTail(guess) - p
  let newton = error * (2 * Double.pi).squareRoot() * exp(guess * guess / 2)
  return guess - newton / (1 + guess * newton / 2)
}

/// Acklam's approximation for a probability of at most one half.
private func acklamQuantile(lowerTail p: Double) -> Double {
  let lowerTailEnd = 0.02425
  if p < lowerTailEnd {
    let q = (-2 * log(p)).squareRoot()
    return polynomial(tailNumerator, at: q) / polynomial(tailDenominator, at: q)
  }
  let q = p - 0.5
  let r = q * q
  return q * polynomial(centreNumerator, at: r) / polynomial(centreDenominator, at: r)
}

/// Evaluates a polynomial whose highest coefficient comes first.
private func polynomial(_ coefficients: [Double], at x: Double) -> Double {
  coefficients.reduce(0) { $0 * x + $1 }
}

private let centreNumerator = [
  -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
  1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
]
private let centreDenominator = [
  -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
  6.680131188771972e+01, -1.328068155288572e+01, 1,
]
private let tailNumerator = [
  -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
  -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
]
private let tailDenominator = [
  7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
  3.754408661907416e+00, 1,
]
