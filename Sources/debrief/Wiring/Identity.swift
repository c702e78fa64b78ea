import Content
import Foundation
import Records
import Session
import Storage

/// Who is at the terminal, and how sure that is.
struct Identity: Sendable {
  let person: PersonID
  let name: String
  let assurance: LedgerEntry.Assurance
}

extension Workbench {
  /// The person who is acting, if they are known here.
  func knownIdentity() throws -> Identity? {
    if let claimed = options.as {
      let found = people.find(claimed)
      guard let person = found.first, found.count == 1 else {
        let nearest = nearest(to: claimed, in: people.people.map(\.name))
        throw Refusal(
          .noInput,
          found.isEmpty
            ? "nobody here is called ‘\(claimed)’"
            : "\(found.count) people are called ‘\(claimed)’",
          hint: nearest.map { "did you mean ‘\($0)’?" }
            ?? "list people with: debrief people list"
        )
      }
      return Identity(person: person.person, name: person.name, assurance: .claimed)
    }
    return people.person(uid: getuid()).map {
      Identity(person: $0.person, name: $0.name, assurance: .local)
    }
  }

  /// The person who is acting; somebody who was never here is enrolled first.
  ///
  /// The first person of a ledger holds every role and duty, since there is nobody else who could
  /// give them; later ones join as staff.
  mutating func identity() async throws -> Identity {
    if let known = try knownIdentity() {
      try await recordRules(by: known)
      return known
    }
    var generator = SystemRandomNumberGenerator()
    let isFirst = people.people.isEmpty
    let login = Self.login()
    let person = PeopleFile.Person(
      person: PersonID(using: &generator),
      name: login ?? "user \(getuid())",
      login: login,
      uid: getuid()
    )
    try people.add(person)
    let identity = Identity(person: person.person, name: person.name, assurance: .local)
    let roles = library.programme.roles.map(\.id)
    let event = PersonEvent.enrolled(
      roles: isFirst ? roles : Array(roles.prefix(1)),
      duties: isFirst ? Duty.allCases : [.staff]
    )
    try await recordRules(by: identity)
    _ = try await record(
      event.kind,
      event.data,
      in: person.person.rawValue,
      by: identity,
      as: .staff
    )
    return identity
  }

  private static func login() -> String? {
    getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) }
  }

  /// Puts the rules in force into the log, when they are not the ones that stand there.
  private func recordRules(by identity: Identity) async throws {
    let snapshot = library.snapshot
    let digest = Digest(of: snapshot)
    var batch = LedgerBatch([])
    if try await ledger.head().size == 0 {
      let created = ProgrammeEvent.created(
        organisation: library.programme.organisation,
        origin: try await ledger.origin
      )
      batch.drafts.append(
        draft(created.kind, created.data, in: ProgrammeEvent.stream, by: identity, as: .lead)
      )
    } else if try await ledger.document(digest) != nil, try await isNewest(digest) {
      return
    }
    let event = ProgrammeEvent.snapshot(digest)
    batch.drafts.append(
      draft(event.kind, event.data, in: ProgrammeEvent.stream, by: identity, as: .lead)
    )
    batch.documents = [snapshot]
    _ = try await ledger.append(batch)
  }

  private func isNewest(_ digest: Digest) async throws -> Bool {
    try await ledger.latest(in: ProgrammeEvent.stream)?.data["document"]?.string
      == digest.description
  }

  // MARK: Recording

  func draft(
    _ kind: String,
    _ data: JSONValue,
    in stream: String,
    by identity: Identity,
    as duty: Duty
  ) -> EntryDraft {
    var generator = SystemRandomNumberGenerator()
    return EntryDraft(
      event: EventID(using: &generator),
      kind: kind,
      stream: stream,
      actor: identity.person,
      role: duty.rawValue,
      assurance: identity.assurance,
      clock: clock.source,
      occurredAt: clock.now,
      data: data
    )
  }

  func record(
    _ kind: String,
    _ data: JSONValue,
    in stream: String,
    by identity: Identity,
    as duty: Duty,
    remarks: [Remark] = []
  ) async throws -> Receipt {
    let receipts = try await ledger.append(
      LedgerBatch([draft(kind, data, in: stream, by: identity, as: duty)], remarks: remarks)
    )
    guard let receipt = receipts.first else {
      throw LedgerError.notRecorded("the ledger gave no receipt")
    }
    return receipt
  }
}
