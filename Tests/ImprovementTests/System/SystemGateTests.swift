import Content
import Improvement
import Records
import Testing

@Suite struct `Gates around the register` {
  private func codes(
    _ event: SystemEvent,
    on subject: String,
    by actor: RegisterActor,
    in system: ManagementSystem,
    _ story: Story,
    left: Set<PersonID> = [],
    documents: [[UInt8]] = []
  ) -> [String] {
    system.refusals(
      of: event,
      on: subject,
      by: actor,
      organisation: .council,
      now: story.now,
      remarks: [:],
      left: left,
      documents: Dictionary(documents.map { (Digest(of: $0), $0) }) { $1 }
    ).map(\.code)
  }

  // MARK: What is over

  @Test(arguments: [RegisterVerb.close, .reject, .decline])
  func `nothing points to an entry that is over`(_ end: RegisterVerb) throws {
    var story = try Story.told(.full, through: end == .close ? .close : .raise)
    let auditor = Cast.actor("p-0000000000ad", .auditor)
    if end == .reject { try story.tell(story.event(.reject, .full), by: Cast.lead) }
    if end == .decline {
      try story.tell(.classify(Facts.classified(.opportunity)), by: Cast.lead)
      try story.tell(story.event(.decline, .full), by: Cast.lead)
    }
    var system = try ManagementSystem(folding: story.log)
    let plan = SystemEvent.auditPlanned(SystemFacts.audit(auditor: auditor.person))
    try story.tell(plan, on: "spring", by: Cast.lead, to: &system)
    let prepared = SystemEvent.reviewPrepared(SystemFacts.prepared(counting: 1))
    try story.tell(prepared, on: "year", by: Cast.lead, to: &system)
    let decided = SystemEvent.reviewDecided(
      .init(
        decision: Facts.sentence,
        owner: Cast.owner.person,
        due: story.today.adding(days: 30),
        entry: .first
      )
    )
    #expect(codes(decided, on: "year", by: Cast.chair, in: system, story) == ["entry-is-over"])
    for result in AuditFound.Result.allCases {
      let found = SystemEvent.auditFound(
        .init(result: result, criterion: "A.6.8", evidence: Facts.sentence, entry: .first)
      )
      let expected = result == .conformity ? [] : ["entry-is-over"]
      #expect(codes(found, on: "spring", by: auditor, in: system, story) == expected)
    }
  }

  // MARK: People who left

  @Test func `whoever left answers for nothing new`() throws {
    let (story, left) = (Story(), Set([Cast.owner.person, Cast.verifier.person]))
    var system = ManagementSystem()
    var telling = story
    let prepared = SystemEvent.reviewPrepared(SystemFacts.prepared(counting: 1))
    try telling.tell(prepared, on: "year", by: Cast.lead, to: &system)
    let raised = RegisterEvent.raise(Facts.raised)
    try system.fold(
      telling.note(
        kind: raised.kind,
        stream: "register/R-0001",
        by: Cast.lead,
        data: raised.data
      )
    )
    let decided = ReviewDecided(
      decision: Facts.sentence,
      owner: Cast.owner.person,
      due: story.today.adding(days: 30),
      entry: .first
    )
    let events: [(SystemEvent, String, RegisterActor)] = [
      (.objectiveDefined(SystemFacts.defined()), "aim", Cast.lead),
      (.riskAdded(SystemFacts.risk), "payee", Cast.lead),
      (.auditPlanned(SystemFacts.audit()), "spring", Cast.lead),
      (.reviewDecided(decided), "year", Cast.chair),
    ]
    for (event, subject, actor) in events {
      #expect(codes(event, on: subject, by: actor, in: system, story).isEmpty, "\(event.kind)")
      #expect(
        codes(event, on: subject, by: actor, in: system, story, left: left) == ["person-left"],
        "\(event.kind)"
      )
    }
  }

  @Test func `an audit is not planned for a day that is over`() {
    var story = Story()
    story.pass(days: 200)
    let plan = SystemEvent.auditPlanned(SystemFacts.audit())
    #expect(codes(plan, on: "spring", by: Cast.lead, in: .init(), story) == ["day-is-over"])
  }

  // MARK: Policies

  private func text(_ sentence: String) -> [UInt8] {
    Array("# Reporting\n\n## When {#when}\n\(sentence)\n".utf8)
  }

  private func issued(
    _ version: Int,
    _ bytes: [UInt8],
    _ kind: ClauseChange.Kind? = nil
  ) -> SystemEvent {
    let text = PolicyText(String(decoding: bytes, as: UTF8.self))
    return .policyIssued(
      PolicyIssued(
        title: "Reporting",
        version: version,
        document: Digest(of: bytes),
        clauses: text.clauses.map { PolicyClause(id: $0.id, digest: $0.digest) },
        changes: kind.map { [ClauseChange(clause: "when", kind: $0)] } ?? [],
        reason: Facts.sentence,
        because: nil,
        controls: [],
        roles: []
      )
    )
  }

  @Test func `the gate itself judges what is called a typo, by both texts`() throws {
    var (story, system) = (Story(), ManagementSystem())
    let old = text("A stranger is allowed to entre")
    let (typo, turned) = (
      text("A stranger is allowed to enter"), text("A stranger is aloud to entre")
    )
    let first = issued(1, old)
    #expect(codes(first, on: "doors", by: Cast.lead, in: system, story, documents: [old]).isEmpty)
    try story.tell(first, on: "doors", by: Cast.lead, to: &system)
    let judged = { (event: SystemEvent, documents: [[UInt8]]) in
      codes(event, on: "doors", by: Cast.lead, in: system, story, documents: documents)
    }
    #expect(judged(issued(2, typo, .typo), [old, typo]).isEmpty)
    #expect(judged(issued(2, turned, .typo), [old, turned]) == ["no-typo"])
    #expect(judged(issued(2, turned, .meaning), [old, turned]).isEmpty)
    #expect(judged(issued(2, typo, .typo), [typo]) == ["no-typo"], "judged without the old text")
    #expect(judged(issued(2, typo, .typo), []) == ["no-typo"], "judged without any text")
  }

  @Test func `clauses are those of the text`() {
    let (told, other) = (text("Report at once"), text("Report when you like"))
    guard case .policyIssued(let facts) = issued(1, told) else { return }
    let forged = PolicyIssued(
      title: facts.title,
      version: 1,
      document: Digest(of: other),
      clauses: facts.clauses,
      changes: [],
      reason: facts.reason,
      because: nil,
      controls: [],
      roles: []
    )
    let refused = codes(
      .policyIssued(forged),
      on: "doors",
      by: Cast.lead,
      in: .init(),
      Story(),
      documents: [other]
    )
    #expect(refused == ["other-clauses"])
  }

  // MARK: Waivers

  @Test func `nobody waives what a rule says of their own work`() {
    let story = Story()
    let waived = { (person: PersonID) in
      SystemEvent.waived(
        .init(
          rule: "R7",
          about: person.rawValue,
          reason: Facts.sentence,
          expiry: story.today.adding(days: 30)
        )
      )
    }
    let judged = { (person: PersonID) in
      codes(waived(person), on: "rules", by: Cast.lead, in: .init(), story)
    }
    #expect(judged(Cast.lead.person) == ["own-waiver"])
    #expect(judged(Cast.owner.person).isEmpty)
  }

  @Test func `a refused waiver says how it is written`() throws {
    let story = Story()
    let waived = SystemEvent.waived(
      .init(rule: "R6", about: "R-0001", reason: Facts.sentence, expiry: story.today)
    )
    let refusals = ManagementSystem().refusals(
      of: waived,
      on: "rules",
      by: Cast.lead,
      organisation: .council,
      now: story.now,
      remarks: [:]
    )
    #expect(
      refusals.map(\.next) == ["debrief register waive R6 R-0001 --reason … --expires 2026-05-31"]
    )
  }
}
