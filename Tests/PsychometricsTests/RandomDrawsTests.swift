import Psychometrics
import Testing

@Suite struct `Draws` {
  @Test func `units lie from 0 to below 1 and are spread evenly`() {
    var generator = SplitMix64(seed: 3)
    let units = (0..<20_000).map { _ in generator.nextUnit() }
    let counts = units.reduce(into: Array(repeating: 0, count: 20)) { $0[Int($1 * 20)] += 1 }
    #expect(units.allSatisfy { (0..<1).contains($0) })
    // The 99.9 % quantile of chi-square with 19 degrees of freedom.
    #expect(chiSquare(counts) < 43.82)
  }

  @Test func `the largest number of the generator still gives less than 1`() {
    var generator = Constant(value: .max)
    #expect(generator.nextUnit() < 1)
    #expect(generator.nextNormal().isFinite)
    var lowest = Constant(value: 0)
    #expect(lowest.nextUnit() == 0)
    #expect(lowest.nextNormal() == -generator.nextNormal())
  }

  @Test func `normal draws have the asked mean, spread and tails`() throws {
    var generator = SplitMix64(seed: 5)
    let scores = try #require(NormalDistribution(mean: 100, standardDeviation: 15))
    let drawn = (0..<20_000).map { _ in generator.nextNormal(scores) }
    #expect(isClose(try Moments.mean(of: drawn).get(), 100, within: 0.4))
    #expect(isClose(try Moments.variance(of: drawn).get(), 225, within: 8))
    let within = Double(drawn.count { abs($0 - 100) < 15 }) / 20_000
    #expect(isClose(within, 0.6827, within: 0.012))
  }

  @Test func `every index below the bound is as likely as any other`() {
    var generator = SplitMix64(seed: 11)
    var counts = Array(repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[generator.nextIndex(below: 7)] += 1 }
    // The 99.9 % quantile of chi-square with 6 degrees of freedom.
    #expect(chiSquare(counts) < 22.46)
  }

  @Test func `a bound that does not divide 2^64 is drawn again where it would be biased`() {
    // For a bound of 3 one number, 0, belongs to no result: its low product 0 is below 2^64 mod 3.
    var generator = Scripted(values: [0, .max])
    #expect(generator.nextIndex(below: 3) == 2)
    #expect(generator.values.isEmpty)
  }
}
