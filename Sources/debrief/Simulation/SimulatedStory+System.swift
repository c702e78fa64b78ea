import Competence
import Content
import Improvement
import Records

/// Policies, risks and objectives of the story.
extension SimulatedStory {
  private func act(
    _ event: SystemEvent,
    _ subject: String,
    _ part: SimulatedCast.Part,
    _ evening: Evening,
    documents: [[UInt8]] = []
  ) -> Act {
    Act(deed: .system(event, subject), by: actor(part, evening), documents: documents)
  }

  // MARK: Policy

  private static let policy = "reporting"

  /// The texts of all versions, by their digests.
  static let policyTexts: [Digest: [UInt8]] = Dictionary(
    uniqueKeysWithValues: [
      ("the day", "anonymus"), ("one hour", "anonymus"), ("one hour", "anonymous"),
    ]
    .map { policyText(hour: $0, note: $1) }.map { (Digest(of: $0), $0) }
  )

  private static func policyText(hour: String, note: String) -> [UInt8] {
    Array(
      """
      # Reporting what looks odd

      ## When to report {#when}

      Report what looks odd within \(hour), also when you are not sure.

      ## How to report {#how}

      Call the desk, or put an \(note) note into the box.

      ## What follows {#after}

      Nobody is blamed for a report, and you are told what became of it.
      """.utf8
    )
  }

  mutating func policyActs(_ evening: Evening) -> [Act] {
    guard cast.isComplete else { return [] }
    switch evening.day {
    case 20:
      return issue(
        1,
        hour: "the day",
        note: "anonymus",
        [:],
        "People asked when a report is late",
        evening
      )
    case 380:
      return issue(
        2,
        hour: "one hour",
        note: "anonymus",
        ["when": .key],
        "The incident of the telephone was told a day late",
        evening
      )
    case 600:
      return issue(
        3,
        hour: "one hour",
        note: "anonymous",
        ["how": .typo],
        "A letter was missing",
        evening
      )
    default: return acknowledgements(evening)
    }
  }

  private func issue(
    _ version: Int,
    hour: String,
    note: String,
    _ changes: [String: ClauseChange.Kind],
    _ reason: String,
    _ evening: Evening
  ) -> [Act] {
    let bytes = Self.policyText(hour: hour, note: note)
    let text = PolicyText(String(decoding: bytes, as: UTF8.self))
    let issued = PolicyIssued(
      title: text.title,
      version: version,
      document: Digest(of: bytes),
      clauses: text.clauses.map { PolicyClause(id: $0.id, digest: $0.digest) },
      changes: changes.sorted { $0.key < $1.key }.map {
        ClauseChange(clause: $0.key, kind: $0.value)
      },
      reason: .plain(reason),
      because: version == 2 ? lives.first?.entry?.rawValue : nil,
      controls: [ControlID(rawValue: "A.6.8")],
      roles: library.programme.roles.prefix(1).map(\.id)
    )
    return [act(.policyIssued(issued), Self.policy, .lead, evening, documents: [bytes])]
  }

  /// Most people read a version within a month; one in twelve does not.
  private func acknowledgements(_ evening: Evening) -> [Act] {
    let issues = [20, 380]
    guard let current = system.policies[Self.policy]?.current.facts,
      let issued = issues.last(where: { $0 < evening.day }), evening.day - issued <= 30
    else { return [] }
    let active = Set(evening.records.activePeople)
    return evening.people.enumerated().compactMap { index, person in
      guard index % 30 == evening.day - issued - 1, index % 12 != 11, active.contains(person) else {
        return nil
      }
      let read = PolicyAcknowledged(
        policy: Self.policy,
        version: current.version,
        text: current.document
      )
      return Act(
        deed: .system(.policyAcknowledged(read), Self.policy),
        by: RegisterActor(person: person, duties: [.staff])
      )
    }
  }

  // MARK: Risks

  mutating func riskActs(_ evening: Evening) -> [Act] {
    guard cast.isComplete else { return [] }
    switch evening.day {
    case 25:
      return [
        add(
          "account-takeover",
          "Somebody acts in the name of a colleague",
          "A.5.17",
          3,
          4,
          evening
        ),
        add("wrong-payee", "Money goes to somebody who was owed none", "A.5.14", 2, 4, evening),
      ]
    default:
      guard evening.day.isMultiple(of: 15) else { return [] }
      return system.risks.values.sorted { $0.id < $1.id }.compactMap { risk in
        trigger(of: risk, evening).map { cause in
          assess(risk, because: cause, "Looked at because of it; the level stays", evening)
        }
      }
    }
  }

  /// What asks for an assessment now; entries that are open are waited for.
  private func trigger(of risk: Risk, _ evening: Evening) -> String? {
    let causes = system.triggers(of: risk, on: evening.today).map(\.cause)
    let isWaiting = causes.contains { cause in
      RegisterEntryID(stream: "register/\(cause)").flatMap(system.register.entry)?.state.isOpen
        ?? false
    }
    return isWaiting ? nil : causes.first
  }

  private func add(
    _ name: String,
    _ text: String,
    _ control: String,
    _ likelihood: Int,
    _ impact: Int,
    _ evening: Evening
  ) -> Act {
    let added = RiskAdded(
      statement: .plain(text),
      owner: person(.owner, evening),
      level: RiskLevel(likelihood: likelihood, impact: impact),
      treatment: .reduce,
      controls: [ControlID(rawValue: control)],
      policies: [Self.policy],
      review: evening.today.adding(days: 182)
    )
    return act(.riskAdded(added), name, .owner, evening)
  }

  private func assess(
    _ risk: Risk,
    because: String,
    _ reason: String,
    likelihood: Int? = nil,
    _ evening: Evening
  ) -> Act {
    let assessed = RiskAssessed(
      level: RiskLevel(
        likelihood: likelihood ?? risk.level.likelihood,
        impact: risk.level.impact
      ),
      treatment: .reduce,
      because: because,
      reason: .plain(reason),
      review: evening.today.adding(days: 182)
    )
    return act(.riskAssessed(assessed), risk.id, .owner, evening)
  }

  /// The assessment that a closing waits for, if there is one.
  func riskBefore(closing entry: RegisterEntry, _ evening: Evening) -> Act? {
    let waiting = system.risks.values.sorted { $0.id < $1.id }.first { risk in
      system.triggers(of: risk, on: evening.today).contains { $0.cause == entry.id.rawValue }
    }
    return waiting.map { risk in
      assess(
        risk,
        because: entry.id.rawValue,
        "The action of \(entry.id) works, and the way in is narrower than before",
        likelihood: max(1, risk.level.likelihood - 1),
        evening
      )
    }
  }

  // MARK: Objectives

  mutating func objectiveActs(_ evening: Evening) -> [Act] {
    guard cast.isComplete else { return [] }
    if evening.day == 30 {
      return [
        define(
          "fast-reports",
          .timeToReport,
          .below,
          "24",
          3,
          "What looks odd is told within a day",
          evening
        ),
        define(
          "staff-speak-up",
          .staffReports,
          .above,
          "0.30",
          8,
          "Staff raise a third of all entries",
          evening
        ),
        define(
          "quick-actions",
          .actionLeadTime,
          .below,
          "30",
          3,
          "Actions are done within a month",
          evening
        ),
      ]
    }
    guard evening.day > 100, evening.day % 90 == 45 else { return [] }
    return system.objectives.values.sorted { $0.id < $1.id }.compactMap { measure($0, evening) }
  }

  private func define(
    _ name: String,
    _ metric: BuiltInMetric,
    _ direction: Criterion.Direction,
    _ target: String,
    _ minimumN: Int,
    _ text: String,
    _ evening: Evening
  ) -> Act {
    let defined = ObjectiveDefined(
      statement: .plain(text),
      metric: metric.rawValue,
      formula: .plain(metric.formula),
      method: .plain(metric.method),
      everyDays: 90,
      owner: person(.owner, evening),
      direction: direction,
      target: DecimalText(target) ?? DecimalText(0),
      minimumN: minimumN,
      version: 1
    )
    return act(.objectiveDefined(defined), name, .lead, evening)
  }

  private func measure(_ objective: Objective, _ evening: Evening) -> Act? {
    let input = MetricInput(
      system: system,
      attempts: evening.records.attempts,
      beginning: firstRecordedAt ?? lastRecordedAt,
      end: lastRecordedAt
    )
    guard let metric = BuiltInMetric(rawValue: objective.definition.facts.metric),
      let figure = metric.figure(input)
    else { return nil }
    let measured = ObjectiveMeasured(
      measurement: Measurement(figure, of: metric, log: log),
      version: objective.version,
      isComputed: true
    )
    return act(.objectiveMeasured(measured), objective.id, .owner, evening)
  }
}
