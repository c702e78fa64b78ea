import Content
import Records

/// `audit.planned`: what is examined against what, by whom and when (clause 9.2).
package struct AuditPlanned: Hashable, Sendable {
  package let scope: Wording

  /// Clauses, controls, policies or contracts by number or name.
  package let criteria: [String]

  /// Whose areas are examined; none of them audits.
  package let areaOwners: [PersonID]
  package let auditor: PersonID
  package let on: Day

  /// The audit whose findings this one looks at again.
  package let follows: String?
  package let declaredConflict: Bool

  package init(
    scope: Wording,
    criteria: [String],
    areaOwners: [PersonID],
    auditor: PersonID,
    on day: Day,
    follows: String? = nil,
    declaredConflict: Bool = false
  ) {
    self.scope = scope
    self.criteria = criteria
    self.areaOwners = areaOwners
    self.auditor = auditor
    on = day
    self.follows = follows
    self.declaredConflict = declaredConflict
  }
}

extension AuditPlanned: SystemFacts {
  static let kind = "audit.planned"
  static let area = SystemArea.audit
  static let duties: [Duty]? = [.lead, .auditor]

  package var words: String {
    "planned for \(on), against \(criteria.joined(separator: ", "))"
      + (follows.map { ", after \($0)" } ?? "")
  }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let isKnown = gate.system.audits[gate.subject] != nil
    let earlier = follows.map { gate.system.audits[$0]?.closed != nil } ?? true
    return gate.text(scope, "the scope") + gate.present(auditor, "the auditor")
      + (on >= gate.today
        ? [] : [gate.refuse("day-is-over", "an audit cannot be planned for \(on), which is over")])
      + areaOwners.flatMap { gate.person($0, "the owner of an area") }
      + criteria.flatMap { gate.name($0, "a criterion") }
      + (criteria.isEmpty
        ? [gate.refuse("no-criterion", "an audit examines against at least one criterion")] : [])
      + (areaOwners.isEmpty
        ? [
          gate.refuse(
            "no-area-owner",
            "an audit names whose area it examines, or nobody could see that the auditor is apart"
          )
        ] : [])
      + (isKnown
        ? [
          gate.refuse(
            "audit-is-known",
            "the audit ‘\(gate.subject)’ is there already",
            next: "choose another name"
          )
        ] : [])
      + (earlier
        ? []
        : [
          gate.refuse(
            "no-earlier-audit",
            "‘\(follows ?? "")’ is no audit that was closed",
            next: "list them with: debrief audit list"
          )
        ])
      + gate.separation(
        areaOwners.contains(auditor),
        isDeclared: declaredConflict,
        gate.refuse(
          "auditor-owns-area",
          "nobody audits their own area",
          next: "name another auditor: \(gate.again)"
        )
      )
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    guard system.audits[record.subject] == nil else {
      throw .begunTwice(record.event, record.subject)
    }
    system.audits[record.subject] = InternalAudit(
      id: record.subject,
      RegisterEntry.Dated(self, record, place: 0)
    )
  }

  var recorded: JSONValue {
    [
      "scope": scope.recorded, "criteria": criteria.recorded, "areaOwners": areaOwners.recorded,
      "auditor": auditor.recorded, "on": on.recorded, "follows": follows.recorded,
      "declaredConflict": .bool(declaredConflict),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    scope = try members.read("scope")
    criteria = try members.read("criteria")
    areaOwners = try members.read("areaOwners")
    auditor = try members.read("auditor")
    on = try members.read("on")
    follows = try members.read("follows")
    declaredConflict = try members.read("declaredConflict")
    try members.end()
  }
}
