import Content

extension RegisterEvent {
  /// A lead ended an entry whose action worked, and said what else followed from it.
  package struct Closed: Hashable, Sendable {
    package let risks: FollowUp
    package let policies: FollowUp
    package let lessons: FollowUp

    /// Changes of the management system itself.
    package let system: FollowUp
    package let declaredConflict: Bool

    package init(
      risks: FollowUp,
      policies: FollowUp,
      lessons: FollowUp,
      system: FollowUp,
      declaredConflict: Bool = false
    ) {
      self.risks = risks
      self.policies = policies
      self.lessons = lessons
      self.system = system
      self.declaredConflict = declaredConflict
    }
  }

  /// What else had to follow: done, or not needed for a reason.
  package enum FollowUp: Hashable, Sendable {
    /// Where it is recorded.
    case done(reference: String)
    case notNeeded(because: Wording)
  }
}

extension RegisterEvent.Closed: RegisterFacts {
  var words: String { "closed" }

  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    entry.closings.append(RegisterEntry.Dated(self, record))
    entry.state = .closed
  }

  var recorded: JSONValue {
    [
      "risks": risks.recorded, "policies": policies.recorded, "lessons": lessons.recorded,
      "system": system.recorded, "declaredConflict": .bool(declaredConflict),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    risks = try members.read("risks")
    policies = try members.read("policies")
    lessons = try members.read("lessons")
    system = try members.read("system")
    declaredConflict = try members.read("declaredConflict")
    try members.end()
  }
}

extension RegisterEvent.FollowUp: RecordedValue {
  var recorded: JSONValue {
    switch self {
    case .done(let reference): ["done": .string(reference)]
    case .notNeeded(let reason): ["notNeeded": reason.recorded]
    }
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    if value["notNeeded"] != nil {
      self = .notNeeded(because: try members.read("notNeeded"))
    } else {
      self = .done(reference: try members.read("done"))
    }
    try members.end()
  }
}
