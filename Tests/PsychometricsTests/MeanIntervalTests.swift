import Psychometrics
import Testing

@Suite struct `The interval of a mean` {
  /// Quantiles of Student's distribution from tables, 97.5 %.
  @Test(arguments: [(9, 2.262), (15, 2.131), (29, 2.045), (99, 1.984)])
  func `has Student's width`(freedom: Int, quantile: Double) throws {
    let sample = (0...freedom).map { $0.isMultiple(of: 2) ? 1.0 : 0.0 }
    let interval = try #require(MeanInterval(sample))
    let variance = try Moments.variance(of: sample).get()
    let half = quantile * (variance / Double(sample.count)).squareRoot()
    #expect(isClose(interval.upper - interval.mean, half, within: 2e-3 * half))
    #expect(isClose(interval.upper - interval.mean, interval.mean - interval.lower, within: 1e-12))
  }

  @Test func `is a point for equal values, and nothing for one`() {
    let equal = MeanInterval([2, 2, 2])
    #expect(equal?.lower == 2 && equal?.upper == 2)
    #expect(MeanInterval([1]) == nil)
    #expect(MeanInterval([1, .nan]) == nil)
  }
}
