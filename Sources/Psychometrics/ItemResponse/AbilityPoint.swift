import Foundation

/// A single number for an ability, with its standard error.
///
/// ``AbilityEstimate`` holds the whole posterior, whose mean is the EAP estimate. These two are the
/// place of a maximum: of the likelihood alone (ML), or of the likelihood times the prior (MAP). The
/// standard error is one over the root of the expected information there, with the prior's for MAP.
/// Baker and Kim (2004), *Item Response Theory*, chapters 3 and 7.
package struct AbilityPoint: Hashable, Sendable {
  package let ability: Double
  package let standardError: Double

  /// Why there is no maximum of the likelihood.
  package enum Undefined: Error, Hashable, Sendable {
    case noResponses

    /// All right, or all wrong: the likelihood grows without end.
    case allAlike(correct: Bool)

    /// The likelihood has its largest value at an end of the range, as guessing can bring about.
    case atTheEnd
  }

  /// The maximum of the likelihood between −6 and 6.
  package static func maximumLikelihood(
    _ responses: [ModelledResponse]
  ) -> Result<AbilityPoint, Undefined> {
    guard let first = responses.first else { return .failure(.noResponses) }
    guard responses.contains(where: { $0.isCorrect != first.isCorrect }) else {
      return .failure(.allAlike(correct: first.isCorrect))
    }
    let found = maximum { logLikelihood(responses, $0) }
    guard abs(found) < AbilityEstimate.range.upperBound - 1e-3 else {
      return .failure(.atTheEnd)
    }
    let information = information(responses, found)
    guard information > 0 else { return .failure(.atTheEnd) }
    return .success(
      AbilityPoint(ability: found, standardError: 1 / information.squareRoot())
    )
  }

  /// The maximum of the posterior between −6 and 6; without responses it is the prior's mean.
  package static func maximumAPosteriori(
    _ responses: [ModelledResponse],
    prior: NormalDistribution = .standard
  ) -> AbilityPoint {
    let found = maximum { prior.logDensity(at: $0) + logLikelihood(responses, $0) }
    let precision = 1 / (prior.standardDeviation * prior.standardDeviation)
    return AbilityPoint(
      ability: found,
      standardError: 1 / (information(responses, found) + precision).squareRoot()
    )
  }

  private static func logLikelihood(_ responses: [ModelledResponse], _ ability: Double) -> Double {
    responses.reduce(0) {
      $0 + $1.model.logLikelihood(ofCorrect: $1.isCorrect, atAbility: ability)
    }
  }

  private static func information(_ responses: [ModelledResponse], _ ability: Double) -> Double {
    responses.reduce(0) { $0 + $1.model.information(atAbility: ability) }
  }

  /// The best of a coarse grid, refined by golden section: guessing can give the likelihood more than
  /// one peak, and a gradient would stop at the nearest.
  private static func maximum(of function: (Double) -> Double) -> Double {
    let range = AbilityEstimate.range
    let step = 0.1
    let count = Int(((range.upperBound - range.lowerBound) / step).rounded())
    let grid = (0...count).map { range.lowerBound + Double($0) * step }
    let best = grid.max { function($0) < function($1) } ?? 0
    var (lower, upper) = (
      max(range.lowerBound, best - step), min(range.upperBound, best + step)
    )
    let ratio = (5.0.squareRoot() - 1) / 2
    while upper - lower > 1e-9 {
      let left = upper - ratio * (upper - lower)
      let right = lower + ratio * (upper - lower)
      if function(left) < function(right) { lower = left } else { upper = right }
    }
    return (lower + upper) / 2
  }
}
