import Content
import Records

/// `waiver.granted`: somebody answers for what a rule found, until a day; the review pack counts it.
package struct RuleWaived: Hashable, Sendable {
  /// The id of the rule, such as `R6`.
  package let rule: String

  /// What the finding is about, such as `R-0007`.
  package let about: String
  package let reason: Wording
  package let expiry: Day

  package init(rule: String, about: String, reason: Wording, expiry: Day) {
    self.rule = rule
    self.about = about
    self.reason = reason
    self.expiry = expiry
  }
}

extension RuleWaived: SystemFacts {
  static let kind = "waiver.granted"
  static let area = SystemArea.waiver
  static let duties: [Duty]? = [.lead, .chair]

  /// The stream that holds all waivers.
  package static let subject = "rules"

  /// The command that waives a rule, with a day that the gate admits.
  static func command(_ rule: String, about: String, on day: Day) -> String {
    "debrief register waive \(rule) \(about) --reason … --expires \(day.adding(days: usualDays))"
  }

  /// How long a waiver holds where nobody says.
  private static let usualDays = 90

  package var words: String { "\(rule) waived for \(about) until \(expiry)" }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let entry = RegisterEntryID(stream: "register/\(about)").flatMap(gate.system.register.entry)
    let isOwner =
      entry?.cycle.owners.contains(gate.actor.person) ?? (about == gate.actor.person.rawValue)
    let latest = gate.today.adding(years: 1)
    return gate.text(reason, "the reason for the waiver")
      + (SubstanceRules.rule(rule) == nil
        ? [
          gate.refuse(
            "no-such-rule",
            "there is no rule ‘\(rule)’",
            next: "list what holds with: debrief register check"
          )
        ] : [])
      + gate.name(about, "what the waiver is about")
      + (expiry > gate.today && expiry <= latest
        ? []
        : [gate.refuse("expiry-outside", "a waiver ends after today and within twelve months")])
      + (isOwner
        ? [
          gate.refuse(
            "own-waiver",
            "nobody waives a rule for work of their own",
            next: "ask another lead, or the chair: \(gate.again)"
          )
        ] : [])
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.waiver, record.subject)
    system.waivers.append(RegisterEntry.Dated(self, record, place: place))
  }

  var recorded: JSONValue {
    [
      "rule": .string(rule), "about": .string(about), "reason": reason.recorded,
      "expiry": expiry.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    rule = try members.read("rule")
    about = try members.read("about")
    reason = try members.read("reason")
    expiry = try members.read("expiry")
    try members.end()
  }
}

extension ManagementSystem {
  /// The waiver of a rule for something that is in force on a day.
  package func waiver(
    of rule: String,
    about: String,
    on day: Day
  ) -> RegisterEntry.Dated<RuleWaived>? {
    waivers.last { $0.facts.rule == rule && $0.facts.about == about && day <= $0.facts.expiry }
  }
}
