import Content
import Records

extension RegisterEvent.Analysed {
  func refusals(in gate: GateContext) -> [Refusal] {
    let isAlone = with == nil || with == gate.actor.person
    return methodRefusals(gate) + gate.text(extent.looked, "where else somebody looked")
      + gate.text(extent.found, "what they found there")
      + risks.flatMap { gate.name($0, "the id of a risk") }
      + (with.map { gate.person($0, "the other person") } ?? [])
      + gate.separation(isAlone, isDeclared: declaredConflict, .alone(next: gate.again))
      + orderRefusals(gate)
  }

  private func methodRefusals(_ gate: GateContext) -> [Refusal] {
    switch method {
    case .fiveWhys(let levels):
      (levels.count < 2 ? [.tooFewWhys(next: gate.again)] : [])
        + levels.enumerated().flatMap { gate.text($1, "why \($0 + 1)") }
        + gate.blame(levels.last)
    case .contributingFactors(let factors):
      (factors.count < 2 ? [.tooFewFactors(next: gate.again)] : [])
        + factors.enumerated().flatMap { gate.text($1.factor, "factor \($0 + 1)") }
        + factors.flatMap { gate.blame($0.factor) }
    }
  }

  private func orderRefusals(_ gate: GateContext) -> [Refusal] {
    guard let entry = gate.entry, entry.state.admits(.cause) else { return [] }
    if entry.isNonconformity, !entry.isLight, entry.containments.isEmpty {
      return [.notContained(next: gate.command(.contain))]
    }
    let isPlanned: [RegisterState] = [.planned, .inAction, .done, .verifying]
    guard isPlanned.contains(entry.state), entry.cycle.analysis != nil else { return [] }
    return [.analysedAlready(next: gate.command(entry.state.usualStep))]
  }
}

extension GateContext {
  fileprivate func blame(_ wording: Wording?) -> [Refusal] {
    guard let text = wording?.known(in: remarks), BlamingCause.isBlaming(text) else { return [] }
    return [.blame(next: again)]
  }
}

extension Refusal {
  fileprivate static func tooFewWhys(next: String) -> Refusal {
    Refusal(
      code: "too-few-whys",
      sentence: "the first answer is seldom the cause; ask why at least twice",
      next: next
    )
  }

  fileprivate static func tooFewFactors(next: String) -> Refusal {
    Refusal(
      code: "too-few-factors",
      sentence: "contributing factors are at least two",
      next: "add a factor, or use five whys: \(next)"
    )
  }

  fileprivate static func blame(next: String) -> Refusal {
    Refusal(
      code: "cause-is-a-person",
      sentence: "the cause ends at a person; whoever did it could do it because something let them",
      next: "ask once more why that was possible: \(next)"
    )
  }

  fileprivate static func alone(next: String) -> Refusal {
    Refusal(
      code: "analysed-alone",
      sentence: "a cause is found by the owner and one other person",
      next: "name the other person: \(next)"
    )
  }

  fileprivate static func notContained(next: String) -> Refusal {
    Refusal(
      code: "not-contained",
      sentence: "a nonconformity is contained first, or a reason is given why nothing has to be",
      next: next
    )
  }

  fileprivate static func analysedAlready(next: String) -> Refusal {
    Refusal(
      code: "analysed-already",
      sentence: "the plan rests on the analysis that is there",
      next: next
    )
  }
}
