import Content
import Records

extension RegisterEvent.Planned {
  func refusals(in gate: GateContext) -> [Refusal] {
    let isLight = gate.entry?.isLight ?? false
    return analysisRefusals(gate)
      + (actions.isEmpty ? [.noAction(next: gate.again)] : [])
      + actions.enumerated().flatMap { actionRefusals(gate, $0 + 1, $1) }
      + (priority.areInRange ? [] : [.priorityOutOfRange(next: gate.again)])
      + (isLight && resources == nil ? [] : gate.text(resources, "the resources"))
      + (baseline.map(gate.measurement) ?? [])
      + gate.criterion(
        criterion,
        baseline: baseline,
        owners: Set(actions.map(\.owner)),
        authors: Set(actions.compactMap(\.trainingAuthor)),
        isDeclared: declaredConflict
      )
  }

  private func analysisRefusals(_ gate: GateContext) -> [Refusal] {
    guard let entry = gate.entry, entry.state.admits(.plan), entry.lacksAnalysis else { return [] }
    return [
      .noAnalysis(next: gate.command(entry.containments.isEmpty ? .contain : .cause))
    ]
  }

  private func actionRefusals(
    _ gate: GateContext,
    _ number: Int,
    _ action: CorrectiveAction
  ) -> [Refusal] {
    gate.text(action.what, "what action \(number) does")
      + gate.person(action.owner, "the owner of action \(number)")
      + (action.due < gate.today ? [.dueInThePast(number, action.due, next: gate.again)] : [])
  }
}

extension RegisterEvent.DueMoved {
  /// An owner may ask for time, and a lead may give it; both say why.
  func refusals(in gate: GateContext) -> [Refusal] {
    gate.text(reason, "the reason for another date")
      + (due < gate.today ? [.dueInThePast(action, due, next: gate.again)] : [])
      + actionRefusals(gate)
  }

  private func actionRefusals(_ gate: GateContext) -> [Refusal] {
    guard let entry = gate.entry, entry.state.admits(.due) else { return [] }
    guard let progress = entry.cycle.actions.first(where: { $0.number == action }) else {
      return [.noSuchAction(action, entry.id)]
    }
    let mayMove = gate.actor.duties.contains(.lead) || progress.action.owner == gate.actor.person
    return (mayMove ? [] : [.notYours(action, next: gate.again)])
      + (progress.finished == nil ? [] : [.finishedAlready(action, entry.id)])
      + (progress.due == due ? [.sameDue(due, next: gate.again)] : [])
  }
}

extension Refusal {
  static func noSuchAction(_ number: Int, _ id: RegisterEntryID) -> Refusal {
    Refusal(
      code: "no-such-action",
      sentence: "\(id) has no action \(number)",
      next: "debrief register show \(id)"
    )
  }

  static func finishedAlready(_ number: Int, _ id: RegisterEntryID) -> Refusal {
    Refusal(
      code: "finished-already",
      sentence: "action \(number) is finished",
      next: "debrief register show \(id)"
    )
  }

  fileprivate static func noAnalysis(next: String) -> Refusal {
    Refusal(
      code: "no-analysis",
      sentence: "a nonconformity of medium or high severity is planned once its cause is known",
      next: next
    )
  }

  fileprivate static func noAction(next: String) -> Refusal {
    Refusal(code: "no-action", sentence: "a plan has at least one action", next: next)
  }

  fileprivate static func priorityOutOfRange(next: String) -> Refusal {
    Refusal(
      code: "priority-out-of-range",
      sentence: "severity and likelihood go from 1 to 5, exposure from 1 to 3",
      next: next
    )
  }

  fileprivate static func dueInThePast(_ number: Int, _ day: Day, next: String) -> Refusal {
    Refusal(
      code: "due-in-the-past",
      sentence: "action \(number) cannot be due on \(day), which is over",
      next: "choose a day from today on: \(next)"
    )
  }

  fileprivate static func notYours(_ number: Int, next: String) -> Refusal {
    Refusal(
      code: "not-the-owner",
      sentence: "the due date of action \(number) is moved by its owner or a lead",
      next: "ask the owner or a lead to type: \(next)"
    )
  }

  fileprivate static func sameDue(_ day: Day, next: String) -> Refusal {
    Refusal(
      code: "same-due",
      sentence: "the action is due on \(day) already",
      next: "choose another day: \(next)"
    )
  }
}
