import Content
import Psychometrics
import Records
import Session

/// Somebody in the example of a rule.
enum ExamplePerson: Int {
  case lead = 1
  case otherLead
  case owner
  case verifier
  case auditor
  case chair
  case staff
  case trainer

  var id: PersonID {
    PersonID(rawValue: "p-00000000000\(rawValue)")
  }
}

/// A register made event by event past all gates, so that it can be as bad as an example needs.
///
/// Days count from 6 January 2025; within a day events follow each other by the minute.
package struct ExampleRegister: Sendable {
  package private(set) var system = ManagementSystem()
  package private(set) var faults: [SystemFault] = []
  var people = 40

  /// Where the times of what is told come from.
  var clock = LedgerEntry.Clock.system
  var left: Set<PersonID> = []

  /// The day on which the rule looks.
  var today = 200
  var effects: [RegisterEntryID: EffectInterval] = [:]
  var easyItems: [EasyItem] = []
  var hastySittings: [HastySitting] = []
  private var sequencer = LedgerSequencer(frontier: MerkleFrontier())
  private var random = SplitMix64(seed: 27_001)

  init(_ build: (inout ExampleRegister) -> Void) { build(&self) }

  package var evidence: SubstanceEvidence {
    var evidence = SubstanceEvidence(
      system: system,
      remarks: [:],
      organisation: OrganisationSize(activePeople: people),
      now: Self.time(today)
    )
    evidence.left = left
    evidence.effects = effects
    evidence.easyItems = easyItems
    evidence.hastySittings = hastySittings
    return evidence
  }

  static func time(_ day: Int, minute: Int = 0, second: Int = 0) -> Timestamp {
    let start = 20_094 * 86_400_000 + 9 * 3_600_000
    return Timestamp(
      milliseconds: start + day * 86_400_000 + (minute * 60 + second) * 1_000
    )
  }

  static func day(_ day: Int) -> Day { time(day).utcDay }

  // MARK: Telling

  mutating func tell(
    _ event: RegisterEvent,
    on entry: Int,
    by person: ExamplePerson,
    day: Int,
    minute: Int = 0,
    second: Int = 0,
    occurredOn: Int? = nil
  ) {
    let time = Self.time(day, minute: minute, second: second)
    record(
      event.kind,
      event.data,
      RegisterEntryID(number: entry).stream,
      by: person.id,
      at: time,
      occurredAt: occurredOn.map { Self.time($0) } ?? time
    )
  }

  mutating func tell(
    _ event: SystemEvent,
    on subject: String,
    by person: ExamplePerson,
    as duty: Duty = .staff,
    day: Int
  ) {
    let time = Self.time(day)
    record(
      event.kind,
      event.data,
      event.area.stream(subject),
      by: person.id,
      as: duty,
      at: time,
      occurredAt: time
    )
  }

  private mutating func record(
    _ kind: String,
    _ data: JSONValue,
    _ stream: String,
    by person: PersonID,
    as duty: Duty = .staff,
    at time: Timestamp,
    occurredAt: Timestamp
  ) {
    let draft = EntryDraft(
      event: EventID(using: &random),
      kind: kind,
      stream: stream,
      actor: person,
      role: duty.rawValue,
      assurance: .local,
      clock: clock,
      occurredAt: occurredAt,
      data: data
    )
    let entry = sequencer.place(draft, recordedAt: time) { _ in nil }.entry
    do throws(SystemFault) { try system.fold(entry) } catch { faults.append(error) }
  }
}
