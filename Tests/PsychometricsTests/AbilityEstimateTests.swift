import Foundation
import Psychometrics
import Testing

@Suite struct `Ability estimate` {
  @Test func `with no responses is the prior`() throws {
    let estimate = AbilityEstimate(from: [])
    let interval = estimate.credibleInterval()
    #expect(isClose(estimate.mean, 0, within: 1e-12))
    #expect(isClose(estimate.standardDeviation, 1, within: 1e-7))
    #expect(isClose(interval.lowerBound, -1.959_963_985, within: 1e-5))
    #expect(isClose(interval.upperBound, 1.959_963_985, within: 1e-5))
    #expect(isClose(estimate.probability(atLeast: 0).value, 0.5, within: 1e-9))
  }

  @Test func `with no responses is any other prior too`() throws {
    let prior = try #require(NormalDistribution(mean: 0.8, standardDeviation: 0.6))
    let estimate = AbilityEstimate(from: [], prior: prior)
    #expect(isClose(estimate.mean, 0.8, within: 1e-9))
    #expect(isClose(estimate.standardDeviation, 0.6, within: 1e-9))
    for cut in stride(from: -1.23, through: 3, by: 0.17) {
      let expected = prior.cumulative(at: cut).complement.value
      #expect(isClose(estimate.probability(atLeast: cut).value, expected, within: 1e-6))
    }
  }

  @Test func `grows with the number correct`() throws {
    let items = try testItems()
    let means = (0...items.count).map { correct in
      AbilityEstimate(from: responses(to: items, correct: correct)).mean
    }
    #expect(zip(means, means.dropFirst()).allSatisfy(<))
  }

  @Test func `becomes more certain with every further response at its level`() throws {
    let item = try #require(ItemResponseModel(location: 0, slope: 1.2))
    let errors = (0...20).map { pairs in
      let both = [
        ModelledResponse(item, isCorrect: true), ModelledResponse(item, isCorrect: false),
      ]
      return AbilityEstimate(from: repeatElement(both, count: pairs).joined()).standardDeviation
    }
    #expect(zip(errors, errors.dropFirst()).allSatisfy(>))
  }

  @Test func `does not depend on the order of responses`() throws {
    let responses = responses(to: try testItems(), correct: 7)
    let forwards = AbilityEstimate(from: responses)
    let backwards = AbilityEstimate(from: responses.reversed())
    #expect(isClose(forwards.mean, backwards.mean, within: 1e-13))
  }

  @Test func `guessing makes a correct response worth less and a wrong one no less`() throws {
    let sure = try #require(ItemResponseModel(location: 0, slope: 1.5))
    let withGuessing = ItemResponseModel(location: 0, slope: 1.5, lowerAsymptote: 0.25)
    let guessed = try #require(withGuessing)
    func mean(_ model: ItemResponseModel, _ isCorrect: Bool) -> Double {
      AbilityEstimate(from: [ModelledResponse(model, isCorrect: isCorrect)]).mean
    }
    #expect(mean(guessed, true) < mean(sure, true))
    #expect(isClose(mean(guessed, false), mean(sure, false), within: 1e-12))
  }

  @Test(arguments: [0, 3, 6, 10, 12])
  func `is what fine numerical integration gives`(correct: Int) throws {
    let responses = responses(to: try testItems(), correct: correct)
    let prior = try #require(NormalDistribution(mean: 0.2, standardDeviation: 0.9))
    let estimate = AbilityEstimate(from: responses, prior: prior)
    let reference = FinePosterior(of: responses, prior: prior)
    #expect(isClose(estimate.mean, reference.mean, within: 1e-7))
    #expect(isClose(estimate.standardDeviation, reference.standardDeviation, within: 1e-7))
    for cut in [-2.03, -0.55, 0, 0.333, 1.98] {
      let probability = estimate.probability(atLeast: cut).value
      #expect(isClose(probability, reference.probability(atLeast: cut), within: 1e-6))
    }
  }

  @Test func `stays right for a posterior as narrow as four spacings of the grid`() throws {
    let item = try #require(ItemResponseModel(location: 0.04, slope: 2))
    let responses = (0..<25).map { ModelledResponse(item, isCorrect: $0.isMultiple(of: 2)) }
    let estimate = AbilityEstimate(from: responses)
    let reference = FinePosterior(of: responses, prior: .standard)
    #expect(estimate.standardDeviation < 0.21)
    #expect(isClose(estimate.mean, reference.mean, within: 1e-8))
    for cut in [-0.37, 0.04, 0.111, 0.5] {
      let probability = estimate.probability(atLeast: cut).value
      #expect(isClose(probability, reference.probability(atLeast: cut), within: 5e-5))
    }
  }

  @Test func `its interval cuts off equal tails`() throws {
    let estimate = AbilityEstimate(from: responses(to: try testItems(), correct: 9))
    let interval = estimate.credibleInterval(holding: 0.8)
    #expect(isClose(estimate.probability(atLeast: interval.lowerBound).value, 0.9, within: 1e-12))
    #expect(isClose(estimate.probability(atLeast: interval.upperBound).value, 0.1, within: 1e-12))
    #expect(interval.contains(estimate.mean))
  }

  @Test func `the chance of reaching a cut falls from 1 to 0`() throws {
    let estimate = AbilityEstimate(from: responses(to: try testItems(), correct: 5))
    let cuts = stride(from: -7, through: 7, by: 0.013)
    let chances = cuts.map { estimate.probability(atLeast: $0) }
    #expect(chances.first == 1.0 && chances.last == 0.0)
    #expect(zip(chances, chances.dropFirst()).allSatisfy(>=))
  }

  @Test func `hundreds of correct responses do not overflow`() throws {
    let item = try #require(ItemResponseModel(location: 0, slope: 2))
    let all = repeatElement(ModelledResponse(item, isCorrect: true), count: 5000)
    let estimate = AbilityEstimate(from: all)
    #expect(estimate.mean > 3 && AbilityEstimate.range.contains(estimate.mean))
    #expect(estimate.credibleInterval().upperBound <= AbilityEstimate.range.upperBound)
  }

  private func testItems() throws -> [ItemResponseModel] {
    try (0..<12).map { index in
      let item = ItemResponseModel(
        location: -1.6 + 0.3 * Double(index),
        slope: 0.8 + 0.1 * Double(index % 5),
        lowerAsymptote: index.isMultiple(of: 3) ? 0.25 : 0.0
      )
      return try #require(item)
    }
  }

  private func responses(to items: [ItemResponseModel], correct: Int) -> [ModelledResponse] {
    items.enumerated().map { ModelledResponse($1, isCorrect: $0 < correct) }
  }
}

/// A posterior integrated by Simpson's rule with 12,000 steps from -12 to 12, from the formulas alone.
private struct FinePosterior {
  private static let steps = 12_000
  private static let nodes = (0...steps).map { -12 + 24 * Double($0) / Double(steps) }

  private let weigh: (Double) -> Double

  init(of responses: [ModelledResponse], prior: NormalDistribution) {
    weigh = { ability in
      responses.reduce(prior.density(at: ability)) { density, response in
        let chance = response.model.probability(atAbility: ability).value
        return density * (response.isCorrect ? chance : 1 - chance)
      }
    }
  }

  var mean: Double { integral { $0 } / integral { _ in 1 } }

  var standardDeviation: Double {
    let mean = mean
    return (integral { ($0 - mean) * ($0 - mean) } / integral { _ in 1 }).squareRoot()
  }

  func probability(atLeast cut: Double) -> Double {
    integral(from: cut) { _ in 1 } / integral { _ in 1 }
  }

  private func integral(from lower: Double = -12, of value: (Double) -> Double) -> Double {
    let step = (12 - lower) / Double(Self.steps)
    let sum = (0...Self.steps).reduce(0.0) { sum, index in
      let ability = lower + Double(index) * step
      let isEnd = index == 0 || index == Self.steps
      let factor = isEnd ? 1.0 : index.isMultiple(of: 2) ? 2 : 4
      return sum + factor * value(ability) * weigh(ability)
    }
    return sum * step / 3
  }
}
