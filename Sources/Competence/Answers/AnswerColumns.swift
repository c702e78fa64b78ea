import Content
import Quiz
import Records
import Session

/// All answers of a log as rows of fixed width, with the names that their numbers stand for.
///
/// Folded from the log as ``CompetenceRecords`` is, and a small part of its size, so that it can be
/// kept beside a log and continued from where it ended.
package struct AnswerColumns: Sendable {
  /// A session as far as answers need it.
  package struct Session: Hashable, Sendable, BitwiseCopyable {
    package let high: UInt64
    package let low: UInt64
    package let person: UInt32

    /// One for an assessment, zero for practice.
    package let kind: UInt32

    package var id: EventID { EventID(high: high, low: low) }
    package var isAssessment: Bool { kind == 1 }
  }

  package internal(set) var people = Numbering<PersonID>()
  package internal(set) var versions = Numbering<ItemVersion>()
  package internal(set) var competencies = Numbering<CompetencyID>()
  package internal(set) var sessions = FixedRows<Session>()
  package internal(set) var rows = FixedRows<AnswerRow>()

  /// The newest session of each person, as long as it did not end.
  package internal(set) var open: [UInt32: UInt32] = [:]

  package init() {}

  /// The answers that somebody has folded already, in the order of the log.
  package init(_ attempts: some Collection<Attempt>) {
    rows.reserveCapacity(attempts.count)
    var numbers: [EventID: UInt32] = [:]
    for attempt in attempts {
      let person = people.number(of: attempt.person)
      let id = attempt.answered.session
      let session = numbers[id] ?? begin(id, of: person, isAssessment: attempt.isAssessed)
      numbers[id] = session
      add(
        attempt.answered,
        at: attempt.position,
        of: person,
        in: session,
        version: attempt.version,
        isCorrect: attempt.isCorrect,
        isAssessed: attempt.isAssessed
      )
    }
  }

  /// Takes a later entry of the log; what is no answer and no session is passed over.
  package mutating func take(_ entry: LedgerEntry, at position: Int) throws(EntryFault) {
    switch entry.kind {
    case "session.started", "item.answered", "session.ended":
      guard let event = try SessionEvent(entry) else { return }
      take(event, of: PersonID(rawValue: entry.stream), at: position)
    case Regrading.kind:
      if let regrading = try Regrading(entry) { try regrade(regrading, in: entry.stream) }
    default: break
    }
  }

  /// Entries of these kinds say nothing beside what is kept here.
  package static let kinds = SessionEvent.kinds.union([
    Regrading.kind, MasteryRecord.kind, MasteryCorrection.kind, PersonTold.kind,
  ])

  private mutating func take(_ event: SessionEvent, of id: PersonID, at position: Int) {
    let person = people.number(of: id)
    switch event {
    case .started(let started):
      open[person] = begin(started.session, of: person, isAssessment: started.assessment != nil)
    case .ended(let ended):
      if let number = open[person], sessions[Int(number)].id == ended.session {
        open[person] = nil
      }
    case .answered(let answered):
      let session = session(answered.session, of: person)
      add(
        answered,
        at: position,
        of: person,
        in: session,
        version: answered.version,
        isCorrect: answered.score.isCorrect,
        isAssessed: sessions[Int(session)].isAssessment
      )
    default: break
    }
  }

  private mutating func begin(
    _ id: EventID,
    of person: UInt32,
    isAssessment: Bool
  ) -> UInt32 {
    sessions.append(
      Session(high: id.high, low: id.low, person: person, kind: isAssessment ? 1 : 0)
    )
    return UInt32(sessions.count - 1)
  }

  /// The session of an answer: nearly always the newest of the person.
  private mutating func session(_ id: EventID, of person: UInt32) -> UInt32 {
    if let newest = open[person], sessions[Int(newest)].id == id { return newest }
    return number(of: id, person) ?? begin(id, of: person, isAssessment: false)
  }

  private func number(of id: EventID, _ person: UInt32) -> UInt32? {
    for number in sessions.indices.reversed()
    where sessions[number].person == person && sessions[number].id == id {
      return UInt32(number)
    }
    return nil
  }

  /// Says that a session did not end yet.
  mutating func leaveOpen(_ session: EventID, of id: PersonID) {
    guard let person = people.known(id), let number = number(of: session, person) else { return }
    open[person] = number
  }

  private mutating func add(
    _ answered: SessionEvent.Answered,
    at position: Int,
    of person: UInt32,
    in session: UInt32,
    version: ItemVersion,
    isCorrect: Bool,
    isAssessed: Bool
  ) {
    rows.append(
      AnswerRow(
        position: position,
        person: person,
        answered: versions.number(of: answered.version),
        version: versions.number(of: version),
        session: session,
        competency: competencies.number(of: answered.competency),
        facts: answered,
        isCorrect: isCorrect,
        isAssessed: isAssessed
      )
    )
  }

  private mutating func regrade(
    _ regrading: Regrading,
    in stream: String
  ) throws(EntryFault) {
    let session = number(of: regrading.session, people.number(of: PersonID(rawValue: stream)))
    let index = rows.indices.last { place in
      rows[place].session == session && rows[place].index == regrading.index
    }
    guard let index else {
      throw EntryFault(reason: "an answer was regraded that is not in the stream")
    }
    rows[index].regrade(
      version: versions.number(of: regrading.version),
      isCorrect: regrading.score.isCorrect
    )
  }

  /// Whether the row was given in an assessment that is not over yet.
  func isUndecided(_ row: AnswerRow) -> Bool {
    row.isAssessed && open[row.person] == row.session
  }
}

/// Names in the order in which they came, each with its number.
package struct Numbering<Name: Hashable & Sendable>: Sendable {
  package private(set) var names: [Name]
  private var numbers: [Name: UInt32]

  package init(_ names: [Name] = []) {
    self.names = names
    numbers = Dictionary(
      names.enumerated().map { ($1, UInt32($0)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  package subscript(number: UInt32) -> Name { names[Int(number)] }
  package var count: Int { names.count }

  package func known(_ name: Name) -> UInt32? { numbers[name] }

  /// The number of a name, the next one if it is new.
  package mutating func number(of name: Name) -> UInt32 {
    if let number = numbers[name] { return number }
    let number = UInt32(names.count)
    names.append(name)
    numbers[name] = number
    return number
  }
}

/// Bytes that stay readable as long as somebody holds them, such as those of a file in memory.
package protocol HeldBytes: AnyObject, Sendable {
  var bytes: UnsafeRawBufferPointer { get }
}

/// Rows of fixed width: those that a file in memory holds, and those added since.
package struct FixedRows<Row: BitwiseCopyable & Sendable>: Sendable, RandomAccessCollection {
  private var held: (any HeldBytes)?
  package private(set) var heldCount = 0
  package private(set) var added: [Row] = []

  package init() {}

  /// The rows that a file in memory begins with; `nil` if it is shorter.
  package init?(_ held: any HeldBytes, count: Int) {
    let (length, isTooLong) = count.multipliedReportingOverflow(by: MemoryLayout<Row>.stride)
    guard count >= 0, !isTooLong, length <= held.bytes.count else { return nil }
    self.held = held
    heldCount = count
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { heldCount + added.count }

  package subscript(index: Int) -> Row {
    get {
      guard index < heldCount, let held else { return added[index - heldCount] }
      return held.bytes.load(fromByteOffset: index * MemoryLayout<Row>.stride, as: Row.self)
    }
    set {
      hold()
      added[index] = newValue
    }
  }

  package mutating func reserveCapacity(_ count: Int) { added.reserveCapacity(count) }
  package mutating func append(_ row: Row) { added.append(row) }

  /// Takes the rows out of the file, because one of them changes.
  private mutating func hold() {
    guard heldCount > 0 else { return }
    added = withRows(Array.init)
    (held, heldCount) = (nil, 0)
  }

  /// Gives all rows as they stand in memory; those of a file and others are brought together.
  package func withRows<Result>(_ body: (UnsafeBufferPointer<Row>) throws -> Result) rethrows
    -> Result
  {
    guard heldCount > 0, let held else { return try added.withUnsafeBufferPointer(body) }
    let length = heldCount * MemoryLayout<Row>.stride
    let kept = UnsafeRawBufferPointer(rebasing: held.bytes[..<length]).assumingMemoryBound(
      to: Row.self
    )
    guard !added.isEmpty else { return try body(kept) }
    return try (Array(kept) + added).withUnsafeBufferPointer(body)
  }
}
