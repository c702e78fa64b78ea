import Content
import Improvement

extension RegisterReport {
  /// Everything that the page shows, for machines; what an entry does not have is left out.
  package var json: String { get throws { try reportJSON(RegisterView(self)) } }
}

private struct RegisterView: Encodable {
  let schema = 1
  let basis: BasisView
  let keyFigures: KeyFigures
  let entries: [Entry]
  let findings: [Finding]
  let waived: Int

  init(_ report: RegisterReport) {
    findings = report.substance.map(Finding.init)
    waived = report.waivedCount
    basis = BasisView(report.basis)
    keyFigures = KeyFigures(report)
    entries = report.entries.map { Entry($0, isOverdue: report.isOverdue($0)) }
  }

  struct KeyFigures: Encodable {
    let open: Int
    let overdue: Int
    let waitingForVerification: Int
    let closedEffective: Int
    let closedNotEffective: Int
    let closedOtherwise: Int
    let daysToClose: DaysToClose
    let phases: [String: Int]

    init(_ report: RegisterReport) {
      open = report.open.count
      overdue = report.overdue.count
      waitingForVerification = report.waitingForVerification.count
      closedEffective = report.count(.effective)
      closedNotEffective = report.count(.notEffective)
      closedOtherwise = report.count(.other)
      daysToClose = DaysToClose(report)
      phases = Dictionary(
        uniqueKeysWithValues: RegisterReport.Phase.allCases.map { ($0.rawValue, report.count($0)) }
      )
    }
  }

  struct DaysToClose: Encodable {
    let count: Int
    let median: Double?
    let lower: Int?
    let upper: Int?

    init(_ report: RegisterReport) {
      let interval = report.medianDaysToClose
      count = report.daysToClose.count
      median = interval.map { rounded($0.median, places: 1) }
      lower = interval?.lower
      upper = interval?.upper
    }
  }

  struct Entry: Encodable {
    let id: String
    let title: String
    let source: String
    let state: String
    let phase: RegisterReport.Phase
    let severity: String
    let owner: String?
    let raised: Day
    let due: Day?
    let isOverdue: Bool
    let closed: Day?
    let outcome: RegisterReport.Outcome?
    let priority: Priority
    let causes: [String]
    let actions: [String]
    let criterion: String?
    let baseline: String?
    let measurement: String?
    let verdict: String?
    let trained: String?
    let waiting: String?
    let history: [Line]

    init(_ entry: RegisterReport.Entry, isOverdue: Bool) {
      id = printable(entry.id)
      title = printable(entry.title)
      source = printable(entry.source)
      state = printable(entry.state)
      phase = entry.phase
      severity = printable(entry.severity)
      owner = entry.owner.map(printable)
      raised = entry.raised
      due = entry.due
      self.isOverdue = isOverdue
      closed = entry.closed
      outcome = entry.outcome
      priority = Priority(entry.priority)
      causes = entry.causes.map(printable)
      actions = entry.actions.map(printable)
      criterion = entry.criterion.map(printable)
      baseline = entry.baseline.map(printable)
      measurement = entry.measurement.map(printable)
      verdict = entry.verdict.map(printable)
      trained = entry.trained.map(printable)
      waiting = entry.waiting.map(printable)
      history = entry.history.map(Line.init)
    }
  }

  struct Finding: Encodable {
    let rule: String
    let level: String
    let about: [String]
    let sentence: String
    let resolve: String

    init(_ finding: SubstanceFinding) {
      rule = finding.rule
      level = finding.level.rawValue
      about = finding.about.map(printable)
      sentence = printable(finding.sentence)
      resolve = printable(finding.resolve)
    }
  }

  struct Priority: Encodable {
    let score: Double
    let parts: [String]

    init(_ priority: RegisterReport.Priority) {
      score = rounded(priority.score, places: 2)
      parts = priority.parts.map(printable)
    }
  }

  struct Line: Encodable {
    let day: Day
    let words: String
    let actor: String?

    init(_ line: RegisterReport.HistoryLine) {
      day = line.day
      words = printable(line.words)
      actor = line.actor.map(printable)
    }
  }
}
