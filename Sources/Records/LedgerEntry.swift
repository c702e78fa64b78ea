import Content
import Session

/// One event as it was recorded: evidence, kept unchanged.
///
/// The canonical bytes (RFC 8785) are the entry; everything else is read from them. A leaf of the
/// Merkle tree is their hash, ``LedgerEntry/leaf``.
package struct LedgerEntry: Hashable, Sendable {
  /// The version of the layout that this program writes and reads.
  package static let layoutVersion = 1

  package let event: EventID

  /// What happened: `item.answered`, for one.
  ///
  /// Its stage owns the meaning of ``data``.
  package let kind: String

  /// Whom or what the entry concerns: a person's pseudonym, `content`, `programme` or `register/ID`.
  package let stream: String

  /// The place in the stream, counted from zero without a gap.
  package let seq: Int

  /// The leaf hash of the entry before it in the stream; `nil` for the first.
  package let prev: Digest?
  package let actor: PersonID

  /// The duty in which the actor acted.
  package let role: String
  package let assurance: Assurance
  package let clock: Clock

  /// When it happened, as the actor says.
  package let occurredAt: Timestamp

  /// When it was recorded, as the system says.
  package let recordedAt: Timestamp
  package let data: JSONValue

  /// How sure it is that the actor is who the entry says.
  package enum Assurance: String, Sendable {
    /// The login's user id; the person could have altered the program.
    case local

    /// Named by `--as`, on a local store.
    case claimed

    /// Judged by a service that the person cannot reach.
    case daemon
  }

  /// Where the times come from.
  package enum Clock: String, Sendable {
    case system

    /// Given by `--at`.
    case given
    case simulated
  }
}

// MARK: - Bytes

extension LedgerEntry {
  /// The canonical text of the entry: its members in the order of their names.
  package var bytes: [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(1_024)
    let member = { (name: StaticString, output: inout [UInt8]) in
      output += UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    }
    member("{\"actor\":", &output)
    JSONValue.write(actor.rawValue, to: &output)
    member(",\"assurance\":", &output)
    JSONValue.write(assurance.rawValue, to: &output)
    member(",\"clock\":", &output)
    JSONValue.write(clock.rawValue, to: &output)
    member(",\"data\":", &output)
    data.write(to: &output)
    member(",\"event\":", &output)
    JSONValue.write(event.description, to: &output)
    member(",\"kind\":", &output)
    JSONValue.write(kind, to: &output)
    member(",\"occurredAt\":", &output)
    JSONValue.write(occurredAt.description, to: &output)
    member(",\"prev\":", &output)
    if let prev { JSONValue.write(prev.description, to: &output) } else { output += "null".utf8 }
    member(",\"recordedAt\":", &output)
    JSONValue.write(recordedAt.description, to: &output)
    member(",\"role\":", &output)
    JSONValue.write(role, to: &output)
    member(",\"seq\":", &output)
    JSONValue.integer(seq).write(to: &output)
    member(",\"stream\":", &output)
    JSONValue.write(stream, to: &output)
    member(",\"v\":", &output)
    JSONValue.integer(Self.layoutVersion).write(to: &output)
    output.append(UInt8(ascii: "}"))
    return output
  }

  /// A time in the one form that entries have it in; people may type others.
  private static func time(_ text: String) -> Timestamp? {
    var text = text
    return text.withUTF8 { Timestamp(canonical: UnsafeRawBufferPointer($0)) }
  }

  /// Reads an entry, and refuses whatever is not exactly one.
  package init(bytes: [UInt8]) throws(EntryFault) {
    let value: JSONValue
    do { value = try CanonicalReader.value(of: bytes) } catch {
      throw EntryFault(reason: "the text is not canonical: \(error)")
    }
    guard case .object(let members) = value else { throw EntryFault(reason: "no object") }
    guard members["v"]?.integer == Self.layoutVersion else {
      throw EntryFault(reason: "layout version \(members["v"]?.integer ?? 0) is not known here")
    }
    guard members.count == 13, let event = members["event"]?.string.flatMap(EventID.init),
      let kind = members["kind"]?.string, let stream = members["stream"]?.string,
      let seq = members["seq"]?.integer, let actor = members["actor"]?.string,
      let role = members["role"]?.string,
      let assurance = members["assurance"]?.string.flatMap(Assurance.init(rawValue:)),
      let clock = members["clock"]?.string.flatMap(Clock.init(rawValue:)),
      let occurredAt = members["occurredAt"]?.string.flatMap(Self.time),
      let recordedAt = members["recordedAt"]?.string.flatMap(Self.time),
      let data = members["data"], let prev = members["prev"]
    else { throw EntryFault(reason: "a member is missing or has another form") }
    self.event = event
    self.kind = kind
    self.stream = stream
    self.seq = seq
    self.actor = PersonID(rawValue: actor)
    self.role = role
    self.assurance = assurance
    self.clock = clock
    self.occurredAt = occurredAt
    self.recordedAt = recordedAt
    self.data = data
    switch prev {
    case .null: self.prev = nil
    case .string(let text):
      guard let digest = Digest(hexadecimal: text) else {
        throw EntryFault(reason: "‘prev’ is no digest")
      }
      self.prev = digest
    default: throw EntryFault(reason: "‘prev’ is no digest")
    }
  }
}

/// Bytes that are no entry.
package struct EntryFault: Error, Hashable, Sendable {
  package let reason: String

  package init(reason: String) { self.reason = reason }
}
