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
    "version \(version): \(metric) \(direction.words) \(target), n at least "
      + Measurement.words(minimumN, of: metric)
  }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let expected = (gate.system.objectives[gate.subject]?.version ?? 0) + 1
    return gate.text(statement, "what is aimed at") + gate.text(formula, "the formula")
      + gate.text(method, "the method") + gate.name(metric, "the metric")
      + gate.present(owner, "the owner")
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
