import Competence
import Content
import Psychometrics
import Quiz
import Records
import Reports
import Session

/// Builds a log by hand, entry by entry, and the report on it.
struct LogFixture {
  let library: ContentLibrary
  private var sequencer = LedgerSequencer(frontier: MerkleFrontier())
  private var entries: [StoredEntry] = []
  private var ids = SplitMix64(seed: 7)

  init(_ library: ContentLibrary) { self.library = library }

  private mutating func append(_ kind: String, _ person: PersonID, on day: Day, _ data: JSONValue) {
    let draft = EntryDraft(
      event: EventID(using: &ids),
      kind: kind,
      stream: person.rawValue,
      actor: person,
      role: "staff",
      assurance: .local,
      clock: .given,
      occurredAt: Timestamp(milliseconds: day.number * 86_400_000 + 36_000_000),
      data: data
    )
    entries.append(sequencer.place(draft, recordedAt: draft.occurredAt) { _ in nil }.stored)
  }

  mutating func enrol(_ person: PersonID, _ roles: [RoleID], on day: Day) {
    let event = PersonEvent.enrolled(roles: roles, duties: [.staff])
    append(event.kind, person, on: day, event.data)
  }

  /// Records an answer: the key, or the first distractor.
  mutating func answer(
    _ item: Item,
    by person: PersonID,
    on day: Day,
    isCorrect: Bool,
    certainty: Certainty = .think
  ) {
    guard case .choice(let choice) = item.interaction else { return }
    let wrong = choice.options.filter { !$0.isKey }.prefix(1).map(\.id)
    let response = Response.options(isCorrect ? choice.key : Set(wrong))
    let event = SessionEvent.answered(
      SessionEvent.Answered(
        session: EventID(using: &ids),
        index: 0,
        version: ItemVersion(of: item),
        competency: library.lesson(item.id.lesson)?.competency ?? CompetencyID(rawValue: "none"),
        response: response,
        certainty: certainty,
        score: Score(of: response, to: item.interaction),
        day: day,
        milliseconds: 20_000
      )
    )
    append(event.kind, person, on: day, event.data)
  }

  /// The report on what was built.
  func report(asOf day: Day, isSimulated: Bool = false) throws -> CompetenceReport {
    var records = CompetenceRecords()
    for entry in entries { try records.take(entry) }
    let known = records
    let models = ItemModels(library, versions: library.versions)
    let profiles = known.activePeople.map {
      CompetenceProfile(of: $0, in: known, library: library, models: models, on: day)
    }
    let table = AnswerTable(known.answers)
    return CompetenceReport(
      profiles: profiles,
      groups: GroupCompetence.all(
        table,
        roles: known.roster.active.mapValues(\.roles),
        models: models,
        programme: library.programme
      ),
      items: ItemAnalysis.all(table, models: models, confidence: 0.9),
      records: known,
      library: library,
      head: LedgerHead(
        origin: "debrief/example-council/1/0",
        size: entries.count,
        root: sequencer.frontier.root
      ),
      asOf: day,
      isSimulated: isSimulated
    )
  }
}

func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
  Day(year: year, month: month, day: day) ?? Day(number: 0)
}

func person(_ number: Int) -> PersonID {
  let digits = String(number)
  return PersonID(rawValue: "p-" + String(repeating: "0", count: 12 - digits.count) + digits)
}
