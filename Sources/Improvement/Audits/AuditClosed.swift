import Content
import Records

/// `audit.closed`: the auditor concluded, and told whoever has to know.
package struct AuditClosed: Hashable, Sendable {
  package let conclusion: Wording

  /// Who was told the result.
  package let reportedTo: PersonID

  package init(conclusion: Wording, reportedTo: PersonID) {
    self.conclusion = conclusion
    self.reportedTo = reportedTo
  }
}

extension AuditClosed: SystemFacts {
  static let kind = "audit.closed"
  static let area = SystemArea.audit
  static let duties: [Duty]? = [.auditor]

  package var words: String { "closed, and reported" }

  func refusals(in gate: SystemGate) -> [Refusal] {
    guard let audit = gate.system.audits[gate.subject] else { return gate.openAudit() }
    let looked = Set(audit.findings.map(\.facts.criterion))
    let unseen = audit.planned.facts.criteria.filter { !looked.contains($0) }
    return gate.openAudit() + gate.text(conclusion, "the conclusion")
      + gate.person(reportedTo, "who was told")
      + (audit.planned.facts.auditor == gate.actor.person
        ? []
        : [
          gate.refuse(
            "not-the-auditor",
            "an audit is closed by the auditor of the plan",
            next: "ask the auditor to type: \(gate.again)"
          )
        ])
      + (reportedTo == gate.actor.person
        ? [gate.refuse("reported-to-oneself", "the result is told to somebody else")] : [])
      + (unseen.isEmpty
        ? []
        : [
          gate.refuse(
            "criterion-not-examined",
            "nothing was recorded about \(unseen.joined(separator: ", ")); conformity is a result "
              + "too",
            next: "debrief audit finding \(gate.subject) …"
          )
        ])
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.audit, record.subject)
    try system.change(audit: record) {
      $0.closed = RegisterEntry.Dated(self, record, place: place)
    }
  }

  var recorded: JSONValue {
    ["conclusion": conclusion.recorded, "reportedTo": reportedTo.recorded]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    conclusion = try members.read("conclusion")
    reportedTo = try members.read("reportedTo")
    try members.end()
  }
}
