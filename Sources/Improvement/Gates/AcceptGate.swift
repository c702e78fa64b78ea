import Content
import Records

extension RegisterEvent.RiskAccepted {
  /// A risk may be accepted for no longer than this.
  package static let mostYears = 1

  func refusals(in gate: GateContext) -> [Refusal] {
    gate.name(risk, "the id of the risk") + gate.text(reason, "the reason for accepting the risk")
      + capacityRefusals(gate) + dateRefusals(gate)
  }

  private func capacityRefusals(_ gate: GateContext) -> [Refusal] {
    let duty: Duty =
      switch capacity {
      case .riskOwner: .owner
      case .chair: .chair
      }
    // Whoever has neither duty is told so once, with the state and the duties.
    let isRefusedAnyway = gate.actor.duties.isDisjoint(with: [.owner, .chair])
    return gate.actor.duties.contains(duty) || isRefusedAnyway
      ? [] : [.otherCapacity(capacity, duty, next: gate.again)]
  }

  private func dateRefusals(_ gate: GateContext) -> [Refusal] {
    let today = gate.today
    return (expiry <= today ? [.expiryOver(expiry, next: gate.again)] : [])
      + (expiry > today.adding(years: Self.mostYears) ? [.expiryTooFar(next: gate.again)] : [])
      + (review > today && review <= expiry ? [] : [.reviewOutside(next: gate.again)])
  }
}

extension Day {
  /// The same day of another year; 28 February where there is no 29th.
  func adding(years: Int) -> Day {
    let (year, month, day) = components
    return Day(year: year + years, month: month, day: day)
      ?? Day(year: year + years, month: month, day: day - 1) ?? self
  }
}

extension Refusal {
  fileprivate static func otherCapacity(
    _ capacity: RegisterEvent.RiskAccepted.Capacity,
    _ duty: Duty,
    next: String
  ) -> Refusal {
    Refusal(
      code: "other-capacity",
      sentence: "accepting as \(capacity.rawValue) needs the duty \(duty.rawValue)",
      next: "ask somebody with the duty \(duty.rawValue) to type: \(next)"
    )
  }

  fileprivate static func expiryOver(_ day: Day, next: String) -> Refusal {
    Refusal(
      code: "expiry-over",
      sentence: "the acceptance would have ended on \(day)",
      next: "choose a later day: \(next)"
    )
  }

  fileprivate static func expiryTooFar(next: String) -> Refusal {
    Refusal(
      code: "expiry-too-far",
      sentence: "a risk is accepted for twelve months at most",
      next: "choose an earlier day, and review it then: \(next)"
    )
  }

  fileprivate static func reviewOutside(next: String) -> Refusal {
    Refusal(
      code: "review-outside",
      sentence: "the review lies after today and not after the expiry",
      next: "choose a day between: \(next)"
    )
  }
}
