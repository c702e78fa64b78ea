import Psychometrics
import Testing

@Suite struct `Sample moments` {
  /// Anscombe (1973), "Graphs in statistical analysis", *The American Statistician* 27:17.
  private static let x = [10.0, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
  private static let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]

  @Test func `of Anscombe's first data set are as he gives them`() throws {
    #expect(try Moments.mean(of: Self.x).get() == 9)
    #expect(isClose(try Moments.mean(of: Self.y).get(), 7.5, within: 0.001))
    #expect(try Moments.variance(of: Self.x).get() == 11)
    #expect(isClose(try Moments.variance(of: Self.y).get(), 4.127, within: 0.001))
    #expect(isClose(try Moments.covariance(of: Self.x, with: Self.y).get(), 5.501, within: 1e-12))
    let correlation = try Moments.correlation(of: Self.x, with: Self.y).get()
    #expect(isClose(correlation, 0.816_420_516_344_84, within: 1e-14))
  }

  @Test func `variance is covariance with itself, and correlation with itself is 1`() throws {
    #expect(Moments.variance(of: Self.y) == Moments.covariance(of: Self.y, with: Self.y))
    #expect(isClose(try Moments.correlation(of: Self.y, with: Self.y).get(), 1, within: 1e-15))
    let opposite = Self.y.map { 3 - 2 * $0 }
    #expect(isClose(try Moments.correlation(of: Self.y, with: opposite).get(), -1, within: 1e-15))
  }

  @Test func `do not suffer from a large common part`() throws {
    let shifted = Self.x.map { $0 + 1e9 }
    #expect(try Moments.variance(of: shifted).get() == 11)
  }

  @Test func `too small a sample is the reason for none`() {
    #expect(Moments.mean(of: []) == .failure(.tooFew(count: 0, needed: 1)))
    #expect(Moments.variance(of: [1]) == .failure(.tooFew(count: 1, needed: 2)))
    #expect(Moments.correlation(of: [], with: []) == .failure(.tooFew(count: 0, needed: 2)))
  }

  @Test func `equal values correlate with nothing, whatever their mean rounds to`() {
    let same = [0.1, 0.1, 0.1]
    #expect(Moments.correlation(of: same, with: [1, 2, 3]) == .failure(.noVariance))
    #expect(Moments.correlation(of: [1, 2, 3], with: same) == .failure(.noVariance))
  }

  @Test func `lists of different lengths are no pairs`() {
    #expect(Moments.covariance(of: [1, 2], with: [1, 2, 3]) == .failure(.unpaired(2, 3)))
  }

  @Test func `a value that is no number is named as the reason`() {
    #expect(Moments.mean(of: [1, .nan]) == .failure(.notFinite))
    #expect(Moments.variance(of: [1, .infinity]) == .failure(.notFinite))
    #expect(Moments.covariance(of: [1, 2], with: [.nan, 1]) == .failure(.notFinite))
  }
}
