import Foundation
import Psychometrics
import Testing

@Suite struct `Correlation interval` {
  @Test(arguments: [
    (0.5, 30, 0.170_431_365_111_8, 0.728_958_556_388_4),
    (-0.2, 100, -0.381_434_007_718_8, -0.003_728_345_228_3),
    (0.85, 10, 0.474_107_861_736_1, 0.963_811_429_470_3),
  ])
  func `is as SciPy's quantile and Python's atanh make it`(
    correlation: Double,
    pairs: Int,
    lower: Double,
    upper: Double
  ) throws {
    let interval = try #require(CorrelationInterval(correlation: correlation, pairs: pairs))
    #expect(isClose(interval.lower, lower, within: 1e-12))
    #expect(isClose(interval.upper, upper, within: 1e-12))
  }

  @Test func `has equal arms on the scale of z`() throws {
    let made = CorrelationInterval(correlation: 0.7, pairs: 19, confidence: 0.99)
    let interval = try #require(made)
    let below = atanh(interval.correlation) - atanh(interval.lower)
    let above = atanh(interval.upper) - atanh(interval.correlation)
    #expect(isClose(below, above, within: 1e-12))
    #expect(isClose(below, 2.575_829_303_548_9 / 4, within: 1e-12))
  }

  @Test func `does not exist for three pairs or for a perfect correlation`() {
    #expect(CorrelationInterval(correlation: 0.5, pairs: 3) == nil)
    #expect(CorrelationInterval(correlation: 1, pairs: 30) == nil)
    #expect(CorrelationInterval(correlation: -1, pairs: 30) == nil)
    #expect(CorrelationInterval(correlation: .nan, pairs: 30) == nil)
  }
}
