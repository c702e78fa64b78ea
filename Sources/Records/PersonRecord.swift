import Content
import Session

/// What the ledger knows of a person: that they are there, their roles and their duties.
///
/// Their name is in another file.
package enum PersonEvent: Hashable, Sendable {
  /// `person.enrolled`: the person joined.
  case enrolled(roles: [RoleID], duties: [Duty])

  /// `person.assigned`: the person has these roles and duties from now on, and no others.
  case assigned(roles: [RoleID], duties: [Duty])

  /// `person.left`: the person left; their records stay.
  case left

  package static let kinds: Set = ["person.enrolled", "person.assigned", "person.left"]

  package var kind: String {
    switch self {
    case .enrolled: "person.enrolled"
    case .assigned: "person.assigned"
    case .left: "person.left"
    }
  }

  package var data: JSONValue {
    switch self {
    case .enrolled(let roles, let duties), .assigned(let roles, let duties):
      [
        "duties": .array(duties.map { .string($0.rawValue) }),
        "roles": .array(roles.map { .string($0.rawValue) }),
      ]
    case .left: [:]
    }
  }

  /// Reads an event back; `nil` for entries of other kinds.
  package init?(_ entry: LedgerEntry) throws(EntryFault) {
    guard Self.kinds.contains(entry.kind) else { return nil }
    guard entry.kind != "person.left" else {
      self = .left
      return
    }
    let data = RecordReader(entry)
    let names = try data.strings("duties")
    let duties = names.compactMap(Duty.init(rawValue:))
    guard duties.count == names.count else { throw data.fault("duties") }
    let roles = try data.strings("roles").map(RoleID.init(rawValue:))
    self =
      entry.kind == "person.enrolled"
      ? .enrolled(roles: roles, duties: duties) : .assigned(roles: roles, duties: duties)
  }
}

/// What the ledger knows of its own beginning and of the rules in force.
package enum ProgrammeEvent: Hashable, Sendable {
  /// `ledger.created`: the first entry of a log.
  case created(organisation: String, origin: String)

  /// `programme.snapshot`: the programme, competencies and item versions in force from now on, as a
  /// document of the ledger.
  case snapshot(Digest)

  /// `ledger.founded`: this person was the first here, and holds every role and duty for now.
  case founded(by: PersonID)

  package static let stream = "programme"

  /// The stream that holds who was first; it has at most one entry.
  package static let enrolments = "programme/founder"

  package var kind: String {
    switch self {
    case .created: "ledger.created"
    case .snapshot: "programme.snapshot"
    case .founded: "ledger.founded"
    }
  }

  package var data: JSONValue {
    switch self {
    case .created(let organisation, let origin):
      ["organisation": .string(organisation), "origin": .string(origin)]
    case .snapshot(let digest): ["document": .string(digest.description)]
    case .founded(let person): ["person": .string(person.rawValue)]
    }
  }
}
