import Content
import Records

/// `review.followed-up`: what became of a decision of an earlier review.
package struct ReviewFollowedUp: Hashable, Sendable {
  package enum Status: String, CaseIterable, Sendable {
    case done
    case open

    /// Not needed any more.
    case dropped
  }

  /// The earlier review.
  package let review: String

  /// Which of its decisions, from 1.
  package let decision: Int
  package let status: Status
  package let note: Wording

  package init(review: String, decision: Int, status: Status, note: Wording) {
    self.review = review
    self.decision = decision
    self.status = status
    self.note = note
  }
}

extension ReviewFollowedUp.Status: RecordedValue {}

extension ReviewFollowedUp: SystemFacts {
  static let kind = "review.followed-up"
  static let area = SystemArea.review
  static let duties: [Duty]? = [.lead, .chair]

  package var words: String { "decision \(decision) of \(review): \(status.rawValue)" }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let earlier = gate.system.reviews[review]
    let isThere = decision >= 1 && earlier.map { decision <= $0.decisions.count } ?? false
    let entry = earlier.flatMap { isThere ? $0.decisions[decision - 1].facts.entry : nil }
    let isOpen = entry.flatMap(gate.system.register.entry)?.state.isOpen ?? false
    return gate.openReview() + gate.text(note, "what became of the decision")
      + (isThere && review != gate.subject
        ? []
        : [
          gate.refuse(
            "no-such-decision",
            "‘\(review)’ has no decision \(decision) from before",
            next: "debrief review show \(review)"
          )
        ])
      + (status == .done && isOpen
        ? [
          gate.refuse(
            "entry-is-open",
            "\(entry?.rawValue ?? "") is not over, so the decision is not done",
            next: "say that it is open, or close the entry first"
          )
        ] : [])
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.review, record.subject)
    try system.change(review: record) {
      $0.followUps.append(RegisterEntry.Dated(self, record, place: place))
    }
  }

  var recorded: JSONValue {
    [
      "review": .string(review), "decision": .integer(decision), "status": status.recorded,
      "note": note.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    review = try members.read("review")
    decision = try members.read("decision")
    status = try members.read("status")
    note = try members.read("note")
    try members.end()
  }
}
