import Content
import Records

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
