import Content
import Records

/// `audit.found`: evidence was judged against a criterion; it may conform.
package struct AuditFound: Hashable, Sendable {
  package enum Result: String, CaseIterable, Sendable {
    case conformity
    case nonconformity
    case opportunity
    case observation
  }

  package let result: Result
  package let criterion: String

  /// What was looked at, and what it showed.
  package let evidence: Wording
  package let files: [EvidenceReference]

  /// The entry of the register that it became; every nonconformity becomes one.
  package let entry: RegisterEntryID?

  package init(
    result: Result,
    criterion: String,
    evidence: Wording,
    files: [EvidenceReference] = [],
    entry: RegisterEntryID?
  ) {
    self.result = result
    self.criterion = criterion
    self.evidence = evidence
    self.files = files
    self.entry = entry
  }
}

extension AuditFound.Result: RecordedValue {}

extension AuditFound: SystemFacts {
  static let kind = "audit.found"
  static let area = SystemArea.audit
  static let duties: [Duty]? = [.auditor]

  package var words: String {
    "\(result.rawValue) with \(criterion)" + (entry.map { ", \($0)" } ?? "")
  }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let planned = gate.system.audits[gate.subject]?.planned.facts
    let isAuditor = planned.map { $0.auditor == gate.actor.person } ?? true
    let needsEntry = result == .nonconformity || result == .opportunity
    let isInScope = planned.map { $0.criteria.contains(criterion) } ?? true
    return gate.openAudit() + gate.text(evidence, "the evidence")
      + (isAuditor
        ? []
        : [
          gate.refuse(
            "not-the-auditor",
            "findings are recorded by the auditor of the plan",
            next: "ask the auditor to type: \(gate.again)"
          )
        ])
      + (isInScope
        ? []
        : [
          gate.refuse(
            "not-a-criterion",
            "‘\(criterion)’ is no criterion of this audit, which has "
              + (planned?.criteria.joined(separator: ", ") ?? "none")
          )
        ])
      + (needsEntry && entry == nil
        ? [gate.refuse("no-entry", "such a finding becomes an entry of the register")] : [])
      + (entry.map { gate.system.register.entry($0) == nil } ?? false
        ? [
          gate.refuse(
            "no-such-entry",
            "there is no entry \(entry?.rawValue ?? "")",
            next: "find it with: debrief register list"
          )
        ] : [])
      + (result == .conformity ? [] : entry.map(gate.openEntry) ?? [])
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.audit, record.subject)
    try system.change(audit: record) {
      $0.findings.append(RegisterEntry.Dated(self, record, place: place))
    }
  }

  var recorded: JSONValue {
    [
      "result": result.recorded, "criterion": .string(criterion), "evidence": evidence.recorded,
      "files": files.recorded, "entry": entry.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    result = try members.read("result")
    criterion = try members.read("criterion")
    evidence = try members.read("evidence")
    files = try members.read("files")
    entry = try members.read("entry")
    try members.end()
  }
}
