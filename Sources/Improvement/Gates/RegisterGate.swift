import Content
import Records

/// Decides whether an event may happen: the state machine, the duties, and what each event needs.
///
/// It is pure, and it finds everything at once: who mends all that it names is not refused again for
/// something that could have been said before.
///
/// ```swift
/// let refusals = RegisterGate.refusals(
///   of: event, on: register.entry(id), by: actor, organisation: size, now: now, remarks: remarks)
/// guard refusals.isEmpty else { return refusals }
/// ```
package enum RegisterGate {
  /// - Parameters:
  ///   - event: What is tried.
  ///   - entry: The entry as it is; `nil` if it is to be raised.
  ///   - actor: Who tries it.
  ///   - organisation: Decides how far duties are kept apart.
  ///   - now: The time of the act.
  ///   - latest: What the system's clock says, where `now` was given instead; `nil` for the system's
  ///     own time and for a simulated one.
  ///   - remarks: The texts that people wrote.
  /// - Returns: What stands against it; empty if nothing does.
  package static func refusals(
    of event: RegisterEvent,
    on entry: RegisterEntry?,
    by actor: RegisterActor,
    organisation: OrganisationSize,
    now: Timestamp,
    latest: Timestamp? = nil,
    remarks: [Digest: Remark]
  ) -> [Refusal] {
    let context = GateContext(
      verb: event.verb,
      entry: entry,
      actor: actor,
      organisation: organisation,
      now: now,
      remarks: remarks
    )
    return context.stateRefusals + context.actorRefusals
      + context.timeRefusals(latest: latest) + event.facts.refusals(in: context)
  }
}

/// What every gate knows of an act, whatever it is about.
protocol Gate {
  var actor: RegisterActor { get }
  var organisation: OrganisationSize { get }
  var now: Timestamp { get }
  var remarks: [Digest: Remark] { get }

  /// The command that is being tried, to be typed again.
  var again: String { get }
}

extension Gate {
  var today: Day { now.utcDay }

  /// Refuses that one person acts twice; a small organisation may, when it declares it.
  ///
  /// The refusal is what a larger organisation is told.
  func separation(_ isConflict: Bool, isDeclared: Bool, _ refusal: Refusal) -> [Refusal] {
    guard isConflict else { return [] }
    guard organisation.isSmall else { return [refusal] }
    return isDeclared ? [] : [.undeclared(refusal, next: again)]
  }

  /// Refuses whoever is no accountable person.
  func requirePerson() -> [Refusal] { actor.isAccountable ? [] : [.nobody(next: again)] }

  /// Refuses whoever is no accountable person, or has none of the duties.
  func requireDuty(_ duties: [Duty]) -> [Refusal] {
    guard actor.isAccountable else { return [.nobody(next: again)] }
    return actor.duties.isDisjoint(with: duties) ? [.duty(duties, next: again)] : []
  }
}

/// What a gate of the register may look at.
struct GateContext: Gate {
  let verb: RegisterVerb
  let entry: RegisterEntry?
  let actor: RegisterActor
  let organisation: OrganisationSize
  let now: Timestamp
  let remarks: [Digest: Remark]

  /// The command for an act on this entry.
  func command(_ verb: RegisterVerb) -> String {
    guard let entry, verb != .raise else { return "debrief register raise …" }
    return "debrief register \(verb.command) \(entry.id) …"
  }

  /// The command that is being tried, to be typed again.
  var again: String { command(verb) }
}

// MARK: - State and duty

extension GateContext {
  var stateRefusals: [Refusal] {
    switch (verb, entry) {
    case (.raise, nil): []
    case (.raise, .some(let entry)): [.alreadyRaised(entry.id)]
    case (_, nil): [.noEntry(verb)]
    case (_, .some(let entry)):
      entry.state.admits(verb)
        ? [] : [.state(entry, verb, next: command(entry.state.usualStep))]
    }
  }

  var actorRefusals: [Refusal] {
    if verb == .raise || verb == .observe { return [] }
    guard actor.isAccountable else { return [.nobody(next: again)] }
    guard let duties = verb.duties, actor.duties.isDisjoint(with: duties) else { return [] }
    return [.duty(duties, next: again)]
  }
}

// MARK: - Time

extension GateContext {
  /// Nobody measures at a time that has not come, or ends an entry then.
  func timeRefusals(latest: Timestamp?) -> [Refusal] {
    guard let latest, now > latest, verb == .verify || verb == .close else { return [] }
    return [.timeToCome(now, verb, next: again)]
  }
}

extension Refusal {
  fileprivate static func timeToCome(
    _ time: Timestamp,
    _ verb: RegisterVerb,
    next: String
  ) -> Refusal {
    Refusal(
      code: "time-to-come",
      sentence: "\(time) is still to come, and nothing can be \(verb.words) then",
      next: "when that day has come, without --at: \(next)"
    )
  }

  fileprivate static func alreadyRaised(_ id: RegisterEntryID) -> Refusal {
    Refusal(
      code: "already-raised",
      sentence: "\(id) was raised already",
      next: "debrief register show \(id)"
    )
  }

  fileprivate static func noEntry(_ verb: RegisterVerb) -> Refusal {
    Refusal(
      code: "no-such-entry",
      sentence: "there is no entry that could be \(verb.words)",
      next: "find the entry with debrief register list"
    )
  }

  fileprivate static func state(
    _ entry: RegisterEntry,
    _ verb: RegisterVerb,
    next: String
  ) -> Refusal {
    Refusal(
      code: "not-in-this-state",
      sentence: "the entry is \(entry.state.words) and cannot be \(verb.words) now",
      next: next
    )
  }

  fileprivate static func nobody(next: String) -> Refusal {
    Refusal(
      code: "not-accountable",
      sentence: "only a person under a pseudonym may do this; others may raise and observe",
      next: "let a person type: \(next)"
    )
  }

  fileprivate static func duty(_ duties: [Duty], next: String) -> Refusal {
    let names = duties.map(\.rawValue).joined(separator: " or ")
    return Refusal(
      code: "duty",
      sentence: "this needs the duty \(names)",
      next: "ask somebody with the duty \(names) to type: \(next)"
    )
  }

  fileprivate static func undeclared(_ refusal: Refusal, next: String) -> Refusal {
    Refusal(
      code: "undeclared-\(refusal.code)",
      sentence: "\(refusal.sentence), and the conflict is not declared",
      next: "declare the conflict, which readers of the entry then see: \(next)"
    )
  }
}
