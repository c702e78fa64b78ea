import Competence
import Content
import Improvement
import Psychometrics
import Quiz
import Records
import Session

/// What happens to a simulated organisation: two competencies that are weak, a misconception, and two
/// corrective actions, of which one works and one does not.
///
/// The register's events go through the same gates as everybody else's; a gate that refuses stops the
/// simulation.
struct SimulatedStory {
  /// A weak competency and what is done about it.
  private struct Plot {
    let competency: CompetencyID

    /// Logits added for everybody after the action; 0 for an action that does nothing.
    let effect: Double
    let action: String
    let kind: CorrectiveAction.Kind
    let cause: [String]
    var entry: RegisterEntryID?
    var finishedOn: Int?
  }

  /// How the days of the story follow each other, in days after the first proposal.
  private enum Offset {
    static let classify = 3
    static let contain = 5
    static let cause = 9
    static let plan = 14
    static let start = 16
    static let finish = 40
    static let window = 120
  }

  static let firstLook = 60
  static let lookEvery = 90

  let models: ItemModels
  let weaknesses: [CompetencyID: Double]
  private let library: ContentLibrary
  private let misleading: ItemID?
  private let chance: SplitMix64
  private var plots: [Plot]
  private var register = ImprovementRegister()
  private var log = MerkleFrontier()

  /// Who acts: places among the learners.
  ///
  /// They are there from the first day to the last.
  static let cast = 4
  private enum Part {
    static let lead = 0
    static let owner = 1
    static let verifier = 2
    static let analyst = 3
  }

  init(library: ContentLibrary, days: Int, seed: UInt64) {
    self.library = library
    models = ItemModels(library, versions: library.versions)
    let first =
      library.programme.roles.first.map { library.programme.requirements(of: $0.id) } ?? []
    let asked = first.filter { library.lessons(for: $0).reduce(0) { $0 + $1.itemCount } >= 4 }
    plots = []
    if let weak = asked.last {
      plots.append(
        Plot(
          competency: weak,
          effect: 1.8,
          action: "Put the check into the step itself and practise it",
          kind: .process,
          cause: [
            "The step could be finished without the check",
            "The procedure names the check after the step, where nobody looks any more",
          ]
        )
      )
    }
    if let stubborn = asked.dropLast().last {
      plots.append(
        Plot(
          competency: stubborn,
          effect: 0,
          action: "Send everybody the slides of last year again",
          kind: .training,
          cause: [
            "People met the situation in a form that the slides do not show",
            "The slides were written before the way of working changed",
          ]
        )
      )
    }
    weaknesses = Dictionary(uniqueKeysWithValues: plots.map { ($0.competency, 2.2) })
    misleading = asked.first.flatMap {
      library.lessons(for: $0).first.flatMap { library.lesson($0.id)?.items.first?.id }
    }
    chance = SplitMix64(seed: seed, stream: "story")
  }

  static func duties(of index: Int) -> [Duty] {
    switch index {
    case Part.lead: [.staff, .lead, .chair]
    case Part.owner: [.staff, .owner]
    case Part.verifier: [.staff, .verifier]
    case Part.analyst: [.staff, .owner, .trainer]
    default: [.staff]
    }
  }

  /// What an action added to everybody's ability by this day.
  func boost(_ competency: CompetencyID, on day: Int) -> Double {
    plots.first { $0.competency == competency && ($0.finishedOn ?? .max) < day }?.effect ?? 0
  }

  /// How much of a lesson stays: next to nothing where the cause is not removed.
  func receptivity(_ competency: CompetencyID, on day: Int) -> Double {
    let plot = plots.first { $0.competency == competency }
    guard let plot else { return 1 }
    return plot.effect > 0 && (plot.finishedOn ?? .max) < day ? 1 : 0.15
  }

  /// The option that somebody is sure of and that is wrong, if they hold the misconception.
  func misconception(_ item: ItemID, of index: Int) -> OptionID? {
    guard item == misleading, let found = library.item(item),
      case .choice(let choice) = found.interaction
    else { return nil }
    var draw = chance
    for _ in 0...index { _ = draw.next() }
    guard draw.nextUnit() < 0.3 else { return nil }
    return choice.options.first { !$0.isKey }?.id
  }

  mutating func fold(_ stored: StoredEntry) throws {
    try register.fold(try stored.decoded())
    log.append(stored.leaf)
  }

  // MARK: Evenings

  /// An act of the register: who does what to which entry.
  struct Act {
    let event: RegisterEvent
    let entry: RegisterEntryID
    let by: RegisterActor
  }

  /// What is done on an evening; each act is recorded before the next is made.
  mutating func acts(
    on day: Int,
    records: CompetenceRecords,
    people: [PersonID],
    today: Day,
    now: Timestamp
  ) -> [Act] {
    var acts: [Act] = []
    if day >= Self.firstLook, (day - Self.firstLook) % Self.lookEvery == 0 {
      acts += proposals(records, today: today, now: now)
    }
    guard people.count >= Self.cast else { return acts }
    for index in plots.indices {
      if let act = nextAct(of: index, on: day, records: records, people: people, today: today) {
        acts.append(act)
      }
    }
    return acts
  }

  private func groups(
    _ records: CompetenceRecords,
    today: Day,
    since position: Int = 0
  ) -> [GroupCompetence] {
    let profiles = records.activePeople.map { person in
      CompetenceProfile(
        of: person,
        in: records,
        library: library,
        models: models,
        on: today,
        since: position
      )
    }
    return GroupCompetence.all(profiles, programme: library.programme)
  }

  private func proposals(_ records: CompetenceRecords, today: Day, now: Timestamp) -> [Act] {
    let items = ItemAnalysis.all(records.attempts, models: models, confidence: 0.9)
    let signals = Signal.all(
      groups: groups(records, today: today),
      items: items,
      library: library
    )
    return register.proposals(for: signals, now: now).map {
      Act(event: $0.event, entry: $0.entry, by: .system)
    }
  }

  private mutating func nextAct(
    of index: Int,
    on day: Int,
    records: CompetenceRecords,
    people: [PersonID],
    today: Day
  ) -> Act? {
    let plot = plots[index]
    guard let role = library.programme.roles.first?.id else { return nil }
    let metric = "mastery-share/\(role)/\(plot.competency)"
    guard let entry = plot.entry.flatMap(register.entry) else {
      plots[index].entry = register.proposals(fingerprint: metric).first?.id
      return nil
    }
    let act = { (part: Int, event: RegisterEvent) in
      Act(
        event: event,
        entry: entry.id,
        by: RegisterActor(person: people[part], duties: Set(Self.duties(of: part)))
      )
    }
    let age = day - Self.firstLook
    switch (entry.state, age) {
    case (.raised, Offset.classify...): return act(Part.lead, classified(metric))
    case (.triaged, Offset.contain...): return act(Part.owner, contained(today))
    case (.contained, Offset.cause...): return act(Part.owner, analysed(plot, people[Part.analyst]))
    case (.analysed, Offset.plan...):
      return act(Part.lead, planned(plot, metric, people, records, today: today))
    case (.planned, Offset.start...):
      guard let criterion = entry.cycle.criterion else { return nil }
      return act(Part.owner, .start(RegisterEvent.Started(criterion: criterion.digest)))
    case (.inAction, Offset.finish...):
      plots[index].finishedOn = day
      return act(Part.owner, finished(plot, records))
    case (.done, (Offset.finish + Offset.window + 1)...):
      return verified(entry, metric, records, today: today).map { act(Part.verifier, $0) }
    case (.verifying, _) where entry.cycle.isEffective: return act(Part.lead, closed)
    default: return nil
    }
  }

  // MARK: Events

  private func classified(_ metric: String) -> RegisterEvent {
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

  private func contained(_ today: Day) -> RegisterEvent {
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

  private func analysed(_ plot: Plot, _ other: PersonID) -> RegisterEvent {
    .cause(
      RegisterEvent.Analysed(
        method: .fiveWhys(plot.cause.map { .plain($0) }),
        extent: ExtentCheck(
          looked: .plain("The same step in the other teams"),
          found: .plain("Two teams work by the same procedure")
        ),
        risks: [],
        with: other
      )
    )
  }

  private func planned(
    _ plot: Plot,
    _ metric: String,
    _ people: [PersonID],
    _ records: CompetenceRecords,
    today: Day
  ) -> RegisterEvent {
    let group = groups(records, today: today).first { $0.metric == metric }
    return .plan(
      RegisterEvent.Planned(
        actions: [
          CorrectiveAction(
            kind: plot.kind,
            what: .plain(plot.action),
            owner: people[Part.owner],
            due: today.adding(days: Offset.finish - Offset.plan + 7),
            effort: .three
          )
        ],
        criterion: Criterion(
          metric: metric,
          direction: .above,
          threshold: DecimalText("0.75") ?? DecimalText(1),
          minimumN: 8,
          windowDays: Offset.window,
          method: .plain("Share of the role at mastery, from answers recorded after the work"),
          verifier: people[Part.verifier]
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

  private func finished(_ plot: Plot, _ records: CompetenceRecords) -> RegisterEvent {
    .finish(
      RegisterEvent.Finished(
        action: 1,
        evidence: [
          EvidenceReference(
            reference: "procedure-\(plot.competency).md",
            digest: Digest(of: Array(plot.action.utf8))
          )
        ],
        logSize: records.size
      )
    )
  }

  private func verified(
    _ entry: RegisterEntry,
    _ metric: String,
    _ records: CompetenceRecords,
    today: Day
  ) -> RegisterEvent? {
    guard let from = entry.cycle.effectsFrom,
      let group = groups(records, today: today, since: from).first(where: { $0.metric == metric }),
      let measurement = Measurement(group, from: from, log: log)
    else { return nil }
    return .verify(RegisterEvent.Verified(measurement: measurement))
  }

  private var closed: RegisterEvent {
    .close(
      RegisterEvent.Closed(
        risks: .notNeeded(because: .plain("No risk was linked to this entry")),
        policies: .done(reference: "procedure, changed step"),
        lessons: .notNeeded(because: .plain("The lesson asks for the right thing already")),
        system: .notNeeded(because: .plain("The way of working changed, the system did not"))
      )
    )
  }

  func refusals(_ act: Act, people: Int, now: Timestamp) -> [Improvement.Refusal] {
    register.refusals(
      of: act.event,
      on: act.entry,
      by: act.by,
      organisation: OrganisationSize(activePeople: people),
      now: now,
      remarks: [:]
    )
  }
}
