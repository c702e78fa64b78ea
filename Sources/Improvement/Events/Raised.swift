import Content
import Records

extension RegisterEvent {
  /// Somebody, or a measurement, saw something that asks for attention.
  package struct Raised: Hashable, Sendable {
    package let source: RegisterSource

    /// What the source is called where it is kept, such as an incident's slug or an audit's number.
    package let reference: String
    package let statement: Wording

    /// Tells a signal from all others, so that it is proposed once.
    package let fingerprint: String?

    /// Figures of a signal; `null` if there are none.
    package let evidence: JSONValue

    /// A suggestion; classifying decides.
    package let severity: RegisterSeverity?
    package let control: ControlID?

    /// Whose area it is, if that is known.
    package let areaOwner: PersonID?

    package init(
      source: RegisterSource,
      reference: String,
      statement: Wording,
      fingerprint: String? = nil,
      evidence: JSONValue = .null,
      severity: RegisterSeverity? = nil,
      control: ControlID? = nil,
      areaOwner: PersonID? = nil
    ) {
      self.source = source
      self.reference = reference
      self.statement = statement
      self.fingerprint = fingerprint
      self.evidence = evidence
      self.severity = severity
      self.control = control
      self.areaOwner = areaOwner
    }
  }
}

extension RegisterEvent.Raised: RegisterFacts {
  var words: String { "raised from \(source.words) ‘\(reference)’" }

  /// The entry itself is made from these facts; nothing is left to do.
  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {}

  var recorded: JSONValue {
    [
      "source": source.recorded, "reference": .string(reference),
      "statement": statement.recorded, "fingerprint": fingerprint.recorded, "evidence": evidence,
      "severity": severity.recorded, "control": control.recorded,
      "areaOwner": areaOwner.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    source = try members.read("source")
    reference = try members.read("reference")
    statement = try members.read("statement")
    fingerprint = try members.read("fingerprint")
    evidence = try members.read("evidence")
    severity = try members.read("severity")
    control = try members.read("control")
    areaOwner = try members.read("areaOwner")
    try members.end()
  }
}
