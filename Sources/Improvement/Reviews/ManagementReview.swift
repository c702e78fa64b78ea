import Content
import Records

/// Leadership's planned judgement of the system: every required input, decisions with owners, and
/// what became of earlier decisions (clause 9.3).
package struct ManagementReview: Hashable, Identifiable, Sendable {
  package let id: String
  package internal(set) var prepared: RegisterEntry.Dated<ReviewPrepared>
  package internal(set) var statements: [ReviewInput: RegisterEntry.Dated<ReviewStated>] = [:]
  package internal(set) var decisions: [RegisterEntry.Dated<ReviewDecided>] = []
  package internal(set) var followUps: [RegisterEntry.Dated<ReviewFollowedUp>] = []
  package internal(set) var closed: RegisterEntry.Dated<ReviewClosed>?

  init(id: String, _ prepared: RegisterEntry.Dated<ReviewPrepared>) {
    self.id = id
    self.prepared = prepared
  }

  package func count(_ input: ReviewInput) -> Int {
    prepared.facts.inputs.first { $0.input == input }?.count ?? 0
  }

  /// Kinds of which the log holds nothing and nobody said anything.
  package var missingInputs: [ReviewInput] {
    ReviewInput.allCases.filter { count($0) == 0 && statements[$0] == nil }
  }
}

/// A decision of a review, by the review and its number.
package struct ReviewDecisionID: Hashable, Sendable {
  package let review: String
  package let decision: Int
}

extension ManagementSystem {
  /// Reviews in the order of their preparation.
  package var reviewsByDay: [ManagementReview] {
    reviews.values.sorted { ($0.prepared.at, $0.id) < ($1.prepared.at, $1.id) }
  }

  package var lastReview: ManagementReview? {
    reviews.values.filter { $0.closed != nil }.max { left, right in
      (left.closed?.at ?? left.prepared.at, left.id)
        < (right.closed?.at ?? right.prepared.at, right.id)
    }
  }

  /// Decisions of closed reviews that are not known to be done or dropped.
  package var openDecisions: [ReviewDecisionID] {
    let over = Set(
      reviews.values.flatMap(\.followUps).filter { $0.facts.status != .open }
        .map { ReviewDecisionID(review: $0.facts.review, decision: $0.facts.decision) }
    )
    return reviewsByDay.filter { $0.closed != nil }.flatMap { review in
      review.decisions.indices.map { ReviewDecisionID(review: review.id, decision: $0 + 1) }
    }.filter { !over.contains($0) }
  }

  /// Open decisions of earlier reviews about which this review said nothing.
  func decisionsToFollowUp(in review: ManagementReview) -> [ReviewDecisionID] {
    let said = Set(
      review.followUps.map {
        ReviewDecisionID(review: $0.facts.review, decision: $0.facts.decision)
      }
    )
    return openDecisions.filter { $0.review != review.id && !said.contains($0) }
  }

  /// What the log holds for a review of the time after a day and through another.
  package func reviewInputs(
    after: Day,
    through: Day,
    measurements: Int
  ) -> [ReviewInputCount] {
    ReviewInput.allCases.map { input in
      ReviewInputCount(
        input: input,
        count: count(of: input, after: after, through: through, measurements: measurements)
      )
    }
  }

  private func count(
    of input: ReviewInput,
    after: Day,
    through: Day,
    measurements: Int
  ) -> Int {
    let isWithin = { (time: Timestamp) in time.utcDay > after && time.utcDay <= through }
    let raised = register.entries.filter { isWithin($0.raised.at) }
    switch input {
    case .issues, .climate, .parties: return 0
    case .earlierActions: return openDecisions.count
    case .nonconformities:
      return register.entries.count { $0.isNonconformity && $0.state.isOpen }
        + raised.count { $0.isNonconformity && !$0.state.isOpen }
    case .measurements:
      return measurements
        + objectives.values.flatMap(\.measurements).count { isWithin($0.at) }
    case .audits: return audits.values.count { $0.closed.map { isWithin($0.at) } ?? false }
    case .objectives: return objectives.count
    case .feedback:
      return raised.count {
        [.suggestion, .trainingFeedback, .complaint].contains($0.source)
      }
    case .incidents: return raised.count(where: \.isIncident)
    case .risks: return risks.count
    case .opportunities: return raised.count { $0.classification == .opportunity }
    case .exceptions:
      return waivers.count { isWithin($0.at) }
        + register.entries.flatMap(\.declaredConflicts).count { isWithin($0.recordedAt) }
    }
  }
}
