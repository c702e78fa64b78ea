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
    return gate.text(scope, "the scope") + gate.person(auditor, "the auditor")
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

/// `audit.sampled`: which cases were drawn, so that anybody can draw the same.
package struct AuditSampled: Hashable, Sendable {
  package let sample: AuditSample

  package init(sample: AuditSample) { self.sample = sample }
}

extension AuditSampled: SystemFacts {
  static let kind = "audit.sampled"
  static let area = SystemArea.audit
  static let duties: [Duty]? = [.auditor]

  package var words: String { sample.words }

  func refusals(in gate: SystemGate) -> [Refusal] {
    gate.openAudit()
      + (sample.drawn.isEmpty
        ? [
          gate.refuse(
            "empty-sample",
            "the population ‘\(sample.of)’ has nothing to draw from",
            next: "choose another population, or say in the conclusion that there is none"
          )
        ] : [])
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.audit, record.subject)
    try system.change(audit: record) {
      $0.samples.append(RegisterEntry.Dated(self, record, place: place))
    }
  }

  var recorded: JSONValue { sample.recorded }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    sample = try AuditSample(recorded: value, at: path)
  }
}

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

extension SystemGate {
  fileprivate func openAudit() -> [Refusal] {
    guard let audit = system.audits[subject] else {
      return [
        refuse(
          "no-such-audit",
          "there is no audit ‘\(subject)’",
          next: "plan it with: debrief audit plan \(subject) …"
        )
      ]
    }
    return audit.closed == nil
      ? []
      : [
        refuse(
          "audit-is-closed",
          "the audit ‘\(subject)’ is closed",
          next: "plan another that follows it: debrief audit plan … --follows \(subject)"
        )
      ]
  }
}

extension ManagementSystem {
  fileprivate mutating func change(
    audit record: SystemRecord,
    _ change: (inout InternalAudit) -> Void
  ) throws(SystemFault) {
    guard var audit = audits[record.subject] else {
      throw .unknownSubject(record.event, record.subject)
    }
    change(&audit)
    audits[record.subject] = audit
  }
}
