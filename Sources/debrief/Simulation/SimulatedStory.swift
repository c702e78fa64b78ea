import Competence
import Content
import Improvement
import Psychometrics
import Quiz
import Records
import Session

/// What happens to a simulated organisation over the months: weak competencies with an action that
/// works and one that at first does not, a misconception, incidents of which one comes back, near
/// misses, an improvement on paper, two audits, two reviews, risks, objectives and a policy.
///
/// The events go through the same gates as everybody else's; a gate that refuses stops the simulation.
struct SimulatedStory {
  static let firstLook = 60
  static let lookEvery = 90

  let models: ItemModels
  let library: ContentLibrary
  let cast: SimulatedCast
  let days: Int
  private let misleading: ItemID?
  private let chance: SplitMix64
  var plots: [SimulatedPlot]
  var lives: [SimulatedLife]
  private(set) var system = ManagementSystem()
  private(set) var log = MerkleFrontier()

  /// When the first entry was recorded.
  private(set) var firstRecordedAt: Timestamp?

  /// When the last entry was recorded.
  private(set) var lastRecordedAt = Timestamp(milliseconds: 0)

  init(library: ContentLibrary, people: Int, days: Int, seed: UInt64) {
    self.library = library
    self.days = days
    cast = SimulatedCast(people: people)
    models = ItemModels(library, versions: library.versions)
    let first =
      library.programme.roles.first.map { library.programme.requirements(of: $0.id) } ?? []
    let asked = first.filter { library.lessons(for: $0).reduce(0) { $0 + $1.itemCount } >= 4 }
    plots = SimulatedPlot.all(asked)
    lives = cast.isComplete ? SimulatedLife.all(library, isSmall: cast.isSmall) : []
    misleading = asked.first.flatMap {
      library.lessons(for: $0).first.flatMap { library.lesson($0.id)?.items.first?.id }
    }
    chance = SplitMix64(seed: seed, stream: "story")
  }

  // MARK: What learners feel of it

  var weaknesses: [CompetencyID: Double] {
    Dictionary(plots.map { ($0.competency, 2.2) }) { first, _ in first }
  }

  /// What actions added to everybody's ability by this day.
  func boost(_ competency: CompetencyID, on day: Int) -> Double {
    plots.first { $0.competency == competency }?.boost(on: day) ?? 0
  }

  /// How much of a lesson stays: next to nothing where the cause is not removed.
  func receptivity(_ competency: CompetencyID, on day: Int) -> Double {
    guard let plot = plots.first(where: { $0.competency == competency }) else { return 1 }
    return plot.boost(on: day) > 0 ? 1 : 0.15
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
    let entry = try stored.decoded()
    try system.fold(entry)
    log.append(stored.leaf)
    firstRecordedAt = firstRecordedAt ?? entry.recordedAt
    lastRecordedAt = entry.recordedAt
  }

  // MARK: Acts

  /// Something that somebody does.
  struct Act {
    enum Deed {
      case register(RegisterEvent, RegisterEntryID)
      case system(SystemEvent, String)
    }

    let deed: Deed
    let by: RegisterActor
    var documents: [[UInt8]] = []
  }

  /// What an evening is about.
  struct Evening {
    /// Counted from the first.
    let day: Int
    let records: CompetenceRecords

    /// All learners by their place.
    let people: [PersonID]
    let today: Day
    let now: Timestamp
  }

  /// A step of an evening: looked at when all before it is recorded.
  typealias Step = @Sendable (inout SimulatedStory, Evening) -> [Act]

  /// The steps of every evening, in their order.
  static let steps: [Step] = [
    { story, evening in story.proposals(evening) },
    { story, evening in story.triage(evening) },
    { story, evening in story.plotActs(evening) },
    { story, evening in story.policyActs(evening) },
    { story, evening in story.riskActs(evening) },
    { story, evening in story.objectiveActs(evening) },
    { story, evening in story.auditActs(evening) },
    { story, evening in story.reviewActs(evening) },
  ]

  /// The steps of this evening: those of every evening, and one for each life of an entry.
  var stepsOfEvening: [Step] {
    Self.steps
      + lives.indices.map { index in { story, evening in story.lifeActs(index, evening) } }
  }

  func person(_ part: SimulatedCast.Part, _ evening: Evening) -> PersonID {
    evening.people[cast.index(of: part)]
  }

  func actor(_ part: SimulatedCast.Part, _ evening: Evening) -> RegisterActor {
    let index = cast.index(of: part)
    return RegisterActor(person: evening.people[index], duties: Set(cast.duties(of: index)))
  }

  func evidence(_ evening: Evening) -> SubstanceEvidence {
    SubstanceEvidence(
      system: system,
      remarks: [:],
      organisation: OrganisationSize(activePeople: evening.records.activePeople.count),
      now: evening.now
    )
  }

  func refusals(_ act: Act, _ evening: Evening) -> [Improvement.Refusal] {
    let evidence = evidence(evening)
    switch act.deed {
    case .register(let event, let id):
      return system.refusals(of: event, on: id, by: act.by, in: evidence)
    case .system(let event, let subject):
      return system.refusals(
        of: event,
        on: subject,
        by: act.by,
        organisation: evidence.organisation,
        now: evening.now,
        remarks: [:],
        documents: Self.policyTexts
      )
    }
  }

  // MARK: Figures

  func groups(_ evening: Evening, since position: Int = 0) -> [GroupCompetence] {
    GroupCompetence.all(
      AnswerTable(evening.records.answers, since: position),
      roles: evening.records.roster.active.mapValues(\.roles),
      models: models,
      programme: library.programme
    )
  }
}
