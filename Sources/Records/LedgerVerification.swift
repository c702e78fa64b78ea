import Content
import Foundation
import Session

/// What recomputing a whole ledger found.
package struct LedgerVerification: Hashable, Sendable {
  /// How many entries were read.
  package let size: Int

  /// The root over the entries that were read.
  package let root: Digest
  package let streams: Int

  /// The first thing that does not hold; `nil` if all holds.
  package let fault: Fault?

  /// What an auditor should know although nothing is wrong, such as a clock that went back.
  package let remarks: [String]

  package init(size: Int, root: Digest, streams: Int, fault: Fault?, remarks: [String]) {
    self.size = size
    self.root = root
    self.streams = streams
    self.fault = fault
    self.remarks = remarks
  }

  package var holds: Bool { fault == nil }

  package struct Fault: Error, Hashable, Sendable {
    /// The position of the entry, if it is one entry's fault.
    package let position: Int?
    package let reason: String

    package init(position: Int?, reason: String) {
      self.position = position
      self.reason = reason
    }
  }
}

/// Recomputes a log entry by entry: canonical form, leaf hash, stream links, tree root, and that every
/// text referred to is there.
///
/// The tree is the one authority; the links inside the leaves are walked one by one, never only at
/// their ends (the lesson of GHSA-672p-m5jq-mrh8). One pass, memory by the number of streams.
package struct LedgerVerifier {
  /// An entry as the store shows it: the bytes, and the columns that must agree with them.
  package struct Row: Sendable {
    package let position: Int
    package let leaf: [UInt8]
    package let event: [UInt8]
    package let stream: String
    package let seq: Int
    package let bytes: [UInt8]

    package init(
      position: Int,
      leaf: [UInt8],
      event: [UInt8],
      stream: String,
      seq: Int,
      bytes: [UInt8]
    ) {
      self.position = position
      self.leaf = leaf
      self.event = event
      self.stream = stream
      self.seq = seq
      self.bytes = bytes
    }
  }

  /// How many rows are best handed over at once: enough for all cores, little memory.
  package static let batchSize = 2_048

  package private(set) var frontier = MerkleFrontier()

  /// Digests of documents that entries refer to, with the first position that does.
  package private(set) var documents: [Digest: Int] = [:]

  /// Commitments of free texts, with the first position that refers to them.
  package private(set) var commitments: [Digest: Int] = [:]
  package private(set) var remarks: [String] = []
  private var ends: [String: LedgerSequencer.StreamEnd] = [:]
  private var latest = Timestamp(milliseconds: .min)

  /// The root when the log had this many entries, if a head file or a checkpoint asked for it.
  private let milestone: Int?
  package private(set) var milestoneRoot: Digest?

  package init(milestone: Int? = nil) {
    self.milestone = milestone
    if milestone == 0 { milestoneRoot = MerkleTree.emptyRoot }
  }

  package var streams: Int { ends.count }

  /// Checks the next entries, in the order of the log.
  ///
  /// What concerns one entry alone is checked on all cores, what joins them one after the other.
  package mutating func take(_ rows: [Row]) throws(LedgerVerification.Fault) {
    let size = max(1, rows.count / 4)
    let chunks = stride(from: 0, to: rows.count, by: size).map {
      Array(rows[$0..<min($0 + size, rows.count)])
    }
    let checked = inParallel(chunks) { chunk in chunk.map(Checked.init) }.flatMap(\.self)
    for (row, checked) in zip(rows, checked) { try take(row, checked) }
  }

  /// What an entry's own bytes and columns say.
  private struct Checked: Sendable {
    let leaf: Digest
    let outline: Result<Outline, EntryFault>

    init(_ row: Row) {
      leaf = MerkleTree.leaf(row.bytes)
      outline = row.bytes.withUnsafeBytes { bytes in
        row.event.withUnsafeBytes { event in
          Result { () throws(EntryFault) in
            let outline = try Outline(bytes)
            let text = UnsafeRawBufferPointer(rebasing: bytes[outline.event])
            guard EventID.isText(text, of: event), outline.stream == row.stream,
              outline.seq == row.seq
            else { throw EntryFault(reason: "the columns differ from the entry they stand beside") }
            return outline
          }
        }
      }
    }
  }

  private mutating func take(_ row: Row, _ checked: Checked) throws(LedgerVerification.Fault) {
    guard row.position == frontier.size else {
      throw fault(frontier.size, "the entry is missing; the next one is \(row.position)")
    }
    let leaf = checked.leaf
    guard leaf.bytes == row.leaf else {
      throw fault(row.position, "the bytes do not have the leaf hash that stands beside them")
    }
    let entry: Outline
    do { entry = try checked.outline.get() } catch { throw fault(row.position, error.reason) }
    let end = ends[entry.stream]
    guard entry.seq == end?.count ?? 0 else {
      throw fault(
        row.position,
        "stream ‘\(entry.stream)’ goes on with \(entry.seq), not \(end?.count ?? 0)"
      )
    }
    guard entry.prev == end?.leaf else {
      throw fault(row.position, "it does not link to the entry before it in ‘\(entry.stream)’")
    }
    if entry.recordedAt < latest {
      remarks.append("the clock went back before entry \(row.position), to \(entry.recordedAt)")
    }
    latest = entry.recordedAt
    for document in entry.documents where documents[document] == nil {
      documents[document] = row.position
    }
    for commitment in entry.commitments where commitments[commitment] == nil {
      commitments[commitment] = row.position
    }
    ends[entry.stream] = LedgerSequencer.StreamEnd(count: entry.seq + 1, leaf: leaf)
    frontier.append(leaf)
    if frontier.size == milestone { milestoneRoot = frontier.root }
  }

  private func fault(_ position: Int, _ reason: String) -> LedgerVerification.Fault {
    LedgerVerification.Fault(position: position, reason: reason)
  }
}

/// The members of an entry that the log itself rests on, read without building the rest.
struct Outline: Sendable {
  var stream = ""
  var seq = -1
  var prev: Digest?
  var recordedAt = Timestamp(milliseconds: 0)
  var documents: [Digest] = []
  var commitments: [Digest] = []

  /// Where the text of the event id stands.
  private(set) var event = 0..<0

  private static let names: [StaticString] = [
    "actor", "assurance", "clock", "data", "event", "kind", "occurredAt", "prev", "recordedAt",
    "role", "seq", "stream", "v",
  ]

  /// Whether the log can make sense of these bytes.
  static func reads(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      do throws(EntryFault) {
        _ = try Outline(buffer)
        return true
      } catch { return false }
    }
  }

  init(_ bytes: UnsafeRawBufferPointer) throws(EntryFault) {
    var index = 0
    var wrong: String?
    var reader = CanonicalReader(bytes)
    do {
      try reader.members { (name, range) throws(CanonicalReader.Fault) in
        guard index < Self.names.count, Self.isText(name, Self.names[index]) else {
          wrong = "its members are not those of an entry"
          index = Self.names.count
          return
        }
        if !take(index, bytes, range) { wrong = "‘\(Self.names[index])’ has another form" }
        index += 1
      }
    } catch { throw EntryFault(reason: "the text is not canonical: \(error)") }
    if index != Self.names.count { wrong = wrong ?? "a member is missing" }
    if let wrong { throw EntryFault(reason: wrong) }
  }

  private static func isText(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
    guard bytes.count == text.utf8CodeUnitCount, let start = bytes.baseAddress else { return false }
    return memcmp(start, text.utf8Start, bytes.count) == 0
  }

  /// Takes the value of the member with this place among the names.
  private mutating func take(
    _ index: Int,
    _ bytes: UnsafeRawBufferPointer,
    _ range: Range<Int>
  ) -> Bool {
    let value = UnsafeRawBufferPointer(rebasing: bytes[range])
    let inside = range.count >= 2 ? range.dropFirst().dropLast() : range
    let text = UnsafeRawBufferPointer(rebasing: bytes[inside])
    switch index {
    case 3:
      documents = digests(after: "\"document\":\"", in: value)
      commitments = digests(after: "\"remark\":\"", in: value)
      return true
    case 4: event = Range(uncheckedBounds: (inside.startIndex, inside.endIndex))
    case 7:
      if Self.isText(value, "null") { return true }
      guard let digest = Digest(hexadecimal: text) else { return false }
      prev = digest
    case 6: guard Timestamp(canonical: text) != nil else { return false }
    case 8:
      guard let time = Timestamp(canonical: text) else { return false }
      recordedAt = time
    case 10:
      guard let number = Int(String(decoding: value, as: UTF8.self)) else { return false }
      seq = number
      return true
    case 11:
      // No name of a stream needs an escape.
      guard !text.contains(UInt8(ascii: "\\")) else { return false }
      stream = String(decoding: text, as: UTF8.self)
    case 12: return Self.isText(value, "1")
    default: break
    }
    return value.first == UInt8(ascii: "\"")
  }

  /// The digests that follow a name; inside a text its quotation marks would be escaped.
  private func digests(after name: StaticString, in bytes: UnsafeRawBufferPointer) -> [Digest] {
    let length = name.utf8CodeUnitCount
    var found: [Digest] = []
    var index = 0
    while index + length + 64 <= bytes.count {
      if bytes[index] == UInt8(ascii: "\""),
        Self.isText(UnsafeRawBufferPointer(rebasing: bytes[index..<(index + length)]), name)
      {
        let digits = bytes[(index + length)..<(index + length + 64)]
        if let digest = Digest(hexadecimal: UnsafeRawBufferPointer(rebasing: digits)) {
          found.append(digest)
        }
        index += length
      } else {
        index += 1
      }
    }
    return found
  }
}
