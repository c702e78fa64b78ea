import Content
import Records

extension RegisterEvent.Verified {
  /// Small measurements may be repeated so often before somebody has to decide.
  package static let mostInconclusive = 2

  func refusals(in gate: GateContext) -> [Refusal] {
    gate.measurement(measurement)
      + (judgedNotEffective.map { gate.text($0, "the reason for judging it not effective") } ?? [])
      + cycleRefusals(gate)
  }

  private func cycleRefusals(_ gate: GateContext) -> [Refusal] {
    guard let entry = gate.entry, entry.state.admits(.verify),
      let criterion = entry.cycle.criterion
    else { return [] }
    return independenceRefusals(gate, entry.cycle)
      + timeRefusals(gate, entry.cycle)
      + metricRefusals(gate, criterion)
      + (entry.cycle.isEffective ? [.verifiedAlready(next: gate.command(.close))] : [])
      + resultRefusals(gate, entry.cycle, criterion)
  }

  private func independenceRefusals(_ gate: GateContext, _ cycle: ImprovementCycle) -> [Refusal] {
    let person = gate.actor.person
    return gate.separation(
      cycle.owners.contains(person),
      isDeclared: declaredConflict,
      .verifierIsOwner(next: gate.again)
    )
      + gate.separation(
        cycle.trainingAuthors.contains(person),
        isDeclared: declaredConflict,
        .verifierIsAuthor(next: gate.again)
      )
  }

  private func timeRefusals(_ gate: GateContext, _ cycle: ImprovementCycle) -> [Refusal] {
    var refusals: [Refusal] = []
    if let from = cycle.verifiableFrom, gate.now < from {
      refusals.append(.tooEarly(from.utcDay, next: gate.again))
    }
    if let from = cycle.effectsFrom, measurement.from < from {
      refusals.append(.measuredBefore(from, next: gate.again))
    }
    return refusals
  }

  private func metricRefusals(_ gate: GateContext, _ criterion: Criterion) -> [Refusal] {
    measurement.metric == criterion.metric
      ? [] : [.otherMetric(measurement.metric, criterion.metric, next: gate.again)]
  }

  private func resultRefusals(
    _ gate: GateContext,
    _ cycle: ImprovementCycle,
    _ criterion: Criterion
  ) -> [Refusal] {
    guard measurement.metric == criterion.metric else { return [] }
    let isInconclusive = criterion.judgement(of: measurement) == .inconclusive
    guard isInconclusive else {
      return (judgedNotEffective == nil ? [] : [.claimedResult(next: gate.again)])
        + (next.map { $0 > gate.today } ?? true
          ? [] : [.nextDateOver(next: gate.again)])
    }
    if judgedNotEffective != nil { return [] }
    guard cycle.inconclusiveCount < Self.mostInconclusive else {
      return [.decideNow(next: gate.command(.acceptRisk))]
    }
    guard let next, next > gate.today else { return [.noNextDate(next: gate.again)] }
    return []
  }
}

extension Refusal {
  fileprivate static func verifierIsOwner(next: String) -> Refusal {
    Refusal(
      code: "verifier-is-owner",
      sentence: "nobody verifies their own action",
      next: "ask another verifier to type: \(next)"
    )
  }

  fileprivate static func verifierIsAuthor(next: String) -> Refusal {
    Refusal(
      code: "verifier-is-author",
      sentence: "nobody verifies the effect of their own training",
      next: "ask another verifier to type: \(next)"
    )
  }

  fileprivate static func tooEarly(_ day: Day, next: String) -> Refusal {
    Refusal(
      code: "window-not-over",
      sentence: "the effect may be judged from \(day) on",
      next: "on that day: \(next)"
    )
  }

  fileprivate static func measuredBefore(_ position: Int, next: String) -> Refusal {
    Refusal(
      code: "measured-before-the-end",
      sentence: "the measurement covers entries from before the work was done",
      next: "measure from position \(position) of the log on: \(next)"
    )
  }

  fileprivate static func otherMetric(
    _ metric: String,
    _ expected: String,
    next: String
  ) -> Refusal {
    Refusal(
      code: "other-metric",
      sentence: "‘\(metric)’ was measured, and the criterion is about ‘\(expected)’",
      next: "measure ‘\(expected)’: \(next)"
    )
  }

  fileprivate static func verifiedAlready(next: String) -> Refusal {
    Refusal(code: "verified-already", sentence: "the action is shown to be effective", next: next)
  }

  fileprivate static func claimedResult(next: String) -> Refusal {
    Refusal(
      code: "claimed-result",
      sentence: "the measurement is large enough, and the result follows from it alone",
      next: "leave the judgement out: \(next)"
    )
  }

  fileprivate static func decideNow(next: String) -> Refusal {
    Refusal(
      code: "inconclusive-too-often",
      sentence: "two measurements were too small already; judge it not effective with a reason, or "
        + "accept the risk",
      next: next
    )
  }

  fileprivate static func noNextDate(next: String) -> Refusal {
    Refusal(
      code: "no-next-date",
      sentence:
        "the measurement is too small to say anything, and no later day is set for the next",
      next: "set a later day: \(next)"
    )
  }

  fileprivate static func nextDateOver(next: String) -> Refusal {
    Refusal(
      code: "next-date-over",
      sentence: "the day that is set for the next measurement is over",
      next: "leave it out, or set a later day: \(next)"
    )
  }
}
