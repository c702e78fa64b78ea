import Content
import Improvement
import Psychometrics
import Records
import Session
import Testing

/// People of an invented organisation, one for each duty.
enum Cast {
  static let lead = actor("p-00000000001d", .lead)
  static let otherLead = actor("p-0000000002ed", .lead)
  static let trainer = actor("p-0000000000c0", .trainer)
  static let owner = actor("p-0000000000a1", .owner)
  static let verifier = actor("p-0000000000f1", .verifier)
  static let chair = actor("p-0000000000c1", .chair)
  static let colleague = actor("p-0000000000a2", .staff)

  /// In a small organisation the first person holds all duties.
  static let everything = RegisterActor(
    person: PersonID(rawValue: "p-000000000a11"),
    duties: Set(Duty.allCases)
  )

  static func actor(_ id: String, _ duties: Duty...) -> RegisterActor {
    RegisterActor(person: PersonID(rawValue: id), duties: Set(duties))
  }
}

extension OrganisationSize {
  static let council = OrganisationSize(activePeople: 40)
  static let workshop = OrganisationSize(activePeople: 3)
}

/// A register that grows event by event; whatever the gate refuses does not get in.
struct Story {
  var organisation = OrganisationSize.council
  var remarks: [Digest: Remark] = [:]
  private(set) var register = ImprovementRegister()
  private(set) var log: [LedgerEntry] = []
  var now = Timestamp("2026-03-02T09:00:00.000Z") ?? Timestamp(milliseconds: 0)
  private var sequencer = LedgerSequencer(frontier: MerkleFrontier())
  private var random = SplitMix64(seed: 20_260_302)

  var today: Day { Day(number: now.milliseconds / 86_400_000) }

  func entry(_ id: RegisterEntryID = .first) -> RegisterEntry? { register.entry(id) }

  func refusals(
    _ event: RegisterEvent,
    by actor: RegisterActor,
    on id: RegisterEntryID = .first
  ) -> [Refusal] {
    register.refusals(
      of: event,
      on: id,
      by: actor,
      organisation: organisation,
      now: now,
      remarks: remarks
    )
  }

  func codes(
    _ event: RegisterEvent,
    by actor: RegisterActor,
    on id: RegisterEntryID = .first
  ) -> [String] {
    refusals(event, by: actor, on: id).map(\.code)
  }

  /// Tells an event that is allowed.
  mutating func tell(
    _ event: RegisterEvent,
    by actor: RegisterActor,
    on id: RegisterEntryID = .first
  ) throws {
    let refusals = refusals(event, by: actor, on: id)
    try #require(refusals.isEmpty, "\(event.kind) on \(id) was refused: \(refusals)")
    try record(event, by: actor, on: id)
  }

  /// Tells an event if it is allowed, and passes over it otherwise.
  mutating func tryToTell(_ event: RegisterEvent, by actor: RegisterActor) throws {
    if refusals(event, by: actor).isEmpty { try record(event, by: actor) }
  }

  /// Records an event that no gate looked at, as an import would.
  mutating func record(
    _ event: RegisterEvent,
    by actor: RegisterActor,
    on id: RegisterEntryID = .first
  ) throws {
    let entry = note(kind: event.kind, stream: id.stream, by: actor, data: event.data)
    try register.fold(entry)
    pass(hours: 1)
  }

  /// An event as it would be sent to the log.
  mutating func draft(
    kind: String,
    stream: String,
    by actor: RegisterActor,
    data: JSONValue
  ) -> EntryDraft {
    EntryDraft(
      event: EventID(using: &random),
      kind: kind,
      stream: stream,
      actor: actor.person,
      role: actor.duties.first?.rawValue ?? "staff",
      assurance: .local,
      clock: .simulated,
      occurredAt: now,
      data: data
    )
  }

  @discardableResult
  mutating func note(
    kind: String,
    stream: String,
    by actor: RegisterActor,
    data: JSONValue
  ) -> LedgerEntry {
    let draft = draft(kind: kind, stream: stream, by: actor, data: data)
    let (entry, _) = sequencer.place(draft, recordedAt: now) { _ in nil }
    log.append(entry)
    return entry
  }

  mutating func pass(days: Int = 0, hours: Int = 0) {
    now = now.adding(milliseconds: (days * 24 + hours) * 3_600_000)
  }
}

extension RegisterEntryID {
  static let first = RegisterEntryID(number: 1)
}
