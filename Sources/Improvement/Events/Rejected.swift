import Content

extension RegisterEvent {
  /// The entry is no finding, or stands in the register already.
  package struct Rejected: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
      case noFinding
      case duplicate(of: RegisterEntryID)
    }

    package let verdict: Verdict
    package let reason: Wording
    package let declaredConflict: Bool

    package init(verdict: Verdict, reason: Wording, declaredConflict: Bool = false) {
      self.verdict = verdict
      self.reason = reason
      self.declaredConflict = declaredConflict
    }
  }

  /// It is true, and doing nothing is the better choice.
  package struct Declined: Hashable, Sendable {
    package let reason: Wording
    package let declaredConflict: Bool

    package init(reason: Wording, declaredConflict: Bool = false) {
      self.reason = reason
      self.declaredConflict = declaredConflict
    }
  }
}

extension RegisterEvent.Rejected: RegisterFacts {
  var words: String {
    switch verdict {
    case .noFinding: "rejected: no finding"
    case .duplicate(let other): "rejected: duplicate of \(other)"
    }
  }

  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    if case .duplicate(let other) = verdict { entry.duplicateOf = other }
    entry.state = .rejected
  }

  var recorded: JSONValue {
    [
      "verdict": verdict.recorded, "reason": reason.recorded,
      "declaredConflict": .bool(declaredConflict),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    verdict = try members.read("verdict")
    reason = try members.read("reason")
    declaredConflict = try members.read("declaredConflict")
    try members.end()
  }
}

extension RegisterEvent.Rejected.Verdict: RecordedValue {
  var recorded: JSONValue {
    switch self {
    case .noFinding: "no-finding"
    case .duplicate(let other): ["duplicateOf": .string(other.rawValue)]
    }
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    if value == "no-finding" {
      self = .noFinding
      return
    }
    var members = try Members(value, at: path)
    self = .duplicate(of: try members.read("duplicateOf"))
    try members.end()
  }
}

extension RegisterEvent.Declined: RegisterFacts {
  var words: String { "declined" }

  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    entry.state = .declined
  }

  var recorded: JSONValue {
    ["reason": reason.recorded, "declaredConflict": .bool(declaredConflict)]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    reason = try members.read("reason")
    declaredConflict = try members.read("declaredConflict")
    try members.end()
  }
}
