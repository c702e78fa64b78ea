import Content

extension RegisterReport {
  /// One entry of the register, its words ready for a reader.
  package struct Entry: Hashable, Sendable {
    package let id: String
    package let title: String
    package let source: String
    package let state: String
    package let phase: Phase
    package let severity: String

    /// A pseudonym.
    package let owner: String?
    package let raised: Day
    package let due: Day?

    /// The day on which it left the register's open entries, in whatever way.
    package let closed: Day?

    /// `nil` while it is open.
    package let outcome: Outcome?
    package let priority: Priority
    package let causes: [String]
    package let actions: [String]
    package let criterion: String?
    package let baseline: String?
    package let measurement: String?
    package let verdict: String?

    /// What answers before and after tell of a training.
    package let trained: String?

    /// What an open entry waits for.
    package let waiting: String?
    package let history: [HistoryLine]

    package init(
      id: String,
      title: String,
      source: String,
      state: String,
      phase: Phase,
      severity: String,
      owner: String? = nil,
      raised: Day,
      due: Day? = nil,
      closed: Day? = nil,
      outcome: Outcome? = nil,
      priority: Priority,
      causes: [String] = [],
      actions: [String] = [],
      criterion: String? = nil,
      baseline: String? = nil,
      measurement: String? = nil,
      verdict: String? = nil,
      trained: String? = nil,
      waiting: String? = nil,
      history: [HistoryLine] = []
    ) {
      self.id = id
      self.title = title
      self.source = source
      self.state = state
      self.phase = phase
      self.severity = severity
      self.owner = owner
      self.raised = raised
      self.due = due
      self.closed = closed
      self.outcome = closed == nil ? nil : outcome ?? .other
      self.priority = priority
      self.causes = causes
      self.actions = actions
      self.criterion = criterion
      self.baseline = baseline
      self.measurement = measurement
      self.verdict = verdict
      self.trained = trained
      self.waiting = waiting
      self.history = history
    }
  }
}
