import Content
import Records
import Session

/// An event of the register as it was recorded: what, who, when.
package struct RegisterRecord: Hashable, Sendable {
  package let event: EventID
  package let entry: RegisterEntryID
  package let fact: RegisterEvent
  package let actor: PersonID

  /// The duty in which the actor acted, as the log says.
  package let role: String

  /// Where the times come from; one that was given proves no order.
  package let clock: LedgerEntry.Clock
  package let occurredAt: Timestamp
  package let recordedAt: Timestamp

  /// The place among the events of the entry; order comes from here, and never from a clock.
  package let place: Int

  init(_ entry: LedgerEntry, of id: RegisterEntryID, _ fact: RegisterEvent) {
    event = entry.event
    self.entry = id
    self.fact = fact
    actor = entry.actor
    role = entry.role
    clock = entry.clock
    occurredAt = entry.occurredAt
    recordedAt = entry.recordedAt
    place = entry.seq
  }

  /// A draft as if it was recorded when it happened.
  init(_ draft: EntryDraft, of id: RegisterEntryID, _ fact: RegisterEvent, place: Int) {
    event = draft.event
    entry = id
    self.fact = fact
    actor = draft.actor
    role = draft.role
    clock = draft.clock
    occurredAt = draft.occurredAt
    recordedAt = draft.occurredAt
    self.place = place
  }
}

/// Why a log is no register.
package enum RegisterFault: Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable(EventID, stream: String, EventFault)
  case stream(EventID, String)
  case notRaised(EventID, RegisterEntryID)
  case raisedTwice(EventID, RegisterEntryID)
  case noSuchAction(EventID, RegisterEntryID, Int)
  case withoutCriterion(EventID, RegisterEntryID)

  package var description: String {
    switch self {
    case .unreadable(let event, let stream, let fault):
      "event \(event) in ‘\(stream)’ cannot be read: \(fault)"
    case .stream(let event, let stream):
      "event \(event) stands in ‘\(stream)’, which is no stream of a register entry"
    case .notRaised(let event, let id): "event \(event) concerns \(id), which nobody raised"
    case .raisedTwice(let event, let id): "event \(event) raises \(id) a second time"
    case .noSuchAction(let event, let id, let number):
      "event \(event) concerns action \(number) of \(id), which was not planned"
    case .withoutCriterion(let event, let id):
      "event \(event) verifies \(id), which has no criterion"
    }
  }
}

extension Timestamp {
  func adding(days: Int) -> Timestamp { adding(milliseconds: days * Self.millisecondsPerDay) }

  private static let millisecondsPerDay = 86_400_000
}
