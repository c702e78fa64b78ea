import Content

extension RegisterEvent {
  /// One action was done, and something shows it.
  package struct Finished: Hashable, Sendable {
    /// The number of the action, from 1.
    package let action: Int
    package let evidence: [EvidenceReference]

    /// How many entries the log had then: what counts as an effect comes at or after this position.
    package let logSize: Int

    package init(action: Int, evidence: [EvidenceReference], logSize: Int) {
      self.action = action
      self.evidence = evidence
      self.logSize = logSize
    }
  }

  /// An action got another due date.
  package struct DueMoved: Hashable, Sendable {
    package let action: Int
    package let due: Day
    package let reason: Wording

    package init(action: Int, due: Day, reason: Wording) {
      self.action = action
      self.due = due
      self.reason = reason
    }
  }
}

extension RegisterEvent.Finished: RegisterFacts {
  var words: String { "action \(action) finished" }

  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    let index = try entry.cycle.index(ofAction: action, for: record)
    entry.cycle.actions[index].finished = RegisterEntry.Dated(self, record)
    if entry.cycle.isWorkDone { entry.state = .done }
  }

  var recorded: JSONValue {
    [
      "action": .integer(action), "evidence": evidence.recorded, "logSize": .integer(logSize),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    action = try members.read("action")
    evidence = try members.read("evidence")
    logSize = try members.read("logSize")
    try members.end()
  }
}

extension RegisterEvent.DueMoved: RegisterFacts {
  var words: String { "action \(action) is due on \(due) instead" }

  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    let index = try entry.cycle.index(ofAction: action, for: record)
    entry.cycle.actions[index].moves.append(RegisterEntry.Dated(self, record))
  }

  var recorded: JSONValue {
    ["action": .integer(action), "due": due.recorded, "reason": reason.recorded]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    action = try members.read("action")
    due = try members.read("due")
    reason = try members.read("reason")
    try members.end()
  }
}
