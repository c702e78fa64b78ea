import Content

/// R2: what counts as an effect was decided when the result could be known, or was true before.
enum R02CriterionAfterTheFact: SubstanceRule {
  static let id = "R2"
  static let level = SubstanceLevel.error
  static let detects = "a criterion that was fitted to the result, or held before the work"

  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding] {
    evidence.entries.flatMap { entry in
      entry.cycle.criteria.isEmpty ? [] : findings(entry.cycle, of: entry.id.rawValue)
    }
  }

  private static func findings(_ cycle: ImprovementCycle, of id: String) -> [SubstanceFinding] {
    guard let criterion = cycle.criteria.last else { return [] }
    let finish = cycle.actions.compactMap(\.finished?.place).min()
    let isLate = finish.map { criterion.place > $0 } ?? false
    let resolve = "accept the risk of \(id), and fix a criterion before another round of work"
    if isLate {
      return [
        finding([id], "the criterion of \(id) was set after the work was done", resolve: resolve)
      ]
    }
    guard let baseline = cycle.plan?.facts.baseline, baseline.metric == criterion.facts.metric
    else { return [] }
    if baseline.value == criterion.facts.threshold {
      return [
        finding([id], "the threshold of \(id) is what was measured before", resolve: resolve)
      ]
    }
    return criterion.facts.isReached(by: baseline.value)
      ? [
        finding(
          [id],
          "the criterion of \(id) was reached before the work, with \(baseline.value)",
          resolve: resolve
        )
      ] : []
  }

  private static func amendment(_ entry: ExampleEntry) -> RegisterEvent {
    var easier = entry
    easier.threshold = "0.50"
    return .amend(
      RegisterEvent.CriterionAmended(
        criterion: easier.criterion,
        replaces: entry.criterion.digest,
        reason: .plain("The threshold was too ambitious for this quarter")
      )
    )
  }

  static let examples: [SubstanceExample] = [
    .good("fixed before the work, above the baseline") { $0.entry() },
    .good("no baseline could be had") { $0.entry { $0.baseline = nil } },
    .good("amended with a reason while the work went on") { register in
      register.entry { $0.through = .start }
      register.tell(amendment(ExampleEntry()), on: 1, by: .lead, day: 10)
    },
    .bad("amended after the work was done") { register in
      register.entry { $0.through = .finish }
      register.tell(amendment(ExampleEntry()), on: 1, by: .lead, day: 25)
    },
    .bad("reached before the work") { $0.entry { $0.baseline = "0.85" } },
    .bad("the threshold is the baseline") { $0.entry { $0.baseline = "0.80" } },
  ]
}
