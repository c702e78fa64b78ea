import Psychometrics
import Testing

@Suite struct `Wilson interval` {
  /// Newcombe (1998), *Statistics in Medicine* 17:857, table I, method 3.
  static let published = [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
    (1, 29, 0.0061, 0.1718),
  ]

  @Test(arguments: published)
  func `is as Newcombe published it`(
    successes: Int,
    trials: Int,
    lower: Double,
    upper: Double
  ) throws {
    let interval = try #require(WilsonInterval(successes: successes, of: trials))
    #expect(isClose(interval.lower.value, lower, within: 0.000_05))
    #expect(isClose(interval.upper.value, upper, within: 0.000_05))
  }

  @Test func `does not exist without trials or for impossible counts`() {
    #expect(WilsonInterval(successes: 0, of: 0) == nil)
    #expect(WilsonInterval(successes: 0, of: -1) == nil)
    #expect(WilsonInterval(successes: 4, of: 3) == nil)
    #expect(WilsonInterval(successes: -1, of: 3) == nil)
  }

  @Test func `each bound is a proportion that the score test just rejects`() throws {
    let z = NormalDistribution.halfWidth(holding: 0.9)
    let interval = try #require(WilsonInterval(successes: 7, of: 31, confidence: 0.9))
    for bound in [interval.lower.value, interval.upper.value] {
      let score = (7.0 / 31 - bound) / (bound * (1 - bound) / 31).squareRoot()
      #expect(isClose(abs(score), z, within: 1e-12))
    }
  }

  @Test func `holds its proportion, stays in 0 to 1, and mirrors failures`() throws {
    for trials in 1...60 {
      for successes in 0...trials {
        let interval = try #require(WilsonInterval(successes: successes, of: trials))
        let mirrored = try #require(WilsonInterval(successes: trials - successes, of: trials))
        #expect(interval.lower <= interval.proportion && interval.proportion <= interval.upper)
        #expect(interval.lower < interval.upper)
        #expect(isClose(interval.lower.value, 1 - mirrored.upper.value, within: 1e-15))
      }
    }
  }

  @Test func `is exact at the ends of the scale`() throws {
    for trials in 1...300 {
      #expect(try #require(WilsonInterval(successes: 0, of: trials)).lower.value == 0)
      #expect(try #require(WilsonInterval(successes: trials, of: trials)).upper.value == 1)
    }
  }

  @Test func `no confidence is a point, and full confidence is everything`() throws {
    let point = try #require(WilsonInterval(successes: 3, of: 4, confidence: 0.0))
    let everything = try #require(WilsonInterval(successes: 3, of: 4, confidence: 1.0))
    #expect(point.lower.value == 0.75 && point.upper.value == 0.75)
    #expect(everything.lower.value == 0 && everything.upper.value == 1)
  }
}
