import Content
import Psychometrics
import Quiz
import Records
import Session

/// A log of people who practise, are assessed, take hints and leave sessions open, and of keys that are
/// corrected; the same for the same seed.
package struct RandomAnswers {
  package private(set) var stored: [StoredEntry] = []
  package let library: ContentLibrary
  package let people: [String]
  private var sequencer = LedgerSequencer(frontier: MerkleFrontier())
  private var random: SplitMix64
  private var answers: [(person: String, answered: SessionEvent.Answered, position: Int)] = []

  package init(seed: UInt64, people count: Int = 7, sessions: Int = 60) throws {
    library = try Fixture.library()
    random = SplitMix64(seed: seed)
    people = (0..<count).map { "p-\($0)" }
    for person in people {
      let roles = library.programme.roles.map(\.id).filter { _ in random.next() % 2 == 0 }
      let event = PersonEvent.enrolled(roles: roles, duties: [.staff])
      append(event.kind, event.data, person)
    }
    for number in 0..<sessions {
      let person = people[Int(random.next() % UInt64(count))]
      try session(of: person, day: 20_000 + number)
      if number % 9 == 8 { regrade() }
    }
  }

  private mutating func append(_ kind: String, _ data: JSONValue, _ stream: String) {
    let draft = EntryDraft(
      event: EventID(using: &random),
      kind: kind,
      stream: stream,
      actor: PersonID(rawValue: stream),
      role: "staff",
      assurance: .local,
      clock: .system,
      occurredAt: Timestamp(milliseconds: 1_772_442_840_000 + sequencer.frontier.size),
      data: data
    )
    let (_, entry) = sequencer.place(draft, recordedAt: draft.occurredAt) { _ in nil }
    stored.append(entry)
  }

  private mutating func session(of person: String, day: Int) throws {
    let items = library.lessons.flatMap(\.items).filter {
      if case .choice = $0.interaction { true } else { false }
    }
    let id = EventID(using: &random)
    let isAssessment = random.next() % 3 == 0
    let test = MasteryTest(cut: 0, indifference: 0.3, alpha: 0.1, beta: 0.1, cap: 10)
    let terms = test.map { test in
      Assessment(
        competency: CompetencyID(rawValue: "verify-requests"),
        test: test,
        models: items.compactMap { _ in ItemResponseModel(location: 0) },
        source: Assessment.prior
      )
    }
    let started = SessionEvent.started(
      .init(
        session: id,
        mode: isAssessment ? .assessment : .practice,
        items: items.map(\.id),
        seed: 1,
        assessment: isAssessment ? terms : nil
      )
    )
    append(started.kind, started.data, person)
    for index in 0..<Int(random.next() % 6) {
      let item = items[Int(random.next() % UInt64(items.count))]
      guard case .choice(let choice) = item.interaction else { continue }
      let chosen = Set([choice.options[Int(random.next() % UInt64(choice.options.count))].id])
      let answered = SessionEvent.Answered(
        session: id,
        index: index,
        version: ItemVersion(of: item),
        competency: CompetencyID(rawValue: "verify-requests"),
        response: .options(chosen),
        certainty: Certainty.allCases[Int(random.next() % 3)],
        score: Score(of: .options(chosen), to: item.interaction),
        day: Day(number: day + Int(random.next() % 2)),
        milliseconds: 1_000 + Int(random.next() % 9_000),
        hints: Int(random.next() % 4) / 3
      )
      answers.append((person, answered, stored.count))
      let event = SessionEvent.answered(answered)
      append(event.kind, event.data, person)
    }
    if random.next() % 4 != 0 {
      let ended = SessionEvent.ended(.init(session: id, reason: .finished))
      append(ended.kind, ended.data, person)
    }
  }

  /// Judges an earlier answer the other way, by another key.
  private mutating func regrade() {
    guard !answers.isEmpty else { return }
    let answer = answers[Int(random.next() % UInt64(answers.count))]
    let version = ItemVersion(
      item: answer.answered.version.item,
      digest: answer.answered.version.digest,
      keyDigest: Digest(of: Array("another key".utf8))
    )
    let isCorrect = !answer.answered.score.isCorrect
    let regrading = Regrading(
      session: answer.answered.session,
      index: answer.answered.index,
      version: version,
      score: Score(isCorrect: isCorrect, tenThousandths: isCorrect ? 10_000 : 0),
      position: answer.position
    )
    append(Regrading.kind, regrading.data, answer.person)
  }
}
