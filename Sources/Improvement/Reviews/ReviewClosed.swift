import Content
import Records

/// `review.closed`: leadership looked at all of it, and judged.
package struct ReviewClosed: Hashable, Sendable {
  package let attendees: [PersonID]

  /// Whether the system is suitable, adequate and effective, and why one thinks so.
  package let conclusion: Wording
  package let next: Day

  package init(attendees: [PersonID], conclusion: Wording, next: Day) {
    self.attendees = attendees
    self.conclusion = conclusion
    self.next = next
  }
}

extension ReviewClosed: SystemFacts {
  static let kind = "review.closed"
  static let area = SystemArea.review
  static let duties: [Duty]? = [.chair]

  /// The longest time to the next review, in days: a year and a month of grace.
  package static let longestInterval = 396

  package var words: String { "closed by \(attendees.count) people, next on \(next)" }

  func refusals(in gate: SystemGate) -> [Refusal] {
    guard let review = gate.system.reviews[gate.subject] else { return gate.openReview() }
    let missing = review.missingInputs
    let open = gate.system.decisionsToFollowUp(in: review)
    return gate.openReview() + gate.text(conclusion, "the conclusion")
      + attendees.flatMap { gate.person($0, "an attendee") }
      + (attendees.contains(gate.actor.person)
        ? [] : [gate.refuse("chair-was-not-there", "whoever closes a review attended it")])
      + (missing.isEmpty
        ? []
        : [
          gate.refuse(
            "input-missing",
            "nothing was said about \(missing.map(\.words).joined(separator: "; "))",
            next: missing.map { "debrief review state \(gate.subject) \($0.rawValue) …" }
              .joined(separator: "; ")
          )
        ])
      + (open.isEmpty
        ? []
        : [
          gate.refuse(
            "not-followed-up",
            "earlier decisions were not looked at: "
              + open.map { "\($0.decision) of \($0.review)" }.joined(separator: ", "),
            next: "debrief review follow-up \(gate.subject) …"
          )
        ])
      + (next > gate.today && next <= gate.today.adding(days: Self.longestInterval)
        ? []
        : [gate.refuse("next-outside", "the next review is after today and within 13 months")])
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.review, record.subject)
    try system.change(review: record) {
      $0.closed = RegisterEntry.Dated(self, record, place: place)
    }
  }

  var recorded: JSONValue {
    [
      "attendees": attendees.recorded, "conclusion": conclusion.recorded, "next": next.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    attendees = try members.read("attendees")
    conclusion = try members.read("conclusion")
    next = try members.read("next")
    try members.end()
  }
}
