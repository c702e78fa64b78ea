import Foundation
import Psychometrics
import Testing

private let standard = NormalDistribution.standard

@Suite struct `Normal distribution` {
  /// From mpmath 1.3 with 40 digits, for the doubles nearest to these probabilities.
  static let knownQuantiles = [
    (1e-300, -37.047096299361199), (1e-100, -21.273453560965324), (1e-10, -6.3613409024040562),
    (1e-5, -4.2648907939228246), (0.02425, -1.9729610513118849), (0.3, -0.52440051270804079),
    (0.5, 0), (0.9, 1.2815515655446005), (0.95, 1.6448536269514727),
    (0.975, 1.9599639845400543), (0.99, 2.3263478740408411), (0.995, 2.5758293035489008),
    (0.999, 3.0902323061678136),
  ]

  @Test(arguments: knownQuantiles)
  func `quantiles are those of the tables`(p: Double, expected: Double) throws {
    let quantile = standard.quantile(try #require(Probability(p)))
    #expect(isClose(quantile, expected, within: 4e-15 * max(1, abs(expected))))
  }

  @Test func `the quantile undoes the distribution function`() throws {
    for step in 1..<2000 {
      let p = try #require(Probability(Double(step) / 2000))
      let back = standard.cumulative(at: standard.quantile(p)).value
      #expect(isClose(back, p.value, within: 1e-15))
    }
  }

  @Test func `quantiles grow with the probability across every seam`() throws {
    let exponents = stride(from: -320.0, through: -0.31, by: 0.01)
    let quantiles = try exponents.map { exponent in
      standard.quantile(try #require(Probability(pow(10, exponent))))
    }
    #expect(quantiles.allSatisfy { $0.isFinite })
    #expect(zip(quantiles, quantiles.dropFirst()).allSatisfy(<=))
  }

  @Test func `both tails are alike`() throws {
    for p in [0.125, 0.25, 0x1p-20, 0x1p-50] {
      let (lower, upper) = (try #require(Probability(p)), try #require(Probability(1 - p)))
      #expect(standard.quantile(lower) == -standard.quantile(upper))
    }
  }

  @Test func `what never or always holds lies at infinity`() {
    #expect(standard.quantile(0.0) == -.infinity)
    #expect(standard.quantile(1.0) == .infinity)
  }

  @Test func `1.96 standard deviations on either side hold 95 %`() {
    #expect(isClose(NormalDistribution.halfWidth(holding: 0.95), 1.95996398454005, within: 1e-13))
    #expect(NormalDistribution.halfWidth(holding: 0.0) == 0)
  }

  @Test func `mean and standard deviation shift and stretch`() throws {
    let scores = try #require(NormalDistribution(mean: 100, standardDeviation: 15))
    #expect(isClose(scores.quantile(0.975), 129.39945976810, within: 1e-10))
    #expect(scores.cumulative(at: 115) == standard.cumulative(at: 1))
    #expect(isClose(scores.density(at: 100), 0.026596152026762, within: 1e-14))
    #expect(isClose(scores.logDensity(at: 1e6), -2_221_777_800 - log(15) - 0.919, within: 0.001))
  }

  @Test func `a spread of nothing is no distribution`() {
    #expect(NormalDistribution(mean: 0, standardDeviation: 0) == nil)
    #expect(NormalDistribution(mean: 0, standardDeviation: -1) == nil)
    #expect(NormalDistribution(mean: .nan, standardDeviation: 1) == nil)
    #expect(NormalDistribution(mean: 0, standardDeviation: .infinity) == nil)
  }
}
