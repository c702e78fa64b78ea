import Content
import Improvement
import Records
import Testing

@Suite struct `Ways through the register` {
  @Test func `the main path leads from raised to closed`() throws {
    var story = Story()
    var states: [RegisterState] = []
    for (verb, actor) in Story.steps(.full) {
      if verb == .verify { story.pass(days: 61) }
      try story.tell(story.event(verb, .full), by: actor)
      states.append(try #require(story.entry()).state)
    }
    #expect(
      states == [
        .raised, .triaged, .contained, .analysed, .planned, .inAction, .done, .verifying, .closed,
      ]
    )
    let entry = try #require(story.entry())
    #expect(entry.verifications.map(\.result) == [.effective])
    #expect(entry.history.map(\.fact.verb) == Story.steps(.full).map(\.verb))
    #expect(entry.history.map(\.actor) == Story.steps(.full).map(\.actor.person))
    #expect(entry.evidence.count == 2)
    #expect(Set(entry.history.map(\.fact.verb.phase)) == Set(CyclePhase.allCases))
    #expect(entry.nextDate == nil)
  }

  @Test func `the light path needs no cause, no containment and no resources`() throws {
    var story = try Story.told(.opportunity, through: .classify)
    let plan = Facts.planned(baseline: nil, resources: nil)
    try story.tell(.plan(plan), by: Cast.lead)
    try story.tell(.start(Facts.started), by: Cast.owner)
    try story.tell(.finish(Facts.finished()), by: Cast.owner)
    story.pass(days: 61)
    try story.tell(.verify(Facts.verified()), by: Cast.verifier)
    try story.tell(.close(Facts.closed()), by: Cast.lead)
    #expect(story.entry()?.state == .closed)
  }

  @Test func `a small nonconformity may be planned at once, and closes when its cause is known`()
    throws
  {
    var story = try Story.told(.small, through: .verify)
    #expect(story.codes(.close(Facts.closed()), by: Cast.lead) == ["cause-unknown"])
    try story.tell(.cause(Facts.analysed()), by: Cast.owner)
    #expect(story.entry()?.state == .verifying)
    try story.tell(.close(Facts.closed()), by: Cast.lead)
  }

  @Test(arguments: Path.allCases)
  func `without any one of its events a path does not lead to closed`(_ path: Path) throws {
    for (left, _) in Story.steps(path) {
      var story = Story()
      for (verb, actor) in Story.steps(path) {
        if verb == .verify { story.pass(days: 61) }
        if verb != left { try story.tryToTell(story.event(verb, path), by: actor) }
      }
      #expect(story.entry()?.state != .closed, "\(path) leads to closed without \(left)")
    }
  }

  @Test func `without contain a grave nonconformity is neither analysed nor closed`() throws {
    var story = try Story.told(.full, through: .classify)
    #expect(story.codes(.cause(Facts.analysed()), by: Cast.owner) == ["not-contained"])
    let because = RegisterEvent.Contained(.notNeeded(because: Facts.sentence), on: story.today)
    try story.tell(.contain(because), by: Cast.colleague)
    try story.tell(.cause(Facts.analysed()), by: Cast.owner)
  }

  @Test func `what did not work is open again, and a second round may close it`() throws {
    var story = try Story.told(.full, through: .finish).later(days: 61)
    try story.tell(.verify(Facts.verified("0.50")), by: Cast.verifier)
    var entry = try #require(story.entry())
    #expect(entry.state == .reopened)
    #expect(entry.reopenCount == 1)
    #expect(entry.cycle.plan == nil)
    #expect(entry.earlierCycles.first?.verifications.map(\.result) == [.notEffective])
    #expect(
      story.codes(.plan(Facts.planned()), by: Cast.lead).contains("not-in-this-state"),
      "planning again without asking again for the cause"
    )
    for (verb, actor) in Story.steps(.full).dropFirst(3) {
      if verb == .verify { story.pass(days: 61) }
      try story.tell(story.event(verb, .full), by: actor)
    }
    entry = try #require(story.entry())
    #expect(entry.state == .closed)
    #expect(entry.verifications.map(\.result) == [.notEffective, .effective])
  }

  @Test func `what comes back is reopened, and the old closing stays`() throws {
    var story = try Story.told(.full, through: .close)
    #expect(story.entry()?.isReopeningProposed == false)
    try story.tell(.observe(.init(statement: Facts.sentence)), by: Cast.colleague)
    #expect(story.entry()?.isReopeningProposed == true)
    #expect(story.entry()?.state == .closed)
    #expect(story.codes(.reopen(Facts.reopened), by: Cast.colleague) == ["duty"])
    try story.tell(.reopen(Facts.reopened), by: Cast.lead)
    let entry = try #require(story.entry())
    #expect(entry.state == .reopened)
    #expect(entry.reopenCount == 1)
    #expect(entry.closings.count == 1)
    #expect(entry.reopenings.count == 1)
  }

  @Test func `two measurements may be too small, and then somebody decides`() throws {
    var story = try Story.told(.full, through: .finish).later(days: 61)
    for _ in 1...2 {
      let noDate = RegisterEvent.verify(Facts.verified(n: 9))
      #expect(story.codes(noDate, by: Cast.verifier) == ["no-next-date"])
      let next = story.today.adding(days: 20)
      try story.tell(.verify(Facts.verified(n: 9, next: next)), by: Cast.verifier)
      #expect(story.entry()?.nextDate == next)
      #expect(story.codes(.verify(Facts.verified()), by: Cast.verifier) == ["window-not-over"])
      story.pass(days: 20)
    }
    let third = Facts.verified(n: 9, next: story.today.adding(days: 20))
    #expect(story.codes(.verify(third), by: Cast.verifier) == ["inconclusive-too-often"])
    #expect(story.codes(.acceptRisk(Facts.accepted(from: story.today)), by: Cast.chair) == [])
    #expect(story.codes(.verify(Facts.verified()), by: Cast.verifier) == [], "large enough at last")
    try story.tell(.verify(Facts.verified(n: 9, judged: Facts.sentence)), by: Cast.verifier)
    #expect(story.entry()?.state == .reopened)
  }

  @Test func `every action is finished before anything is verified`() throws {
    var story = try Story.told(.full, through: .cause)
    let actions = [Facts.action(), Facts.action(owner: Cast.colleague.person)]
    try story.tell(.plan(Facts.planned(actions)), by: Cast.lead)
    try story.tell(.start(Facts.started), by: Cast.colleague)
    try story.tell(.finish(Facts.finished(1)), by: Cast.owner)
    #expect(story.entry()?.state == .inAction)
    #expect(story.codes(.finish(Facts.finished(1)), by: Cast.owner) == ["finished-already"])
    #expect(story.codes(.finish(Facts.finished(2)), by: Cast.owner) == ["not-the-owner"])
    #expect(story.codes(.finish(Facts.finished(3)), by: Cast.owner) == ["no-such-action"])
    #expect(story.codes(.amend(Facts.amended), by: Cast.lead) == ["criterion-after-the-work"])
    try story.tell(.finish(Facts.finished(2)), by: Cast.colleague)
    #expect(story.entry()?.state == .done)
  }
}
