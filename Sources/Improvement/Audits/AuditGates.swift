import Content
import Records

extension SystemGate {
  func openAudit() -> [Refusal] {
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
  mutating func change(
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
