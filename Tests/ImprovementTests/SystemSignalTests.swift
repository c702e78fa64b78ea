import Competence
import Content
import Improvement
import Psychometrics
import Records
import Testing

@Suite struct `Signals of the register and around it` {
  private func evidence(_ system: ManagementSystem, _ now: Timestamp) -> SubstanceEvidence {
    SubstanceEvidence(
      system: system,
      remarks: [:],
      organisation: .council,
      leadership: [],
      now: now
    )
  }

  private func signals(_ story: Story, _ more: ManagementSystem? = nil) throws -> [Signal] {
    let system = try more ?? ManagementSystem(folding: story.log)
    return Signal.system(evidence(system, story.now), effects: [:], reviewMonths: 12)
  }

  @Test func `an overdue action speaks of its own entry, once a month`() throws {
    var story = try Story.told(.full, through: .start)
    story.pass(days: 700)
    let found = try #require(signals(story).first { $0.kind == "action-overdue" })
    #expect(found.about == .first)
    let proposal = try #require(story.register.proposals(for: [found], now: story.now).first)
    #expect(proposal.entry == .first)
    #expect(proposal.event.verb == .observe)
    try story.tell(proposal.event, by: .system)
    #expect(story.register.proposals(for: [found], now: story.now).isEmpty)
    #expect(story.entry()?.state == .inAction, "a signal closed or opened something")
  }

  @Test func `what comes back is proposed to be reopened, and a lead decides`() throws {
    var story = Story()
    let raised = RegisterEvent.raise(
      .init(
        source: .incident,
        reference: "mail",
        statement: Facts.sentence,
        control: ControlID(rawValue: "A.5.14")
      )
    )
    try story.tell(raised, by: Cast.colleague)
    for (verb, actor) in Story.steps(.full).dropFirst() {
      if verb == .verify { story.pass(days: 61) }
      try story.tell(story.event(verb, .full), by: actor)
    }
    story.pass(days: 30)
    try story.tell(raised, by: Cast.colleague, on: .init(number: 2))
    let found = try #require(signals(story).first { $0.kind == "repeated-incident" })
    #expect(found.about == .first)
    let proposal = try #require(story.register.proposals(for: [found], now: story.now).first)
    try story.tell(proposal.event, by: .system)
    #expect(story.entry()?.isReopeningProposed == true)
    #expect(story.entry()?.state == .closed)
  }

  @Test func `a review and an audit are due a year after the beginning, each asked for once`()
    throws
  {
    var story = try Story.told(.full, through: .close)
    #expect(try signals(story).allSatisfy { !$0.kind.hasSuffix("-due") })
    story.pass(days: 400)
    let due = try signals(story).filter { $0.kind.hasSuffix("-due") }
    #expect(due.map(\.kind).sorted() == ["internal-audit-due", "management-review-due"])
    for proposal in story.register.proposals(for: due, now: story.now) {
      try story.tell(proposal.event, by: .system, on: proposal.entry)
      let reject = RegisterEvent.reject(.init(verdict: .noFinding, reason: Facts.sentence))
      try story.tell(reject, by: Cast.lead, on: proposal.entry)
    }
    #expect(story.register.proposals(for: due, now: story.now).isEmpty, "asked for twice")
  }

  @Test func `an objective off its target is a signal, one on it is none`() throws {
    var (story, system) = (Story(), ManagementSystem())
    try story.tell(.objectiveDefined(SystemFacts.defined()), on: "aim", by: Cast.lead, to: &system)
    for (value, isOff) in [("0.9", false), ("0.5", true)] {
      try story.tell(
        .objectiveMeasured(SystemFacts.measured(value, n: 9)),
        on: "aim",
        by: Cast.lead,
        to: &system
      )
      let kinds = try signals(story, system).map(\.kind)
      #expect(kinds.contains("objective-off-target") == isOff)
    }
  }

  @Test func `work is not planned for somebody who left`() throws {
    let story = try Story.told(.full, through: .cause)
    let system = try ManagementSystem(folding: story.log)
    var evidence = evidence(system, story.now)
    let plan = story.event(.plan, .full)
    #expect(system.refusals(of: plan, on: .first, by: Cast.lead, in: evidence).isEmpty)
    evidence.left = [Cast.owner.person]
    let codes = system.refusals(of: plan, on: .first, by: Cast.lead, in: evidence).map(\.code)
    #expect(codes == ["person-left"])
  }

  @Test func `a linked risk stays linked, and only known risks are linked`() throws {
    var story = try Story.told(.full, through: .classify)
    var system = try ManagementSystem(folding: story.log)
    let refused = { (risks: [String]) -> [String] in
      let event = RegisterEvent.cause(Facts.analysed(risks: risks))
      let evidence = evidence(system, story.now)
      return system.refusals(of: event, on: .first, by: Cast.owner, in: evidence).map(\.code)
    }
    #expect(refused(["wrong-payee"]).contains("no-such-risk"))
    #expect(!refused([]).contains("no-such-risk"))
    story = try Story.told(.full, through: .contain)
    try story.tell(.cause(Facts.analysed(risks: ["wrong-payee"])), by: Cast.owner)
    system = try ManagementSystem(folding: story.log)
    #expect(refused([]) == ["risk-left-out"])
    #expect(refused(["wrong-payee"]).isEmpty)
  }

  @Test func `an error of a rule keeps an entry from being closed, until it is waived`() throws {
    var story = try Story.told(.full, through: .verify)
    var system = try ManagementSystem(folding: story.log)
    let close = story.event(.close, .full)
    var evidence = evidence(system, story.now)
    #expect(system.refusals(of: close, on: .first, by: Cast.lead, in: evidence).isEmpty)
    evidence.effects = [.first: EffectInterval(lower: -0.1, upper: 0.1, n: 30)]
    let plain = system.refusals(of: close, on: .first, by: Cast.lead, in: evidence)
    #expect(plain.isEmpty, "no action of this entry is a training")
    var training = try Story.told(.full, through: .cause)
    let action = CorrectiveAction(
      kind: .training,
      what: Facts.sentence,
      owner: Cast.owner.person,
      due: Facts.day("2027-01-01"),
      effort: .two
    )
    try training.tell(.plan(Facts.planned([action])), by: Cast.lead)
    for (verb, actor) in Story.steps(.full).dropFirst(5) where verb != .close {
      if verb == .verify { training.pass(days: 61) }
      try training.tell(training.event(verb, .full), by: actor)
    }
    system = try ManagementSystem(folding: training.log)
    evidence = self.evidence(system, training.now)
    evidence.effects = [.first: EffectInterval(lower: -0.1, upper: 0.1, n: 30)]
    let codes = { (evidence: SubstanceEvidence) in
      evidence.system.refusals(of: close, on: .first, by: Cast.lead, in: evidence).map(\.code)
    }
    #expect(codes(evidence) == ["substance-R13"])
    let waiver = RuleWaived(
      rule: "R13",
      about: "R-0001",
      reason: Facts.sentence,
      expiry: training.today.adding(days: 30)
    )
    try story.tell(.waived(waiver), on: "rules", by: Cast.chair, to: &system)
    evidence = self.evidence(system, training.now)
    evidence.effects = [.first: EffectInterval(lower: -0.1, upper: 0.1, n: 30)]
    #expect(codes(evidence).isEmpty)
  }
}
