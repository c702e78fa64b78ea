import Content

extension RegisterEvent {
  /// The same was seen again: more evidence for an entry that is there.
  ///
  /// On a closed entry it is a proposal to reopen, on which a lead decides.
  package struct Observed: Hashable, Sendable {
    package let statement: Wording

    /// The fingerprint of the signal; `nil` if a person saw it.
    package let fingerprint: String?
    package let evidence: JSONValue

    package init(statement: Wording, fingerprint: String? = nil, evidence: JSONValue = .null) {
      self.statement = statement
      self.fingerprint = fingerprint
      self.evidence = evidence
    }
  }
}

extension RegisterEvent.Observed: RegisterFacts {
  var words: String { "seen again" }

  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    entry.observations.append(RegisterEntry.Dated(self, record))
  }

  var recorded: JSONValue {
    [
      "statement": statement.recorded, "fingerprint": fingerprint.recorded, "evidence": evidence,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    statement = try members.read("statement")
    fingerprint = try members.read("fingerprint")
    evidence = try members.read("evidence")
    try members.end()
  }
}
