import Content
import Records

/// Who there is, in which roles and duties: the part of the records that answers are not needed for.
package struct Roster: Sendable {
  package struct Member: Hashable, Sendable {
    package private(set) var roles: [RoleID] = []
    package private(set) var duties: [Duty] = []
    package private(set) var enrolledAt: Timestamp?
    package private(set) var hasLeft = false

    package init() {}

    mutating func take(_ event: PersonEvent, at time: Timestamp) {
      switch event {
      case .enrolled(let roles, let duties):
        enrolledAt = time
        (self.roles, self.duties) = (roles, duties)
        hasLeft = false
      case .assigned(let roles, let duties): (self.roles, self.duties) = (roles, duties)
      case .left: hasLeft = true
      }
    }

    package var isActive: Bool { enrolledAt != nil && !hasLeft }
  }

  package internal(set) var members: [PersonID: Member] = [:]

  /// The digest of the newest snapshot of programme and content.
  package internal(set) var snapshot: Digest?

  /// The newest parameters of items, with the position of the entry.
  package internal(set) var calibration: (record: CalibrationRecord, position: Int)?

  package init() {}

  /// Takes a later entry of the log, and says whether it was of a kind that is kept here.
  @discardableResult
  package mutating func take(
    _ entry: LedgerEntry,
    at position: Int
  ) throws(EntryFault) -> Bool {
    if entry.kind == "programme.snapshot" {
      snapshot = try RecordReader(entry).digest("document")
    } else if let event = try PersonEvent(entry) {
      members[PersonID(rawValue: entry.stream), default: Member()].take(event, at: entry.occurredAt)
    } else if let record = try CalibrationRecord(entry) {
      calibration = (record, position)
    } else {
      return false
    }
    return true
  }

  /// People who are enrolled and did not leave.
  package var active: [PersonID: Member] { members.filter(\.value.isActive) }

  /// Their pseudonyms in order.
  package var activePeople: [PersonID] { active.keys.sorted() }
}
