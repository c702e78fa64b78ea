import Psychometrics
import Testing

@Suite struct `Poisson-binomial distribution` {
  private static let mixed =
    Array(repeating: Probability(1.0 / 3) ?? 0.0, count: 7)
    + Array(repeating: 0.25, count: 9) + Array(repeating: 0.2, count: 4)

  /// Computed with exact fractions (Python's `fractions`).
  @Test(arguments: [
    (0, 1.0), (1, 0.9982), (5, 0.66084296875), (8, 0.14188871166087963),
    (12, 0.0017606524934493956), (20, 2.790816472336534e-12),
  ])
  func `upper tails are those of exact fractions`(count: Int, tail: Double) {
    let found = PoissonBinomial(Self.mixed).upperTail(atLeast: count)
    #expect(isClose(found.value, tail, relative: 1e-12))
  }

  @Test func `with chances all alike the tail is the binomial one`() {
    let alike = PoissonBinomial(Array(repeating: 0.5, count: 10))
    #expect(isClose(alike.upperTail(atLeast: 8).value, 56.0 / 1_024, within: 1e-15))
  }

  @Test func `the tail falls from one to zero, and its sum is the mean`() {
    let distribution = PoissonBinomial(Self.mixed)
    let tails = (0...21).map { distribution.upperTail(atLeast: $0).value }
    #expect(tails[0] == 1)
    #expect(tails[21] == 0)
    #expect(zip(tails, tails.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(isClose(tails.dropFirst().reduce(0, +), distribution.mean, within: 1e-12))
  }

  @Test func `the order of trials does not matter`() {
    let turned = PoissonBinomial(Self.mixed.reversed()).upperTail(atLeast: 9).value
    let plain = PoissonBinomial(Self.mixed).upperTail(atLeast: 9).value
    #expect(isClose(turned, plain, relative: 1e-12))
  }

  @Test func `what is certain or impossible stays so`() {
    #expect(PoissonBinomial([1.0, 1.0, 0.0]).upperTail(atLeast: 2).value == 1)
    #expect(PoissonBinomial([1.0, 1.0, 0.0]).upperTail(atLeast: 3).value == 0)
    #expect(PoissonBinomial([]).upperTail(atLeast: 0).value == 1)
  }
}
