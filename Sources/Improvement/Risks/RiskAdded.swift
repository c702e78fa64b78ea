import Content
import Records

/// `risk.added`: a risk was seen and judged for the first time.
package struct RiskAdded: Hashable, Sendable {
  package let statement: Wording
  package let owner: PersonID
  package let level: RiskLevel
  package let treatment: RiskTreatment

  /// The controls that are to keep it small.
  package let controls: [ControlID]

  /// The policies that it depends on, by their names.
  package let policies: [String]
  package let review: Day

  package init(
    statement: Wording,
    owner: PersonID,
    level: RiskLevel,
    treatment: RiskTreatment,
    controls: [ControlID],
    policies: [String],
    review: Day
  ) {
    self.statement = statement
    self.owner = owner
    self.level = level
    self.treatment = treatment
    self.controls = controls
    self.policies = policies
    self.review = review
  }
}

extension RiskAdded: SystemFacts {
  static let kind = "risk.added"
  static let area = SystemArea.risk
  static let duties: [Duty]? = [.owner, .lead]

  package var words: String { "added, \(level.words), \(treatment.rawValue), review on \(review)" }

  func refusals(in gate: SystemGate) -> [Refusal] {
    gate.text(statement, "the risk") + gate.present(owner, "the owner of the risk")
      + gate.level(level) + gate.reviewDay(review)
      + (gate.system.risks[gate.subject] == nil
        ? []
        : [
          gate.refuse(
            "risk-is-known",
            "the risk ‘\(gate.subject)’ is there already",
            next: "debrief risk assess \(gate.subject) …"
          )
        ])
      + policies.filter { gate.system.policies[$0] == nil }.map { name in
        gate.refuse(
          "no-such-policy",
          "there is no policy ‘\(name)’",
          next: "list them with: debrief policy list"
        )
      }
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    guard system.risks[record.subject] == nil else {
      throw .begunTwice(record.event, record.subject)
    }
    system.risks[record.subject] = Risk(
      id: record.subject,
      RegisterEntry.Dated(self, record, place: 0)
    )
  }

  var recorded: JSONValue {
    [
      "statement": statement.recorded, "owner": owner.recorded, "level": level.recorded,
      "treatment": treatment.recorded, "controls": controls.recorded,
      "policies": policies.recorded, "review": review.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    statement = try members.read("statement")
    owner = try members.read("owner")
    level = try members.read("level")
    treatment = try members.read("treatment")
    controls = try members.read("controls")
    policies = try members.read("policies")
    review = try members.read("review")
    try members.end()
  }
}
