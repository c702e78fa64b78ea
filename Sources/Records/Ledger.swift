import Content
import Session

/// The append-only log of everything that counts as evidence, and the texts it refers to.
///
/// An append is one transaction: either all of a batch is on stable storage when it returns, or
/// nothing of it is. Acknowledge nothing to anybody before it returned.
///
/// ```swift
/// let receipts = try await ledger.append(LedgerBatch([draft], documents: [version]))
/// print("recorded as entry \(receipts[0].position)")
/// ```
///
/// Appending is idempotent by event id: an event that is already there is not recorded again, and its
/// old receipt comes back. Every maker of ledgers passes `ledgerContract` of the test support.
package protocol Ledger: Sendable {
  /// Which log this is: `debrief/<organisation>/<epoch>/<shard>`.
  var origin: String { get async throws }

  /// Records a batch durably, in its order.
  ///
  /// - Throws: ``LedgerError``; then nothing of the batch is recorded.
  func append(_ batch: LedgerBatch) async throws -> [Receipt]

  /// How many entries there are, and the root over them.
  func head() async throws -> LedgerHead

  /// Entries from a position on, at most `limit`, in the order of the log.
  func entries(from position: Int, limit: Int) async throws -> [StoredEntry]

  /// All entries of a stream, oldest first.
  func entries(in stream: String) async throws -> [StoredEntry]

  /// The newest entry of a stream, or `nil`.
  func latest(in stream: String) async throws -> LedgerEntry?

  /// The text with this digest, or `nil`.
  func document(_ digest: Digest) async throws -> [UInt8]?

  /// All free texts that were not disposed of.
  func remarks() async throws -> [Digest: Remark]

  /// Recomputes everything, and names the first entry that does not hold.
  func verify() async throws -> LedgerVerification
}

/// What is to be recorded together.
package struct LedgerBatch: Sendable {
  package var drafts: [EntryDraft]

  /// Texts that the entries refer to by digest, such as item versions; known ones are kept once.
  package var documents: [[UInt8]]

  /// Free texts that the entries refer to by commitment.
  package var remarks: [Remark]

  /// Record only if these streams still have so many entries: the caller decided on that state.
  package var expecting: [String: Int]

  package init(
    _ drafts: [EntryDraft],
    documents: [[UInt8]] = [],
    remarks: [Remark] = [],
    expecting: [String: Int] = [:]
  ) {
    self.drafts = drafts
    self.documents = documents
    self.remarks = remarks
    self.expecting = expecting
  }
}

/// An entry before the ledger gave it its place.
package struct EntryDraft: Hashable, Sendable {
  package let event: EventID
  package let kind: String
  package let stream: String
  package let actor: PersonID
  package let role: String
  package let assurance: LedgerEntry.Assurance
  package let clock: LedgerEntry.Clock
  package let occurredAt: Timestamp
  package let data: JSONValue

  package init(
    event: EventID,
    kind: String,
    stream: String,
    actor: PersonID,
    role: String,
    assurance: LedgerEntry.Assurance,
    clock: LedgerEntry.Clock,
    occurredAt: Timestamp,
    data: JSONValue
  ) {
    self.event = event
    self.kind = kind
    self.stream = stream
    self.actor = actor
    self.role = role
    self.assurance = assurance
    self.clock = clock
    self.occurredAt = occurredAt
    self.data = data
  }
}

/// The proof for the person at the terminal that something was recorded.
package struct Receipt: Hashable, Codable, Sendable {
  /// The place in the log, counted from zero.
  package let position: Int

  /// The leaf hash of the entry.
  package let leaf: Digest

  package init(position: Int, leaf: Digest) {
    self.position = position
    self.leaf = leaf
  }
}

/// An entry as the log holds it.
package struct StoredEntry: Hashable, Sendable {
  package let position: Int
  package let leaf: Digest
  package let bytes: [UInt8]

  /// The entry where it was read already; it follows from the bytes.
  private var entry: LedgerEntry?

  package init(position: Int, leaf: Digest, bytes: [UInt8]) {
    self.position = position
    self.leaf = leaf
    self.bytes = bytes
  }

  package static func == (left: StoredEntry, right: StoredEntry) -> Bool {
    left.position == right.position && left.leaf == right.leaf && left.bytes == right.bytes
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(leaf) }

  /// The same, read already so that ``decoded()`` costs nothing; what cannot be read is told by that.
  package func read() -> StoredEntry {
    var read = self
    do throws(EntryFault) { read.entry = try LedgerEntry(bytes: bytes) } catch { read.entry = nil }
    return read
  }

  /// The entry, or a ``LedgerError/damaged(_:)`` that names it.
  package func decoded() throws(LedgerError) -> LedgerEntry {
    if let entry { return entry }
    do { return try LedgerEntry(bytes: bytes) } catch {
      throw .damaged("entry \(position): \(error.reason)")
    }
  }
}

/// Why a ledger did not do what it was asked for.
package enum LedgerError: Error, Hashable, Sendable {
  /// Another process writes and did not finish in time.
  case busy(seconds: Int)

  /// The place cannot be written: full, read-only, forbidden, or an input/output error.
  case notRecorded(String)

  /// The store cannot be opened or read.
  case unreadable(String)

  /// The store was written by a newer program.
  case newerVersion(found: Int, known: Int)

  /// The store is not what was recorded.
  case damaged(String)

  /// A stream grew since the caller looked.
  case conflict(stream: String)

  /// A draft would become an entry that nobody could read again, such as one with a year beyond 9999.
  case unreadableDraft(kind: String)

  /// The commit is durable, but the head file could not be written; whoever looks again finds it.
  case recordedUnacknowledged(String)

  /// An event id was used for two different events.
  case eventReused(EventID)

  /// The store belongs to another organisation.
  case otherOrigin(found: String, expected: String)
}
