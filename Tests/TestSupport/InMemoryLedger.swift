import Content
import Records
import Session

/// A ledger that lives as long as the test: the same sequencing and the same promises, but for
/// durability.
package actor InMemoryLedger: Ledger {
  package let origin: String
  private let now: @Sendable () -> Timestamp
  private var log: [StoredEntry] = []
  private var frontier = MerkleFrontier()
  private var documents: [Digest: [UInt8]] = [:]
  private var kept: [Digest: Remark] = [:]

  package init(organisation: String, now: @escaping @Sendable () -> Timestamp) {
    origin = LedgerHead.origin(organisation: organisation)
    self.now = now
  }

  package func append(_ batch: LedgerBatch) throws -> [Receipt] {
    var sequencer = LedgerSequencer(frontier: frontier)
    var added: [StoredEntry] = []
    var receipts: [Receipt] = []
    let decoded = try log.map { ($0, try $0.decoded()) }
    let find = { (draft: EntryDraft) in decoded.first { $0.1.event == draft.event } }
    if !batch.drafts.contains(where: { find($0) != nil }) {
      for (stream, count) in batch.expecting
      where decoded.count(where: { $0.1.stream == stream }) != count {
        throw LedgerError.conflict(stream: stream)
      }
    }
    for draft in batch.drafts {
      if let (stored, entry) = find(draft) {
        guard draft.isRecorded(by: entry) else { throw LedgerError.eventReused(draft.event) }
        receipts.append(Receipt(position: stored.position, leaf: stored.leaf))
        continue
      }
      let (entry, stored) = sequencer.place(draft, recordedAt: now()) { stream in
        let entries = decoded.filter { $0.1.stream == stream }
        return entries.last.map { .init(count: entries.count, leaf: $0.0.leaf) }
      }
      try stored.requireReadable(as: entry)
      added.append(stored)
      receipts.append(Receipt(position: stored.position, leaf: stored.leaf))
    }
    guard !added.isEmpty else { return receipts }
    log += added
    frontier = sequencer.frontier
    for document in batch.documents { documents[Digest(of: document)] = document }
    for remark in batch.remarks { kept[remark.commitment] = remark }
    return receipts
  }

  package func head() -> LedgerHead {
    LedgerHead(origin: origin, size: frontier.size, root: frontier.root)
  }

  package func entries(from position: Int, limit: Int) -> [StoredEntry] {
    Array(log.dropFirst(position).prefix(limit))
  }

  package func entries(in stream: String) throws -> [StoredEntry] {
    try log.filter { try $0.decoded().stream == stream }
  }

  package func latest(in stream: String) throws -> LedgerEntry? {
    try entries(in: stream).last?.decoded()
  }

  package func document(_ digest: Digest) -> [UInt8]? { documents[digest] }

  package func remarks() -> [Digest: Remark] { kept }

  package func verify() -> LedgerVerification {
    var verifier = LedgerVerifier()
    var fault: LedgerVerification.Fault?
    do {
      var batch = LedgerVerifier.Batch()
      for stored in log {
        let entry = try stored.decoded()
        batch.append(
          position: stored.position,
          leaf: stored.leaf.bytes,
          event: entry.event.bytes,
          stream: Array(entry.stream.utf8),
          seq: entry.seq,
          bytes: stored.bytes
        )
      }
      try verifier.take(batch)
    } catch let found as LedgerVerification.Fault {
      fault = found
    } catch { fault = LedgerVerification.Fault(position: nil, reason: "\(error)") }
    return LedgerVerification(
      size: verifier.frontier.size,
      root: verifier.frontier.root,
      streams: verifier.streams,
      fault: fault,
      remarks: verifier.remarks
    )
  }
}

extension LedgerVerifier.Batch {
  fileprivate mutating func append(
    position: Int,
    leaf: [UInt8],
    event: [UInt8],
    stream: [UInt8],
    seq: Int,
    bytes: [UInt8]
  ) {
    leaf.withUnsafeBytes { leaf in
      event.withUnsafeBytes { event in
        stream.withUnsafeBytes { stream in
          bytes.withUnsafeBytes { bytes in
            append(
              position: position,
              leaf: leaf,
              event: event,
              stream: stream,
              seq: seq,
              bytes: bytes
            )
          }
        }
      }
    }
  }
}
