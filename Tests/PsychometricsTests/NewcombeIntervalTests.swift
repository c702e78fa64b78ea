import Psychometrics
import Testing

@Suite struct `Newcombe interval` {
  struct Example: CustomTestStringConvertible {
    let first: (successes: Int, trials: Int)
    let second: (successes: Int, trials: Int)
    let bounds: (lower: Double, upper: Double)

    var testDescription: String {
      "\(first.successes)/\(first.trials) - \(second.successes)/\(second.trials)"
    }
  }

  /// Newcombe (1998), *Statistics in Medicine* 17:873, table II, contrasts a to h, method 10.
  static let published = [
    Example(first: (56, 70), second: (48, 80), bounds: (0.0524, 0.3339)),
    Example(first: (9, 10), second: (3, 10), bounds: (0.1705, 0.8090)),
    Example(first: (6, 7), second: (2, 7), bounds: (0.0582, 0.8062)),
    Example(first: (5, 56), second: (0, 29), bounds: (-0.0381, 0.1926)),
    Example(first: (0, 10), second: (0, 20), bounds: (-0.1611, 0.2775)),
    Example(first: (0, 10), second: (0, 10), bounds: (-0.2775, 0.2775)),
    Example(first: (10, 10), second: (0, 20), bounds: (0.6791, 1)),
    Example(first: (10, 10), second: (0, 10), bounds: (0.6075, 1)),
  ]

  @Test(arguments: published)
  func `is as Newcombe published it`(example: Example) throws {
    let interval = try #require(difference(example.first, minus: example.second))
    #expect(isClose(interval.lower, example.bounds.lower, within: 0.000_05))
    #expect(isClose(interval.upper, example.bounds.upper, within: 0.000_05))
  }

  @Test(arguments: published)
  func `turns its sign with the order of the groups`(example: Example) throws {
    let there = try #require(difference(example.first, minus: example.second))
    let back = try #require(difference(example.second, minus: example.first))
    #expect(there.difference == -back.difference)
    #expect(there.lower == -back.upper && there.upper == -back.lower)
  }

  @Test func `does not exist without trials in both groups`() {
    #expect(NewcombeInterval(successes: 0, of: 0, minus: 1, of: 2) == nil)
    #expect(NewcombeInterval(successes: 1, of: 2, minus: 0, of: 0) == nil)
    #expect(NewcombeInterval(successes: 3, of: 2, minus: 1, of: 2) == nil)
  }

  private func difference(
    _ first: (successes: Int, trials: Int),
    minus second: (successes: Int, trials: Int)
  ) -> NewcombeInterval? {
    NewcombeInterval(
      successes: first.successes,
      of: first.trials,
      minus: second.successes,
      of: second.trials
    )
  }
}
