import Foundation
import Psychometrics
import Testing

@Suite struct `Exact binomial test` {
  /// `scipy.stats.binomtest` 1.17.1, which agrees with `binom.test` of R by definition.
  @Test(arguments: [
    (7, 20, 0.5, 0.26317596435546875), (1, 10, 0.25, 0.46815013885498047),
    (14, 15, 0.5, 0.0009765625), (33, 62, 0.25, 2.220311366117395e-06),
    (0, 12, 0.5, 0.00048828125), (180, 1_000, 0.2, 0.1230315450410107),
  ])
  func `p-values are those of scipy`(
    successes: Int,
    trials: Int,
    chance: Double,
    pValue: Double
  ) throws {
    let chance = try #require(Probability(chance))
    let test = try #require(BinomialTest(successes: successes, of: trials, chance: chance))
    #expect(isClose(test.pValue.value, pValue, relative: 1e-9))
  }

  @Test func `a fair chance makes success and failure mirror each other`() {
    for count in 0...15 {
      let one = BinomialTest(successes: count, of: 15, chance: 0.5)?.pValue.value ?? .nan
      let other = BinomialTest(successes: 15 - count, of: 15, chance: 0.5)?.pValue.value ?? .nan
      #expect(isClose(one, other, relative: 1e-9))
    }
  }

  @Test func `certain and impossible chances are tested as such`() {
    #expect(BinomialTest(successes: 0, of: 5, chance: 0.0)?.pValue.value == 1)
    #expect(BinomialTest(successes: 1, of: 5, chance: 0.0)?.pValue.value == 0)
    #expect(BinomialTest(successes: 5, of: 5, chance: 1.0)?.pValue.value == 1)
  }

  @Test func `does not exist without trials or for impossible counts`() {
    #expect(BinomialTest(successes: 0, of: 0, chance: 0.5) == nil)
    #expect(BinomialTest(successes: 3, of: 2, chance: 0.5) == nil)
    #expect(BinomialTest(successes: -1, of: 2, chance: 0.5) == nil)
  }
}

@Suite struct `Multinomial test` {
  /// Computed with exact fractions by enumeration (Python's `fractions`).
  @Test(arguments: [
    ([9, 3, 3], 0.12477333639419365), ([15, 0, 0], 2.0907515812876897e-07), ([5, 5, 5], 1.0),
    ([8, 1, 3, 4], 0.11543461866676807), ([10, 4, 1, 1], 0.005636950954794884),
  ])
  func `p-values are those of exact fractions`(counts: [Int], pValue: Double) throws {
    let test = try #require(MultinomialTest(counts: counts))
    #expect(test.isExact)
    #expect(isClose(test.pValue.value, pValue, relative: 1e-9))
  }

  @Test func `with two classes it is the binomial test`() throws {
    for count in 0...14 {
      let multinomial = try #require(MultinomialTest(counts: [count, 14 - count]))
      let binomial = try #require(BinomialTest(successes: count, of: 14, chance: 0.5))
      #expect(isClose(multinomial.pValue.value, binomial.pValue.value, relative: 1e-9))
    }
  }

  @Test func `the order of the classes does not matter`() {
    let one = MultinomialTest(counts: [10, 4, 1, 1])?.pValue.value ?? .nan
    let other = MultinomialTest(counts: [1, 10, 1, 4])?.pValue.value ?? .nan
    #expect(isClose(one, other, relative: 1e-12))
  }

  @Test func `large counts are tested by χ², and say so`() throws {
    // The positions of keys in four-option items of published GIFT files.
    let test = try #require(MultinomialTest(counts: [353, 80, 63, 67]))
    #expect(!test.isExact)
    #expect(test.pValue.value < 1e-9)
    let even = try #require(MultinomialTest(counts: [250, 251, 249, 250]))
    #expect(even.pValue.value > 0.99)
  }

  @Test func `exact and approximate agree where both apply`() throws {
    let exact = try #require(MultinomialTest(counts: [36, 24, 18, 26]))
    #expect(exact.isExact)
    let statistic = [36.0, 24, 18, 26].reduce(0) { $0 + ($1 - 26) * ($1 - 26) / 26 }
    let approximate = ChiSquared.upperTail(of: statistic, degreesOfFreedom: 3)
    #expect(isClose(exact.pValue.value, approximate.value, within: 0.01))
  }

  @Test func `does not exist for one class, negative counts or nothing`() {
    #expect(MultinomialTest(counts: [3]) == nil)
    #expect(MultinomialTest(counts: [3, -1]) == nil)
    #expect(MultinomialTest(counts: [0, 0, 0]) == nil)
  }
}

@Suite struct `χ² distribution` {
  /// `scipy.stats.chi2.sf` 1.17.1.
  @Test(arguments: [
    (3.841458820694124, 1, 0.05), (7.8147, 3, 0.050000625284760056),
    (0.5, 4, 0.9735009788392561), (30, 2, 3.0590232050182594e-07),
    (120, 100, 0.08440668109369177), (0.001, 3, 0.9999915920809419),
  ])
  func `upper tails are those of scipy`(value: Double, degrees: Int, tail: Double) {
    let found = ChiSquared.upperTail(of: value, degreesOfFreedom: degrees)
    #expect(isClose(found.value, tail, relative: 1e-10))
  }

  @Test func `with two degrees of freedom it is exponential`() {
    for value in stride(from: 0.25, through: 40, by: 0.25) {
      let tail = ChiSquared.upperTail(of: value, degreesOfFreedom: 2)
      #expect(isClose(tail.value, exp(-value / 2), relative: 1e-12))
    }
  }
}
