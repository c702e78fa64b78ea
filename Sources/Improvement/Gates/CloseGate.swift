import Content
import Records

extension RegisterEvent.Closed {
  /// Closing rests on evidence from after the work, and on somebody who did not do it.
  func refusals(in gate: GateContext) -> [Refusal] {
    followUpRefusals(gate)
      + (gate.entry.map { entry in
        effectRefusals(gate, entry) + correctiveRefusals(gate, entry)
          + independenceRefusals(gate, entry)
      } ?? [])
  }

  private func followUpRefusals(_ gate: GateContext) -> [Refusal] {
    let linked = gate.entry?.cycle.analysis?.facts.risks ?? []
    let isReassessed = if case .done = risks { true } else { false }
    return gate.followUp(risks, "the reassessment of risks")
      + gate.followUp(policies, "the update of policies")
      + gate.followUp(lessons, "the update of lessons")
      + gate.followUp(system, "the change of the management system")
      + (linked.isEmpty || isReassessed ? [] : [.notReassessed(linked, next: gate.again)])
  }

  private func effectRefusals(_ gate: GateContext, _ entry: RegisterEntry) -> [Refusal] {
    let cycle = entry.cycle
    guard cycle.isWorkDone, let start = cycle.started, let criterion = cycle.criteria.last else {
      return [.workNotDone(next: gate.command(.finish))]
    }
    let finish = cycle.actions.compactMap(\.finished?.place).min() ?? 0
    let isFixedBefore =
      cycle.criteria.first.map {
        $0.place < start.place && $0.facts.digest == start.facts.criterion
      }
      ?? false
    let measuredFrom = cycle.verifications.last?.facts.measurement.from
    let isMeasuredAfter = (measuredFrom ?? 0) >= (cycle.effectsFrom ?? .max)
    return
      (isFixedBefore && criterion.place < finish
      ? [] : [.criterionTooLate(next: gate.command(.acceptRisk))])
      + (cycle.isEffective && isMeasuredAfter
        ? [] : [.notEffective(next: gate.command(.verify))])
  }

  /// A nonconformity was contained, and its cause and extent are known, however small it is.
  private func correctiveRefusals(_ gate: GateContext, _ entry: RegisterEntry) -> [Refusal] {
    guard entry.isNonconformity else { return [] }
    return (entry.containments.isEmpty ? [.neverContained(next: gate.command(.contain))] : [])
      + (entry.cycle.analysis == nil ? [.causeUnknown(next: gate.command(.cause))] : [])
  }

  private func independenceRefusals(_ gate: GateContext, _ entry: RegisterEntry) -> [Refusal] {
    let person = gate.actor.person
    let verifiers = Set(entry.cycle.verifications.map(\.by))
    return gate.separation(
      entry.cycle.owners.contains(person),
      isDeclared: declaredConflict,
      .closerIsOwner(next: gate.again)
    )
      + gate.separation(
        verifiers == [person],
        isDeclared: declaredConflict,
        .closerIsVerifier(next: gate.again)
      )
  }
}

extension RegisterEvent.Reopened {
  func refusals(in gate: GateContext) -> [Refusal] {
    let isOtherGround = gate.entry?.state == .closed && ground == .acceptanceEnded
    return gate.text(reason, "the reason for reopening")
      + (ground == .newEvidence ? gate.evidence(evidence) : [])
      + (isOtherGround ? [.neverAccepted(next: gate.again)] : [])
  }
}

extension GateContext {
  fileprivate func followUp(_ followUp: RegisterEvent.FollowUp, _ what: String) -> [Refusal] {
    switch followUp {
    case .done(let reference): name(reference, "the reference for \(what)")
    case .notNeeded(let reason): text(reason, "the reason against \(what)")
    }
  }
}

extension Refusal {
  fileprivate static func notReassessed(_ risks: [String], next: String) -> Refusal {
    Refusal(
      code: "risk-not-reassessed",
      sentence: "the cause bears on \(risks.joined(separator: ", ")), not reassessed since",
      next: "record where it was reassessed, as --risks done:REFERENCE: \(next)"
    )
  }

  fileprivate static func workNotDone(next: String) -> Refusal {
    Refusal(
      code: "work-not-done",
      sentence: "not every action was planned, started and finished",
      next: next
    )
  }

  fileprivate static func criterionTooLate(next: String) -> Refusal {
    Refusal(
      code: "criterion-too-late",
      sentence: "the criterion was not fixed before the work, so reaching it shows nothing",
      next: "accept the risk until another round shows an effect: \(next)"
    )
  }

  fileprivate static func notEffective(next: String) -> Refusal {
    Refusal(
      code: "not-shown-effective",
      sentence: "no measurement from after the work shows that the action is effective",
      next: next
    )
  }

  fileprivate static func neverContained(next: String) -> Refusal {
    Refusal(
      code: "never-contained",
      sentence: "a nonconformity is contained, or a reason is given why nothing had to be",
      next: next
    )
  }

  fileprivate static func causeUnknown(next: String) -> Refusal {
    Refusal(
      code: "cause-unknown",
      sentence: "a nonconformity is closed only when its cause and its extent are known",
      next: next
    )
  }

  fileprivate static func closerIsOwner(next: String) -> Refusal {
    Refusal(
      code: "closer-is-owner",
      sentence: "nobody closes an entry with an action of their own",
      next: "ask another lead to type: \(next)"
    )
  }

  fileprivate static func closerIsVerifier(next: String) -> Refusal {
    Refusal(
      code: "closer-is-verifier",
      sentence: "whoever verified everything does not close as well",
      next: "ask another lead to type: \(next)"
    )
  }

  fileprivate static func neverAccepted(next: String) -> Refusal {
    Refusal(
      code: "never-accepted",
      sentence: "the entry was closed, and not accepted as a risk",
      next: "give another ground: \(next)"
    )
  }
}
