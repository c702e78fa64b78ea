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
  /// Entries as the store shows them, one after the other: the bytes, and the columns that must agree
  /// with them.
  ///
  /// All of them lie in one stretch of memory, so taking over an entry is one copy.
  package struct Batch: Sendable {
    fileprivate struct Row: Sendable {
      let position: Int
      let seq: Int
      let leaf: Range<Int>
      let event: Range<Int>
      let stream: Range<Int>
      let bytes: Range<Int>
    }

    fileprivate private(set) var rows: [Row] = []
    fileprivate private(set) var memory: [UInt8] = []

    package init() {}

    package var count: Int { rows.count }

    package mutating func append(
      position: Int,
      leaf: UnsafeRawBufferPointer,
      event: UnsafeRawBufferPointer,
      stream: UnsafeRawBufferPointer,
      seq: Int,
      bytes: UnsafeRawBufferPointer
    ) {
      rows.append(
        Row(
          position: position,
          seq: seq,
          leaf: keep(leaf),
          event: keep(event),
          stream: keep(stream),
          bytes: keep(bytes)
        )
      )
    }

    private mutating func keep(_ bytes: UnsafeRawBufferPointer) -> Range<Int> {
      let start = memory.count
      memory += bytes
      return start..<memory.count
    }
  }

  /// How many entries are best handed over at once: enough for all cores, little memory.
  package static let batchSize = 4_096

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

  /// Checks the next entries, in the order of the log, while `meanwhile` fetches those after them.
  ///
  /// What concerns one entry alone is checked on all cores, what joins them one after the other.
  package mutating func take(
    _ batch: Batch,
    meanwhile: @Sendable () -> Void = {}
  ) throws(LedgerVerification.Fault) {
    let size = max(1, batch.count / 8)
    let starts = Array(stride(from: 0, to: batch.count, by: size))
    // The first task fetches, the others check.
    let checked = inParallel([nil] + starts.map(Optional.init)) { start -> [Checked] in
      guard let start else {
        meanwhile()
        return []
      }
      return batch.memory.withUnsafeBytes { memory in
        batch.rows[start..<min(start + size, batch.count)].map { Checked($0, in: memory) }
      }
    }
    var row = 0
    for checked in checked.joined() {
      try take(batch.rows[row].position, checked)
      row += 1
    }
  }

  /// What an entry's own bytes and columns say.
  private struct Checked: Sendable {
    let leaf: Digest
    let hasItsLeaf: Bool
    let outline: Result<Outline, EntryFault>

    init(_ row: Batch.Row, in memory: UnsafeRawBufferPointer) {
      let part = { (range: Range<Int>) in UnsafeRawBufferPointer(rebasing: memory[range]) }
      let bytes = part(row.bytes)
      leaf = MerkleTree.leaf(bytes)
      hasItsLeaf = leaf.isHeld(by: part(row.leaf))
      outline = Result { () throws(EntryFault) in
        let outline = try Outline(bytes)
        let stream = outline.streamText
        guard
          EventID.isText(
            part(outline.event.shifted(by: row.bytes.lowerBound)),
            of: part(row.event)
          ),
          stream.count == row.stream.count,
          part(stream.shifted(by: row.bytes.lowerBound)).elementsEqual(part(row.stream)),
          outline.seq == row.seq
        else { throw EntryFault(reason: "the columns differ from the entry they stand beside") }
        return outline
      }
    }
  }

  private mutating func take(
    _ position: Int,
    _ checked: Checked
  ) throws(LedgerVerification.Fault) {
    guard position == frontier.size else {
      throw fault(frontier.size, "the entry is missing; the next one is \(position)")
    }
    guard checked.hasItsLeaf else {
      throw fault(position, "the bytes do not have the leaf hash that stands beside them")
    }
    let entry: Outline
    do { entry = try checked.outline.get() } catch { throw fault(position, error.reason) }
    let end = ends[entry.stream]
    guard entry.seq == end?.count ?? 0 else {
      throw fault(
        position,
        "stream ‘\(entry.stream)’ goes on with \(entry.seq), not \(end?.count ?? 0)"
      )
    }
    guard entry.prev == end?.leaf else {
      throw fault(position, "it does not link to the entry before it in ‘\(entry.stream)’")
    }
    if entry.recordedAt < latest {
      remarks.append("the clock went back before entry \(position), to \(entry.recordedAt)")
    }
    latest = entry.recordedAt
    for document in entry.documents where documents[document] == nil {
      documents[document] = position
    }
    for commitment in entry.commitments where commitments[commitment] == nil {
      commitments[commitment] = position
    }
    ends[entry.stream] = LedgerSequencer.StreamEnd(count: entry.seq + 1, leaf: checked.leaf)
    frontier.append(checked.leaf)
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

  /// Where the text of the event id stands, and that of the stream.
  private(set) var event = 0..<0
  private(set) var streamText = 0..<0

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
      findReferences(in: value)
      return true
    case 4: event = inside
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
      streamText = inside
    case 12: return Self.isText(value, "1")
    default: break
    }
    return value.first == UInt8(ascii: "\"")
  }

  /// Finds the digests that follow the names `document` and `remark`; inside a text the quotation
  /// marks around a name would be escaped.
  ///
  /// Both names hold an `m`, which no digest does, so the search goes from one to the next.
  private mutating func findReferences(in data: UnsafeRawBufferPointer) {
    let (document, remark) = ("\"document\":\"" as StaticString, "\"remark\":\"" as StaticString)
    guard let start = data.baseAddress else { return }
    var index = 0
    while let hit = memchr(start + index, 0x6D, data.count - index) {
      let place = UnsafeRawPointer(hit) - start
      index = place + 1
      if let digest = Self.digest(after: document, from: place - 5, in: data) {
        documents.append(digest)
      } else if let digest = Self.digest(after: remark, from: place - 3, in: data) {
        commitments.append(digest)
      }
    }
  }

  private static func digest(
    after name: StaticString,
    from start: Int,
    in data: UnsafeRawBufferPointer
  ) -> Digest? {
    let end = start + name.utf8CodeUnitCount
    guard start >= 0, end + 64 <= data.count,
      isText(UnsafeRawBufferPointer(rebasing: data[start..<end]), name)
    else { return nil }
    return Digest(hexadecimal: UnsafeRawBufferPointer(rebasing: data[end..<(end + 64)]))
  }
}

extension Range<Int> {
  fileprivate func shifted(by distance: Int) -> Range<Int> {
    (lowerBound + distance)..<(upperBound + distance)
  }
}
