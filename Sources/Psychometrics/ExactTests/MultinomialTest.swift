import Foundation

/// The test whether things fall into equally likely classes, such as keys into positions.
///
/// Exact while the outcomes can be counted: all that are no more likely than the observed one are
/// added. Beyond ``largestEnumeration`` outcomes Pearson's χ² takes its place, which is an
/// approximation that wants at least five expected in each class; ``isExact`` says which it was. Read
/// and Cressie (1988), *Goodness-of-Fit Statistics for Discrete Multivariate Data*; Pearson (1900),
/// *Philosophical Magazine* 50:157.
package struct MultinomialTest: Hashable, Sendable {
  package let pValue: Probability
  package let isExact: Bool

  /// More outcomes than these are not looked at one by one.
  package static let largestEnumeration = 200_000

  /// Tests counts, or returns `nil` for fewer than two classes, a negative count, or nothing counted.
  package init?(counts: [Int]) {
    let total = counts.reduce(0, +)
    guard counts.count >= 2, counts.allSatisfy({ $0 >= 0 }), total > 0 else { return nil }
    isExact = Self.outcomes(total, classes: counts.count) <= Double(Self.largestEnumeration)
    pValue = isExact ? Self.exact(counts, total: total) : Self.pearson(counts, total: total)
  }

  /// How many ways there are to write a total as a sum over classes.
  static func outcomes(_ total: Int, classes: Int) -> Double {
    (1..<classes).reduce(1.0) { $0 * Double(total + $1) / Double($1) }
  }

  private static func exact(_ counts: [Int], total: Int) -> Probability {
    // The likelihood of an outcome falls with the sum of the logarithms of its factorials.
    let logFactorials: [Double] = (0...total).map { logGamma(Double($0) + 1) }
    let observed = counts.reduce(0.0) { $0 + logFactorials[$1] }
    let constant = logFactorials[total] - Double(total) * log(Double(counts.count))
    var tail = 0.0
    func add(_ rest: Int, _ classes: Int, _ sum: Double) {
      if classes == 1 {
        let outcome = sum + logFactorials[rest]
        if outcome >= observed - 1e-9 { tail += exp(constant - outcome) }
        return
      }
      for count in 0...rest { add(rest - count, classes - 1, sum + logFactorials[count]) }
    }
    add(total, counts.count, 0)
    return Probability(rounding: tail)
  }

  private static func pearson(_ counts: [Int], total: Int) -> Probability {
    let expected = Double(total) / Double(counts.count)
    let statistic = counts.reduce(0.0) { sum, count in
      sum + (Double(count) - expected) * (Double(count) - expected) / expected
    }
    return ChiSquared.upperTail(of: statistic, degreesOfFreedom: counts.count - 1)
  }
}
