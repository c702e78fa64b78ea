import Content
import Psychometrics
import Quiz
import Records
import Session

/// What a log says of people and items, folded from its entries and nothing else.
///
/// Taking the entries of any prefix of the log gives what was known at that moment: the same log gives
/// the same figures, to the last digit.
package struct CompetenceRecords: Sendable {
  /// What the log says of one person.
  package struct Person: Sendable {
    package fileprivate(set) var roles: [RoleID] = []
    package fileprivate(set) var duties: [Duty] = []
    package fileprivate(set) var enrolledAt: Timestamp?
    package fileprivate(set) var hasLeft = false
    package fileprivate(set) var attempts: [Attempt] = []
    package fileprivate(set) var memories: [LessonID: LessonMemory] = [:]
    package fileprivate(set) var lastMet: [ItemID: Day] = [:]

    /// The events since the newest session began.
    package fileprivate(set) var events: [(event: SessionEvent, at: Timestamp)] = []

    /// How many entries the person's stream has; what is decided on this state expects it.
    package fileprivate(set) var streamLength = 0

    /// A session that was begun and not ended.
    package var openSession: QuizSession? { QuizSession(resuming: events) }
  }

  package private(set) var people: [PersonID: Person] = [:]

  /// The position after the newest entry that was taken.
  package private(set) var size = 0

  /// The digest of the newest snapshot of programme and content.
  package private(set) var snapshot: Digest?
  package let parameters: FSRSParameters

  package init(parameters: FSRSParameters = .standard) { self.parameters = parameters }

  /// Takes a later entry of the log; the entries of one stream give what concerns one person.
  package mutating func take(_ stored: StoredEntry) throws(LedgerError) {
    guard stored.position >= size else {
      throw .damaged("entry \(stored.position) comes after entry \(size - 1)")
    }
    let entry = try stored.decoded()
    do throws(EntryFault) {
      try take(entry, at: stored.position)
      people[PersonID(rawValue: entry.stream)]?.streamLength = entry.seq + 1
    } catch {
      throw .damaged("entry \(stored.position): \(error.reason)")
    }
    size = stored.position + 1
  }

  private mutating func take(_ entry: LedgerEntry, at position: Int) throws(EntryFault) {
    if entry.kind == "programme.snapshot" {
      snapshot = try RecordReader(entry).digest("document")
    } else if let event = try PersonEvent(entry) {
      take(event, of: PersonID(rawValue: entry.stream), at: entry.occurredAt)
    } else if let event = try SessionEvent(entry) {
      take(event, of: PersonID(rawValue: entry.stream), at: entry.occurredAt, position: position)
    }
  }

  private mutating func take(_ event: PersonEvent, of id: PersonID, at time: Timestamp) {
    var person = people[id] ?? Person()
    switch event {
    case .enrolled(let roles, let duties):
      person.enrolledAt = time
      (person.roles, person.duties) = (roles, duties)
      person.hasLeft = false
    case .assigned(let roles, let duties): (person.roles, person.duties) = (roles, duties)
    case .left: person.hasLeft = true
    }
    people[id] = person
  }

  private mutating func take(
    _ event: SessionEvent,
    of id: PersonID,
    at time: Timestamp,
    position: Int
  ) {
    people[id, default: Person()].take(
      event,
      of: id,
      at: time,
      position: position,
      parameters: parameters
    )
  }

  /// People who are enrolled and did not leave, in the order of their pseudonyms.
  package var activePeople: [PersonID] {
    people.filter { $0.value.enrolledAt != nil && !$0.value.hasLeft }.keys.sorted()
  }

  /// All attempts in the order of the log.
  package var attempts: [Attempt] {
    people.values.flatMap(\.attempts).sorted { $0.position < $1.position }
  }
}

extension CompetenceRecords.Person {
  fileprivate mutating func take(
    _ event: SessionEvent,
    of id: PersonID,
    at time: Timestamp,
    position: Int,
    parameters: FSRSParameters
  ) {
    switch event {
    case .started: events = [(event, time)]  // a later session replaces what was left open
    default: events.append((event, time))
    }
    guard case .answered(let answered) = event else { return }
    let attempt = Attempt(person: id, answered: answered, position: position, at: time)
    attempts.append(attempt)
    lastMet[attempt.item] = answered.day
    if memories[attempt.lesson] == nil {
      memories[attempt.lesson] = LessonMemory(first: attempt, parameters: parameters)
    } else {
      memories[attempt.lesson]?.take(attempt, parameters: parameters)
    }
  }
}
