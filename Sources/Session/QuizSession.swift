import Content
import Psychometrics
import Quiz

/// One sitting: a form, and how far somebody has come in it.
///
/// A pure state machine. Each command gives the next state, what to show, and the events to record;
/// whoever runs it records the events first, shows the reply second, and keeps the state third. The
/// state can be rebuilt from the recorded events alone, so a session survives the loss of everything
/// but the log.
package struct QuizSession: Hashable, Sendable {
  /// What comes of a command.
  package struct Step: Sendable {
    package let session: QuizSession
    package let reply: SessionReply
    package let events: [SessionEvent]
  }

  /// An item that is on the screen.
  package struct Presentation: Hashable, Sendable {
    package let presented: SessionEvent.Presented
    package let at: Timestamp
  }

  package let id: EventID
  package let mode: SessionMode
  package let items: [ItemID]
  package let seed: UInt64

  /// The terms of an assessment; `nil` for practice.
  package let assessment: Assessment?

  /// The place of the next item, or of the one on the screen.
  package private(set) var index = 0
  package private(set) var current: Presentation?

  /// How many hints of the item on the screen were shown.
  package private(set) var hints = 0
  package private(set) var answers: [SessionEvent.Answered] = []
  package private(set) var skipped: [ItemID] = []
  package private(set) var hasEnded = false

  /// Begins a session; ``start`` is the event to record.
  package init(id: EventID, form: QuizForm, seed: UInt64) {
    self.init(
      started: SessionEvent.Started(
        session: id,
        mode: .practice,
        items: form.entries.map(\.item),
        seed: seed
      )
    )
  }

  /// Begins an assessment of the items of a form, which its terms have the models of.
  package init(id: EventID, form: AssessmentForm, terms: Assessment, seed: UInt64) {
    self.init(
      started: SessionEvent.Started(
        session: id,
        mode: .assessment,
        items: form.entries.map(\.item),
        seed: seed,
        assessment: terms
      )
    )
  }

  private init(started: SessionEvent.Started) {
    id = started.session
    mode = started.mode
    items = started.items
    seed = started.seed
    assessment = started.assessment
  }

  package var start: SessionEvent {
    .started(
      SessionEvent.Started(
        session: id,
        mode: mode,
        items: items,
        seed: seed,
        assessment: assessment
      )
    )
  }

  /// Rebuilds the newest session that did not end from a person's events, oldest first.
  package init?(resuming events: some Sequence<(event: SessionEvent, at: Timestamp)>) {
    var open: QuizSession?
    for (event, time) in events {
      if case .started(let started) = event {
        open = QuizSession(started: started)
      } else if var session = open {
        session.apply(event, at: time)
        open = session.hasEnded ? nil : session
      }
    }
    guard let open else { return nil }
    self = open
  }

  private mutating func apply(_ event: SessionEvent, at time: Timestamp) {
    switch event {
    case .presented(let presented) where presented.session == id && presented.index >= index:
      index = presented.index
      current = Presentation(presented: presented, at: time)
    case .hinted(let hinted) where hinted.session == id && hinted.index == index: hints += 1
    case .answered(let answered) where answered.session == id && answered.index == index:
      answers.append(answered)
      advance()
    case .skipped(let skip) where skip.session == id && skip.index == index:
      skipped.append(skip.item)
      advance()
    case .ended(let ended) where ended.session == id: hasEnded = true
    default: break
    }
  }

  private mutating func advance() {
    index += 1
    current = nil
    hints = 0
  }

  // MARK: Commands

  /// Carries out one command.
  ///
  /// The library is the content as it is now: an item that is gone is left out, and one whose text
  /// changed since it was shown is shown anew. `day` is the day of `now` in the programme's time zone.
  package func handle(
    _ command: SessionCommand,
    library: ContentLibrary,
    now: Timestamp,
    day: Day
  ) -> Step {
    guard !hasEnded else {
      return Step(session: self, reply: .refused("the session has ended"), events: [])
    }
    switch command {
    case .next: return next(library: library, now: now)
    case .hint: return hint(library: library, now: now)
    case .answer(let response, let certainty):
      return answer(response, certainty, library: library, now: now, day: day)
    case .skip: return skip(now: now)
    case .flag(let text): return flag(text, now: now)
    }
  }

  private func next(library: ContentLibrary, now: Timestamp) -> Step {
    var session = self
    while session.index < items.count, library.item(items[session.index]) == nil {
      session.advance()  // the item was taken out of the content since the session began
    }
    guard session.outcome == .open, session.index < items.count,
      let item = library.item(items[session.index])
    else {
      session.hasEnded = true
      let reason: SessionEvent.Ended.Reason = assessment == nil ? .finished : .decided
      let ended = SessionEvent.Ended(session: id, reason: reason)
      return Step(
        session: session,
        reply: .summary(session.summary(library)),
        events: [.ended(ended)]
      )
    }
    let version = library.version(of: item.id) ?? ItemVersion(of: item)
    if let shown = session.current, shown.presented.version == version {
      let view = session.view(of: item, order: shown.presented.order, library: library)
      return Step(session: session, reply: .item(view), events: [])
    }
    let order = OptionOrder(of: item, seed: seed)
    let presented = SessionEvent.Presented(
      session: id,
      index: session.index,
      version: version,
      order: order
    )
    session.current = Presentation(presented: presented, at: now)
    session.hints = 0
    let view = session.view(of: item, order: order, library: library)
    return Step(session: session, reply: .item(view), events: [.presented(presented)])
  }

  private func answer(
    _ response: Response,
    _ certainty: Certainty,
    library: ContentLibrary,
    now: Timestamp,
    day: Day
  ) -> Step {
    guard let current, let item = library.item(items[index]),
      library.version(of: item.id) == current.presented.version,
      let lesson = library.lesson(item.id.lesson)
    else {
      return Step(session: self, reply: .refused("no item is on the screen"), events: [])
    }
    if let refusal = item.interaction.refusal(of: response) {
      return Step(session: self, reply: .refused(refusal), events: [])
    }
    let cost = item.hints.prefix(hints).reduce(0) { $0 + $1.cost }
    let incident = library.incident(item.id.lesson.incident)
    let answered = SessionEvent.Answered(
      session: id,
      index: index,
      version: current.presented.version,
      competency: lesson.competency,
      response: response,
      certainty: certainty,
      score: Score(of: response, to: item.interaction).less(hintCost: cost),
      day: day,
      milliseconds: max(0, now.milliseconds - current.at.milliseconds),
      hints: hints,
      language: incident?.translates == nil ? nil : incident?.language
    )
    var session = self
    session.apply(.answered(answered), at: now)
    guard assessment == nil else {
      let reply = SessionReply.stored(session.answers.count)
      return Step(session: session, reply: reply, events: [.answered(answered)])
    }
    let feedback = FeedbackView(
      answered,
      item: item,
      lesson: lesson,
      order: current.presented.order,
      library: library
    )
    return Step(session: session, reply: .feedback(feedback), events: [.answered(answered)])
  }

  private func hint(library: ContentLibrary, now: Timestamp) -> Step {
    guard let current, let item = library.item(items[index]) else {
      return Step(session: self, reply: .refused("no item is on the screen"), events: [])
    }
    guard assessment == nil else {
      return Step(session: self, reply: .refused("an assessment gives no hints"), events: [])
    }
    guard item.hints.indices.contains(hints) else {
      let reason = item.hints.isEmpty ? "this one has no hint" : "there is no further hint"
      return Step(session: self, reply: .refused(reason), events: [])
    }
    let event = SessionEvent.hinted(
      SessionEvent.Hinted(
        session: id,
        index: index,
        item: current.presented.version.item,
        number: hints
      )
    )
    let hint = item.hints[hints]
    var session = self
    session.apply(event, at: now)
    let view = HintView(
      text: hint.text,
      cost: hint.cost,
      left: item.hints.count - session.hints
    )
    return Step(session: session, reply: .hint(view), events: [event])
  }

  private func skip(now: Timestamp) -> Step {
    guard let current else {
      return Step(session: self, reply: .refused("no item is on the screen"), events: [])
    }
    guard assessment == nil else {
      return Step(
        session: self,
        reply: .refused("an assessment skips nothing; answer, and say g if you guess"),
        events: []
      )
    }
    let event = SessionEvent.skipped(
      SessionEvent.Skipped(session: id, index: index, item: current.presented.version.item)
    )
    var session = self
    session.apply(event, at: now)
    return Step(session: session, reply: .skipped, events: [event])
  }

  /// A flag is for the item on the screen, else for the one just answered.
  private func flag(_ text: String, now: Timestamp) -> Step {
    let last = answers.last.map { (index: $0.index, version: $0.version) }
    guard let target = current.map({ (index: index, version: $0.presented.version) }) ?? last else {
      return Step(session: self, reply: .refused("no item was shown yet"), events: [])
    }
    let event = SessionEvent.Flagged(
      session: id,
      index: target.index,
      version: target.version,
      reason: .text(text)
    )
    return Step(session: self, reply: .flagged, events: [.flagged(event)])
  }

  /// What the answers so far decide; always open in practice.
  package var outcome: MasteryTest.Outcome {
    assessment?.outcome(judged: judged) ?? .open
  }

  package var judged: [(index: Int, isCorrect: Bool)] {
    answers.map { ($0.index, $0.score.isCorrect) }
  }

  // MARK: Views

  private func view(of item: Item, order: OptionOrder, library: ContentLibrary) -> ItemView {
    let incident = library.incident(item.id.lesson.incident)
    return ItemView(
      item: item.id,
      incident: incident?.title ?? "",
      occurred: incident?.years ?? "",
      number: index + 1,
      count: items.count,
      type: item.interaction.type,
      stem: item.stem,
      scene: item.sceneLines,
      form: AnswerForm(item.interaction, order: order),
      isAssessed: assessment != nil,
      hintsLeft: assessment == nil ? max(0, item.hints.count - hints) : 0,
      nextHintCost: assessment == nil && item.hints.indices.contains(hints)
        ? item.hints[hints].cost : nil
    )
  }

  private func summary(_ library: ContentLibrary) -> SummaryView {
    let wrong = answers.filter { !$0.score.isCorrect }
    return SummaryView(
      answered: answers.count,
      correct: answers.count(where: \.score.isCorrect),
      skipped: skipped.count,
      planned: items.count,
      misconceptions: lines(of: wrong.filter { $0.certainty == .know }, library),
      gaps: lines(of: wrong.filter { $0.certainty != .know }, library),
      luckyGuesses: lines(
        of: answers.filter { $0.score.isCorrect && $0.certainty == .guess },
        library
      )
    )
  }

  private func lines(
    of answers: [SessionEvent.Answered],
    _ library: ContentLibrary
  ) -> [SummaryView.Line] {
    var seen: Set<LessonID> = []
    return answers.compactMap { answer in
      let id = answer.version.item.lesson
      guard seen.insert(id).inserted, let lesson = library.lesson(id) else { return nil }
      return SummaryView.Line(
        lesson: id,
        title: lesson.title,
        advice: lesson.takeaway.first?.flattened ?? ""
      )
    }
  }
}

extension FeedbackView {
  fileprivate init(
    _ answered: SessionEvent.Answered,
    item: Item,
    lesson: Lesson,
    order: OptionOrder,
    library: ContentLibrary
  ) {
    let feedback = FeedbackReasons(answered.response, to: item.interaction, order: order)
    let incident = library.incident(item.id.lesson.incident)
    self.init(
      isCorrect: answered.score.isCorrect,
      certainty: answered.certainty,
      credit: answered.score.tenThousandths,
      reasons: feedback.reasons,
      remark: feedback.remark,
      lesson: lesson.title,
      takeaway: lesson.takeaway.map(\.flattened),
      incident: item.id.lesson.incident,
      incidentTitle: incident?.title ?? "",
      source: incident?.sources.first.map { "\($0.publisher), \($0.title) (\($0.date))" } ?? ""
    )
  }
}
