import Competence
import Content
import Improvement
import Records

/// How the lives of entries go on, evening by evening.
extension SimulatedStory {
  mutating func lifeActs(_ index: Int, _ evening: Evening) -> [Act] {
    guard cast.isComplete, evening.day >= lives[index].day else { return [] }
    guard let entry = lives[index].entry.flatMap(system.register.entry) else {
      guard evening.day == lives[index].day else { return [] }
      lives[index].entry = system.register.nextID
      return [raised(lives[index], evening)]
    }
    guard isTime(entry, evening) else { return [] }
    let life = lives[index]
    if let original = life.repeats { return repeated(entry, of: original, evening) }
    switch life.path {
    case .declined: return declined(entry, evening)
    case .light, .full: return nextAct(life, entry, evening).map { [$0] } ?? []
    }
  }

  private func raised(_ life: SimulatedLife, _ evening: Evening) -> Act {
    let happened = evening.now.adding(milliseconds: -life.hoursLate * 3_600_000)
    let event = RegisterEvent.raise(
      RegisterEvent.Raised(
        source: life.source,
        reference: life.reference,
        statement: .plain(life.seen),
        evidence: life.source == .incident || life.source == .nearMiss
          ? ["happenedAt": .string(happened.description)] : .null,
        control: life.control.map(ControlID.init(rawValue:))
      )
    )
    let part = life.source == .monitoring ? SimulatedCast.Part.lead : .staff
    return Act(
      deed: .register(event, system.register.nextID),
      by: life.isAnonymous ? .anonymous : actor(part, evening)
    )
  }

  /// The old entry is opened again, and the new one stands for the same.
  private func repeated(_ entry: RegisterEntry, of name: String, _ evening: Evening) -> [Act] {
    guard entry.state == .raised,
      let original = lives.first(where: { $0.name == name })?.entry.flatMap(system.register.entry)
    else { return [] }
    let lead = actor(.lead, evening)
    let reopen = RegisterEvent.reopen(
      RegisterEvent.Reopened(
        ground: .recurrence,
        reason: .plain("\(entry.id) is the same control and the same way in")
      )
    )
    let reject = RegisterEvent.reject(
      RegisterEvent.Rejected(
        verdict: .duplicate(of: original.id),
        reason: .plain("It stands for the same, and \(original.id) is open again")
      )
    )
    return original.state == .closed
      ? [
        Act(deed: .register(reopen, original.id), by: lead),
        Act(deed: .register(reject, entry.id), by: lead),
      ] : []
  }

  private func declined(_ entry: RegisterEntry, _ evening: Evening) -> [Act] {
    let lead = actor(.lead, evening)
    switch entry.state {
    case .raised: return [Act(deed: .register(Self.opportunity(entry), entry.id), by: lead)]
    case .triaged:
      let event = RegisterEvent.decline(
        RegisterEvent.Declined(
          reason: .plain("The list is short, and a sheet on the wall does the same")
        )
      )
      return [Act(deed: .register(event, entry.id), by: lead)]
    default: return []
    }
  }

  static func opportunity(_ entry: RegisterEntry) -> RegisterEvent {
    .classify(
      RegisterEvent.Classified(
        classification: .opportunity,
        severity: .low,
        effect: .plain("Something small goes wrong now and then, and nobody is hurt"),
        affects: [.process]
      )
    )
  }

  private func nextAct(
    _ life: SimulatedLife,
    _ entry: RegisterEntry,
    _ evening: Evening
  ) -> Act? {
    let act = { [self] (part: SimulatedCast.Part, event: RegisterEvent) in
      Act(deed: .register(event, entry.id), by: actor(part, evening))
    }
    let isFull = life.path == .full
    switch entry.state {
    case .raised: return act(.lead, isFull ? judged(life, entry) : Self.opportunity(entry))
    case .triaged:
      return isFull
        ? act(.owner, contained(life, evening)) : act(.lead, planned(life, entry, evening))
    case .contained, .reopened:
      let cause = entry.state == .reopened ? life.second?.cause ?? life.cause : life.cause
      return act(
        .owner,
        Self.analysed(cause, with: person(.analyst, evening), risks: life.risks)
      )
    case .analysed: return act(.lead, planned(life, entry, evening))
    case .planned:
      return entry.cycle.criterion.map {
        act(owner(life), .start(RegisterEvent.Started(criterion: $0.digest)))
      }
    case .inAction where life.stalls: return nil
    case .inAction: return act(owner(life), Self.finished("\(life.name).txt", evening))
    case .done:
      guard entry.state(at: evening.now) == .verifying else { return nil }
      return act(.verifier, verified(life, entry, evening))
    case .verifying where entry.cycle.isEffective:
      guard evening.day >= life.closeOn ?? 0 else { return nil }
      return riskBefore(closing: entry, evening)
        ?? act(.lead, closed(life))
    default: return nil
    }
  }

  private func owner(_ life: SimulatedLife) -> SimulatedCast.Part {
    life.declaresConflict ? .verifier : .owner
  }

  private func judged(_ life: SimulatedLife, _ entry: RegisterEntry) -> RegisterEvent {
    .classify(
      RegisterEvent.Classified(
        classification: .nonconformity(
          requirement: life.control ?? "8.1",
          evidence: entry.raised.facts.statement
        ),
        severity: life.severity,
        effect: .plain("Somebody could act in the name of a colleague, or go unnoticed for days"),
        affects: [.process]
      )
    )
  }

  private func contained(_ life: SimulatedLife, _ evening: Evening) -> RegisterEvent {
    .contain(
      RegisterEvent.Contained(
        .done(
          what: .plain("What could be misused was stopped on the same day"),
          consequence: .plain("The last month was looked through, and nothing else was found")
        ),
        on: evening.today
      )
    )
  }

  private func planned(
    _ life: SimulatedLife,
    _ entry: RegisterEntry,
    _ evening: Evening
  ) -> RegisterEvent {
    let isSecond = entry.reopenCount > 0
    let second = isSecond ? life.second : nil
    return .plan(
      RegisterEvent.Planned(
        actions: [
          CorrectiveAction(
            kind: second?.kind ?? life.kind,
            what: .plain(second?.action ?? life.action),
            owner: person(owner(life), evening),
            due: evening.today.adding(days: 40),
            effort: life.path == .full ? .three : .one
          )
        ],
        criterion: Criterion(
          metric: life.metric,
          direction: .above,
          threshold: DecimalText(life.threshold) ?? DecimalText(1),
          minimumN: life.minimumN,
          windowDays: life.window,
          method: .plain("The verifier counts the cases of the window and divides"),
          verifier: person(.verifier, evening)
        ),
        baseline: nil,
        priority: PriorityInputs(
          severity: life.severity == .high ? 4 : life.severity == .medium ? 3 : 2,
          likelihood: 3,
          exposure: life.path == .full ? 3 : 1,
          isObligation: false,
          earlierRepeats: isSecond ? 1 : 0,
          confidence: .estimate
        ),
        resources: .plain("Half a day of the owner, and nothing to buy"),
        declaredConflict: life.declaresConflict
      )
    )
  }

  private func verified(
    _ life: SimulatedLife,
    _ entry: RegisterEntry,
    _ evening: Evening
  ) -> RegisterEvent {
    let from = entry.cycle.effectsFrom ?? evening.records.size
    let file = "\(life.name)-count.csv"
    return .verify(
      RegisterEvent.Verified(
        measurement: Measurement(
          metric: life.metric,
          value: DecimalText(life.value) ?? DecimalText(0),
          n: life.n,
          from: from,
          through: max(from, evening.records.size - 1),
          evidence: [EvidenceReference(reference: file, digest: Digest(of: Array(file.utf8)))]
        ),
        declaredConflict: life.declaresConflict
      )
    )
  }

  private func closed(_ life: SimulatedLife) -> RegisterEvent {
    Self.closed(
      risks: life.risks.first.map { .done(reference: "\($0), assessed again") },
      lessons: life.lesson.map { .done(reference: $0) }
    )
  }
}
