import Content
import Records

/// A planned, independent examination against criteria, with what was looked at and what it showed.
package struct InternalAudit: Hashable, Identifiable, Sendable {
  package let id: String
  package let planned: RegisterEntry.Dated<AuditPlanned>
  package internal(set) var samples: [RegisterEntry.Dated<AuditSampled>] = []
  package internal(set) var findings: [RegisterEntry.Dated<AuditFound>] = []
  package internal(set) var closed: RegisterEntry.Dated<AuditClosed>?

  init(id: String, _ planned: RegisterEntry.Dated<AuditPlanned>) {
    self.id = id
    self.planned = planned
  }

  package func count(_ result: AuditFound.Result) -> Int {
    findings.count { $0.facts.result == result }
  }

  /// Whether anything was found that asks for improvement.
  package var foundSomething: Bool { findings.contains { $0.facts.result != .conformity } }

  package var isOwnArea: Bool { planned.facts.areaOwners.contains(planned.facts.auditor) }

  /// Entries that its findings became.
  package var entries: [RegisterEntryID] { findings.compactMap(\.facts.entry) }
}

extension ManagementSystem {
  /// Audits in the order of their plans.
  package var auditsByDay: [InternalAudit] {
    audits.values.sorted { ($0.planned.facts.on, $0.id) < ($1.planned.facts.on, $1.id) }
  }

  /// Nonconformities of a closed audit whose entries are closed, and which no audit that follows it
  /// looked at after that.
  package func awaitingReaudit(_ audit: InternalAudit) -> [RegisterEntryID] {
    guard audit.closed != nil else { return [] }
    let lastLook = audits.values
      .filter { $0.planned.facts.follows == audit.id && $0.closed != nil }
      .flatMap(\.findings).map(\.at).max()
    return audit.findings.compactMap { finding in
      guard finding.facts.result == .nonconformity, let id = finding.facts.entry,
        let entry = register.entry(id), entry.state == .closed, let closing = entry.closings.last,
        lastLook.map({ $0 <= closing.at }) ?? true
      else { return nil }
      return id
    }
  }
}
