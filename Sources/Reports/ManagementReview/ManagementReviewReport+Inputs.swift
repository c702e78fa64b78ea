import Content
import Improvement
import Records

/// What the log holds of each input.
extension ManagementReviewReport {
  /// More rows than this nobody reads in a review.
  private static let mostRows = 10

  var objectives: PlainDocument.Section {
    let all = system.objectives.values.sorted { $0.id < $1.id }
    guard !all.isEmpty else {
      return .init("objectives", "Objectives", [.paragraph("No objective is defined.")])
    }
    return .init(
      "objectives",
      "Objectives",
      [
        .table(
          caption: "Objectives with their newest figures",
          columns: [
            .text("Objective"), .text("Target"), .text("Newest figure"), .text("Stands"),
            .text("Trend"),
          ],
          rows: all.map { objective in
            let facts = objective.definition.facts
            return [
              "\(objective.id): \(say(facts.statement))",
              "\(facts.direction.words) \(facts.target)",
              objective.latest?.facts.measurement.words ?? "none",
              objective.standing.rawValue, objective.trend?.rawValue ?? "n too small",
            ]
          }
        )
      ]
    )
  }

  var nonconformities: PlainDocument.Section {
    let open = system.register.sorted(at: now).filter(\.state.isOpen)
    let shown = open.prefix(Self.mostRows)
    let kinds = Dictionary(
      grouping: system.register.entries.flatMap(\.cycle.actions),
      by: \.action.kind
    )
    let actions = CorrectiveAction.Kind.allCases.compactMap { kind in
      kinds[kind].map { "\(kind.rawValue) \($0.count)" }
    }
    return .init(
      "nonconformities",
      "Nonconformities and actions",
      [
        shown.isEmpty
          ? .paragraph("Nothing is open.")
          : .table(
            caption: "Open entries, the most urgent first",
            columns: [
              .text("Entry"), .text("State"), .text("Severity"), .number("Next date"),
            ],
            rows: shown.map { entry in
              let late = entry.isOverdue(on: basis.asOf) ? " (overdue)" : ""
              return [
                "\(entry.id) \(say(entry.raised.facts.statement))", entry.state(at: now).words,
                entry.severity?.rawValue ?? "not judged",
                (entry.nextDate?.description ?? "–") + late,
              ]
            }
          )
      ]
        + (open.count > shown.count
          ? [.paragraph("\(open.count - shown.count) more are in the register report.")] : [])
        + (actions.isEmpty
          ? [] : [.paragraph("Actions by kind: \(actions.joined(separator: ", ")).")])
    )
  }

  var audits: PlainDocument.Section {
    let all = system.auditsByDay
    guard !all.isEmpty else {
      return .init("audits", "Internal audits", [.paragraph("No audit was planned.")])
    }
    return .init(
      "audits",
      "Internal audits",
      [
        .table(
          caption: "Audits by their days",
          columns: [
            .text("Audit"), .number("Day"), .text("Results"), .text("Conclusion"),
          ],
          rows: all.map { audit in
            let results = AuditFound.Result.allCases.compactMap { result in
              audit.count(result) > 0 ? "\(audit.count(result)) \(result.rawValue)" : nil
            }
            return [
              "\(audit.id): \(say(audit.planned.facts.scope))",
              audit.planned.facts.on.description,
              results.isEmpty ? "none yet" : results.joined(separator: ", "),
              audit.closed.map { say($0.facts.conclusion) } ?? "open",
            ]
          }
        )
      ]
    )
  }

  var risks: PlainDocument.Section {
    let all = system.risks.values.sorted { ($1.level.score, $0.id) < ($0.level.score, $1.id) }
    guard !all.isEmpty else {
      return .init("risks", "Risks", [.paragraph("No risk is recorded.")])
    }
    return .init(
      "risks",
      "Risks",
      [
        .table(
          caption: "Risks, the largest first",
          columns: [
            .text("Risk"), .number("Level"), .text("Treatment"), .number("Review"),
            .text("To be assessed because"),
          ],
          rows: all.prefix(Self.mostRows).map { risk in
            let triggers = system.triggers(of: risk, on: basis.asOf).map(\.words)
            return [
              "\(risk.id): \(say(risk.added.facts.statement))", risk.level.words,
              risk.treatment.rawValue, risk.review.description,
              triggers.isEmpty ? "–" : triggers.joined(separator: "; "),
            ]
          }
        )
      ]
    )
  }

  var incidents: PlainDocument.Section {
    let after = review?.prepared.facts.after ?? basis.asOf.adding(days: -365)
    let found = system.register.entries.filter { entry in
      entry.isIncident && entry.raised.at.utcDay > after && entry.raised.at.utcDay <= basis.asOf
    }
    guard !found.isEmpty else {
      return .init(
        "incidents",
        "Incidents and near misses",
        [.paragraph("None was raised after \(after).")]
      )
    }
    return .init(
      "incidents",
      "Incidents and near misses",
      [
        .table(
          caption: "What was raised after \(after), and what was learnt from it",
          columns: [.text("Entry"), .number("Raised"), .text("Learnt")],
          rows: found.map { entry in
            [
              "\(entry.id) \(say(entry.raised.facts.statement))",
              entry.raised.at.utcDay.description, learnt(entry),
            ]
          }
        )
      ]
    )
  }

  /// A lesson, or the reason why there is none.
  private func learnt(_ entry: RegisterEntry) -> String {
    switch entry.closings.last?.facts.lessons {
    case .done(let reference): "lesson \(reference)"
    case .notNeeded(let reason): "no change: \(say(reason))"
    case nil: entry.state.isOpen ? "open" : entry.state.words
    }
  }

  /// What the rules say, and what was waived or declared.
  var honesty: PlainDocument.Section {
    let findings = substance.findings.prefix(Self.mostRows).map { finding in
      [finding.rule, finding.level.rawValue, finding.sentence, finding.resolve]
    }
    let conflicts = system.register.entries.flatMap(\.declaredConflicts)
    let waivers = system.waivers.filter { basis.asOf <= $0.facts.expiry }
    return .init(
      "honesty",
      "Form without substance",
      (findings.isEmpty
        ? [.paragraph("No rule has anything to say.")]
        : [
          .table(
            caption: "What the rules detect",
            columns: [.text("Rule"), .text("Level"), .text("Finding"), .text("What resolves it")],
            rows: Array(findings)
          )
        ])
        + [
          .paragraph(
            "\(waivers.count) waivers are in force, and \(conflicts.count) conflicts of duty were "
              + "declared."
          )
        ]
        + (waivers.isEmpty
          ? []
          : [
            .list(
              waivers.map {
                "\($0.facts.rule) for \($0.facts.about) until \($0.facts.expiry): "
                  + say($0.facts.reason)
              }
            )
          ])
    )
  }
}
