import Competence
import Content
import Records

/// What the register and the records around it ask for: what is late, what did not work, what came
/// back, and what leadership has to look at.
extension Signal {
  package static func system(
    _ evidence: SubstanceEvidence,
    effects: [RegisterEntryID: TrainingEffect],
    cadence: LookCadence,
    minimumCell: Int
  ) -> [Signal] {
    overdueActions(evidence) + ineffective(evidence.system, effects, minimumCell)
      + repeats(evidence) + dueLooks(evidence, cadence) + risks(evidence, cadence)
      + objectives(evidence.system)
      + dueReaudits(evidence.system)
  }

  /// Days by which an action may be late before the register speaks of it.
  package static let actionGrace = 7

  private static func overdueActions(_ evidence: SubstanceEvidence) -> [Signal] {
    let today = evidence.now.utcDay
    return evidence.system.register.entries.compactMap { entry in
      guard entry.state == .planned || entry.state == .inAction, let due = entry.nextDate,
        today.days(since: due) > actionGrace
      else { return nil }
      return Signal(
        kind: "action-overdue",
        fingerprint: "action-overdue/\(entry.id)",
        statement: "an action of \(entry.id) was due on \(due)",
        evidence: ["due": .string(due.description)],
        severity: .low,
        source: .monitoring,
        about: entry.id
      )
    }
  }

  /// Trainings of closed entries after which people answer no better.
  private static func ineffective(
    _ system: ManagementSystem,
    _ effects: [RegisterEntryID: TrainingEffect],
    _ minimumCell: Int
  ) -> [Signal] {
    effects.sorted { $0.key < $1.key }.compactMap { id, effect in
      guard effect.verdict == .notShown || effect.verdict == .worse,
        system.register.entry(id)?.state == .closed, let figure = effect.effect,
        figure.n >= minimumCell
      else { return nil }
      return Signal(
        kind: "ineffective-action",
        fingerprint: "ineffective-action/\(id)",
        statement: "\(id) is closed, and answers before and after tell "
          + effect.words(minimumCell: minimumCell),
        evidence: [
          "n": .integer(figure.n),
          "effect": decimal(figure.mean), "lower": decimal(figure.lower),
          "upper": decimal(figure.upper),
        ],
        severity: .medium,
        source: .monitoring,
        about: id
      )
    }
  }

  private static func decimal(_ value: Double) -> JSONValue {
    DecimalText(rounding: value, places: 2).map { .string($0.description) } ?? .null
  }

  /// What was closed and came back, as rule R3 sees it.
  private static func repeats(_ evidence: SubstanceEvidence) -> [Signal] {
    R03Repeat.findings(in: evidence).compactMap { finding in
      guard finding.about.count == 2,
        let old = RegisterEntryID(stream: "register/\(finding.about[0])")
      else { return nil }
      return Signal(
        kind: "repeated-incident",
        fingerprint: "repeat/\(finding.about[0])/\(finding.about[1])",
        statement: finding.sentence,
        evidence: ["entry": .string(finding.about[1])],
        severity: .medium,
        source: .monitoring,
        about: old
      )
    }
  }

  /// A review or an audit whose time has come; the first is due so many months after the beginning.
  private static func dueLooks(_ evidence: SubstanceEvidence, _ cadence: LookCadence) -> [Signal] {
    let system = evidence.system
    let today = evidence.now.utcDay
    let start = (system.register.entries.map(\.raised.at).min()).map(\.utcDay)
    guard let start else { return [] }
    let last = system.lastReview?.closed
    let review = cadence.managementReview.day(after: last?.at.utcDay ?? start)
    let agreed = last.map(\.facts.next) ?? review
    let lastAudit = system.audits.values.compactMap(\.closed).map(\.at).max()
    let audit = cadence.internalAudit.day(after: lastAudit?.utcDay ?? start)
    let looks = [
      ("management review", cadence.managementReview.isGiven ? min(agreed, review) : agreed),
      ("internal audit", audit),
    ]
    return looks.compactMap { name, due in
      guard due < today else { return nil }
      let kind = name.split(separator: " ").joined(separator: "-")
      return Signal(
        kind: "\(kind)-due",
        fingerprint: "\(kind)-due/\(due)",
        statement: "the \(name) was due on \(due)",
        evidence: ["due": .string(due.description)],
        severity: .medium,
        source: .monitoring,
        isOnce: true
      )
    }
  }

  private static func risks(_ evidence: SubstanceEvidence, _ cadence: LookCadence) -> [Signal] {
    let today = evidence.now.utcDay
    return evidence.system.risks.values.sorted { $0.id < $1.id }.compactMap { risk in
      let due = cadence.riskReview?.day(after: risk.assessedAt.utcDay)
      let triggers =
        evidence.system.triggers(of: risk, on: today)
        + [due].compactMap(\.self).filter { $0 < today && risk.review >= today }.map { due in
          RiskTrigger(cause: "periodic", words: "the programme asks for it by \(due)")
        }
      guard !triggers.isEmpty else { return nil }
      return Signal(
        kind: "risk-assessment-due",
        fingerprint: "risk-assessment-due/\(risk.id)/\(risk.assessments.count)",
        statement: "the risk ‘\(risk.id)’ is to be assessed again: "
          + triggers.map(\.words).joined(separator: "; "),
        evidence: ["because": .array(triggers.map { .string($0.cause) })],
        severity: .low,
        source: .risk,
        isOnce: true
      )
    }
  }

  private static func objectives(_ system: ManagementSystem) -> [Signal] {
    system.objectives.values.sorted { $0.id < $1.id }.compactMap { objective in
      guard objective.standing == .offTarget, let latest = objective.latest?.facts.measurement
      else { return nil }
      let facts = objective.definition.facts
      return Signal(
        kind: "objective-off-target",
        fingerprint: "objective-off-target/\(objective.id)/\(objective.version)",
        statement: "the objective ‘\(objective.id)’ stands at \(latest.value) "
          + "(n = \(Measurement.words(latest.n, of: latest.metric))), and aims at "
          + "\(facts.direction.words) \(facts.target)",
        evidence: [
          "value": .string(latest.value.description), "n": .integer(latest.n),
          "target": .string(facts.target.description),
        ],
        severity: .medium,
        source: .monitoring
      )
    }
  }

  /// Each finding that waits is a signal of its own, and again when it was closed another time.
  private static func dueReaudits(_ system: ManagementSystem) -> [Signal] {
    system.auditsByDay.flatMap { audit in
      Set(system.awaitingReaudit(audit)).sorted().map { id in
        let closings = system.register.entry(id)?.closings.count ?? 0
        return Signal(
          kind: "re-audit-due",
          fingerprint: "re-audit-due/\(audit.id)/\(id)/\(closings)",
          statement: "\(id) of the audit ‘\(audit.id)’ is closed and was not looked at again",
          evidence: ["entry": .string(id.rawValue)],
          severity: .low,
          source: .internalAudit,
          isOnce: true
        )
      }
    }
  }

  // MARK: Training

  /// People of a role who are enrolled for so long and met none of what the role requires.
  package static let joinerDays = 60

  package static func trainingOverdue(
    _ table: AnswerTable,
    roster: Roster,
    library: ContentLibrary,
    now: Timestamp
  ) -> [Signal] {
    library.programme.roles.compactMap { role in
      let lessons = Set(library.lessons(requiredOf: [role.id]).map(\.id))
      let members = roster.active.filter { _, member in
        member.roles.contains(role.id)
          && (member.enrolledAt.map {
            now.milliseconds - $0.milliseconds > joinerDays * 86_400_000
          } ?? false)
      }
      let begun = table.people(whoMet: lessons)
      let late = members.keys.count { !begun.contains($0) }
      guard late > 0, members.count >= library.programme.minimumCell else { return nil }
      return Signal(
        kind: "training-overdue",
        fingerprint: "training-overdue/\(role.id)",
        statement: "\(role.id): \(late) of \(members.count) people have not begun after "
          + "\(joinerDays) days",
        evidence: ["late": .integer(late), "people": .integer(members.count)],
        severity: .low,
        source: .monitoring
      )
    }
  }
}
