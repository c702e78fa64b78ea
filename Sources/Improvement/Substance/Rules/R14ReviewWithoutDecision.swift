import Content
import Records

/// R14: leadership met, and nothing follows; or leadership did not meet.
enum R14ReviewWithoutDecision: SubstanceRule {
  static let id = "R14"
  static let level = SubstanceLevel.error
  static let detects = "a management review without decisions, links or leadership"

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    evidence.system.reviewsByDay.flatMap { review -> [SubstanceFinding] in
      guard let closed = review.closed else { return [] }
      return decisions(review) + attendance(review.id, closed.facts.attendees, evidence)
    }
  }

  private static func decisions(_ review: ManagementReview) -> [SubstanceFinding] {
    guard !review.decisions.isEmpty else {
      return [
        finding(
          [review.id],
          "the review ‘\(review.id)’ decided nothing",
          resolve: "decide in the next review, also that all stays as it is and who sees to that"
        )
      ]
    }
    let unlinked = review.decisions.indices.filter { review.decisions[$0].facts.entry == nil }
    return unlinked.isEmpty
      ? []
      : [
        finding(
          [review.id],
          "\(unlinked.count) decisions of ‘\(review.id)’ became no entry of the register",
          resolve: "raise an entry for each: debrief register raise --source management-review …"
        )
      ]
  }

  private static func attendance(
    _ id: String,
    _ attendees: [PersonID],
    _ evidence: SubstanceEvidence
  ) -> [SubstanceFinding] {
    evidence.leadership.isDisjoint(with: attendees)
      ? [
        finding(
          [id],
          "nobody who leads the organisation attended the review ‘\(id)’",
          resolve: "hold it again with somebody who has the duty chair"
        )
      ] : []
  }

  static let examples: [SubstanceExample] = [
    .good("a decision that became an entry") { register in
      register.entry { $0.through = .raise }
      register.review("year", on: 100)
    },
    .good("no review yet") { $0.entry() },
    .bad("no decision") { $0.review("year", on: 100, decisions: 0) },
    .bad("decisions that became nothing") { $0.review("year", on: 100, linksEntries: false) },
    .bad("without leadership") { $0.review("year", on: 100, attendees: [.lead, .trainer]) },
  ]
}
