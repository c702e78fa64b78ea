import Competence
import Content
import Improvement
import Psychometrics
import Records
import TestSupport
import Testing

@Suite struct `Signals of the register and around it` {
  private func evidence(_ system: ManagementSystem, _ now: Timestamp) -> SubstanceEvidence {
    SubstanceEvidence(
      system: system,
      remarks: [:],
      organisation: .council,
      now: now
    )
  }

  private func signals(
    _ story: Story,
    _ more: ManagementSystem? = nil,
    cadence: String = ""
  ) throws -> [Signal] {
    let reading = Fixture.reading(programme: Fixture.programme + "\n" + cadence)
    let programme = try #require(reading.library, "\(reading.diagnostics)").programme
    let system = try more ?? ManagementSystem(folding: story.log)
    return Signal.system(
      evidence(system, story.now),
      effects: [:],
      cadence: LookCadence(programme, .medium),
      minimumCell: programme.minimumCell
    )
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

  @Test func `the programme says how often one looks, where it says so`() throws {
    var (story, system) = (try Story.told(.full, through: .close), ManagementSystem())
    story.pass(days: 130)
    let given = "cadence: {management-review: 6 months, internal-audit: 24 months}"
    let due = { (cadence: String) in
      try signals(story, cadence: cadence).map(\.kind).filter { $0.hasSuffix("-due") }
    }
    #expect(try due("").isEmpty)
    #expect(try due(given) == ["management-review-due"])
    story.pass(days: 300)
    #expect(try due(given) == ["management-review-due"])
    let risk = RiskAdded(
      statement: Facts.sentence,
      owner: Cast.owner.person,
      level: RiskLevel(likelihood: 3, impact: 4),
      treatment: .reduce,
      controls: [],
      policies: [],
      review: story.today.adding(days: 900)
    )
    try story.tell(.riskAdded(risk), on: "payee", by: Cast.owner, to: &system)
    story.pass(days: 200)
    let asked = { (cadence: String) in
      try signals(story, system, cadence: cadence).filter { $0.kind == "risk-assessment-due" }
    }
    #expect(try asked("").isEmpty)
    #expect(try asked("cadence: {risk-review: 6 months}").count == 1)
    #expect(try asked("cadence: {risk-review: 7 months}").isEmpty)
  }

  @Test func `what waits for a look after the fix is asked for finding by finding`() throws {
    var (story, system) = (Story(), ManagementSystem())
    let audit = { (event: SystemEvent, name: String) in
      try story.tell(event, on: name, by: Cast.verifier, to: &system)
    }
    let found = { (id: Int) in
      SystemEvent.auditFound(
        .init(
          result: .nonconformity,
          criterion: "A.6.8",
          evidence: Facts.sentence,
          entry: .init(number: id)
        )
      )
    }
    let closed = SystemEvent.auditClosed(
      .init(conclusion: Facts.sentence, reportedTo: Cast.chair.person)
    )
    func close(_ id: Int) throws {
      let steps = Story.steps(.full).filter { $0.verb != .raise }
      for (verb, actor) in steps {
        if verb == .verify { story.pass(days: 61) }
        let event = story.event(verb, .full)
        let entry = story.note(
          kind: event.kind,
          stream: "register/R-000\(id)",
          by: actor,
          data: event.data
        )
        try system.fold(entry)
        story.pass(hours: 1)
      }
    }
    try audit(.auditPlanned(SystemFacts.audit()), "spring")
    for id in 1...2 {
      let raised = RegisterEvent.raise(Facts.raised)
      let entry = story.note(
        kind: raised.kind,
        stream: "register/R-000\(id)",
        by: Cast.verifier,
        data: raised.data
      )
      try system.fold(entry)
      try audit(found(id), "spring")
    }
    try audit(closed, "spring")
    let due = {
      try signals(story, system).filter { $0.kind == "re-audit-due" }.map(\.fingerprint)
    }
    #expect(try due().isEmpty)
    let follow = AuditPlanned(
      scope: Facts.sentence,
      criteria: ["A.6.8"],
      areaOwners: [Cast.owner.person],
      auditor: Cast.verifier.person,
      on: story.today,
      follows: "spring"
    )
    let conformity = SystemEvent.auditFound(
      .init(result: .conformity, criterion: "A.6.8", evidence: Facts.sentence, entry: nil)
    )
    for event in [SystemEvent.auditPlanned(follow), conformity, closed] {
      try audit(event, "too-soon")
    }
    try close(1)
    #expect(try due() == ["re-audit-due/spring/R-0001/1"], "an audit before the fix looked at it")
    try close(2)
    #expect(try due() == ["re-audit-due/spring/R-0001/1", "re-audit-due/spring/R-0002/1"])
    for event in [SystemEvent.auditPlanned(follow), conformity, closed] {
      try audit(event, "after")
    }
    #expect(try due().isEmpty)
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
