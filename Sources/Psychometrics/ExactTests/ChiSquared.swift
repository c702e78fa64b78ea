import Foundation

/// The χ² distribution: the sum of squares of independent standard normal numbers.
package enum ChiSquared {
  /// The chance of a value at least so large.
  ///
  /// The regularised upper incomplete gamma function Q(k/2, x/2), by its series below k/2 + 1 and by
  /// Lentz's continued fraction above: Press and others (2007), *Numerical Recipes*, section 6.2.
  package static func upperTail(of value: Double, degreesOfFreedom: Int) -> Probability {
    guard value > 0, degreesOfFreedom > 0 else { return 1.0 }
    let (a, x) = (Double(degreesOfFreedom) / 2, value / 2)
    let scale = exp(-x + a * log(x) - logGamma(a))
    return Probability(rounding: x < a + 1 ? 1 - scale * series(a, x) : scale * fraction(a, x))
  }

  private static let precision = 1e-15
  private static let mostSteps = 10_000

  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    for step in 1...mostSteps {
      term *= x / (a + Double(step))
      sum += term
      if term < sum * precision { break }
    }
    return sum
  }

  private static func fraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var product = d
    for step in 1...mostSteps {
      let numerator = -Double(step) * (Double(step) - a)
      b += 2
      d = numerator * d + b
      d = 1 / (abs(d) < tiny ? tiny : d)
      c = b + numerator / c
      c = abs(c) < tiny ? tiny : c
      product *= d * c
      if abs(d * c - 1) < precision { break }
    }
    return product
  }
}
