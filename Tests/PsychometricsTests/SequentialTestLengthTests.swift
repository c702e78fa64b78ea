import Foundation
import Psychometrics
import Testing

@Suite struct `Sequential test length` {
  @Test func `is as the formula says`() throws {
    let plain = try #require(length(0.3, 0.05, 0.05, guessing: 0))
    #expect(isClose(plain.atUpperEdge, 59.32978434788664, relative: 1e-12))
    #expect(isClose(plain.atLowerEdge, 59.32978434788664, relative: 1e-12))
    let guessed = try #require(length(0.3, 0.05, 0.05, guessing: 0.25))
    #expect(isClose(guessed.atUpperEdge, 101.09276425165532, relative: 1e-12))
    #expect(isClose(guessed.atLowerEdge, 97.10842256521211, relative: 1e-12))
    let uneven = try #require(length(0.5, 0.1, 0.05, guessing: 0))
    #expect(isClose(uneven.atUpperEdge, 16.284660394676077, relative: 1e-12))
    #expect(isClose(uneven.atLowerEdge, 19.404037070307886, relative: 1e-12))
  }

  @Test func `is near the length of simulated decisions, which overshoot a little`() throws {
    var random = SplitMix64(seed: 27_001)
    let delta = 0.3
    let chance = 1 / (1 + exp(-delta))
    let step = delta  // without guessing each answer moves the ratio by δ, up or down
    let bound = log(19.0)
    var total = 0
    for _ in 0..<4_000 {
      var ratio = 0.0
      while abs(ratio) < bound {
        ratio += Double.random(in: 0..<1, using: &random) < chance ? step : -step
        total += 1
      }
    }
    let expected = try #require(length(delta, 0.05, 0.05, guessing: 0)).atUpperEdge
    #expect(isClose(Double(total) / 4_000, expected, relative: 0.05))
  }

  @Test func `grows with guessing, with stricter rates and with a narrower zone`() throws {
    let plain = try #require(length(0.3, 0.05, 0.05, guessing: 0)).items
    #expect(try #require(length(0.3, 0.05, 0.05, guessing: 0.25)).items > plain)
    #expect(try #require(length(0.3, 0.01, 0.05, guessing: 0)).items > plain)
    #expect(try #require(length(0.2, 0.05, 0.05, guessing: 0)).items > plain)
  }

  @Test func `does not exist where no decision is asked for`() {
    #expect(length(0, 0.05, 0.05, guessing: 0) == nil)
    #expect(length(0.3, 0, 0.05, guessing: 0) == nil)
    #expect(length(0.3, 0.05, 0.5, guessing: 0) == nil)
    #expect(length(0.3, 0.05, 0.05, guessing: 1) == nil)
  }

  private func length(
    _ indifference: Double,
    _ alpha: Double,
    _ beta: Double,
    guessing: Double
  ) -> SequentialTestLength? {
    guard let alpha = Probability(alpha), let beta = Probability(beta),
      let guessing = Probability(guessing)
    else { return nil }
    return SequentialTestLength(
      indifference: indifference,
      alpha: alpha,
      beta: beta,
      guessing: guessing
    )
  }
}
