import Content

extension RegisterEvent {
  /// Somebody who may do so answers for leaving things as they are until a day.
  package struct RiskAccepted: Hashable, Sendable {
    package enum Capacity: String, CaseIterable, Sendable {
      case riskOwner = "risk-owner"
      case chair
    }

    /// The id of the risk.
    package let risk: String
    package let capacity: Capacity
    package let reason: Wording
    package let review: Day
    package let expiry: Day

    package init(
      risk: String,
      capacity: Capacity,
      reason: Wording,
      review: Day,
      expiry: Day
    ) {
      self.risk = risk
      self.capacity = capacity
      self.reason = reason
      self.review = review
      self.expiry = expiry
    }
  }
}

extension RegisterEvent.RiskAccepted.Capacity: RecordedValue {}

extension RegisterEvent.RiskAccepted: RegisterFacts {
  var words: String { "risk \(risk) accepted until \(expiry), review on \(review)" }

  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    entry.acceptances.append(RegisterEntry.Dated(self, record))
    entry.state = .accepted
  }

  var recorded: JSONValue {
    [
      "risk": .string(risk), "capacity": capacity.recorded, "reason": reason.recorded,
      "review": review.recorded, "expiry": expiry.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    risk = try members.read("risk")
    capacity = try members.read("capacity")
    reason = try members.read("reason")
    review = try members.read("review")
    expiry = try members.read("expiry")
    try members.end()
  }
}
