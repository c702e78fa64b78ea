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

  /// Reads an entry, and refuses whatever is not exactly one.
  package init(bytes: [UInt8]) throws(EntryFault) {
    let read = bytes.withUnsafeBytes { buffer in
      var reader = CanonicalReader(buffer)
      return Result { () throws(CanonicalReader.Fault) in try LedgerEntry(from: &reader) }
    }
    guard case .success(let entry?) = read else { throw Self.fault(of: bytes) }
    self = entry
  }

  /// Reads the members one after the other, in the only order that they can stand in.
  private init?(from reader: inout CanonicalReader) throws(CanonicalReader.Fault) {
    try reader.skip("{\"actor\":")
    actor = PersonID(rawValue: try reader.text())
    try reader.skip(",\"assurance\":")
    let assurance = Assurance(rawValue: try reader.text())
    try reader.skip(",\"clock\":")
    let clock = Clock(rawValue: try reader.text())
    try reader.skip(",\"data\":")
    data = try reader.value()
    try reader.skip(",\"event\":")
    let event = EventID(try reader.rawText())
    try reader.skip(",\"kind\":")
    kind = try reader.text()
    try reader.skip(",\"occurredAt\":")
    let occurredAt = Timestamp(canonical: try reader.rawText())
    try reader.skip(",\"prev\":")
    let before = try reader.rawTextOrNull()
    try reader.skip(",\"recordedAt\":")
    let recordedAt = Timestamp(canonical: try reader.rawText())
    try reader.skip(",\"role\":")
    role = try reader.text()
    try reader.skip(",\"seq\":")
    let seq = try reader.value().integer
    try reader.skip(",\"stream\":")
    stream = try reader.text()
    try reader.skip(",\"v\":")
    let version = try reader.value().integer
    try reader.skip("}")
    try reader.end()
    guard version == Self.layoutVersion, let event, let seq, let assurance, let clock,
      let occurredAt, let recordedAt
    else { return nil }
    (self.event, self.seq) = (event, seq)
    (self.assurance, self.clock) = (assurance, clock)
    (self.occurredAt, self.recordedAt) = (occurredAt, recordedAt)
    prev = before.flatMap { Digest(hexadecimal: $0) }
    guard prev != nil || before == nil else { return nil }
  }

  /// What is wrong with bytes that are no entry.
  private static func fault(of bytes: [UInt8]) -> EntryFault {
    do throws(CanonicalReader.Fault) {
      guard case .object(let members) = try CanonicalReader.value(of: bytes) else {
        return EntryFault(reason: "no object")
      }
      guard members["v"]?.integer == layoutVersion else {
        return EntryFault(
          reason: "layout version \(members["v"]?.integer ?? 0) is not known here"
        )
      }
      return EntryFault(reason: "a member is missing or has another form")
    } catch { return EntryFault(reason: "the text is not canonical: \(error)") }
  }
}

/// Bytes that are no entry.
package struct EntryFault: Error, Hashable, Sendable {
  package let reason: String

  package init(reason: String) { self.reason = reason }
}
