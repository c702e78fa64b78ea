import Content
import Records

/// What each person got right of everything else that they answered first: what an item is measured
/// against.
struct OtherItems {
  private var totals: [PersonID: (right: Int, count: Int)] = [:]

  /// With fewer other items than this nothing is said of a person's ability.
  static let fewest = 5

  init(_ first: [Attempt]) {
    for attempt in first {
      let total = totals[attempt.person] ?? (0, 0)
      totals[attempt.person] = (total.right + (attempt.isCorrect ? 1 : 0), total.count + 1)
    }
  }

  /// The share right on all items but that of the attempt; `nil` for somebody who answered too few.
  func share(without attempt: Attempt) -> Double? {
    guard let total = totals[attempt.person], total.count > Self.fewest else { return nil }
    return Double(total.right - (attempt.isCorrect ? 1 : 0)) / Double(total.count - 1)
  }

  /// The answers of the lower, middle and upper third, by the share right on other items.
  func thirds(of attempts: [Attempt]) -> [[Attempt]] {
    let ranked = attempts.compactMap { attempt in
      share(without: attempt).map { (attempt: attempt, share: $0) }
    }.sorted { ($0.share, $0.attempt.position) < ($1.share, $1.attempt.position) }
    return (0..<3).map { third in
      let (from, to) = (ranked.count * third / 3, ranked.count * (third + 1) / 3)
      return ranked[from..<to].map(\.attempt)
    }
  }
}
