import Content
import Records

/// What could happen and what it would do, with who answers for it (clauses 6.1 and 8.2).
package struct Risk: Hashable, Identifiable, Sendable {
  package let id: String
  package let added: RegisterEntry.Dated<RiskAdded>
  package internal(set) var assessments: [RegisterEntry.Dated<RiskAssessed>] = []
  package internal(set) var acceptances: [RegisterEntry.Dated<RiskKept>] = []

  init(id: String, _ added: RegisterEntry.Dated<RiskAdded>) {
    self.id = id
    self.added = added
  }

  package var owner: PersonID { added.facts.owner }
  package var level: RiskLevel { assessments.last?.facts.level ?? added.facts.level }
  package var treatment: RiskTreatment {
    assessments.last?.facts.treatment ?? added.facts.treatment
  }

  /// When it was judged last.
  package var assessedAt: Timestamp { assessments.last?.at ?? added.at }
  package var review: Day { assessments.last?.facts.review ?? added.facts.review }

  /// The acceptance that is in force on a day.
  package func acceptance(on day: Day) -> RegisterEntry.Dated<RiskKept>? {
    acceptances.last.flatMap { last in
      (last.facts.expiry.map { day <= $0 } ?? true) ? last : nil
    }
  }
}

/// Something after which a risk has to be judged again.
package struct RiskTrigger: Hashable, Sendable {
  /// The name of what happened, such as `R-0007` or a policy.
  package let cause: String
  package let words: String
}

extension ManagementSystem {
  /// Whatever asks for a new assessment of a risk since the last: entries that bear on it, incidents
  /// on its controls, changes of policies, an acceptance that ended, and the day of its review.
  package func triggers(of risk: Risk, on day: Day) -> [RiskTrigger] {
    let since = risk.assessedAt
    let controls = Set(risk.added.facts.controls)
    let entries = register.entries.compactMap { entry -> RiskTrigger? in
      if let analysis = entry.cycle.analysis, analysis.facts.risks.contains(risk.id),
        analysis.at > since
      {
        return RiskTrigger(cause: entry.id.rawValue, words: "the cause of \(entry.id) bears on it")
      }
      guard entry.isIncident, let control = entry.raised.facts.control, controls.contains(control),
        entry.raised.at > since
      else { return nil }
      return RiskTrigger(
        cause: entry.id.rawValue,
        words: "\(entry.id) is an incident on \(control)"
      )
    }
    let changed = risk.added.facts.policies.compactMap { name -> RiskTrigger? in
      guard let version = policies[name]?.current, version.at > since, version.facts.version > 1
      else { return nil }
      return RiskTrigger(cause: name, words: "‘\(name)’ has version \(version.facts.version) now")
    }
    let ended = risk.acceptances.last?.facts.expiry.flatMap { expiry in
      expiry < day && expiry >= since.utcDay
        ? RiskTrigger(cause: "acceptance", words: "its acceptance ended on \(expiry)") : nil
    }
    let review =
      risk.review < day
      ? [RiskTrigger(cause: "periodic", words: "its review was due on \(risk.review)")] : []
    return entries + changed + [ended].compactMap(\.self) + review
  }
}

extension RegisterEntry {
  /// Whether it comes from something that happened, or nearly did.
  package var isIncident: Bool { source == .incident || source == .nearMiss }
}
