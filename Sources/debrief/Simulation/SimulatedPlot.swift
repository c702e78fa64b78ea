import Competence
import Content
import Improvement
import Records

/// A weak competency and the rounds of what is done about it.
struct SimulatedPlot {
  struct Round {
    let actions: [(kind: CorrectiveAction.Kind, what: String)]
    let cause: [String]

    /// Logits added for everybody after the action; 0 for an action that does nothing.
    let effect: Double
    var finishedOn: Int?
  }

  let competency: CompetencyID
  var rounds: [Round]
  var entry: RegisterEntryID?

  /// Days of the effect before it is judged.
  static let window = 120

  func boost(on day: Int) -> Double {
    rounds.filter { ($0.finishedOn ?? .max) < day }.map(\.effect).max() ?? 0
  }

  /// The last competency's action works; the one before needs a second round.
  static func all(_ competencies: [CompetencyID]) -> [SimulatedPlot] {
    let weak = competencies.last.map { SimulatedPlot(competency: $0, rounds: [works]) }
    let stubborn = competencies.dropLast().last.map {
      SimulatedPlot(competency: $0, rounds: [slides, step])
    }
    return [weak, stubborn].compactMap(\.self)
  }

  private static let works = Round(
    actions: [
      (.process, "Put the check into the step itself, so that nobody passes it by"),
      (.training, "Practise the changed step with the lessons about it, team by team"),
    ],
    cause: [
      "The step could be finished without the check",
      "The procedure names the check after the step, where nobody looks any more",
    ],
    effect: 1.8
  )

  private static let slides = Round(
    actions: [(.training, "Send everybody the slides of last year again")],
    cause: [
      "People met the situation in a form that the slides do not show",
      "The slides were written before the way of working changed",
    ],
    effect: 0
  )

  private static let step = Round(
    actions: [
      (.removeStep, "Take the confusing step out, and show the new way at the desk itself")
    ],
    cause: [
      "The slides changed nothing that people do at the desk",
      "The form still leads past the place where the question would be asked",
    ],
    effect: 1.9
  )
}

extension SimulatedStory {
  /// Days from the last event of an entry to the next, by its state.
  static func pause(_ state: RegisterState) -> Int {
    switch state {
    case .raised: 3
    case .triaged: 2
    case .contained, .reopened: 5
    case .analysed: 5
    case .planned: 2
    case .inAction: 24
    default: 3
    }
  }

  func isTime(_ entry: RegisterEntry, _ evening: Evening) -> Bool {
    let last = entry.history.last?.recordedAt ?? entry.raised.at
    let isGoingOn = entry.cycle.actions.contains { $0.finished != nil }
    let pause = isGoingOn ? 3 : Self.pause(entry.state)
    return evening.now.utcDay.days(since: last.utcDay) >= pause
  }

  mutating func plotActs(_ evening: Evening) -> [Act] {
    guard cast.isComplete, let role = library.programme.roles.first?.id else { return [] }
    return plots.indices.flatMap { index -> [Act] in
      let metric = "mastery-share/\(role)/\(plots[index].competency)"
      guard let entry = plots[index].entry.flatMap(system.register.entry) else {
        plots[index].entry = system.register.proposals(fingerprint: metric).first?.id
        return []
      }
      guard isTime(entry, evening) else { return [] }
      return plotAct(index, entry, metric, evening).map { [$0] } ?? []
    }
  }

  private mutating func plotAct(
    _ index: Int,
    _ entry: RegisterEntry,
    _ metric: String,
    _ evening: Evening
  ) -> Act? {
    let number = entry.reopenCount
    guard plots[index].rounds.indices.contains(number) else { return nil }
    let round = plots[index].rounds[number]
    let act = { [self] (part: SimulatedCast.Part, event: RegisterEvent) in
      Act(deed: .register(event, entry.id), by: actor(part, evening))
    }
    switch entry.state {
    case .raised: return act(.lead, Self.judgedWeak(metric))
    case .triaged: return act(.owner, Self.told(evening.today))
    case .contained, .reopened:
      return act(.owner, Self.analysed(round.cause, with: person(.analyst, evening)))
    case .analysed: return act(.lead, planned(round, metric, evening))
    case .planned:
      return entry.cycle.criterion.map {
        act(.owner, .start(RegisterEvent.Started(criterion: $0.digest)))
      }
    case .inAction:
      return entry.cycle.actions.first { $0.finished == nil }.map { action in
        let file = "procedure-\(plots[index].competency)-\(number + 1)-\(action.number).md"
        plots[index].rounds[number].finishedOn = evening.day
        return act(.owner, Self.finished(file, evening, action: action.number))
      }
    case .done:
      guard entry.state(at: evening.now) == .verifying else { return nil }
      return measured(entry, metric, evening).map { act(.verifier, $0) }
    case .verifying where entry.cycle.isEffective: return act(.lead, Self.closed())
    default: return nil
    }
  }

  private func planned(
    _ round: SimulatedPlot.Round,
    _ metric: String,
    _ evening: Evening
  ) -> RegisterEvent {
    let group = groups(evening).first { $0.metric == metric }
    return .plan(
      RegisterEvent.Planned(
        actions: round.actions.map { action in
          CorrectiveAction(
            kind: action.kind,
            what: .plain(action.what),
            owner: person(.owner, evening),
            due: evening.today.adding(days: 33),
            effort: .three,
            trainingAuthor: action.kind == .training ? person(.analyst, evening) : nil
          )
        },
        criterion: Criterion(
          metric: metric,
          direction: .above,
          threshold: DecimalText("0.75") ?? DecimalText(1),
          minimumN: 8,
          windowDays: SimulatedPlot.window,
          method: .plain("Share of the role at mastery, from answers recorded after the work"),
          verifier: person(.verifier, evening)
        ),
        baseline: group.flatMap { Measurement($0, from: 0, log: log) },
        priority: PriorityInputs(
          severity: 4,
          likelihood: 3,
          exposure: 3,
          isObligation: false,
          earlierRepeats: 0,
          confidence: .measured
        ),
        resources: .plain("Two days of the owner and one of the trainer")
      )
    )
  }

  private func measured(
    _ entry: RegisterEntry,
    _ metric: String,
    _ evening: Evening
  ) -> RegisterEvent? {
    guard let from = entry.cycle.effectsFrom,
      let group = groups(evening, since: from).first(where: { $0.metric == metric }),
      let measurement = Measurement(group, from: from, log: log)
    else { return nil }
    return .verify(RegisterEvent.Verified(measurement: measurement))
  }

  // MARK: Events that several entries share

  private static func judgedWeak(_ metric: String) -> RegisterEvent {
    .classify(
      RegisterEvent.Classified(
        classification: .nonconformity(
          requirement: "7.2",
          evidence: .plain("The share at mastery is below the target: \(metric)")
        ),
        severity: .medium,
        effect: .plain("The controls that rest on this competency cannot be counted on"),
        affects: [.people, .process]
      )
    )
  }

  private static func told(_ today: Day) -> RegisterEvent {
    .contain(
      RegisterEvent.Contained(
        .done(
          what: .plain("Told the team leads which step needs a second look for now"),
          consequence: .plain(
            "Looked through the last month and found nothing that went out wrongly"
          )
        ),
        on: today
      )
    )
  }

  static func analysed(
    _ cause: [String],
    with other: PersonID,
    risks: [String] = []
  ) -> RegisterEvent {
    .cause(
      RegisterEvent.Analysed(
        method: .fiveWhys(cause.map { .plain($0) }),
        extent: ExtentCheck(
          looked: .plain("The same step in the other teams"),
          found: .plain("Two teams work by the same procedure")
        ),
        risks: risks,
        with: other
      )
    )
  }

  static func finished(_ file: String, _ evening: Evening, action: Int = 1) -> RegisterEvent {
    .finish(
      RegisterEvent.Finished(
        action: action,
        evidence: [EvidenceReference(reference: file, digest: Digest(of: Array(file.utf8)))],
        logSize: evening.records.size
      )
    )
  }

  static func closed(
    risks: RegisterEvent.FollowUp? = nil,
    lessons: RegisterEvent.FollowUp? = nil
  ) -> RegisterEvent {
    .close(
      RegisterEvent.Closed(
        risks: risks ?? .notNeeded(because: .plain("No risk was linked to this entry")),
        policies: .done(reference: "procedure, changed step"),
        lessons: lessons
          ?? .notNeeded(because: .plain("The lesson asks for the right thing already")),
        system: .notNeeded(because: .plain("The way of working changed, the system did not"))
      )
    )
  }
}
