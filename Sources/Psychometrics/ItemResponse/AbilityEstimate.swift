import Foundation

/// A response judged correct or not, with the model of the item that it was given to.
package struct ModelledResponse: Hashable, Sendable {
  package let model: ItemResponseModel
  package let isCorrect: Bool

  package init(_ model: ItemResponseModel, isCorrect: Bool) {
    self.model = model
    self.isCorrect = isCorrect
  }

  fileprivate func logLikelihood(atAbility ability: Double) -> Double {
    model.logLikelihood(ofCorrect: isCorrect, atAbility: ability)
  }
}

/// The logarithm of a response's likelihood at each node of the grid of ``AbilityEstimate``: computed
/// once for a model, it serves everybody who gave that response.
package struct ResponseLikelihood: Sendable {
  fileprivate let logarithms: [Double]

  package init(_ response: ModelledResponse) {
    logarithms = AbilityEstimate.nodes.map(response.logLikelihood)
  }
}

/// What is known of a person's ability after some responses: its posterior distribution.
///
/// The mean is the expected a posteriori (EAP) estimate of Bock and Mislevy (1982), *Applied
/// Psychological Measurement* 6:431. Unlike a maximum of the likelihood it exists for every set of
/// responses, also when all are correct or there are none; it leans towards the prior's mean, the
/// more so the fewer responses there are.
///
/// The posterior is kept on a fixed grid from -6 to 6. What lies beyond is cut off: of a standard
/// normal prior and a poor result about a millionth, but of a prior well outside nearly everything.
package struct AbilityEstimate: Hashable, Sendable {
  /// The ends of the grid.
  package static let range = -6.0...6.0

  /// How many nodes the grid has, which puts them 0.05 apart.
  ///
  /// A grid coarser than the posterior is wrong without notice; one as narrow as this takes some
  /// seven hundred well-placed items of slope 1.5. Probabilities are exact to 1e-6 for a posterior
  /// standard deviation of 0.6, and to 5e-5 for one of 0.2.
  static let nodeCount = 241

  static let spacing = (range.upperBound - range.lowerBound) / Double(nodeCount - 1)

  fileprivate static let nodes = (0..<nodeCount).map { range.lowerBound + Double($0) * spacing }

  /// The posterior mean.
  package let mean: Double

  /// The posterior standard deviation: the standard error of the mean as an estimate.
  package let standardDeviation: Double

  /// The posterior density at each node.
  let density: [Double]

  /// The posterior probability of an ability up to each node.
  let cumulative: [Double]

  /// Weighs a prior by responses, in any order.
  package init(
    from responses: some Sequence<ModelledResponse>,
    prior: NormalDistribution = .standard
  ) {
    self.init(weighing: responses.lazy.map(ResponseLikelihood.init), prior: prior)
  }

  /// Weighs a prior by responses whose likelihoods are known.
  package init(
    weighing likelihoods: some Sequence<ResponseLikelihood>,
    prior: NormalDistribution = .standard
  ) {
    var logWeights = Self.nodes.map(prior.logDensity)
    for likelihood in likelihoods {
      for node in logWeights.indices { logWeights[node] += likelihood.logarithms[node] }
    }
    let largest = logWeights.reduce(-.infinity, max)
    let weights = logWeights.map { exp($0 - largest) }

    let mean = average(of: Self.nodes, weights: weights)
    let squares = Self.nodes.map { ($0 - mean) * ($0 - mean) }
    self.mean = mean
    standardDeviation = average(of: squares, weights: weights).squareRoot()

    let masses = massesBetweenNodes(weights)
    let mass = masses.reduce(0, +)
    density = weights.map { $0 / mass / Self.spacing }
    cumulative = masses.reduce(into: [0]) { sums, next in
      sums.append(sums[sums.count - 1] + next / mass)
    }
  }

  /// The probability that the ability is at the cut or above it.
  package func probability(atLeast cut: Double) -> Probability {
    Probability(rounding: 1 - cumulative(at: cut))
  }

  /// The interval that holds the ability with the given probability, with equal tails.
  package func credibleInterval(holding share: Probability = 0.95) -> ClosedRange<Double> {
    let tail = (1 - share.value) / 2
    let lower = quantile(tail)
    return lower...max(lower, quantile(1 - tail))
  }
}

extension AbilityEstimate {
  /// Interpolates between nodes by the cubic that meets both probabilities and both densities.
  private func cumulative(at ability: Double) -> Double {
    guard ability > Self.range.lowerBound else { return 0 }
    guard ability < Self.range.upperBound else { return 1 }
    let position = (ability - Self.range.lowerBound) / Self.spacing
    let index = min(Int(position), Self.nodeCount - 2)
    let t = position - Double(index)
    let rise = cumulative[index + 1] - cumulative[index]
    let startSlope = density[index] * Self.spacing
    let endSlope = density[index + 1] * Self.spacing
    return cumulative[index]
      + t * t * (3 - 2 * t) * rise
      + t * (1 - t) * ((1 - t) * startSlope - t * endSlope)
  }

  private func quantile(_ probability: Double) -> Double {
    var (lower, upper) = (Self.range.lowerBound, Self.range.upperBound)
    while true {
      let middle = (lower + upper) / 2
      guard lower < middle, middle < upper else { return middle }
      if cumulative(at: middle) < probability { lower = middle } else { upper = middle }
    }
  }
}

private func average(of values: [Double], weights: [Double]) -> Double {
  zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
}

/// Integrates between neighbouring nodes by the cubic through the four nearest, in units of the
/// spacing; by the straight line at the two ends.
private func massesBetweenNodes(_ weights: [Double]) -> [Double] {
  weights.indices.dropLast().map { index in
    let inner = weights[index] + weights[index + 1]
    guard index > 0, index + 2 < weights.count else { return inner / 2 }
    return max(0, 13 * inner - weights[index - 1] - weights[index + 2]) / 24
  }
}
