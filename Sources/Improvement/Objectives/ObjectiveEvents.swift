import Content
import Records

/// `objective.defined`: what the organisation aims at, and how the figure is made; a change is a new
/// version.
package struct ObjectiveDefined: Hashable, Sendable {
  package let statement: Wording

  /// A built-in metric, or a name of the organisation's own.
  package let metric: String

  /// How the figure is computed from what is counted.
  package let formula: Wording

  /// How somebody else would measure the same.
  package let method: Wording

  /// How often it is measured, in days.
  package let everyDays: Int
  package let owner: PersonID
  package let direction: Criterion.Direction
  package let target: DecimalText

  /// A measurement over fewer cases says nothing.
  package let minimumN: Int

  /// From 1; a change of any member is a new version.
  package let version: Int

  package init(
    statement: Wording,
    metric: String,
    formula: Wording,
    method: Wording,
    everyDays: Int,
    owner: PersonID,
    direction: Criterion.Direction,
    target: DecimalText,
    minimumN: Int,
    version: Int
  ) {
    self.statement = statement
    self.metric = metric
    self.formula = formula
    self.method = method
    self.everyDays = everyDays
    self.owner = owner
    self.direction = direction
    self.target = target
    self.minimumN = minimumN
    self.version = version
  }
}

extension ObjectiveDefined: SystemFacts {
  static let kind = "objective.defined"
  static let area = SystemArea.objective
  static let duties: [Duty]? = [.lead]

  package var words: String {
    "version \(version): \(metric) \(direction.words) \(target), n at least \(minimumN)"
  }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let expected = (gate.system.objectives[gate.subject]?.version ?? 0) + 1
    return gate.text(statement, "what is aimed at") + gate.text(formula, "the formula")
      + gate.text(method, "the method") + gate.name(metric, "the metric")
      + gate.person(owner, "the owner")
      + (version == expected
        ? [] : [gate.refuse("other-version", "the next version is \(expected)")])
      + ((1...3650).contains(everyDays)
        ? [] : [gate.refuse("no-frequency", "an objective is measured every 1 to 3650 days")])
      + (minimumN >= 1
        ? [] : [gate.refuse("no-minimum-n", "a measurement needs a minimum n of 1 or more")])
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.objective, record.subject)
    let dated = RegisterEntry.Dated(self, record, place: place)
    system.objectives[record.subject, default: Objective(id: record.subject, dated)].take(dated)
  }

  var recorded: JSONValue {
    [
      "statement": statement.recorded, "metric": .string(metric), "formula": formula.recorded,
      "method": method.recorded, "everyDays": .integer(everyDays), "owner": owner.recorded,
      "direction": direction.recorded, "target": target.recorded,
      "minimumN": .integer(minimumN), "version": .integer(version),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    statement = try members.read("statement")
    metric = try members.read("metric")
    formula = try members.read("formula")
    method = try members.read("method")
    everyDays = try members.read("everyDays")
    owner = try members.read("owner")
    direction = try members.read("direction")
    target = try members.read("target")
    minimumN = try members.read("minimumN")
    version = try members.read("version")
    try members.end()
  }
}

/// `objective.measured`: a figure of an objective, computed from the log or brought by a person.
package struct ObjectiveMeasured: Hashable, Sendable {
  package let measurement: Measurement

  /// The version of the definition that the figure follows.
  package let version: Int

  /// Computed from the log, so that anybody can compute it again.
  package let isComputed: Bool

  package init(measurement: Measurement, version: Int, isComputed: Bool) {
    self.measurement = measurement
    self.version = version
    self.isComputed = isComputed
  }
}

extension ObjectiveMeasured: SystemFacts {
  static let kind = "objective.measured"
  static let area = SystemArea.objective
  static let duties: [Duty]? = [.owner, .lead, .trainer, .auditor]

  package var words: String { "\(isComputed ? "computed" : "measured") \(measurement.words)" }

  func refusals(in gate: SystemGate) -> [Refusal] {
    guard let objective = gate.system.objectives[gate.subject] else {
      return [
        gate.refuse(
          "no-such-objective",
          "there is no objective ‘\(gate.subject)’",
          next: "define it with: debrief objective define \(gate.subject) …"
        )
      ]
    }
    let definition = objective.definition.facts
    return gate.measurement(measurement)
      + (measurement.metric == definition.metric
        ? []
        : [
          gate.refuse(
            "other-metric",
            "‘\(measurement.metric)’ was measured, and the objective is about "
              + "‘\(definition.metric)’"
          )
        ])
      + (version == definition.version
        ? [] : [gate.refuse("other-version", "version \(definition.version) is in force")])
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.objective, record.subject)
    guard var objective = system.objectives[record.subject] else {
      throw .unknownSubject(record.event, record.subject)
    }
    objective.take(RegisterEntry.Dated(self, record, place: place))
    system.objectives[record.subject] = objective
  }

  var recorded: JSONValue {
    [
      "measurement": measurement.recorded, "version": .integer(version),
      "isComputed": .bool(isComputed),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    measurement = try members.read("measurement")
    version = try members.read("version")
    isComputed = try members.read("isComputed")
    try members.end()
  }
}
