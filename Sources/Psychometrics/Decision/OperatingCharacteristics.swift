import Foundation

/// What a mastery test on an actual pool does to somebody of a given ability: how often it decides
/// which way, how often it does not, and how many items it takes.
///
/// For Wald's statistic the distribution of the log ratio is carried from item to item. Exact where few
/// sums are possible, sums that differ by less than 1e-9 being one, as with equal items; else on a
/// lattice fine enough for four digits. A generalised or curtailed test depends on more than the sum,
/// and is simulated, with the seed in the result.
package struct OperatingCharacteristics: Hashable, Sendable {
  /// How the figures came about.
  package enum Method: Hashable, Sendable {
    case exact

    /// Sums are shared out between the points of a lattice that is so fine.
    case lattice(step: Double)
    case simulated(people: Int, seed: UInt64)
  }

  package let ability: Double
  package let mastered: Double
  package let notMastered: Double
  package let undecided: Double
  package let meanLength: Double
  package let method: Method

  /// More sums than this go onto the lattice.
  static let mostSums = 2_000
  static let latticeStep = 0.002

  /// Computes for a pool whose items come in the order given; `nil` for an empty pool or an ability that
  /// is not finite.
  ///
  /// - Parameters:
  ///   - test: The decision.
  ///   - pool: The items in their order.
  ///   - ability: Of the person.
  ///   - seed: Decides a simulation, if there has to be one.
  ///   - people: How many are simulated.
  package init?(
    of test: MasteryTest,
    pool: [ItemResponseModel],
    atAbility ability: Double,
    seed: UInt64,
    people: Int = 20_000
  ) {
    guard !pool.isEmpty, ability.isFinite else { return nil }
    let pool = Array(pool.prefix(test.cap))
    guard test.statistic == .edges, test.curtailment == nil else {
      self = Self.simulated(pool, test, ability, people: people, seed: seed)
      return
    }
    let steps = pool.map { Step($0, test, ability) }
    self = Self.exact(steps, test, ability) ?? Self.onLattice(steps, test, ability)
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
    return OperatingCharacteristics(
      ability: ability,
      mastered: mastered,
      notMastered: notMastered,
      undecided: open.values.map(\.mass).sorted().reduce(0, +),
      meanLength: length,
      method: .exact
    )
  }

  /// A sum between two points of the lattice is shared out so that its mean stays.
  private static func onLattice(
    _ steps: [Step],
    _ test: MasteryTest,
    _ ability: Double
  ) -> OperatingCharacteristics {
    let (lower, upper) = (test.lowerBound, test.upperBound)
    let count = max(2, Int(((upper - lower) / latticeStep).rounded(.up)) + 1)
    let spacing = (upper - lower) / Double(count - 1)
    var open = [Double](repeating: 0, count: count)
    let share = { (sum: Double, mass: Double, masses: inout [Double]) in
      let place = (sum - lower) / spacing
      let index = min(count - 2, max(0, Int(place)))
      let part = min(1, max(0, place - Double(index)))
      masses[index] += mass * (1 - part)
      masses[index + 1] += mass * part
    }
    share(0, 1, &open)
    var (mastered, notMastered, length) = (0.0, 0.0, 0.0)
    for step in steps {
      var next = [Double](repeating: 0, count: count)
      for index in 0..<count where open[index] > 0 {
        let sum = lower + Double(index) * spacing
        length += open[index]
        for (move, chance) in [(step.right, step.chance), (step.wrong, 1 - step.chance)] {
          let (moved, mass) = (sum + move, open[index] * chance)
          if moved >= upper {
            mastered += mass
          } else if moved <= lower {
            notMastered += mass
          } else {
            share(moved, mass, &next)
          }
        }
      }
      open = next
    }
    return OperatingCharacteristics(
      ability: ability,
      mastered: mastered,
      notMastered: notMastered,
      undecided: open.reduce(0, +),
      meanLength: length,
      method: .lattice(step: latticeStep)
    )
  }

  private static func simulated(
    _ pool: [ItemResponseModel],
    _ test: MasteryTest,
    _ ability: Double,
    people: Int,
    seed: UInt64
  ) -> OperatingCharacteristics {
    var generator = SplitMix64(seed: seed, stream: "operating characteristics")
    var (mastered, notMastered, length) = (0, 0, 0)
    for _ in 0..<people {
      var responses: [ModelledResponse] = []
      var outcome = MasteryTest.Outcome.open
      while outcome == .open {
        let model = pool[responses.count]
        let chance = model.probability(atAbility: ability).value
        responses.append(ModelledResponse(model, isCorrect: generator.nextUnit() < chance))
        outcome = test.outcome(of: responses, remaining: Array(pool[responses.count...]))
      }
      length += responses.count
      if outcome == .mastered { mastered += 1 }
      if outcome == .notMastered { notMastered += 1 }
    }
    let share = { (count: Int) in Double(count) / Double(people) }
    return OperatingCharacteristics(
      ability: ability,
      mastered: share(mastered),
      notMastered: share(notMastered),
      undecided: share(people - mastered - notMastered),
      meanLength: share(length),
      method: .simulated(people: people, seed: seed)
    )
  }

  private init(
    ability: Double,
    mastered: Double,
    notMastered: Double,
    undecided: Double,
    meanLength: Double,
    method: Method
  ) {
    self.ability = ability
    self.mastered = mastered
    self.notMastered = notMastered
    self.undecided = undecided
    self.meanLength = meanLength
    self.method = method
  }
}
