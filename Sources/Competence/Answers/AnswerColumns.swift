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

  /// The newest session of each person that this fold came upon, ended or not.
  private var latest: [UInt32: UInt32] = [:]

  package init() {}

  /// The answers that somebody has folded already, in the order of the log.
  ///
  /// - Parameters:
  ///   - attempts: The answers.
  ///   - sessions: The sessions that did not end, by person.
  package init(_ attempts: some Collection<Attempt>, open sessions: [PersonID: EventID] = [:]) {
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
    for (id, session) in sessions {
      if let person = people.known(id), let number = numbers[session] { open[person] = number }
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
    latest[person] = UInt32(sessions.count)
    sessions.append(
      Session(high: id.high, low: id.low, person: person, kind: isAssessment ? 1 : 0)
    )
    return UInt32(sessions.count - 1)
  }

  /// The session of an answer: nearly always the newest of the person.
  private mutating func session(_ id: EventID, of person: UInt32) -> UInt32 {
    if let newest = latest[person], sessions[Int(newest)].id == id { return newest }
    return number(of: id, person) ?? begin(id, of: person, isAssessment: false)
  }

  private func number(of id: EventID, _ person: UInt32) -> UInt32? {
    for number in sessions.indices.reversed()
    where sessions[number].person == person && sessions[number].id == id {
      return UInt32(number)
    }
    return nil
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
    var (index, end) = (0, rows.count)
    while index < end {
      let middle = (index + end) / 2
      if Int(rows[middle].position) < regrading.position {
        index = middle + 1
      } else {
        end = middle
      }
    }
    guard index < rows.count, case let row = rows[index], Int(row.position) == regrading.position,
      people[row.person].rawValue == stream, row.index == min(regrading.index, Int(UInt16.max)),
      sessions[Int(row.session)].id == regrading.session,
      versions[row.answered].item == regrading.version.item
    else { throw EntryFault(reason: "an answer was regraded that is not in the stream") }
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
