import Content

/// What to do next within the effort that is left: the entries whose risk together is largest.
///
/// Up to ``exhaustiveLimit`` candidates every choice is tried, so that none is better; above it is
/// greedy by priority, which is close and not proven. Equal choices are decided by age, then by id.
package struct TopChoice: Hashable, Sendable {
  package struct Candidate: Hashable, Sendable {
    package let id: RegisterEntryID

    /// What is won, in hundredths of risk: priority times effort.
    package let value: Int

    /// What is left to do, in steps of effort.
    package let effort: Int

    package init(id: RegisterEntryID, value: Int, effort: Int) {
      self.id = id
      self.value = value
      self.effort = effort
    }
  }

  /// In their order of priority.
  package let chosen: [Candidate]
  package let capacity: Int

  /// Whether no other choice is better.
  package let isBest: Bool

  /// Trying all choices of three among so many takes a moment.
  package static let exhaustiveLimit = 20

  /// - Parameters:
  ///   - candidates: What could be done, the most urgent first.
  ///   - capacity: Steps of effort.
  ///   - limit: The most entries to name.
  package init(_ candidates: [Candidate], capacity: Int, limit: Int = 3) {
    self.capacity = max(0, capacity)
    let possible = candidates.filter { $0.value > 0 && $0.effort <= capacity }
    isBest = candidates.count <= Self.exhaustiveLimit
    chosen =
      isBest
      ? Self.best(possible[...], capacity: max(0, capacity), limit: limit)
      : Self.greedy(possible, capacity: max(0, capacity), limit: limit)
  }

  package var value: Int { Self.value(chosen) }
  package var effort: Int { chosen.reduce(0) { $0 + $1.effort } }

  private static func value(_ candidates: [Candidate]) -> Int {
    candidates.reduce(0) { $0 + $1.value }
  }

  /// With or without the first; the first of equal choices is kept.
  private static func best(
    _ candidates: ArraySlice<Candidate>,
    capacity: Int,
    limit: Int
  ) -> [Candidate] {
    guard limit > 0, let first = candidates.first else { return [] }
    let rest = candidates.dropFirst()
    let without = { best(rest, capacity: capacity, limit: limit) }
    guard first.effort <= capacity else { return without() }
    let with = [first] + best(rest, capacity: capacity - first.effort, limit: limit - 1)
    let other = without()
    return value(with) >= value(other) ? with : other
  }

  private static func greedy(_ candidates: [Candidate], capacity: Int, limit: Int) -> [Candidate] {
    var left = capacity
    var chosen: [Candidate] = []
    for candidate in candidates where candidate.effort <= left && chosen.count < limit {
      chosen.append(candidate)
      left -= candidate.effort
    }
    return chosen
  }
}

extension ImprovementRegister {
  /// Entries that are planned or in work, the most urgent first, with what is left to do.
  package func candidates(at now: Timestamp) -> [TopChoice.Candidate] {
    sorted(at: now).compactMap { entry in
      guard entry.state == .planned || entry.state == .inAction,
        let priority = entry.priority(at: now)
      else { return nil }
      let left = entry.cycle.actions.filter { $0.finished == nil }
      let effort = left.reduce(0) { $0 + $1.action.effort.rawValue }
      return TopChoice.Candidate(
        id: entry.id,
        value: Int((priority.score * Double(priority.effort) * 100).rounded()),
        effort: effort
      )
    }
  }
}
