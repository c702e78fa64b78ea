import Content
import Records
import Session

/// All that an organisation wants to improve, and how far it has come.
///
/// A pure function of the log. Entries of other kinds are passed over, and an event that comes twice
/// counts once; an event that cannot be read stops the fold, because a register with a hole is none.
///
/// ```swift
/// let register = try ImprovementRegister(folding: entries)
/// for entry in register.sorted(at: now) { print(entry.id, entry.state.words) }
/// ```
package struct ImprovementRegister: Hashable, Sendable {
  /// All entries by number; new ones nearly always come last.
  package private(set) var entries: [RegisterEntry] = []
  private var places: [RegisterEntryID: Int] = [:]
  private var folded: Set<EventID> = []
  private var byFingerprint: [String: [RegisterEntryID]] = [:]

  package init() {}

  package init(folding log: some Sequence<LedgerEntry>) throws(RegisterFault) {
    for entry in log { try fold(entry) }
  }

  /// Takes the next entry of the log.
  package mutating func fold(_ entry: LedgerEntry) throws(RegisterFault) {
    guard entry.kind.hasPrefix(RegisterVerb.kindPrefix),
      folded.insert(entry.event).inserted
    else { return }
    guard let id = RegisterEntryID(stream: entry.stream) else {
      throw .stream(entry.event, entry.stream)
    }
    let fact = try Self.fact(entry.kind, entry.data, entry.event, entry.stream)
    try fold(RegisterRecord(entry, of: id, fact))
  }

  /// Takes a draft as if it was recorded by now, so that the next event of a command that appends
  /// several can be judged; drop the copy afterwards, and fold the log.
  package mutating func preview(_ draft: EntryDraft) throws(RegisterFault) {
    guard let id = RegisterEntryID(stream: draft.stream) else {
      throw .stream(draft.event, draft.stream)
    }
    let fact = try Self.fact(draft.kind, draft.data, draft.event, draft.stream)
    try fold(RegisterRecord(draft, of: id, fact, place: entry(id)?.history.count ?? 0))
  }

  private mutating func fold(_ record: RegisterRecord) throws(RegisterFault) {
    let id = record.entry
    guard case .raise(let raised) = record.fact else {
      guard let place = places[id] else { throw .notRaised(record.event, id) }
      return try entries[place].fold(record)
    }
    guard places[id] == nil else { throw .raisedTwice(record.event, id) }
    let later = entries.reversed().prefix { id < $0.id }.count
    entries.insert(
      RegisterEntry(id: id, raised: raised, as: record),
      at: entries.count - later
    )
    for place in entries.indices.suffix(later + 1) { places[entries[place].id] = place }
    if let print = raised.fingerprint { byFingerprint[print, default: []].append(id) }
  }

  private static func fact(
    _ kind: String,
    _ data: JSONValue,
    _ event: EventID,
    _ stream: String
  ) throws(RegisterFault) -> RegisterEvent {
    do throws(EventFault) {
      return try RegisterEvent(kind: kind, data: data)
    } catch {
      throw .unreadable(event, stream: stream, error)
    }
  }
}

// MARK: - Asking

extension ImprovementRegister {
  package func entry(_ id: RegisterEntryID) -> RegisterEntry? { places[id].map { entries[$0] } }

  package var isEmpty: Bool { entries.isEmpty }

  /// The number that the next entry gets.
  package var nextID: RegisterEntryID {
    RegisterEntryID(number: (entries.last?.id.number ?? 0) + 1)
  }

  /// All entries, what comes first before the rest.
  package func sorted(at now: Timestamp) -> [RegisterEntry] { entries.sorted(at: now) }

  /// The entries that were raised for a signal, by number.
  package func proposals(fingerprint: String) -> [RegisterEntry] {
    byFingerprint[fingerprint, default: []].sorted().compactMap(entry)
  }

  /// What the register has against an event, beside what ``RegisterGate`` says about the entry alone.
  package func refusals(
    of event: RegisterEvent,
    on id: RegisterEntryID,
    by actor: RegisterActor,
    organisation: OrganisationSize,
    now: Timestamp,
    latest: Timestamp? = nil,
    remarks: [Digest: Remark]
  ) -> [Refusal] {
    relationRefusals(of: event, on: id)
      + RegisterGate.refusals(
        of: event,
        on: entry(id),
        by: actor,
        organisation: organisation,
        now: now,
        latest: latest,
        remarks: remarks
      )
  }

  private func relationRefusals(of event: RegisterEvent, on id: RegisterEntryID) -> [Refusal] {
    switch event {
    case .raise(let facts):
      let open = facts.fingerprint.flatMap { print in
        proposals(fingerprint: print).last { $0.state.isOpen }
      }
      return (open.map { [.signalIsOpen($0.id)] } ?? [])
        + (entry(id) == nil && id != nextID ? [.otherNumber(nextID)] : [])
    case .reject(let facts):
      guard case .duplicate(let other) = facts.verdict, entry(other) == nil else { return [] }
      return [.noSuchOriginal(other, for: id)]
    default: return []
    }
  }
}

extension Refusal {
  fileprivate static func signalIsOpen(_ id: RegisterEntryID) -> Refusal {
    Refusal(
      code: "signal-is-open",
      sentence: "\(id) stands for the same signal and is still open",
      next: "debrief register show \(id)"
    )
  }

  fileprivate static func otherNumber(_ id: RegisterEntryID) -> Refusal {
    Refusal(
      code: "other-number",
      sentence: "the next entry of the register is \(id)",
      next: "debrief register raise …"
    )
  }

  fileprivate static func noSuchOriginal(
    _ other: RegisterEntryID,
    for id: RegisterEntryID
  ) -> Refusal {
    Refusal(
      code: "no-such-original",
      sentence: "\(id) cannot repeat \(other), which is not in the register",
      next: "find the entry with debrief register list"
    )
  }
}
