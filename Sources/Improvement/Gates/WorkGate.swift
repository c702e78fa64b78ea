import Content
import Records

extension RegisterEvent.Started {
  /// An owner starts; what counts as an effect is fixed with it.
  func refusals(in gate: GateContext) -> [Refusal] {
    guard let entry = gate.entry, entry.state.admits(.start), let fixed = entry.cycle.criterion
    else { return [] }
    let isOwner = entry.cycle.owners.contains(gate.actor.person)
    return (isOwner ? [] : [.notAnOwner(next: gate.again)])
      + (fixed.digest == criterion ? [] : [.otherCriterion(fixed.digest, next: gate.again)])
      + gate.triviality(fixed, entry.cycle.plan?.facts.baseline)
  }
}

extension RegisterEvent.CriterionAmended {
  /// Only while the work goes on: afterwards it would be fitted to the result.
  func refusals(in gate: GateContext) -> [Refusal] {
    let fixed = gate.entry?.cycle.criterion?.digest
    let isLate = gate.entry?.cycle.actions.contains { $0.finished != nil } ?? false
    return gate.text(reason, "the reason for another criterion")
      + (fixed == nil || fixed == replaces ? [] : [.otherVersion(next: gate.again)])
      + (criterion.digest == replaces ? [.sameCriterion(next: gate.again)] : [])
      + (isLate ? [.fittedToResult(next: gate.command(.finish))] : [])
      + gate.criterion(
        criterion,
        baseline: gate.entry?.cycle.plan?.facts.baseline,
        owners: gate.entry?.cycle.owners ?? [],
        authors: gate.entry?.cycle.trainingAuthors ?? [],
        isDeclared: declaredConflict
      )
  }
}

extension RegisterEvent.Finished {
  func refusals(in gate: GateContext) -> [Refusal] {
    gate.evidence(evidence) + (logSize < 0 ? [.noLogSize(next: gate.again)] : [])
      + actionRefusals(gate)
  }

  private func actionRefusals(_ gate: GateContext) -> [Refusal] {
    guard let entry = gate.entry, entry.state.admits(.finish) else { return [] }
    guard let progress = entry.cycle.actions.first(where: { $0.number == action }) else {
      return [.noSuchAction(action, entry.id)]
    }
    let isOwner = progress.action.owner == gate.actor.person
    return (isOwner ? [] : [.notTheOwner(action, next: gate.again)])
      + (progress.finished == nil ? [] : [.finishedAlready(action, entry.id)])
  }
}

extension Refusal {
  fileprivate static func notAnOwner(next: String) -> Refusal {
    Refusal(
      code: "not-the-owner",
      sentence: "work is started by the owner of an action",
      next: "ask an owner to type: \(next)"
    )
  }

  fileprivate static func notTheOwner(_ number: Int, next: String) -> Refusal {
    Refusal(
      code: "not-the-owner",
      sentence: "action \(number) is finished by its owner",
      next: "ask the owner to type: \(next)"
    )
  }

  fileprivate static func otherCriterion(_ digest: Digest, next: String) -> Refusal {
    Refusal(
      code: "other-criterion",
      sentence: "the plan's criterion is \(digest.abbreviated), and another was named",
      next: "read the plan again, then: \(next)"
    )
  }

  fileprivate static func otherVersion(next: String) -> Refusal {
    Refusal(
      code: "other-version",
      sentence: "the version to be replaced is not the one in force",
      next: "read the criterion again, then: \(next)"
    )
  }

  fileprivate static func sameCriterion(next: String) -> Refusal {
    Refusal(
      code: "same-criterion",
      sentence: "the new criterion is the old one",
      next: next
    )
  }

  fileprivate static func fittedToResult(next: String) -> Refusal {
    Refusal(
      code: "criterion-after-the-work",
      sentence: "an action is finished; a criterion changed now would be fitted to the result",
      next: "finish, and verify against the criterion that was fixed: \(next)"
    )
  }

  fileprivate static func noLogSize(next: String) -> Refusal {
    Refusal(
      code: "no-log-size",
      sentence: "the size of the log is 0 or more",
      next: next
    )
  }
}
