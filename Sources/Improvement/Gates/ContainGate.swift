import Content

extension RegisterEvent.Contained {
  /// Whoever is there may contain; it needs no more than what was done, and not on a later day.
  func refusals(in gate: GateContext) -> [Refusal] {
    textRefusals(gate) + (on > gate.today ? [.inTheFuture(on, next: gate.again)] : [])
  }

  private func textRefusals(_ gate: GateContext) -> [Refusal] {
    switch measure {
    case .done(let what, let consequence):
      gate.text(what, "what was done") + gate.text(consequence, "the consequence that it handles")
    case .notNeeded(let reason): gate.text(reason, "the reason why nothing had to be done")
    }
  }
}

extension Refusal {
  fileprivate static func inTheFuture(_ day: Day, next: String) -> Refusal {
    Refusal(
      code: "in-the-future",
      sentence: "\(day) is still to come",
      next: "record it when it was done: \(next)"
    )
  }
}
