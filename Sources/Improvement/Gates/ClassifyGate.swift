import Records

extension RegisterEvent.Classified {
  func refusals(in gate: GateContext) -> [Refusal] {
    requirementRefusals(gate) + gate.text(effect, "the effect")
      + (affects.isEmpty ? [.affectsNothing(next: gate.again)] : [])
      + (areaOwner.map { gate.person($0, "the owner of the area") } ?? [])
      + downgradeRefusals(gate)
      + gate.ownArea([areaOwner, gate.entry?.areaOwner], isDeclared: declaredConflict)
  }

  private func requirementRefusals(_ gate: GateContext) -> [Refusal] {
    guard case .nonconformity(let requirement, let evidence) = classification else { return [] }
    return (requirement.contains { !$0.isWhitespace } ? [] : [.noRequirement(next: gate.again)])
      + gate.text(evidence, "the evidence that the requirement is not met")
  }

  /// Calling a nonconformity something else is the usual way round a corrective action.
  private func downgradeRefusals(_ gate: GateContext) -> [Refusal] {
    guard gate.entry?.isNonconformity == true, !classification.isNonconformity else { return [] }
    return (gate.actor.duties.contains(.lead) ? [] : [.downgradeNeedsLead(next: gate.again)])
      + gate.text(reason, "the reason why it is no nonconformity")
  }
}

extension RegisterEvent.Rejected {
  func refusals(in gate: GateContext) -> [Refusal] {
    gate.text(reason, "the reason for rejecting")
      + gate.ownArea([gate.entry?.areaOwner], isDeclared: declaredConflict) + verdictRefusals(gate)
  }

  private func verdictRefusals(_ gate: GateContext) -> [Refusal] {
    guard let entry = gate.entry else { return [] }
    switch verdict {
    case .duplicate(let other):
      return other == entry.id ? [.duplicateOfItself(entry.id)] : []
    case .noFinding:
      // Before it was judged, nothing says yet that it is a finding.
      return entry.classified == nil || !entry.state.admits(.reject)
        ? [] : [.classifiedAlready(next: gate.command(.decline))]
    }
  }
}

extension RegisterEvent.Declined {
  /// Doing nothing is a decision; for a nonconformity only a small one that was contained.
  func refusals(in gate: GateContext) -> [Refusal] {
    gate.text(reason, "the reason for doing nothing")
      + gate.ownArea([gate.entry?.areaOwner], isDeclared: declaredConflict)
      + nonconformityRefusals(gate)
  }

  private func nonconformityRefusals(_ gate: GateContext) -> [Refusal] {
    guard let entry = gate.entry, entry.isNonconformity else { return [] }
    let isSmall = entry.severity == .low && !entry.containments.isEmpty
    return (isSmall ? [] : [.nonconformityDeclined(next: gate.command(.acceptRisk))])
      + (gate.actor.duties.contains(.lead) ? [] : [.downgradeNeedsLead(next: gate.again)])
  }
}

extension GateContext {
  /// Nobody judges what happened in their own area.
  func ownArea(_ owners: [PersonID?], isDeclared: Bool) -> [Refusal] {
    separation(owners.contains(actor.person), isDeclared: isDeclared, .ownArea(next: again))
  }
}

extension Refusal {
  fileprivate static func noRequirement(next: String) -> Refusal {
    Refusal(
      code: "no-requirement",
      sentence: "a nonconformity names the clause, policy or contract that is not met",
      next: "name the requirement, or call it an opportunity: \(next)"
    )
  }

  fileprivate static func affectsNothing(next: String) -> Refusal {
    Refusal(
      code: "affects-nothing",
      sentence: "an entry affects people, a process or a control",
      next: "say which: \(next)"
    )
  }

  fileprivate static func downgradeNeedsLead(next: String) -> Refusal {
    Refusal(
      code: "downgrade-needs-lead",
      sentence: "only a lead decides that nothing follows from a nonconformity",
      next: "ask a lead to type: \(next)"
    )
  }

  fileprivate static func ownArea(next: String) -> Refusal {
    Refusal(
      code: "own-area",
      sentence: "nobody judges what happened in their own area",
      next: "ask another lead or trainer to type: \(next)"
    )
  }

  fileprivate static func duplicateOfItself(_ id: RegisterEntryID) -> Refusal {
    Refusal(
      code: "duplicate-of-itself",
      sentence: "\(id) cannot repeat itself",
      next: "find the other entry with debrief register list"
    )
  }

  fileprivate static func classifiedAlready(next: String) -> Refusal {
    Refusal(
      code: "classified-already",
      sentence: "what was classified is a finding; it can be declined",
      next: next
    )
  }

  fileprivate static func nonconformityDeclined(next: String) -> Refusal {
    Refusal(
      code: "nonconformity-declined",
      sentence: "a nonconformity may be declined only when its severity is low and it is contained",
      next: "accept the risk until a day: \(next)"
    )
  }
}
