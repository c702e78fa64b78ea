import Content

extension RegisterEvent {
  /// The work began, and the criterion is fixed from here on.
  package struct Started: Hashable, Sendable {
    /// The digest of the criterion.
    package let criterion: Digest

    package init(criterion: Digest) { self.criterion = criterion }
  }

  /// A fixed criterion was replaced by another version; readers see that it was.
  package struct CriterionAmended: Hashable, Sendable {
    package let criterion: Criterion

    /// The digest of the version before.
    package let replaces: Digest
    package let reason: Wording
    package let declaredConflict: Bool

    package init(
      criterion: Criterion,
      replaces: Digest,
      reason: Wording,
      declaredConflict: Bool = false
    ) {
      self.criterion = criterion
      self.replaces = replaces
      self.reason = reason
      self.declaredConflict = declaredConflict
    }
  }
}

extension RegisterEvent.Started: RegisterFacts {
  var words: String { "started, criterion \(criterion.abbreviated) fixed" }

  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    entry.cycle.started = RegisterEntry.Dated(self, record)
    entry.state = .inAction
  }

  var recorded: JSONValue { ["criterion": criterion.recorded] }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    criterion = try members.read("criterion")
    try members.end()
  }
}

extension RegisterEvent.CriterionAmended: RegisterFacts {
  var words: String { "criterion \(replaces.abbreviated) replaced by \(criterion.words)" }

  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    entry.cycle.criteria.append(RegisterEntry.Dated(criterion, record))
  }

  var recorded: JSONValue {
    [
      "criterion": criterion.recorded, "replaces": replaces.recorded, "reason": reason.recorded,
      "declaredConflict": .bool(declaredConflict),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    criterion = try members.read("criterion")
    replaces = try members.read("replaces")
    reason = try members.read("reason")
    declaredConflict = try members.read("declaredConflict")
    try members.end()
  }
}
