import Content
import Improvement
import Records

extension RegisterReport.Entry {
  /// Puts an entry of the register into words for a reader.
  ///
  /// Texts by people come from `remarks`; one that was disposed of says so. Times become days of the
  /// programme's zone through `dayOf`.
  package init(
    _ entry: RegisterEntry,
    remarks: [Digest: Remark],
    trained: String? = nil,
    now: Timestamp,
    dayOf: (Timestamp) -> Day
  ) {
    let say = { (wording: Wording) in wording.text(in: remarks) }
    let cycle = entry.cycle
    let closing = entry.state.isOpen ? nil : entry.history.last
    let verification = entry.verifications.last
    self.init(
      id: entry.id.rawValue,
      title: say(entry.raised.facts.statement),
      source: entry.source.words,
      state: entry.state(at: now).words,
      phase: RegisterReport.Phase(entry.phase),
      severity: entry.severity?.rawValue ?? "not judged",
      owner: cycle.owners.map(\.rawValue).sorted().first,
      raised: dayOf(entry.raised.at),
      due: entry.nextDate,
      closed: closing.map { dayOf($0.recordedAt) },
      outcome: entry.state == .closed ? .effective : .other,
      priority: Self.priority(entry, now: now),
      causes: Self.causes(cycle, say: say),
      actions: cycle.actions.map { progress in
        let done = progress.finished.map { "done \(dayOf($0.at))" } ?? "due \(progress.due)"
        return "\(say(progress.action.what)) (\(progress.action.kind.rawValue), \(done))"
      },
      criterion: cycle.criterion.map { "\($0.words), measured: \(say($0.method))" },
      baseline: cycle.plan?.facts.baseline?.words,
      measurement: verification?.facts.measurement.words,
      verdict: verification?.result.words,
      trained: trained,
      waiting: entry.state.isOpen ? "to be \(entry.nextStep(at: now).words)" : nil,
      history: entry.history.map { record in
        RegisterReport.HistoryLine(
          day: dayOf(record.recordedAt),
          words: record.fact.words,
          actor: record.actor == .anonymous ? nil : record.actor.rawValue
        )
      }
    )
  }

  private static func priority(_ entry: RegisterEntry, now: Timestamp) -> RegisterReport.Priority {
    guard let priority = entry.priority(at: now) else {
      return RegisterReport.Priority(score: 0, parts: ["not planned yet"])
    }
    let parts = priority.words.split(separator: " = ", maxSplits: 1).dropFirst()
    return RegisterReport.Priority(score: priority.score, parts: parts.map(String.init))
  }

  private static func causes(_ cycle: ImprovementCycle, say: (Wording) -> String) -> [String] {
    guard let analysis = cycle.analysis?.facts else { return [] }
    let causes =
      switch analysis.method {
      case .fiveWhys(let levels): levels.map(say)
      case .contributingFactors(let factors):
        factors.map { "\($0.kind.rawValue): \(say($0.factor))" }
      }
    return causes
      + ["Looked elsewhere: \(say(analysis.extent.looked)). Found: \(say(analysis.extent.found))"]
  }
}

extension RegisterReport.Phase {
  fileprivate init(_ phase: CyclePhase) {
    switch phase {
    case .plan: self = .plan
    case .do: self = .do
    case .check: self = .check
    case .act: self = .act
    }
  }
}
