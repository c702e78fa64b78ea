import Content
import Records

/// `review.prepared`: what the log holds for a review was put together.
package struct ReviewPrepared: Hashable, Sendable {
  /// The day after which things count; the end of the review before.
  package let after: Day
  package let through: Day

  /// One for each kind, in their order.
  package let inputs: [ReviewInputCount]

  /// How many entries of the log were read.
  package let logSize: Int

  package init(after: Day, through: Day, inputs: [ReviewInputCount], logSize: Int) {
    self.after = after
    self.through = through
    self.inputs = inputs
    self.logSize = logSize
  }
}

extension ReviewPrepared: SystemFacts {
  static let kind = "review.prepared"
  static let area = SystemArea.review
  static let duties: [Duty]? = [.lead, .chair]

  package var words: String { "prepared with what happened after \(after) and through \(through)" }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let isClosed = gate.system.reviews[gate.subject]?.closed != nil
    let other = gate.system.reviews.values.first { $0.closed == nil && $0.id != gate.subject }
    return (isClosed ? [gate.reviewIsClosed] : [])
      + (other.map { open in
        [
          gate.refuse(
            "review-is-open",
            "the review ‘\(open.id)’ is not closed yet",
            next: "debrief review show \(open.id)"
          )
        ]
      } ?? [])
      + (inputs.map(\.input) == ReviewInput.allCases
        ? [] : [gate.refuse("inputs-missing", "a review is prepared with every kind of input")])
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.review, record.subject)
    let dated = RegisterEntry.Dated(self, record, place: place)
    if system.reviews[record.subject] == nil {
      system.reviews[record.subject] = ManagementReview(id: record.subject, dated)
    } else {
      system.reviews[record.subject]?.prepared = dated
    }
  }

  var recorded: JSONValue {
    [
      "after": after.recorded, "through": through.recorded, "inputs": inputs.recorded,
      "logSize": .integer(logSize),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    after = try members.read("after")
    through = try members.read("through")
    inputs = try members.read("inputs")
    logSize = try members.read("logSize")
    try members.end()
  }
}

/// `review.stated`: somebody said what there is of an input, or that there is nothing.
package struct ReviewStated: Hashable, Sendable {
  package let input: ReviewInput

  /// There is nothing of this kind; the statement says how one knows.
  package let isNone: Bool
  package let statement: Wording

  package init(input: ReviewInput, isNone: Bool, statement: Wording) {
    self.input = input
    self.isNone = isNone
    self.statement = statement
  }
}

extension ReviewStated: SystemFacts {
  static let kind = "review.stated"
  static let area = SystemArea.review
  static let duties: [Duty]? = [.lead, .chair]

  package var words: String { "\(input.words): \(isNone ? "none" : "stated")" }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let count = gate.system.reviews[gate.subject]?.count(input) ?? 0
    return gate.openReview() + gate.text(statement, "the statement")
      + (isNone && count > 0
        ? [
          gate.refuse(
            "there-is-some",
            "the log holds \(count) of \(input.words)",
            next: "leave it out, or say something about them: \(gate.again)"
          )
        ] : [])
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.review, record.subject)
    try system.change(review: record) {
      $0.statements[input] = RegisterEntry.Dated(self, record, place: place)
    }
  }

  var recorded: JSONValue {
    ["input": input.recorded, "isNone": .bool(isNone), "statement": statement.recorded]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    input = try members.read("input")
    isNone = try members.read("isNone")
    statement = try members.read("statement")
    try members.end()
  }
}

/// `review.decided`: leadership decided something, and somebody answers for it.
package struct ReviewDecided: Hashable, Sendable {
  package let decision: Wording
  package let owner: PersonID
  package let due: Day

  /// The entry of the register that follows it; `nil` only in records of other programs.
  package let entry: RegisterEntryID?

  package init(decision: Wording, owner: PersonID, due: Day, entry: RegisterEntryID?) {
    self.decision = decision
    self.owner = owner
    self.due = due
    self.entry = entry
  }
}

extension ReviewDecided: SystemFacts {
  static let kind = "review.decided"
  static let area = SystemArea.review
  static let duties: [Duty]? = [.chair]

  package var words: String { "decided, due on \(due)" + (entry.map { ", \($0)" } ?? "") }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let isThere = entry.map { gate.system.register.entry($0) != nil } ?? false
    return gate.openReview() + gate.text(decision, "the decision")
      + gate.person(owner, "the owner of the decision")
      + (due >= gate.today
        ? []
        : [gate.refuse("due-in-the-past", "a decision cannot be due on \(due), which is over")])
      + (isThere
        ? [] : [gate.refuse("no-entry", "a decision becomes an entry of the register")])
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.review, record.subject)
    try system.change(review: record) {
      $0.decisions.append(RegisterEntry.Dated(self, record, place: place))
    }
  }

  var recorded: JSONValue {
    [
      "decision": decision.recorded, "owner": owner.recorded, "due": due.recorded,
      "entry": entry.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    decision = try members.read("decision")
    owner = try members.read("owner")
    due = try members.read("due")
    entry = try members.read("entry")
    try members.end()
  }
}

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
    let isThere = earlier.map { $0.decisions.indices.contains(decision - 1) } ?? false
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

extension SystemGate {
  fileprivate var reviewIsClosed: Refusal {
    refuse(
      "review-is-closed",
      "the review ‘\(subject)’ is closed",
      next: "prepare another: debrief review prepare …"
    )
  }

  fileprivate func openReview() -> [Refusal] {
    guard let review = system.reviews[subject] else {
      return [
        refuse(
          "no-such-review",
          "there is no review ‘\(subject)’",
          next: "prepare it with: debrief review prepare \(subject)"
        )
      ]
    }
    return review.closed == nil ? [] : [reviewIsClosed]
  }
}

extension ManagementSystem {
  fileprivate mutating func change(
    review record: SystemRecord,
    _ change: (inout ManagementReview) -> Void
  ) throws(SystemFault) {
    guard var review = reviews[record.subject] else {
      throw .unknownSubject(record.event, record.subject)
    }
    change(&review)
    reviews[record.subject] = review
  }
}
