import Content
import Records

extension RegisterEvent.Raised {
  /// Anyone may raise; a signal has to be recognisable, and to bring its figures.
  func refusals(in gate: GateContext) -> [Refusal] {
    let isBySystem = gate.actor.person == .system
    let lacksFigures = isBySystem && (fingerprint ?? "").isEmpty || isBySystem && evidence == .null
    return gate.name(reference, "the reference of the source")
      + gate.text(statement, "the statement of what was seen")
      + (lacksFigures ? [.signalWithoutFigures] : [])
  }
}

extension RegisterEvent.Observed {
  /// Anyone may say that it was seen again.
  func refusals(in gate: GateContext) -> [Refusal] {
    gate.text(statement, "the statement of what was seen")
  }
}

extension Refusal {
  fileprivate static var signalWithoutFigures: Refusal {
    Refusal(
      code: "signal-without-figures",
      sentence: "a signal needs a fingerprint and the figures that it rests on",
      next: "let a person raise it: debrief register raise …"
    )
  }
}
