import Content
import Improvement
import Psychometrics
import Records
import Testing

@Suite struct `Events around the register` {
  static let events: [SystemEvent] = [
    .objectiveDefined(SystemFacts.defined()),
    .objectiveMeasured(SystemFacts.measured("0.4", n: 9)),
    .riskAdded(SystemFacts.risk), .riskAssessed(SystemFacts.assessed),
    .riskKept(.init(reason: Facts.sentence, review: Facts.day("2026-05-01"), expiry: nil)),
    .auditPlanned(SystemFacts.audit()),
    .auditSampled(
      .init(sample: AuditSample(of: "people", members: ["a", "b"], size: 1, seed: .max))
    ),
    .auditFound(
      .init(result: .conformity, criterion: "A.6.8", evidence: Facts.sentence, entry: nil)
    ),
    .auditClosed(.init(conclusion: Facts.sentence, reportedTo: Cast.chair.person)),
    .reviewPrepared(SystemFacts.prepared(counting: 0)),
    .reviewStated(.init(input: .climate, isNone: false, statement: Facts.sentence)),
    .reviewDecided(
      .init(
        decision: Facts.sentence,
        owner: Cast.owner.person,
        due: Facts.day("2026-09-01"),
        entry: .first
      )
    ),
    .reviewFollowedUp(.init(review: "year", decision: 1, status: .open, note: Facts.sentence)),
    .reviewClosed(
      .init(
        attendees: [Cast.chair.person],
        conclusion: Facts.sentence,
        next: Facts.day("2027-03-01")
      )
    ),
    .policyIssued(SystemFacts.policy(1)),
    .policyAcknowledged(.init(policy: "reporting", version: 1, text: Digest(of: [1]))),
    .waived(
      .init(rule: "R6", about: "R-0001", reason: Facts.sentence, expiry: Facts.day("2026-08-01"))
    ),
  ]

  @Test func `kinds are fixed for ever, and each has an example here`() {
    #expect(
      SystemEvent.kinds == [
        "audit.closed", "audit.found", "audit.planned", "audit.sampled", "objective.defined",
        "objective.measured", "policy.acknowledged", "policy.issued", "review.closed",
        "review.decided", "review.followed-up", "review.prepared", "review.stated", "risk.added",
        "risk.assessed", "risk.kept", "waiver.granted",
      ]
    )
    #expect(Set(Self.events.map(\.kind)) == Set(SystemEvent.kinds))
  }

  @Test(arguments: events)
  func `every event is read back as it was written`(_ event: SystemEvent) throws {
    let data = try CanonicalReader.value(of: event.data.canonicalBytes)
    #expect(try SystemEvent(kind: event.kind, data: data) == event)
    #expect(!event.words.isEmpty)
  }

  @Test(arguments: events)
  func `a member that is missing or unknown is named`(_ event: SystemEvent) throws {
    guard case .object(let members) = event.data else {
      Issue.record("\(event.kind) is no object")
      return
    }
    for name in members.keys {
      #expect(throws: EventFault.missing(member: name)) {
        try SystemEvent(kind: event.kind, data: .object(members.filter { $0.key != name }))
      }
    }
    #expect(throws: EventFault.unknown(member: "mood")) {
      try SystemEvent(kind: event.kind, data: .object(members.merging(["mood": "good"]) { $1 }))
    }
  }

  @Test func `a kind of an area that is not known stops the reader, others are passed over`() throws
  {
    #expect(throws: EventFault.unknownKind("risk.forgotten")) {
      try SystemEvent(kind: "risk.forgotten", data: [:])
    }
    #expect(try SystemEvent(kind: "item.answered", data: [:]) == nil)
  }

  @Test func `an event in a stream where it does not belong stops the fold`() throws {
    var story = Story()
    let event = SystemEvent.riskAdded(SystemFacts.risk)
    let entry = story.note(
      kind: event.kind,
      stream: "audit/spring",
      by: Cast.owner,
      data: event.data
    )
    var system = ManagementSystem()
    #expect(throws: SystemFault.stream(entry.event, "audit/spring")) { try system.fold(entry) }
  }

  @Test func `an event that comes twice counts once`() throws {
    var story = Story()
    let event = SystemEvent.riskAdded(SystemFacts.risk)
    let entry = story.note(
      kind: event.kind,
      stream: "risk/payee",
      by: Cast.owner,
      data: event.data
    )
    var system = ManagementSystem()
    try system.fold(entry)
    try system.fold(entry)
    #expect(system.risks.count == 1 && system.history.count == 1)
  }

  @Test(arguments: events, [RegisterActor.system, .anonymous])
  func `only accountable people act, whatever duties they claim`(
    _ event: SystemEvent,
    _ actor: RegisterActor
  ) {
    let almighty = RegisterActor(person: actor.person, duties: Set(Duty.allCases))
    let refusals = ManagementSystem().refusals(
      of: event,
      on: "name",
      by: almighty,
      organisation: .council,
      now: Story().now,
      remarks: [:]
    )
    #expect(refusals.contains { $0.code == "not-accountable" })
  }

  @Test(arguments: events, Duty.allCases)
  func `each event belongs to its duties`(_ event: SystemEvent, _ duty: Duty) {
    let refusals = ManagementSystem().refusals(
      of: event,
      on: "name",
      by: Cast.actor("p-0000000000ff", duty),
      organisation: .council,
      now: Story().now,
      remarks: [:]
    )
    let mayDo = event.duties?.contains(duty) ?? true
    #expect(refusals.contains { $0.code == "duty" } != mayDo)
  }
}
