import Psychometrics

/// How many items a competency needs so that the mastery decision can end as the programme promises.
///
/// One sitting asks an item once, so the pool has to hold the expected length of the decision at the
/// edges of the indifference zone, ``SequentialTestLength``, at the guessing chance that the pool has
/// on average, but no more than the cap, beyond which nothing is asked. Where the expected length
/// exceeds the cap (``isCapped``), decisions near the cut end undecided however large the pool is:
/// then the programme promises what its own cap forbids.
///
/// Not a plan for exposure: people who are assessed again meet the same items unless there are more.
package struct PoolPlan: Hashable, Sendable {
  package let competency: CompetencyID
  package let items: Int

  /// Of the sequential test at the edges, in items.
  package let expectedLength: Int
  package let cap: Int

  package var needed: Int { min(expectedLength, cap) }
  package var missing: Int { max(0, needed - items) }
  package var isCapped: Bool { expectedLength > cap }

  /// The chance of guessing of a pool that does not exist yet: four options.
  static let usualGuessing: Probability = 0.25

  /// A plan for each competency that a role requires, in the order of the file.
  package static func plans(for library: ContentLibrary) -> [PoolPlan] {
    let required = Set(library.programme.requirements(of: library.programme.roles.map(\.id)))
    let lessons = Dictionary(grouping: library.lessons, by: \.competency)
    return library.competencies.filter { required.contains($0.id) }.compactMap { competency in
      let pool = (lessons[competency.id] ?? []).flatMap(\.items)
      return PoolPlan(competency.id, pool: pool, rule: library.programme.mastery)
    }
  }

  /// Plans a pool, or returns `nil` where the rule asks for no decision.
  package init?(_ competency: CompetencyID, pool: [Item], rule: MasteryRule) {
    let chances = pool.map(\.interaction.guessingChance)
    let average = chances.reduce(0, +) / Double(max(1, chances.count))
    guard let alpha = Probability(rule.alpha), let beta = Probability(rule.beta),
      let length = SequentialTestLength(
        indifference: rule.indifference,
        alpha: alpha,
        beta: beta,
        guessing: pool.isEmpty ? Self.usualGuessing : Probability(average) ?? Self.usualGuessing
      )
    else { return nil }
    self.competency = competency
    items = pool.count
    expectedLength = length.items
    cap = rule.cap
  }
}
