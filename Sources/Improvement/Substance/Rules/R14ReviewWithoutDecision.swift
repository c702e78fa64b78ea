import Content
import Records
import Session

/// R14: leadership met, and nothing follows; or leadership did not meet.
enum R14ReviewWithoutDecision: SubstanceRule {
  static let id = "R14"
  static let level = SubstanceLevel.error
  static let detects = "a management review without decisions, links or leadership"

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    evidence.system.reviewsByDay.flatMap { review -> [SubstanceFinding] in
      guard let closed = review.closed else { return [] }
      return decisions(review) + attendance(review.id, closed)
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

  /// Whether somebody led who had the duty then: the log says in which duty the review was closed, and
  /// who has it today says nothing about that day.
  private static func attendance(
    _ id: String,
    _ closed: RegisterEntry.Dated<ReviewClosed>
  ) -> [SubstanceFinding] {
    let isLed = closed.role == Duty.chair.rawValue && closed.facts.attendees.contains(closed.by)
    return isLed
      ? []
      : [
        finding(
          [id],
          "nobody who led the organisation then attended the review ‘\(id)’",
          resolve: "hold it again with somebody who has the duty chair"
        )
      ]
  }

  static let examples: [SubstanceExample] = [
    .good("a decision that became an entry") { register in
      register.entry { $0.through = .raise }
      register.review("year", on: 100)
    },
    .good("no review yet") { $0.entry() },
    .good("the chair of that day has left since") { register in
      register.entry { $0.through = .raise }
      register.review("year", on: 100, attendees: [.trainer, .lead], closedBy: .trainer)
      register.left = [ExamplePerson.trainer.id]
    },
    .bad("the chair closed it, and was not there") { register in
      register.entry { $0.through = .raise }
      register.review("year", on: 100, attendees: [.lead, .trainer])
    },
    .bad("no decision") { $0.review("year", on: 100, decisions: 0) },
    .bad("decisions that became nothing") { $0.review("year", on: 100, linksEntries: false) },
    .bad("without leadership") { register in
      register.entry { $0.through = .raise }
      register.review("year", on: 100, attendees: [.lead, .trainer], closedBy: .lead, as: .lead)
    },
  ]
}
