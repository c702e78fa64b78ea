import Content
import Records

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
      + gate.present(owner, "the owner of the decision")
      + (due >= gate.today
        ? []
        : [gate.refuse("due-in-the-past", "a decision cannot be due on \(due), which is over")])
      + (isThere
        ? [] : [gate.refuse("no-entry", "a decision becomes an entry of the register")])
      + (entry.map(gate.openEntry) ?? [])
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
