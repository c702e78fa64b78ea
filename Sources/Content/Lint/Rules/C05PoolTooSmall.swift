import Psychometrics

/// A competency has as many items as the error rates of the programme ask for.
struct C05PoolTooSmall: BankRule {
  static let id = "C05"
  static let summary = "a competency has the items that the programme's error rates ask for"
  static let severity = Diagnostic.Severity.warning
  static let why = "a decision that runs out of items is a coin with a certificate"
  static let hint =
    "write more items, or state wider error rates, indifference or cap in programme.yaml"

  func faults(in bank: LintedBank) -> [Fault] {
    PoolPlan.plans(for: bank.library).filter { $0.missing > 0 }.map { plan in
      Fault(
        small(plan),
        at: Self.place(of: plan.competency, in: bank.source(ContentReading.competenciesPath)),
        note: plan.isCapped ? capped(plan) : nil,
        subject: plan.competency.rawValue
      )
    }
  }

  private static func place(of id: CompetencyID, in source: SourceText) -> SourceLocation {
    let line = source.lines.firstIndex { line in
      line.trimmed.hasSuffix("id: \(id)") || line.contains("id: \(id),")
    }
    return source.location(line: (line ?? 0) + 1, of: id.rawValue)
  }

  static let examples: [LintExample] = [
    .bad(pool, repeated: 3, competencies: list("↓report-early")),
    .good(pool, repeated: 30, competencies: list("report-early")),
  ]

  private static let pool = """
    ### Where does an odd mail go? {#n}

    - [x] To the desk
      > They can warn others.
    - [ ] To the bin
      > Others have it still.
    - [ ] To the sender
      > Whoever has the mailbox answers.
    """

  private static func list(_ id: String) -> String {
    """
    competencies:
      - id: \(id)
        statement: Reports suspected events at once through the known channel
        controls: [A.6.8]
    """
  }
}

private func small(_ plan: PoolPlan) -> String {
  "‘\(plan.competency)’ has \(plan.items) items and wants \(plan.needed): "
    + "\(plan.missing) more"
}

private func capped(_ plan: PoolPlan) -> String {
  "at the edges a decision takes \(plan.expectedLength) items on average; the cap ends it at "
    + "\(plan.cap), often undecided"
}
