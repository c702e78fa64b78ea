import Content
import Psychometrics
import Quiz
import Session
import TestSupport
import Testing

@Suite struct `An assessment` {
  private let library: ContentLibrary
  private let now = Timestamp(milliseconds: 1_772_442_840_000)
  private let day = Day(number: 20_514)

  init() throws { library = try Fixture.library() }

  /// Bounds so wide or narrow that two answers decide, or three do not.
  private func begin(
    indifference: Double = 2.5,
    cap: Int = 3,
    seed: UInt64 = 4
  ) throws -> QuizSession {
    let items = library.lessons.flatMap(\.items)
    let models = Dictionary(
      uniqueKeysWithValues: try items.map {
        ($0.id, try #require(ItemResponseModel(location: 0)))
      }
    )
    let test = try #require(
      MasteryTest(cut: 0, indifference: indifference, alpha: 0.05, beta: 0.05, cap: cap)
    )
    let competency = CompetencyID(rawValue: "verify-requests")
    let form = AssessmentForm(
      from: library,
      competency: competency,
      models: models,
      lastMet: [:],
      test: test,
      seed: seed
    )
    var generator = SplitMix64(seed: 1)
    return QuizSession(
      id: EventID(using: &generator),
      form: form,
      terms: Assessment(
        competency: competency,
        test: test,
        models: form.entries.map(\.model),
        source: Assessment.prior
      ),
      seed: seed
    )
  }

  private func answer(_ item: ItemID, right: Bool) throws -> Response {
    guard case .choice(let choice) = try #require(library.item(item)).interaction else {
      return .options([])
    }
    let wrong = choice.options.map(\.id).filter { !choice.key.contains($0) }
    return .options(right ? choice.key : [wrong[0]])
  }

  private func play(
    _ session: QuizSession,
    right: Bool,
    certainty: Certainty = .think
  ) throws -> (session: QuizSession, events: [SessionEvent], replies: [SessionReply]) {
    var session = session
    var events = [session.start]
    var replies: [SessionReply] = []
    while !session.hasEnded {
      let shown = session.handle(.next, library: library, now: now, day: day)
      (session, events) = (shown.session, events + shown.events)
      replies.append(shown.reply)
      guard case .item(let view) = shown.reply else { continue }
      let step = session.handle(
        .answer(try answer(view.item, right: right), certainty),
        library: library,
        now: now,
        day: day
      )
      (session, events) = (step.session, events + step.events)
      replies.append(step.reply)
    }
    return (session, events, replies)
  }

  @Test func `ends as soon as the answers suffice, either way`() throws {
    let (master, events, _) = try play(begin(), right: true)
    #expect(master.outcome == .mastered)
    #expect(master.answers.count == 2)
    #expect(events.last == .ended(.init(session: master.id, reason: .decided)))
    #expect(try play(begin(), right: false).session.outcome == .notMastered)
  }

  @Test func `stays undecided at the cap`() throws {
    let (session, _, _) = try play(begin(indifference: 0.2), right: true)
    #expect(session.outcome == .undecided)
    #expect(session.answers.count == 3)
  }

  @Test func `says nothing of keys before the end, and gives no hints and no way around`() throws {
    let (_, _, replies) = try play(begin(), right: true)
    let feedback = replies.contains { if case .feedback = $0 { true } else { false } }
    #expect(!feedback)
    #expect(replies.contains(.stored(1)) && replies.contains(.stored(2)))
    let shown = try begin().handle(.next, library: library, now: now, day: day).session
    for command in [SessionCommand.hint, .skip] {
      let step = shown.handle(command, library: library, now: now, day: day)
      guard case .refused = step.reply else {
        Issue.record("\(command) was not refused")
        continue
      }
      #expect(step.events.isEmpty && step.session == shown)
    }
  }

  @Test func `is never decided by how sure somebody is`() throws {
    for right in [true, false] {
      let outcomes = try Certainty.allCases.map {
        try play(begin(), right: right, certainty: $0).session.outcome
      }
      #expect(Set(outcomes).count == 1)
    }
  }

  @Test func `goes on from its events as it was`() throws {
    let (_, events, _) = try play(begin(), right: true)
    for length in 1..<events.count {
      let part = events.prefix(length).map { ($0, now) }
      let resumed = try #require(QuizSession(resuming: part))
      #expect(resumed.assessment != nil)
      let rest = resumed.handle(.next, library: library, now: now, day: day)
      #expect(rest.session.id == resumed.id)
    }
  }

  @Test func `a flag is for the item on the screen, or for the one just answered`() throws {
    let fresh = try begin()
    guard case .refused = fresh.handle(.flag("odd"), library: library, now: now, day: day).reply
    else {
      Issue.record("nothing was shown yet")
      return
    }
    let shown = fresh.handle(.next, library: library, now: now, day: day).session
    let flagged = shown.handle(.flag("odd"), library: library, now: now, day: day)
    guard case .flagged(let event)? = flagged.events.first else {
      Issue.record("no event")
      return
    }
    #expect(event.index == 0 && event.reason == .text("odd"))
    #expect(flagged.session == shown)
  }
}

@Suite struct `An assessment's form` {
  @Test func `takes turns between lessons, and asks what was not met before`() throws {
    let library = try Fixture.library()
    let items = library.lessons.flatMap(\.items).map(\.id)
    let models = Dictionary(
      uniqueKeysWithValues: try items.map { ($0, try #require(ItemResponseModel(location: 0))) }
    )
    let test = try #require(
      MasteryTest(cut: 0, indifference: 0.5, alpha: 0.05, beta: 0.05, cap: 30)
    )
    let form = { (seed: UInt64, met: [ItemID: Day]) in
      AssessmentForm(
        from: library,
        competency: CompetencyID(rawValue: "verify-requests"),
        models: models,
        lastMet: met,
        test: test,
        seed: seed
      ).entries.map(\.item)
    }
    #expect(Set(form(1, [:])) == Set(items))
    #expect(Set((0..<30).map { form($0, [:]) }).count > 1)
    #expect(form(5, [:]) == form(5, [:]))
    for seed in 0..<20 as Range<UInt64> {
      let met = [items[0]: Day(number: 20_000), items[1]: Day(number: 19_000)]
      #expect(form(seed, met) == [items[2], items[1], items[0]])
    }
  }
}
