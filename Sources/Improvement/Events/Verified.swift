import Content

extension RegisterEvent {
  /// The effect was measured; the result follows from the criterion, and is not part of the event.
  package struct Verified: Hashable, Sendable {
    package let measurement: Measurement

    /// When to measure again, if this measurement is too small to say anything.
    package let next: Day?

    /// Why an action whose measurement stays too small is judged not effective.
    ///
    /// The other way round does not exist.
    package let judgedNotEffective: Wording?
    package let declaredConflict: Bool

    package init(
      measurement: Measurement,
      next: Day? = nil,
      judgedNotEffective: Wording? = nil,
      declaredConflict: Bool = false
    ) {
      self.measurement = measurement
      self.next = next
      self.judgedNotEffective = judgedNotEffective
      self.declaredConflict = declaredConflict
    }

    /// The result against a criterion.
    package func result(against criterion: Criterion) -> Effectiveness {
      let judged = criterion.judgement(of: measurement)
      return judged == .inconclusive && judgedNotEffective != nil ? .notEffective : judged
    }
  }
}

extension RegisterEvent.Verified: RegisterFacts {
  var words: String { "measured \(measurement.words)" }

  /// What did not work is open again at once, in a new cycle.
  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    guard let criterion = entry.cycle.criterion else {
      throw .withoutCriterion(record.event, entry.id)
    }
    let result = result(against: criterion)
    entry.cycle.verifications.append(
      Verification(
        facts: self,
        criterion: criterion,
        result: result,
        by: record.actor,
        at: record.recordedAt
      )
    )
    if result == .notEffective { entry.beginCycle() } else { entry.state = .verifying }
  }

  var recorded: JSONValue {
    [
      "measurement": measurement.recorded, "next": next.recorded,
      "judgedNotEffective": judgedNotEffective.recorded,
      "declaredConflict": .bool(declaredConflict),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    measurement = try members.read("measurement")
    next = try members.read("next")
    judgedNotEffective = try members.read("judgedNotEffective")
    declaredConflict = try members.read("declaredConflict")
    try members.end()
  }
}
