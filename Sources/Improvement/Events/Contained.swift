import Content

extension RegisterEvent {
  /// A consequence was limited or removed; never waits for the rest, and may happen again and again.
  package struct Contained: Hashable, Sendable {
    package enum Measure: Hashable, Sendable {
      /// What was done, and which consequence that handles.
      case done(what: Wording, consequence: Wording)

      /// Nothing had to be done.
      case notNeeded(because: Wording)
    }

    package let measure: Measure

    /// The day on which it was done or judged.
    package let on: Day

    package init(_ measure: Measure, on day: Day) {
      self.measure = measure
      on = day
    }
  }
}

extension RegisterEvent.Contained: RegisterFacts {
  var words: String {
    switch measure {
    case .done: "contained on \(on)"
    case .notNeeded: "no containment needed, judged on \(on)"
    }
  }

  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    entry.containments.append(RegisterEntry.Dated(self, record))
    if entry.state == .triaged, entry.isNonconformity { entry.state = .contained }
  }

  var recorded: JSONValue { ["measure": measure.recorded, "on": on.recorded] }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    measure = try members.read("measure")
    on = try members.read("on")
    try members.end()
  }
}

extension RegisterEvent.Contained.Measure: RecordedValue {
  var recorded: JSONValue {
    switch self {
    case .done(let what, let consequence):
      ["what": what.recorded, "consequence": consequence.recorded]
    case .notNeeded(let reason): ["notNeeded": reason.recorded]
    }
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    if value["notNeeded"] != nil {
      self = .notNeeded(because: try members.read("notNeeded"))
    } else {
      self = .done(
        what: try members.read("what"),
        consequence: try members.read("consequence")
      )
    }
    try members.end()
  }
}
