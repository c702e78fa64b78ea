import Foundation

/// What a mastery test on an actual pool does to somebody of a given ability: how often it decides
/// which way, how often it does not, and how many items it takes.
///
/// Exact where the order of items is fixed and few sums are possible: the distribution of the log ratio
/// is carried from item to item, sums that differ by less than 1e-9 being one (Wald's test on equal
/// items is the classical case). Else simulated, with the seed in the result.
package struct OperatingCharacteristics: Hashable, Sendable {
  /// How the figures came about.
  package enum Method: Hashable, Sendable {
    case exact
    case simulated(people: Int, seed: UInt64)
  }

  package let ability: Double
  package let mastered: Double
  package let notMastered: Double
  package let undecided: Double
  package let meanLength: Double

  /// Chances of each verdict if the sign of the ratio decided at the cap.
  package let forcedMastered: Double
  package let method: Method

  /// More sums than this are simulated.
  static let mostSums = 20_000

  /// Computes for a pool whose items come in the order given; `nil` for an empty pool, or a test with
  /// the generalised statistic or curtailment, which depend on more than the sum.
  package init?(
    of test: MasteryTest,
    pool: [ItemResponseModel],
    atAbility ability: Double,
    seed: UInt64,
    people: Int = 20_000
  ) {
    guard !pool.isEmpty, test.statistic == .edges, test.curtailment == nil, ability.isFinite else {
      return nil
    }
    let steps = pool.prefix(test.cap).map { Step($0, test, ability) }
    if let exact = Self.exact(steps, test, ability) {
      self = exact
    } else {
      self = Self.simulated(steps, test, ability, people: people, seed: seed)
    }
  }

  private struct Step {
    let right: Double
    let wrong: Double
    let chance: Double

    init(_ model: ItemResponseModel, _ test: MasteryTest, _ ability: Double) {
      right = test.weight(of: ModelledResponse(model, isCorrect: true))
      wrong = test.weight(of: ModelledResponse(model, isCorrect: false))
      chance = model.probability(atAbility: ability).value
    }
  }

  private static func exact(
    _ steps: [Step],
    _ test: MasteryTest,
    _ ability: Double
  ) -> OperatingCharacteristics? {
    let key = { (sum: Double) in Int64((sum * 1e9).rounded()) }
    var open: [Int64: (sum: Double, mass: Double)] = [0: (0, 1)]
    var (mastered, notMastered, length) = (0.0, 0.0, 0.0)
    for (index, step) in steps.enumerated() {
      var next: [Int64: (sum: Double, mass: Double)] = [:]
      for (sum, mass) in open.values.sorted(by: { $0.sum < $1.sum }) {
        length += mass
        for (move, share) in [(step.right, step.chance), (step.wrong, 1 - step.chance)] {
          let (moved, part) = (sum + move, mass * share)
          if moved >= test.upperBound {
            mastered += part
          } else if moved <= test.lowerBound {
            notMastered += part
          } else {
            next[key(moved), default: (moved, 0)].mass += part
          }
        }
      }
      open = next
      if open.count > mostSums, index + 1 < steps.count { return nil }
    }
    let left = open.values.sorted { $0.sum < $1.sum }
    return OperatingCharacteristics(
      ability: ability,
      mastered: mastered,
      notMastered: notMastered,
      undecided: left.reduce(0) { $0 + $1.mass },
      meanLength: length,
      forcedMastered: mastered + left.reduce(0) { $0 + ($1.sum >= 0 ? $1.mass : 0) },
      method: .exact
    )
  }

  private static func simulated(
    _ steps: [Step],
    _ test: MasteryTest,
    _ ability: Double,
    people: Int,
    seed: UInt64
  ) -> OperatingCharacteristics {
    var generator = SplitMix64(seed: seed, stream: "operating characteristics")
    var (mastered, notMastered, forced, length) = (0, 0, 0, 0)
    for _ in 0..<people {
      var sum = 0.0
      var taken = 0
      for step in steps where sum < test.upperBound && sum > test.lowerBound {
        sum += generator.nextUnit() < step.chance ? step.right : step.wrong
        taken += 1
      }
      length += taken
      if sum >= test.upperBound { mastered += 1 }
      if sum <= test.lowerBound { notMastered += 1 }
      if sum >= 0 { forced += 1 }
    }
    let share = { (count: Int) in Double(count) / Double(people) }
    return OperatingCharacteristics(
      ability: ability,
      mastered: share(mastered),
      notMastered: share(notMastered),
      undecided: share(people - mastered - notMastered),
      meanLength: share(length),
      forcedMastered: share(forced),
      method: .simulated(people: people, seed: seed)
    )
  }

  private init(
    ability: Double,
    mastered: Double,
    notMastered: Double,
    undecided: Double,
    meanLength: Double,
    forcedMastered: Double,
    method: Method
  ) {
    self.ability = ability
    self.mastered = mastered
    self.notMastered = notMastered
    self.undecided = undecided
    self.meanLength = meanLength
    self.forcedMastered = forcedMastered
    self.method = method
  }
}
