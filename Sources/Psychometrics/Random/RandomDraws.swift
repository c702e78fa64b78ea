extension RandomNumberGenerator {
  /// Draws a whole number from 0 to below the bound, all with the same probability.
  ///
  /// Lemire (2019), "Fast random integer generation in an interval", *ACM Transactions on Modeling
  /// and Computer Simulation* 29:3. A bound that is not positive is a mistake in the program.
  package mutating func nextIndex(below bound: Int) -> Int {
    precondition(bound > 0, "nothing lies below a bound that is not positive")
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      // 2^64 mod bound: as many draws are refused as do not divide evenly among the results.
      let excess = (0 &- bound) % bound
      while product.low < excess {
        product = next().multipliedFullWidth(by: bound)
      }
    }
    return Int(product.high)
  }

  /// Draws from 0 to below 1: one of 2⁵³ numbers in equal steps.
  package mutating func nextUnit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Draws from a normal distribution: one number of the generator, turned into a quantile.
  ///
  /// Within 8.3 standard deviations. The last bits depend on the system's mathematical library, so
  /// nothing that is checked bit by bit may rest on it; whole numbers and orders are safe.
  package mutating func nextNormal(_ distribution: NormalDistribution = .standard) -> Double {
    let middleOfStep = (Double(next() >> 12) + 0.5) * 0x1p-52
    return distribution.quantile(Probability(rounding: middleOfStep))
  }
}
