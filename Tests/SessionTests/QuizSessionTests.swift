import Content
import Foundation
import Psychometrics
import Quiz
import Session
import TestSupport
import Testing

@Suite struct `A session` {
  private let library: ContentLibrary
  private let form: QuizForm
  private let now = Timestamp(milliseconds: 1_772_442_840_000)
  private let day = Day(number: 20_514)

  init() throws {
    library = try Fixture.library()
    let lesson = try #require(library.lessons.first)
    form = QuizForm(entries: lesson.items.map { QuizForm.Entry(item: $0.id, reason: .new) })
  }

  private func begin(seed: UInt64 = 4) -> QuizSession {
    var generator = SplitMix64(seed: 1)
    return QuizSession(
      id: EventID(using: &generator),
      form: form,
      seed: seed
    )
  }

  private func key(of item: ItemID) throws -> Response {
    guard case .choice(let choice) = try #require(library.item(item)).interaction else {
      return .options([])
    }
    return .options(choice.key)
  }

  /// Plays to the end, answering rightly, and gives all events and replies.
  private func play(
    _ session: QuizSession
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
        .answer(try key(of: view.item), .know),
        library: library,
        now: now,
        day: day
      )
      (session, events) = (step.session, events + step.events)
      replies.append(step.reply)
    }
    return (session, events, replies)
  }

  @Test func `presents before it is answered, and ends once`() throws {
    let (_, events, _) = try play(begin())
    let kinds = events.map { event in
      switch event {
      case .started: "started"
      case .presented: "presented"
      case .hinted: "hinted"
      case .answered: "answered"
      case .skipped: "skipped"
      case .flagged: "flagged"
      case .ended: "ended"
      }
    }
    let each = Array(repeating: ["presented", "answered"], count: 3).flatMap(\.self)
    #expect(kinds == ["started"] + each + ["ended"])
  }

  @Test func `shows no key and no reason before the answer is there`() throws {
    let step = begin().handle(.next, library: library, now: now, day: day)
    let text = String(decoding: try JSONEncoder().encode(step.reply), as: UTF8.self)
    for lesson in library.lessons {
      for item in lesson.items {
        guard case .choice(let choice) = item.interaction else { continue }
        for option in choice.options { #expect(!text.contains(option.rationale)) }
      }
    }
    for word in ["isKey", "rationale", "right", "correct"] { #expect(!text.contains(word)) }
  }

  @Test func `rebuilt from its events at any moment goes on as if nothing had happened`() throws {
    let (_, events, _) = try play(begin())
    for count in 1..<events.count {
      let recorded = events.prefix(count).map { (event: $0, at: now) }
      let resumed = try #require(QuizSession(resuming: recorded))
      let rest = try play(resumed)
      #expect(
        resumed.start == events[0]
          && Array(events.prefix(count)) + rest.events.dropFirst() == events,
        "after \(count) events"
      )
    }
    #expect(QuizSession(resuming: events.map { (event: $0, at: now) }) == nil)
  }

  @Test func `resumed shows the same item with the same order and records nothing new`() throws {
    let first = begin().handle(.next, library: library, now: now, day: day)
    let recorded = ([begin().start] + first.events).map { (event: $0, at: now) }
    let resumed = try #require(QuizSession(resuming: recorded))
    let again = resumed.handle(.next, library: library, now: now, day: day)
    #expect(again.reply == first.reply)
    #expect(again.events.isEmpty)
  }

  @Test func `shows an item anew when its text changed meanwhile`() throws {
    let first = begin().handle(.next, library: library, now: now, day: day)
    let recorded = ([begin().start] + first.events).map { (event: $0, at: now) }
    let changed = try #require(
      Fixture.reading(replacing: [("It is Friday afternoon.", "It is Monday morning.")]).library
    )
    let resumed = try #require(QuizSession(resuming: recorded))
    let again = resumed.handle(.next, library: changed, now: now, day: day)
    guard case .presented(let presented)? = again.events.first else {
      Issue.record("nothing was presented anew")
      return
    }
    let item = try #require(changed.item(presented.version.item))
    #expect(presented.version == ItemVersion(of: item))
  }

  @Test func `leaves out an item that is gone`() throws {
    let shorter = try #require(
      Fixture.reading(replacing: [
        (
          "### New bank details arrive from a supplier you know. What do you do first? {#first-move difficulty=0.3 fact=report}",
          "### New bank details arrive from a supplier you know. What do you do first? {#renamed}"
        )
      ]).library
    )
    let step = begin().handle(.next, library: shorter, now: now, day: day)
    guard case .item(let view) = step.reply else {
      Issue.record("no item was shown")
      return
    }
    #expect(view.number == 2)
  }

  @Test func `refuses what does not fit the moment and records nothing`() {
    let unshown = begin().handle(
      .answer(.options([OptionID(index: 0)]), .think),
      library: library,
      now: now,
      day: day
    )
    #expect(unshown.reply == .refused("no item is on the screen"))
    let shown = begin().handle(.next, library: library, now: now, day: day).session
    for options in [[], [OptionID(index: 0), OptionID(index: 1)], [OptionID(index: 25)]] {
      let step = shown.handle(
        .answer(.options(Set(options)), .think),
        library: library,
        now: now,
        day: day
      )
      guard case .refused = step.reply else {
        Issue.record("\(options) was accepted")
        continue
      }
      #expect(step.events.isEmpty)
      #expect(step.session == shown)
    }
  }

  @Test func `explains the chosen and the right option`() throws {
    let shown = begin().handle(.next, library: library, now: now, day: day).session
    let step = shown.handle(
      .answer(.options([OptionID(rawValue: "a")]), .know),
      library: library,
      now: now,
      day: day
    )
    guard case .feedback(let view) = step.reply else {
      Issue.record("no feedback")
      return
    }
    #expect(!view.isCorrect)
    #expect(view.reasons.map(\.standing) == [.wrong, .missed])
    #expect(view.reasons.map(\.text).last == "Ring the number in the contract")
    #expect(view.reasons.allSatisfy { !$0.rationale.isEmpty })
    #expect(view.source.contains("Post-incident review"))
  }

  @Test func `sums up misconceptions, gaps and lucky guesses apart`() throws {
    var session = begin()
    let answers: [(String, Certainty)] = [("a", .know), ("a", .guess), ("b", .guess)]
    for (option, certainty) in answers {
      session = session.handle(.next, library: library, now: now, day: day).session
      session =
        session.handle(
          .answer(.options([OptionID(rawValue: option)]), certainty),
          library: library,
          now: now,
          day: day
        ).session
    }
    let end = session.handle(.next, library: library, now: now, day: day)
    guard case .summary(let view) = end.reply else {
      Issue.record("no summary")
      return
    }
    #expect((view.answered, view.correct, view.planned) == (3, 1, 3))
    #expect(view.misconceptions.count == 1)
    #expect(view.gaps.count == 1)
    #expect(view.luckyGuesses.count == 1)
  }

  @Test func `counts a skipped item as not answered`() throws {
    var session = begin()
    for _ in 0..<3 {
      session = session.handle(.next, library: library, now: now, day: day).session
      session = session.handle(.skip, library: library, now: now, day: day).session
    }
    let end = session.handle(.next, library: library, now: now, day: day)
    guard case .summary(let view) = end.reply else {
      Issue.record("no summary")
      return
    }
    #expect((view.answered, view.skipped) == (0, 3))
  }
}
