import Content
import Records

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
