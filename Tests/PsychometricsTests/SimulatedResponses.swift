import Foundation
import Psychometrics

/// Seeded responses of people of known ability to items of known parameters.
struct SimulatedResponses {
  let matrix: ResponseMatrix
  let locations: [Double]
  let slopes: [Double]
  let asymptotes: [Double]

  init(
    people: Int,
    items: Int,
    model: CalibrationModel,
    missing: Double = 0,
    group: (mean: Double, deviation: Double) = (0, 1),
    slope: Double? = nil,
    seed: UInt64 = 20_261_123
  ) {
    var generator = SplitMix64(seed: seed, stream: "simulated responses")
    locations = (0..<items).map { _ in max(-3, min(3, generator.nextNormal())) }
    slopes = (0..<items).map { _ in
      slope ?? (model == .rasch ? 1 : max(0.4, min(2.5, exp(0.3 * generator.nextNormal()))))
    }
    asymptotes = (0..<items).map { _ in
      model == .threeParameter ? 0.1 + 0.15 * generator.nextUnit() : 0
    }
    var cells: [Int8] = []
    for _ in 0..<people {
      let ability = group.mean + group.deviation * generator.nextNormal()
      for item in 0..<items {
        let c = asymptotes[item]
        let chance = c + (1 - c) / (1 + exp(-slopes[item] * (ability - locations[item])))
        let isRight = generator.nextUnit() < chance
        cells.append(generator.nextUnit() < missing ? -1 : isRight ? 1 : 0)
      }
    }
    guard let matrix = ResponseMatrix(people: people, items: items, cells: cells) else {
      preconditionFailure("cells are made to fit")
    }
    self.matrix = matrix
  }
}
