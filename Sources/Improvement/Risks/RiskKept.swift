import Content
import Records

/// `risk.kept`: somebody who may do so answers for keeping the risk as it is until a day.
package struct RiskKept: Hashable, Sendable {
  package let reason: Wording
  package let review: Day

  /// `nil` only in records of other programs; here every acceptance ends.
  package let expiry: Day?

  package init(reason: Wording, review: Day, expiry: Day?) {
    self.reason = reason
    self.review = review
    self.expiry = expiry
  }
}

extension RiskKept: SystemFacts {
  static let kind = "risk.kept"
  static let area = SystemArea.risk
  static let duties: [Duty]? = [.owner, .chair]

  package var words: String {
    "accepted until \(expiry?.description ?? "no day"), review on \(review)"
  }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let owner = gate.system.risks[gate.subject]?.owner
    let mayAccept = gate.actor.person == owner || gate.actor.duties.contains(.chair)
    return gate.risk() + gate.text(reason, "the reason for accepting the risk")
      + (owner == nil || mayAccept
        ? []
        : [
          gate.refuse(
            "not-the-risk-owner",
            "a risk is accepted by its owner or the chair",
            next: "ask them to type: \(gate.again)"
          )
        ]) + gate.expiry(expiry, review: review)
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    guard system.risks[record.subject] != nil else {
      throw .unknownSubject(record.event, record.subject)
    }
    let place = system.count(.risk, record.subject)
    system.risks[record.subject]?.acceptances.append(
      RegisterEntry.Dated(self, record, place: place)
    )
  }

  var recorded: JSONValue {
    ["reason": reason.recorded, "review": review.recorded, "expiry": expiry.recorded]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    reason = try members.read("reason")
    review = try members.read("review")
    expiry = try members.read("expiry")
    try members.end()
  }
}
