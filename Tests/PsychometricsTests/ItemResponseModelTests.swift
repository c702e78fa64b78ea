import Foundation
import Psychometrics
import Testing

@Suite struct `Item response model` {
  static let abilities = [-4, -1.5, -0.3, 0, 0.7, 2, 3.5]

  private func model(_ lowerAsymptote: Probability) throws -> ItemResponseModel {
    try #require(ItemResponseModel(location: 0.4, slope: 1.3, lowerAsymptote: lowerAsymptote))
  }

  @Test func `at its location the chance is half way from guessing to certainty`() throws {
    #expect(try model(0.0).probability(atAbility: 0.4).value == 0.5)
    #expect(try model(0.25).probability(atAbility: 0.4).value == 0.625)
  }

  @Test func `the chance grows from the lower asymptote to 1`() throws {
    let model = try model(0.2)
    let chances = Self.abilities.map { model.probability(atAbility: $0) }
    #expect(zip(chances, chances.dropFirst()).allSatisfy(<))
    #expect(model.probability(atAbility: -1e6).value == 0.2)
    #expect(model.probability(atAbility: 1e6).value == 1)
  }

  @Test(arguments: abilities, [0.0, 0.2, 0.5] as [Probability])
  func `the log-likelihood is the logarithm of the chance`(
    ability: Double,
    lowerAsymptote: Probability
  ) throws {
    let model = try model(lowerAsymptote)
    let chance = model.probability(atAbility: ability).value
    let correct = model.logLikelihood(ofCorrect: true, atAbility: ability)
    let wrong = model.logLikelihood(ofCorrect: false, atAbility: ability)
    #expect(isClose(correct, log(chance), within: 1e-14))
    #expect(isClose(wrong, log(1 - chance), within: 1e-13))
  }

  @Test func `the log-likelihood is finite where the chance is too small to write`() throws {
    let model = try model(0.0)
    #expect(isClose(model.logLikelihood(ofCorrect: true, atAbility: -999.6), -1300, within: 1e-9))
    #expect(isClose(model.logLikelihood(ofCorrect: false, atAbility: 1000.4), -1300, within: 1e-9))
  }

  @Test(arguments: abilities, [0.0, 0.2, 0.5] as [Probability])
  func `information is the squared slope of the chance over its variance`(
    ability: Double,
    lowerAsymptote: Probability
  ) throws {
    let model = try model(lowerAsymptote)
    let step = 1e-5
    let above = model.probability(atAbility: ability + step).value
    let below = model.probability(atAbility: ability - step).value
    let chance = model.probability(atAbility: ability).value
    let slope = (above - below) / (2 * step)
    let expected = slope * slope / (chance * (1 - chance))
    #expect(isClose(model.information(atAbility: ability), expected, relative: 1e-7))
  }

  @Test func `without guessing information peaks at the location with a squared over 4`() throws {
    let model = try model(0.0)
    #expect(isClose(model.information(atAbility: 0.4), 1.3 * 1.3 / 4, within: 1e-15))
    #expect(model.information(atAbility: 0.3) < model.information(atAbility: 0.4))
    #expect(model.information(atAbility: 0.5) < model.information(atAbility: 0.4))
  }

  @Test func `guessing moves the peak of information up as Birnbaum says`() throws {
    let model = try model(0.25)
    let peak = 0.4 + log((1 + (1 + 8 * 0.25).squareRoot()) / 2) / 1.3
    let atPeak = model.information(atAbility: peak)
    #expect(model.information(atAbility: peak - 0.01) < atPeak)
    #expect(model.information(atAbility: peak + 0.01) < atPeak)
  }

  @Test func `nothing is learnt from a response that was certain`() throws {
    #expect(try model(0.0).information(atAbility: -1e6) == 0)
    #expect(try model(0.25).information(atAbility: 1e6) == 0)
  }

  @Test func `numbers that are no model are refused`() {
    #expect(ItemResponseModel(location: .nan) == nil)
    #expect(ItemResponseModel(location: 0, slope: 0) == nil)
    #expect(ItemResponseModel(location: 0, slope: -1) == nil)
    #expect(ItemResponseModel(location: 0, slope: .infinity) == nil)
    #expect(ItemResponseModel(location: 0, slope: 1, lowerAsymptote: 1.0) == nil)
  }
}
