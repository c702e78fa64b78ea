import Content
import Records

/// What each person got right of everything else that they answered first: what an item is measured
/// against.
struct OtherItems: Sendable {
  private let people: Numbering<PersonID>
  private var totals: [(right: Int, count: Int)]

  /// With fewer other items than this nothing is said of a person's ability.
  static let fewest = 5

  init(_ table: AnswerTable) {
    people = table.answers.people
    totals = Array(repeating: (0, 0), count: people.count)
    for row in table.firstQuestionAnswers {
      totals[Int(row.person)].right += row.isCorrect ? 1 : 0
      totals[Int(row.person)].count += 1
    }
  }

  /// The share right on all items but one that was answered right or wrong; `nil` for somebody who
  /// answered too few.
  func share(of person: UInt32, without isCorrect: Bool) -> Double? {
    let total = totals[Int(person)]
    guard total.count > Self.fewest else { return nil }
    return Double(total.right - (isCorrect ? 1 : 0)) / Double(total.count - 1)
  }

  private func share(without attempt: Attempt) -> Double? {
    people.known(attempt.person).flatMap { share(of: $0, without: attempt.isCorrect) }
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
