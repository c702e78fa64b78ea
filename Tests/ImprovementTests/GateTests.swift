import Content
import Improvement
import Records
import Testing

@Suite struct `What each event needs` {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let verb: RegisterVerb
    let codes: [String]
    let event: @Sendable (Story) -> RegisterEvent

    init(
      _ name: String,
      _ verb: RegisterVerb,
      _ codes: String...,
      event: @escaping @Sendable (Story) -> RegisterEvent
    ) {
      testDescription = name
      self.verb = verb
      self.codes = codes
      self.event = event
    }
  }

  static let cases = [
    Case("a source has a reference", .raise, "blank") { _ in
      .raise(.init(source: .supplier, reference: " ", statement: Facts.sentence))
    },
    Case("a nonconformity names a requirement", .classify, "no-requirement") { _ in
      .classify(Facts.classified(.nonconformity(requirement: "", evidence: Facts.sentence)))
    },
    Case("an entry affects something", .classify, "affects-nothing") { _ in
      .classify(
        .init(classification: .opportunity, severity: .low, effect: Facts.sentence, affects: [])
      )
    },
    Case("an area belongs to a person", .classify, "no-person") { _ in
      .classify(Facts.classified(areaOwner: PersonID(rawValue: "finance-team")))
    },
    Case("containment is recorded afterwards", .contain, "in-the-future") {
      .contain(Facts.contained(on: $0.today.adding(days: 1)))
    },
    Case("a linked risk has an id", .cause, "blank") { _ in .cause(Facts.analysed(risks: [""])) },
    Case("a plan has an action", .plan, "no-action") { _ in .plan(Facts.planned([])) },
    Case("an action is owned by a person, never a team", .plan, "no-person") { _ in
      .plan(Facts.planned([Facts.action(owner: PersonID(rawValue: "it-team"))]))
    },
    Case("an action is not due in the past", .plan, "due-in-the-past") { _ in
      .plan(Facts.planned([Facts.action(due: "2026-03-01")]))
    },
    Case("a measurement needs cases", .plan, "no-minimum-n") { _ in
      .plan(Facts.planned(criterion: Facts.criterion(minimumN: 0)))
    },
    Case("a criterion is not reached before the work", .plan, "criterion-reached-already") { _ in
      .plan(Facts.planned(baseline: Facts.measurement("0.85", from: 0, through: 9)))
    },
    Case("a threshold is not the baseline", .plan, "threshold-is-baseline") { _ in
      .plan(Facts.planned(baseline: Facts.measurement("0.8", from: 0, through: 9)))
    },
    Case("a baseline is of the same metric", .plan, "other-baseline") { _ in
      .plan(Facts.planned(baseline: Facts.measurement("0.1", metric: "clicks", from: 0)))
    },
    Case("the plan's criterion is the one that is fixed", .start, "other-criterion") { _ in
      .start(.init(criterion: Facts.criterion(threshold: "0.81").digest))
    },
    Case("a new criterion replaces the one in force", .amend, "other-version") { _ in
      .amend(
        .init(
          criterion: Facts.criterion(threshold: "0.7"),
          replaces: Digest(of: [0]),
          reason: Facts.sentence
        )
      )
    },
    Case("a new criterion is another one", .amend, "same-criterion") { _ in
      .amend(
        .init(
          criterion: Facts.criterion(),
          replaces: Facts.criterion().digest,
          reason: Facts.sentence
        )
      )
    },
    Case("a new criterion is no easier than the baseline", .amend, "criterion-reached-already") {
      _ in
      .amend(
        .init(
          criterion: Facts.criterion(threshold: "0.3"),
          replaces: Facts.criterion().digest,
          reason: Facts.sentence
        )
      )
    },
    Case("a due date is moved to another day", .due, "same-due") { _ in
      .due(.init(action: 1, due: Facts.day("2027-12-01"), reason: Facts.sentence))
    },
    Case("a due date is not moved into the past", .due, "due-in-the-past") { _ in
      .due(.init(action: 1, due: Facts.day("2025-12-01"), reason: Facts.sentence))
    },
    Case("there is an action to move", .due, "no-such-action") { _ in
      .due(.init(action: 2, due: Facts.day("2027-12-02"), reason: Facts.sentence))
    },
    Case("something shows that the work is done", .finish, "no-evidence") { _ in
      .finish(.init(action: 1, evidence: [], logSize: 40))
    },
    Case("the criterion's metric is measured", .verify, "other-metric") { _ in
      .verify(.init(measurement: Facts.measurement(metric: "clicks")))
    },
    Case("what counts is measured after the work", .verify, "measured-before-the-end") { _ in
      .verify(.init(measurement: Facts.measurement(from: 39)))
    },
    Case("a measurement can be repeated from the log", .verify, "no-range") { _ in
      .verify(.init(measurement: Facts.measurement(from: 91)))
    },
    Case("a result follows from the measurement", .verify, "claimed-result") { _ in
      .verify(Facts.verified(judged: Facts.sentence))
    },
    Case("a measurement that is too small is repeated on a later day", .verify, "no-next-date") {
      .verify(Facts.verified(n: 9, next: $0.today))
    },
    Case("a risk is accepted for a year at most", .acceptRisk, "expiry-too-far") {
      .acceptRisk(accepted(review: $0.today.adding(days: 9), expiry: $0.today.adding(days: 366)))
    },
    Case("an acceptance ends later", .acceptRisk, "expiry-over", "review-outside") {
      .acceptRisk(accepted(review: $0.today, expiry: $0.today))
    },
    Case("an acceptance is reviewed before it ends", .acceptRisk, "review-outside") {
      .acceptRisk(accepted(review: $0.today.adding(days: 10), expiry: $0.today.adding(days: 9)))
    },
    Case("a risk owner is not a chair", .acceptRisk, "other-capacity") {
      .acceptRisk(
        .init(
          risk: "risk-7",
          capacity: .riskOwner,
          reason: Facts.sentence,
          review: $0.today.adding(days: 9),
          expiry: $0.today.adding(days: 9)
        )
      )
    },
    Case("what was done elsewhere has a reference", .close, "blank") { _ in
      .close(Facts.closed(risks: .done(reference: "")))
    },
    Case("new evidence is evidence", .reopen, "no-evidence") { _ in
      .reopen(.init(ground: .newEvidence, reason: Facts.sentence))
    },
    Case("only an acceptance ends", .reopen, "never-accepted") { _ in
      .reopen(.init(ground: .acceptanceEnded, reason: Facts.sentence))
    },
    Case("nothing repeats itself", .reject, "duplicate-of-itself") { _ in
      .reject(.init(verdict: .duplicate(of: .first), reason: Facts.sentence))
    },
    Case("what is repeated stands in the register", .reject, "no-such-original") { _ in
      .reject(.init(verdict: .duplicate(of: .init(number: 9)), reason: Facts.sentence))
    },
  ]

  private static func accepted(review: Day, expiry: Day) -> RegisterEvent.RiskAccepted {
    .init(
      risk: "risk-7",
      capacity: .chair,
      reason: Facts.sentence,
      review: review,
      expiry: expiry
    )
  }

  @Test(arguments: cases) func `nothing less will do`(_ needed: Case) throws {
    let (story, sound) = try DutyTests.scene(of: needed.verb)
    let actor = Story.mayDo(needed.verb)
    #expect(story.codes(sound, by: actor) == [], "the scene itself is refused")
    #expect(story.codes(needed.event(story), by: actor) == needed.codes)
  }

  @Test func `every refusal is a plain sentence with a next step`() throws {
    var refusals: [Refusal] = []
    for needed in Self.cases {
      let (story, _) = try DutyTests.scene(of: needed.verb)
      refusals += story.refusals(needed.event(story), by: .anonymous)
      refusals += Story().refusals(needed.event(story), by: Cast.colleague)
    }
    for conflict in SeparationTests.conflicts {
      refusals += try conflict.story().refusals(conflict.event(false), by: conflict.actor)
    }
    #expect(Set(refusals.map(\.code)).count > 35)
    for refusal in refusals {
      let first = try #require(refusal.sentence.first)
      #expect(!first.isUppercase || refusal.sentence.hasPrefix("R-"), "\(refusal)")
      #expect(!refusal.sentence.hasSuffix("."), "\(refusal)")
      #expect(!refusal.sentence.contains("\n") && refusal.sentence.count < 120, "\(refusal)")
      #expect(refusal.next.count > 8 && !refusal.next.hasSuffix("."), "\(refusal)")
      #expect(isIdentifierSegment(refusal.code), "\(refusal)")
    }
  }

  @Test func `the window has to end first`() throws {
    var story = try Story.told(.full, through: .finish)
    let end = try #require(story.entry()?.cycle.verifiableFrom)
    story.now = end.adding(milliseconds: -1)
    #expect(story.codes(.verify(Facts.verified()), by: Cast.verifier) == ["window-not-over"])
    story.now = end
    #expect(story.codes(.verify(Facts.verified()), by: Cast.verifier) == [])
  }

  @Test func `what is effective is closed and not measured until it is not`() throws {
    let story = try Story.told(.full, through: .verify)
    #expect(story.codes(.verify(Facts.verified("0.1")), by: Cast.verifier) == ["verified-already"])
  }

  @Test func `a nonconformity becomes an opportunity only with a lead and a reason`() throws {
    let story = try Story.told(.full, through: .cause)
    let bare = RegisterEvent.classify(Facts.classified(.opportunity))
    let reasoned = RegisterEvent.classify(Facts.classified(.opportunity, reason: Facts.sentence))
    #expect(story.codes(bare, by: Cast.trainer) == ["downgrade-needs-lead", "thin-text"])
    #expect(story.codes(bare, by: Cast.lead) == ["thin-text"])
    #expect(story.codes(reasoned, by: Cast.trainer) == ["downgrade-needs-lead"])
    #expect(story.codes(reasoned, by: Cast.lead) == [])
    let still = RegisterEvent.classify(Facts.classified())
    #expect(
      story.codes(still, by: Cast.trainer) == [],
      "judging the severity again is no downgrade"
    )
  }

  @Test func `a nonconformity is declined only when it is small and contained, and by a lead`()
    throws
  {
    let decline = RegisterEvent.decline(.init(reason: Facts.sentence))
    let grave = try Story.told(.full, through: .contain)
    #expect(grave.codes(decline, by: Cast.lead) == ["nonconformity-declined"])
    let open = try Story.told(.small, through: .classify)
    #expect(open.codes(decline, by: Cast.lead) == ["nonconformity-declined"])
    let small = try Story.told(.small, through: .contain)
    #expect(small.codes(decline, by: Cast.trainer) == ["downgrade-needs-lead"])
    #expect(small.codes(decline, by: Cast.lead) == [])
  }

  @Test func `what was classified is not rejected as no finding`() throws {
    let story = try Story.told(.opportunity, through: .classify)
    let reject = RegisterEvent.reject(.init(verdict: .noFinding, reason: Facts.sentence))
    #expect(story.codes(reject, by: Cast.lead) == ["classified-already"])
  }

  @Test func `a grave nonconformity is not planned before its cause is known`() throws {
    let story = try Story.told(.full, through: .contain)
    let refusals = story.refusals(.plan(Facts.planned()), by: Cast.lead)
    #expect(refusals.map(\.code) == ["no-analysis"])
    #expect(refusals.first?.next == "debrief register cause R-0001 …")
  }

  @Test func `a linked risk is reassessed before closing`() throws {
    var story = try Story.told(.full, through: .contain)
    try story.tell(.cause(Facts.analysed(risks: ["risk-7"])), by: Cast.owner)
    for (verb, actor) in Story.steps(.full).dropFirst(4).dropLast() {
      if verb == .verify { story.pass(days: 61) }
      try story.tell(story.event(verb, .full), by: actor)
    }
    let bare = RegisterEvent.close(Facts.closed(risks: .notNeeded(because: Facts.sentence)))
    #expect(story.codes(bare, by: Cast.lead) == ["risk-not-reassessed"])
    #expect(story.codes(.close(Facts.closed()), by: Cast.lead) == [])
  }

  @Test func `an analysis that a plan rests on is not replaced`() throws {
    let story = try Story.told(.full, through: .plan)
    #expect(story.codes(.cause(Facts.analysed()), by: Cast.owner) == ["analysed-already"])
  }

  @Test func `naming another owner does not make an area somebody else's`() throws {
    var story = Story()
    let raised = RegisterEvent.Raised(
      source: .internalAudit,
      reference: "audit 4",
      statement: Facts.sentence,
      areaOwner: Cast.lead.person
    )
    try story.tell(.raise(raised), by: Cast.colleague)
    let event = RegisterEvent.classify(Facts.classified(areaOwner: Cast.owner.person))
    #expect(story.codes(event, by: Cast.lead) == ["own-area"])
    #expect(story.codes(event, by: Cast.otherLead) == [])
  }

  @Test func `what counts is measured after the last action, and not after the first`() throws {
    var story = try Story.told(.full, through: .cause)
    let actions = [Facts.action(), Facts.action()]
    try story.tell(.plan(Facts.planned(actions)), by: Cast.lead)
    try story.tell(.start(Facts.started), by: Cast.owner)
    let sizes = [1: 41, 2: 30]
    for (action, size) in sizes.sorted(by: { $0.key < $1.key }) {
      let finished = RegisterEvent.Finished(
        action: action,
        evidence: [Facts.file],
        logSize: size
      )
      try story.tell(.finish(finished), by: Cast.owner)
    }
    story.pass(days: 61)
    #expect(
      story.codes(.verify(Facts.verified()), by: Cast.verifier) == ["measured-before-the-end"]
    )
    let later = RegisterEvent.verify(.init(measurement: Facts.measurement(from: 41)))
    #expect(story.codes(later, by: Cast.verifier) == [])
  }

  @Test func `an imported measurement from before the work closes nothing`() throws {
    var story = try Story.told(.full, through: .finish).later(days: 61)
    let early = RegisterEvent.Verified(measurement: Facts.measurement(from: 39))
    try story.record(.verify(early), by: Cast.verifier)
    #expect(story.codes(.close(Facts.closed()), by: Cast.lead) == ["not-shown-effective"])
  }

  @Test func `imported work without a fixed criterion is not closed`() throws {
    var story = try Story.told(.full, through: .start)
    try story.tell(.finish(Facts.finished()), by: Cast.owner)
    try story.record(.amend(Facts.amended), by: Cast.lead)
    story.pass(days: 61)
    try story.tell(.verify(Facts.verified()), by: Cast.verifier)
    #expect(story.codes(.close(Facts.closed()), by: Cast.lead) == ["criterion-too-late"])
  }

  @Test
  func `a criterion that was changed during the work is in force, and its first version stays`()
    throws
  {
    var story = try Story.told(.full, through: .start)
    try story.tell(.amend(Facts.amended), by: Cast.lead)
    try story.tell(.finish(Facts.finished()), by: Cast.owner)
    story.pass(days: 61)
    try story.tell(.verify(Facts.verified("0.76")), by: Cast.verifier)
    let entry = try #require(story.entry())
    #expect(entry.cycle.criteria.count == 2)
    #expect(entry.cycle.frozenDigest == Facts.criterion().digest)
    #expect(entry.verifications.last?.result == .effective)
    #expect(story.codes(.close(Facts.closed()), by: Cast.lead) == [])
  }
}

typealias SeparationTests = `Separation of duties`
