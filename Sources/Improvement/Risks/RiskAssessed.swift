import Content
import Records

/// `risk.assessed`: a risk was judged again, because of something or on its day.
package struct RiskAssessed: Hashable, Sendable {
  package let level: RiskLevel
  package let treatment: RiskTreatment

  /// What asked for it: an entry of the register, a policy, an incident, or `periodic`.
  package let because: String

  /// Why the level is what it is; also where nothing changed.
  package let reason: Wording
  package let review: Day

  package init(
    level: RiskLevel,
    treatment: RiskTreatment,
    because: String,
    reason: Wording,
    review: Day
  ) {
    self.level = level
    self.treatment = treatment
    self.because = because
    self.reason = reason
    self.review = review
  }
}

extension RiskAssessed: SystemFacts {
  static let kind = "risk.assessed"
  static let area = SystemArea.risk
  static let duties: [Duty]? = [.owner, .lead]

  package var words: String {
    "assessed because of \(because): \(level.words), review on \(review)"
  }

  func refusals(in gate: SystemGate) -> [Refusal] {
    gate.risk() + gate.level(level) + gate.name(because, "what asked for the assessment")
      + gate.text(reason, "the reason for the level") + gate.reviewDay(review)
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    guard system.risks[record.subject] != nil else {
      throw .unknownSubject(record.event, record.subject)
    }
    let place = system.count(.risk, record.subject)
    system.risks[record.subject]?.assessments.append(
      RegisterEntry.Dated(self, record, place: place)
    )
  }

  var recorded: JSONValue {
    [
      "level": level.recorded, "treatment": treatment.recorded, "because": .string(because),
      "reason": reason.recorded, "review": review.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    level = try members.read("level")
    treatment = try members.read("treatment")
    because = try members.read("because")
    reason = try members.read("reason")
    review = try members.read("review")
    try members.end()
  }
}
