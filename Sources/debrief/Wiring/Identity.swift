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
    if let claimed = settings.actor {
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
  /// give them; later ones join as staff. The name is kept before the enrolment is recorded, and a
  /// known person without an enrolment is enrolled, so a fault in between mends itself.
  mutating func identity() async throws -> Identity {
    let person: PeopleFile.Person
    if let known = try knownIdentity() {
      person = PeopleFile.Person(person: known.person, name: known.name)
    } else {
      var generator = SystemRandomNumberGenerator()
      let login = Self.login()
      person = try people.addIfNew(
        PeopleFile.Person(
          person: PersonID(using: &generator),
          name: login ?? "user \(getuid())",
          login: login,
          uid: getuid()
        )
      )
    }
    let identity = Identity(
      person: person.person,
      name: person.name,
      assurance: settings.actor == nil ? .local : .claimed
    )
    for attempt in 0... {
      do {
        try await recordRules(by: identity)
        try await enrol(identity)
        return identity
      } catch LedgerError.conflict where attempt < 5 {
        continue  // another process did the same a moment ago; look again
      }
    }
    return identity
  }

  /// Enrols somebody whom the ledger does not know.
  private func enrol(_ identity: Identity) async throws {
    let stream = identity.person.rawValue
    guard try await ledger.latest(in: stream) == nil else { return }
    let rules = try await ledger.latest(in: ProgrammeEvent.stream).map { $0.seq + 1 } ?? 0
    let isFirst = try await ledger.head().size == rules
    let roles = library.programme.roles.map(\.id)
    let event = PersonEvent.enrolled(
      roles: isFirst ? roles : Array(roles.prefix(1)),
      duties: isFirst ? Duty.allCases : [.staff]
    )
    var batch = LedgerBatch([draft(event.kind, event.data, in: stream, by: identity, as: .staff)])
    batch.expecting = [stream: 0]
    if isFirst {
      let founded = ProgrammeEvent.founded(by: identity.person)
      batch.drafts.append(
        draft(founded.kind, founded.data, in: ProgrammeEvent.enrolments, by: identity, as: .lead)
      )
      batch.expecting[ProgrammeEvent.enrolments] = 0
    }
    _ = try await ledger.append(batch)
  }

  private static func login() -> String? {
    getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) }
  }

  /// Puts the rules in force into the log, when they are not the ones that stand there.
  func recordRules(by identity: Identity) async throws {
    let digest = library.snapshotDigest
    let newest = try await ledger.latest(in: ProgrammeEvent.stream)
    guard newest?.data["document"]?.string != digest.description else { return }
    var batch = LedgerBatch([], documents: [library.snapshot])
    batch.expecting = [ProgrammeEvent.stream: newest.map { $0.seq + 1 } ?? 0]
    var events = [ProgrammeEvent.snapshot(digest)]
    if newest == nil {
      events.insert(
        .created(
          organisation: library.programme.organisation,
          origin: try await ledger.origin
        ),
        at: 0
      )
    }
    batch.drafts = events.map { event in
      draft(event.kind, event.data, in: ProgrammeEvent.stream, by: identity, as: .lead)
    }
    _ = try await ledger.append(batch)
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
