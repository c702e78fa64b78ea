import Content
import Improvement
import Records
import Testing

@Suite struct `State machine of an entry` {
  /// What may happen in which state, as the specification draws it.
  static let allowed: [RegisterState: [RegisterVerb]] = [
    .raised: [.observe, .classify, .contain, .reject],
    .triaged: [
      .observe, .classify, .contain, .cause, .plan, .acceptRisk, .reject, .decline,
    ],
    .contained: [
      .observe, .classify, .contain, .cause, .plan, .acceptRisk, .reject, .decline,
    ],
    .analysed: [.observe, .classify, .contain, .cause, .plan, .acceptRisk, .decline],
    .planned: [
      .observe, .classify, .contain, .cause, .plan, .start, .due, .acceptRisk, .decline,
    ],
    .inAction: [.observe, .contain, .cause, .amend, .due, .finish, .acceptRisk],
    .done: [.observe, .contain, .cause, .verify, .acceptRisk],
    .verifying: [.observe, .contain, .cause, .verify, .close, .acceptRisk],
    .closed: [.observe, .reopen],
    .reopened: [.observe, .classify, .contain, .cause, .acceptRisk, .decline],
    .accepted: [.observe, .contain, .acceptRisk, .reopen],
    .rejected: [],
    .declined: [],
  ]

  /// Where the state alone decides, and the path too: `duplicate` instead of `no finding`.
  private func event(_ verb: RegisterVerb, _ story: Story, _ path: Path) -> RegisterEvent {
    guard verb == .reject, story.entry()?.classified != nil else { return story.event(verb, path) }
    return .reject(
      .init(verdict: .duplicate(of: RegisterEntryID(number: 2)), reason: Facts.sentence)
    )
  }

  @Test(arguments: RegisterState.allCases, RegisterVerb.allCases)
  func `every event in every state is allowed or refused`(
    _ state: RegisterState,
    _ verb: RegisterVerb
  ) throws {
    let isAllowed = Self.allowed[state, default: []].contains(verb)
    let answers = try Story.all(in: state).map { path, original in
      var story = original
      try #require(story.entry()?.state == state, "the story is not in the state it is for")
      let second = RegisterEntryID(number: 2)
      try story.tell(.raise(Facts.raised), by: Cast.colleague, on: second)
      return story.codes(event(verb, story, path), by: Story.mayDo(verb))
    }
    try #require(!answers.isEmpty, "there is no story in the state \(state)")
    if isAllowed {
      #expect(answers.contains([]), "\(verb) while \(state) is refused on every path: \(answers)")
    }
    let code = verb == .raise ? "already-raised" : "not-in-this-state"
    for answer in answers {
      #expect(
        answer.contains(code) != isAllowed,
        "\(verb) while \(state) is answered by \(answer)"
      )
    }
  }

  @Test(arguments: RegisterVerb.allCases)
  func `only raising needs no entry`(_ verb: RegisterVerb) {
    let story = Story()
    let codes = story.codes(story.event(verb, .full), by: Story.mayDo(verb))
    #expect(codes.contains("no-such-entry") == (verb != .raise), "\(codes)")
  }

  @Test(arguments: RegisterState.allCases)
  func `the usual step is one that the state allows`(_ state: RegisterState) {
    let isOver = state == .rejected || state == .declined
    #expect(isOver ? state.usualStep == .raise : state.admits(state.usualStep))
  }

  @Test func `containment is possible in every state before closed`() {
    for state in RegisterState.allCases {
      let isOver: [RegisterState] = [.closed, .rejected, .declined]
      #expect(state.admits(.contain) == !isOver.contains(state), "\(state)")
    }
  }

  @Test func `a phase and words for every state and every event`() {
    #expect(RegisterState.allCases.map(\.phase).count == 13)
    let words = RegisterState.allCases.map(\.words) + RegisterVerb.allCases.map(\.words)
    for text in words {
      #expect(!text.isEmpty && text == text.lowercased() && !text.contains("\u{1b}"), "\(text)")
    }
    #expect(Set(RegisterState.allCases.map(\.words)).count == RegisterState.allCases.count)
    #expect(Set(RegisterVerb.allCases.map(\.command)).count == RegisterVerb.allCases.count)
    #expect(Set(RegisterState.allCases.map(\.phase)) == Set(CyclePhase.allCases))
  }

  @Test func `a nonconformity that was contained before it was judged is contained at once`() throws
  {
    var story = try Story.told(.full, through: .raise)
    try story.tell(.contain(Facts.contained()), by: Cast.colleague)
    #expect(story.entry()?.state == .raised)
    try story.tell(story.event(.classify, .full), by: Cast.lead)
    #expect(story.entry()?.state == .contained)
  }

  @Test func `an opportunity that becomes a grave nonconformity goes back to be analysed`() throws {
    var story = try Story.told(.opportunity, through: .plan)
    try story.tell(story.event(.classify, .full), by: Cast.lead)
    #expect(story.entry()?.state == .triaged)
    #expect(story.codes(.start(Facts.started), by: Cast.owner) == ["not-in-this-state"])
  }

  @Test func `work that is done is shown as being verified once its window ended`() throws {
    let story = try Story.told(.full, through: .finish)
    let entry = try #require(story.entry())
    let end = try #require(entry.cycle.verifiableFrom)
    #expect(entry.state(at: end.adding(milliseconds: -1)) == .done)
    #expect(entry.state(at: end) == .verifying)
  }
}
