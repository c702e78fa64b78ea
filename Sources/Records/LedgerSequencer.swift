import Content

/// Gives drafts their places: sequence numbers, links to the entry before, leaf hashes, the new root.
///
/// Every kind of store uses it inside its own transaction, so the log has one shape everywhere.
package struct LedgerSequencer {
  /// What a stream's newest entry is.
  package struct StreamEnd: Sendable {
    package let count: Int
    package let leaf: Digest

    package init(count: Int, leaf: Digest) {
      self.count = count
      self.leaf = leaf
    }
  }

  package private(set) var frontier: MerkleFrontier
  private var ends: [String: StreamEnd] = [:]

  package init(frontier: MerkleFrontier) { self.frontier = frontier }

  /// Turns a draft into an entry with its place.
  ///
  /// `end` gives the end of a stream as the store holds it; it is asked once a stream.
  package mutating func place(
    _ draft: EntryDraft,
    recordedAt: Timestamp,
    end: (String) throws -> StreamEnd?
  ) rethrows -> (entry: LedgerEntry, stored: StoredEntry) {
    let previous = try ends[draft.stream] ?? end(draft.stream)
    let entry = LedgerEntry(
      event: draft.event,
      kind: draft.kind,
      stream: draft.stream,
      seq: previous?.count ?? 0,
      prev: previous?.leaf,
      actor: draft.actor,
      role: draft.role,
      assurance: draft.assurance,
      clock: draft.clock,
      occurredAt: draft.occurredAt,
      recordedAt: draft.clock == .system ? recordedAt : draft.occurredAt,
      data: draft.data
    )
    let bytes = entry.bytes
    let leaf = MerkleTree.leaf(bytes)
    let stored = StoredEntry(position: frontier.size, leaf: leaf, bytes: bytes)
    frontier.append(leaf)
    ends[draft.stream] = StreamEnd(count: entry.seq + 1, leaf: leaf)
    return (entry, stored)
  }
}

extension StoredEntry {
  /// Refuses an entry that could not be read back as it is.
  ///
  /// An append-only log can never lose what it cannot read, so every store asks this before it
  /// records anything.
  package func requireReadable(as entry: LedgerEntry) throws(LedgerError) {
    guard Outline.reads(bytes) else { throw .unreadableDraft(kind: entry.kind) }
  }
}

extension EntryDraft {
  /// Whether an entry records this draft, whatever place and time it was given.
  package func isRecorded(by entry: LedgerEntry) -> Bool {
    entry.event == event && entry.kind == kind && entry.stream == stream && entry.actor == actor
      && entry.data == data
  }
}
