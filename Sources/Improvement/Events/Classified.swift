import Content
import Records

extension RegisterEvent {
  /// An entry was judged: what it is, how bad, and what it is about.
  package struct Classified: Hashable, Sendable {
    package let classification: Classification
    package let severity: RegisterSeverity

    /// What it does to the organisation; the reason for the severity.
    package let effect: Wording
    package let affects: Set<AffectedArea>

    /// Whose area it is; that person does not classify it.
    package let areaOwner: PersonID?

    /// Why a nonconformity is none after all; needed only for that.
    package let reason: Wording?
    package let declaredConflict: Bool

    package init(
      classification: Classification,
      severity: RegisterSeverity,
      effect: Wording,
      affects: Set<AffectedArea>,
      areaOwner: PersonID? = nil,
      reason: Wording? = nil,
      declaredConflict: Bool = false
    ) {
      self.classification = classification
      self.severity = severity
      self.effect = effect
      self.affects = affects
      self.areaOwner = areaOwner
      self.reason = reason
      self.declaredConflict = declaredConflict
    }
  }
}

extension RegisterEvent.Classified: RegisterFacts {
  var words: String { "classified as \(classification.words), severity \(severity.rawValue)" }

  /// A judgement that asks for an analysis leads back to where one is made.
  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault) {
    entry.classified = RegisterEntry.Dated(self, record)
    let awaitsJudgement = [.raised, .triaged, .contained].contains(entry.state)
    let lacksCause = [.analysed, .planned].contains(entry.state) && entry.lacksAnalysis
    guard awaitsJudgement || lacksCause else { return }
    let isContained = classification.isNonconformity && !entry.containments.isEmpty
    entry.state = isContained ? .contained : .triaged
  }

  var recorded: JSONValue {
    [
      "classification": classification.recorded, "severity": severity.recorded,
      "effect": effect.recorded, "affects": affects.recorded, "areaOwner": areaOwner.recorded,
      "reason": reason.recorded, "declaredConflict": .bool(declaredConflict),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    classification = try members.read("classification")
    severity = try members.read("severity")
    effect = try members.read("effect")
    affects = try members.read("affects")
    areaOwner = try members.read("areaOwner")
    reason = try members.read("reason")
    declaredConflict = try members.read("declaredConflict")
    try members.end()
  }
}
