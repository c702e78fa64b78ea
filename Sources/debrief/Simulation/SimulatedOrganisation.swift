import Competence
import Content
import Improvement
import Psychometrics
import Quiz
import Records
import Session

/// An organisation that never was, over some months: joiners and leavers, forgetting, misconceptions,
/// and corrective actions of which one works and one does not.
///
/// Deterministic: the same content, size and seed give the same entries, byte for byte. Every entry is
/// marked as simulated.
struct SimulatedOrganisation {
  /// What is recorded at one moment.
  typealias Batch = LedgerBatch

  static let firstDay = 20_270  // 2025-07-01
  static let daysPerMonth = 30

  let library: ContentLibrary
  let days: Int
  let dayOf: (Timestamp) -> Day
  private(set) var learners: [SimulatedLearner]
  private(set) var records = CompetenceRecords()
  private var story: SimulatedStory
  private var events: SplitMix64
  private let origin: String

  init(
    library: ContentLibrary,
    people: Int,
    months: Int,
    seed: UInt64,
    origin: String,
    dayOf: @escaping (Timestamp) -> Day
  ) {
    self.library = library
    self.origin = origin
    self.dayOf = dayOf
    days = months * Self.daysPerMonth
    events = SplitMix64(seed: seed, stream: "events")
    let story = SimulatedStory(library: library, people: people, days: days, seed: seed)
    self.story = story
    var generator = SplitMix64(seed: seed, stream: "staff")
    let horizon = days
    learners = (0..<people).map { number in
      let isCast = number < story.cast.size
      let joins =
        isCast || generator.nextUnit() < 0.8
        ? 0 : generator.nextIndex(below: max(1, horizon * 3 / 4))
      let stays = isCast || generator.nextUnit() < 0.9
      let leaves = stays ? nil : joins + 60 + generator.nextIndex(below: max(1, horizon))
      let role = Self.role(of: number, in: library.programme, using: &generator)
      return SimulatedLearner(
        number: number,
        roles: [role],
        joins: joins,
        leaves: leaves.flatMap { $0 < horizon ? $0 : nil },
        library: library,
        seed: seed,
        weaknesses: story.weaknesses
      )
    }
  }

  /// Most people have the first role; the others share the rest.
  private static func role(
    of number: Int,
    in programme: Programme,
    using generator: inout SplitMix64
  ) -> RoleID {
    let roles = programme.roles.map(\.id)
    guard roles.count > 1, generator.nextUnit() > 0.5 else { return roles[0] }
    return roles[1 + generator.nextIndex(below: roles.count - 1)]
  }

  // MARK: Days

  /// Lives through all days; each batch is recorded before the next one is made.
  mutating func live(_ record: (Batch) async throws -> [StoredEntry]) async throws {
    for day in 0..<days {
      try await keep(morning(day), record)
      var sessions = Batch([])
      for index in learners.indices where learners[index].sitsDown(on: day) {
        let batch = sitting(of: index, on: day)
        sessions.drafts += batch.drafts
        sessions.documents += batch.documents
        sessions.remarks += batch.remarks
      }
      // Sittings of one day overlap; the log has them in the order of the clock.
      sessions.drafts = sessions.drafts.enumerated().sorted { left, right in
        (left.element.occurredAt, left.offset) < (right.element.occurredAt, right.offset)
      }.map(\.element)
      try await keep(sessions, record)
      try await evening(day, record)
    }
  }

  private mutating func keep(
    _ batch: Batch,
    _ record: (Batch) async throws -> [StoredEntry]
  ) async throws {
    guard !batch.drafts.isEmpty else { return }
    for stored in try await record(batch) {
      try records.take(stored)
      try story.fold(stored)
    }
  }

  private mutating func evening(
    _ day: Int,
    _ record: (Batch) async throws -> [StoredEntry]
  ) async throws {
    let steps = story.stepsOfEvening
    for step in steps {
      for act in step(&story, tonight(day)) { try await keep(act, day, record) }
    }
  }

  private func tonight(_ day: Int) -> SimulatedStory.Evening {
    let now = time(day, 10 * 3_600_000)
    return SimulatedStory.Evening(
      day: day,
      records: records,
      people: learners.map(\.id),
      today: dayOf(now),
      now: now
    )
  }

  private mutating func keep(
    _ act: SimulatedStory.Act,
    _ day: Int,
    _ record: (Batch) async throws -> [StoredEntry]
  ) async throws {
    let evening = tonight(day)
    let refusals = story.refusals(act, evening)
    guard refusals.isEmpty else { throw RegisterRefused(refusals: refusals) }
    let draft =
      switch act.deed {
      case .register(let event, let id):
        draft(
          event.kind,
          event.data,
          id.stream,
          by: act.by.person,
          event.verb.duties?.first { act.by.duties.contains($0) } ?? .staff,
          at: time(of: act, evening)
        )
      case .system(let event, let subject):
        draft(
          event.kind,
          event.data,
          stream(event, subject, act.by.person),
          by: act.by.person,
          event.duties?.first { act.by.duties.contains($0) } ?? .staff,
          at: evening.now
        )
      }
    try await keep(Batch([draft], documents: act.documents), record)
  }

  private func stream(_ event: SystemEvent, _ subject: String, _ person: PersonID) -> String {
    if case .policyAcknowledged = event { return person.rawValue }
    return event.area.stream(subject)
  }

  /// An anonymous report knows only its day.
  private func time(of act: SimulatedStory.Act, _ evening: SimulatedStory.Evening) -> Timestamp {
    guard act.by.person == .anonymous else { return evening.now }
    return Timestamp(milliseconds: evening.now.utcDay.number * 86_400_000)
  }

  private mutating func morning(_ day: Int) -> Batch {
    var drafts: [EntryDraft] = []
    var documents: [[UInt8]] = []
    if day == 0 {
      let snapshot = library.snapshot
      let rules: [ProgrammeEvent] = [
        .created(organisation: library.programme.organisation, origin: origin),
        .snapshot(Digest(of: snapshot)),
      ]
      drafts += rules.map { event in
        draft(event.kind, event.data, ProgrammeEvent.stream, by: .system, .lead, at: time(day, 0))
      }
      documents = [snapshot]
    }
    for (index, learner) in learners.enumerated() {
      if learner.joins == day {
        let event = PersonEvent.enrolled(
          roles: learner.roles,
          duties: story.cast.duties(of: index)
        )
        drafts.append(
          draft(event.kind, event.data, learner.id.rawValue, by: .system, .lead, at: time(day, 0))
        )
      }
      if learner.leaves == day {
        let event = PersonEvent.left
        drafts.append(
          draft(event.kind, event.data, learner.id.rawValue, by: .system, .lead, at: time(day, 0))
        )
      }
    }
    return Batch(drafts, documents: documents)
  }

  /// One session from its first item to its summary.
  private mutating func sitting(of index: Int, on day: Int) -> Batch {
    let person = learners[index].id
    var now = time(day, learners[index].startOfSession())
    let profile = CompetenceProfile(
      of: person,
      in: records,
      library: library,
      models: story.models,
      on: dayOf(now)
    )
    let seed = learners[index].seed()
    let form = QuizForm(
      from: library,
      priorities: profile.priorities,
      limit: QuizForm.usualLength,
      seed: seed
    )
    var session = QuizSession(id: EventID(using: &events), form: form, seed: seed)
    var batch = Batch([])
    add(session.start, of: person, at: now, to: &batch)
    while !session.hasEnded {
      let shown = session.handle(.next, library: library, now: now, day: dayOf(now))
      for event in shown.events { add(event, of: person, at: now, to: &batch) }
      session = shown.session
      guard case .item(let view) = shown.reply, let item = library.item(view.item),
        let lesson = library.lesson(item.id.lesson)
      else { continue }
      now = now.adding(milliseconds: learners[index].thinkingTime(for: item))
      let (response, certainty) = learners[index].answer(
        item,
        competency: lesson.competency,
        boost: story.boost(lesson.competency, on: day),
        misconception: story.misconception(item.id, of: index),
        on: day
      )
      learners[index].learn(
        lesson.id,
        receptivity: story.receptivity(lesson.competency, on: day),
        on: day
      )
      let step = session.handle(
        .answer(response, certainty),
        library: library,
        now: now,
        day: dayOf(now)
      )
      for event in step.events { add(event, of: person, at: now, to: &batch) }
      session = step.session
    }
    return batch
  }

  private mutating func add(
    _ event: SessionEvent,
    of person: PersonID,
    at time: Timestamp,
    to batch: inout Batch
  ) {
    let (committed, remarks) = event.committing(using: &events)
    batch.drafts.append(
      draft(committed.kind, committed.data, person.rawValue, by: person, .staff, at: time)
    )
    batch.remarks += remarks
    batch.documents += event.versions.compactMap { library.item($0.item)?.versionText }
  }

  /// Eight o'clock of a day in UTC, and so many milliseconds later.
  private func time(_ day: Int, _ milliseconds: Int) -> Timestamp {
    Timestamp(milliseconds: (Self.firstDay + day) * 86_400_000 + 8 * 3_600_000 + milliseconds)
  }

  private mutating func draft(
    _ kind: String,
    _ data: JSONValue,
    _ stream: String,
    by actor: PersonID,
    _ duty: Duty,
    at time: Timestamp
  ) -> EntryDraft {
    EntryDraft(
      event: EventID(using: &events),
      kind: kind,
      stream: stream,
      actor: actor,
      role: duty.rawValue,
      assurance: .local,
      clock: .simulated,
      occurredAt: time,
      data: data
    )
  }
}
