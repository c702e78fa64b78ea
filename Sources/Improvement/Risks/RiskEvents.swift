import Content
import Records

/// How likely a risk is and how bad it would be, each from 1 to 5.
package struct RiskLevel: Hashable, Sendable {
  package let likelihood: Int
  package let impact: Int

  package init(likelihood: Int, impact: Int) {
    self.likelihood = likelihood
    self.impact = impact
  }

  /// likelihood × impact.
  package var score: Int { likelihood * impact }
  package var isInRange: Bool { (1...5).contains(likelihood) && (1...5).contains(impact) }
  package var words: String { "\(likelihood) × \(impact) = \(score)" }
}

extension RiskLevel: RecordedValue {
  var recorded: JSONValue { ["likelihood": .integer(likelihood), "impact": .integer(impact)] }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    likelihood = try members.read("likelihood")
    impact = try members.read("impact")
    try members.end()
    guard isInRange else {
      throw .form(member: path, expected: "a likelihood and an impact from 1 to 5")
    }
  }
}

/// What is done about a risk.
package enum RiskTreatment: String, CaseIterable, Sendable {
  case avoid
  case reduce
  case share
  case retain
}

extension RiskTreatment: RecordedValue {}

/// `risk.added`: a risk was seen and judged for the first time.
package struct RiskAdded: Hashable, Sendable {
  package let statement: Wording
  package let owner: PersonID
  package let level: RiskLevel
  package let treatment: RiskTreatment

  /// The controls that are to keep it small.
  package let controls: [ControlID]

  /// The policies that it depends on, by their names.
  package let policies: [String]
  package let review: Day

  package init(
    statement: Wording,
    owner: PersonID,
    level: RiskLevel,
    treatment: RiskTreatment,
    controls: [ControlID],
    policies: [String],
    review: Day
  ) {
    self.statement = statement
    self.owner = owner
    self.level = level
    self.treatment = treatment
    self.controls = controls
    self.policies = policies
    self.review = review
  }
}

extension RiskAdded: SystemFacts {
  static let kind = "risk.added"
  static let area = SystemArea.risk
  static let duties: [Duty]? = [.owner, .lead]

  package var words: String { "added, \(level.words), \(treatment.rawValue), review on \(review)" }

  func refusals(in gate: SystemGate) -> [Refusal] {
    gate.text(statement, "the risk") + gate.person(owner, "the owner of the risk")
      + gate.level(level) + gate.reviewDay(review)
      + (gate.system.risks[gate.subject] == nil
        ? []
        : [
          gate.refuse(
            "risk-is-known",
            "the risk ‘\(gate.subject)’ is there already",
            next: "debrief risk assess \(gate.subject) …"
          )
        ])
      + policies.filter { gate.system.policies[$0] == nil }.map { name in
        gate.refuse(
          "no-such-policy",
          "there is no policy ‘\(name)’",
          next: "list them with: debrief policy list"
        )
      }
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    guard system.risks[record.subject] == nil else {
      throw .begunTwice(record.event, record.subject)
    }
    system.risks[record.subject] = Risk(
      id: record.subject,
      RegisterEntry.Dated(self, record, place: 0)
    )
  }

  var recorded: JSONValue {
    [
      "statement": statement.recorded, "owner": owner.recorded, "level": level.recorded,
      "treatment": treatment.recorded, "controls": controls.recorded,
      "policies": policies.recorded, "review": review.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    statement = try members.read("statement")
    owner = try members.read("owner")
    level = try members.read("level")
    treatment = try members.read("treatment")
    controls = try members.read("controls")
    policies = try members.read("policies")
    review = try members.read("review")
    try members.end()
  }
}

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

/// `risk.kept`: somebody who may do so answers for keeping the risk as it is until a day.
package struct RiskKept: Hashable, Sendable {
  package let reason: Wording
  package let review: Day

  /// `nil` only in records of other programs; here every acceptance ends.
  package let expiry: Day?

  package init(reason: Wording, review: Day, expiry: Day?) {
    self.reason = reason
    self.review = review
    self.expiry = expiry
  }
}

extension RiskKept: SystemFacts {
  static let kind = "risk.kept"
  static let area = SystemArea.risk
  static let duties: [Duty]? = [.owner, .chair]

  package var words: String {
    "accepted until \(expiry?.description ?? "no day"), review on \(review)"
  }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let owner = gate.system.risks[gate.subject]?.owner
    let mayAccept = gate.actor.person == owner || gate.actor.duties.contains(.chair)
    return gate.risk() + gate.text(reason, "the reason for accepting the risk")
      + (owner == nil || mayAccept
        ? []
        : [
          gate.refuse(
            "not-the-risk-owner",
            "a risk is accepted by its owner or the chair",
            next: "ask them to type: \(gate.again)"
          )
        ]) + gate.expiry(expiry, review: review)
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    guard system.risks[record.subject] != nil else {
      throw .unknownSubject(record.event, record.subject)
    }
    let place = system.count(.risk, record.subject)
    system.risks[record.subject]?.acceptances.append(
      RegisterEntry.Dated(self, record, place: place)
    )
  }

  var recorded: JSONValue {
    ["reason": reason.recorded, "review": review.recorded, "expiry": expiry.recorded]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    reason = try members.read("reason")
    review = try members.read("review")
    expiry = try members.read("expiry")
    try members.end()
  }
}

extension SystemGate {
  fileprivate func risk() -> [Refusal] {
    system.risks[subject] == nil
      ? [
        refuse(
          "no-such-risk",
          "there is no risk ‘\(subject)’",
          next: "add it with: debrief risk add \(subject) …"
        )
      ] : []
  }

  fileprivate func level(_ level: RiskLevel) -> [Refusal] {
    level.isInRange
      ? [] : [refuse("level-out-of-range", "likelihood and impact go from 1 to 5")]
  }

  fileprivate func reviewDay(_ day: Day) -> [Refusal] {
    day > today && day <= today.adding(years: 3)
      ? [] : [refuse("review-outside", "the review lies after today and within three years")]
  }

  /// Every acceptance ends within twelve months, and is looked at before.
  func expiry(_ expiry: Day?, review: Day) -> [Refusal] {
    guard let expiry else {
      return [refuse("no-expiry", "an acceptance has a day on which it ends")]
    }
    return
      (expiry > today && expiry <= today.adding(years: 1)
      ? []
      : [refuse("expiry-outside", "an acceptance ends after today and within twelve months")])
      + (review > today && review <= expiry
        ? [] : [refuse("review-outside", "the review lies after today and not after the expiry")])
  }
}
