import Content

extension RegisterEvent {
  /// A lead approved what is to be done, by whom and until when, and what will count as an effect.
  package struct Planned: Hashable, Sendable {
    package let actions: [CorrectiveAction]
    package let criterion: Criterion

    /// The metric before the work; `nil` if nobody could measure it yet.
    package let baseline: Measurement?
    package let priority: PriorityInputs

    /// Money, time and people; may be left out on the light path.
    package let resources: Wording?
    package let declaredConflict: Bool

    package init(
      actions: [CorrectiveAction],
      criterion: Criterion,
      baseline: Measurement?,
      priority: PriorityInputs,
      resources: Wording?,
      declaredConflict: Bool = false
    ) {
      self.actions = actions
      self.criterion = criterion
      self.baseline = baseline
      self.priority = priority
      self.resources = resources
      self.declaredConflict = declaredConflict
    }
  }
}

extension RegisterEvent.Planned: RegisterFacts {
  var words: String {
    "planned: \(actions.count) \(actions.count == 1 ? "action" : "actions"), "
      + "criterion \(criterion.words)"
  }

  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    entry.cycle.plan = RegisterEntry.Dated(self, record)
    entry.cycle.actions = actions.enumerated().map { index, action in
      ActionProgress(number: index + 1, action: action)
    }
    entry.cycle.criteria = [RegisterEntry.Dated(criterion, record)]
    entry.state = .planned
  }

  var recorded: JSONValue {
    [
      "actions": actions.recorded, "criterion": criterion.recorded,
      "baseline": baseline.recorded, "priority": priority.recorded,
      "resources": resources.recorded, "declaredConflict": .bool(declaredConflict),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    actions = try members.read("actions")
    criterion = try members.read("criterion")
    baseline = try members.read("baseline")
    priority = try members.read("priority")
    resources = try members.read("resources")
    declaredConflict = try members.read("declaredConflict")
    try members.end()
  }
}
