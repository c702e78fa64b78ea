import Content

extension RegisterEvent {
  /// A lead decided that an entry is not over; what closed it stays on record.
  package struct Reopened: Hashable, Sendable {
    package enum Ground: String, CaseIterable, Sendable {
      /// The same control and cause again.
      case recurrence
      case newEvidence = "new-evidence"

      /// The action turned out not to work after all.
      case verificationFailed = "verification-failed"

      /// The acceptance of the risk ran out or was withdrawn.
      case acceptanceEnded = "acceptance-ended"
    }

    package let ground: Ground
    package let reason: Wording
    package let evidence: [EvidenceReference]

    package init(ground: Ground, reason: Wording, evidence: [EvidenceReference] = []) {
      self.ground = ground
      self.reason = reason
      self.evidence = evidence
    }
  }
}

extension RegisterEvent.Reopened.Ground: RecordedValue {
  package var words: String {
    switch self {
    case .recurrence: "it came back"
    case .newEvidence: "new evidence"
    case .verificationFailed: "the action did not work"
    case .acceptanceEnded: "the risk is not accepted any more"
    }
  }
}

extension RegisterEvent.Reopened: RegisterFacts {
  var words: String { "reopened: \(ground.words)" }

  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    entry.reopenings.append(RegisterEntry.Dated(self, record))
    entry.beginCycle()
  }

  var recorded: JSONValue {
    [
      "ground": ground.recorded, "reason": reason.recorded, "evidence": evidence.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    ground = try members.read("ground")
    reason = try members.read("reason")
    evidence = try members.read("evidence")
    try members.end()
  }
}
