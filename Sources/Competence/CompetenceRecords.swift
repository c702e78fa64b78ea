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
    package fileprivate(set) var attempts: [Attempt] = []
    package fileprivate(set) var memories: [LessonID: LessonMemory] = [:]
    package fileprivate(set) var lastMet: [ItemID: Day] = [:]

    /// The events since the newest session began.
    package fileprivate(set) var events: [(event: SessionEvent, at: Timestamp)] = []

    /// Assessments that came to an end, oldest first.
    package fileprivate(set) var decisions: [MasteryDecision] = []

    /// What learners said of items.
    package fileprivate(set) var flags: [ItemFlag] = []

    /// What was corrected since the person was last told of it.
    package fileprivate(set) var untold: [Correction] = []

    /// How assessments began, by session.
    package fileprivate(set) var assessments: [EventID: SessionEvent.Started] = [:]

    /// How many entries the person's stream has; what is decided on this state expects it.
    package fileprivate(set) var streamLength = 0

    /// The same without the answers of an assessment that was not ended.
    package func withoutOpenAssessment(parameters: FSRSParameters) -> Person {
      guard let last = attempts.last, last.isAssessed, let open = openSession,
        open.id == last.answered.session
      else { return self }
      var person = self
      person.attempts.removeAll { $0.answered.session == open.id }
      person.untold.removeAll { correction in
        guard case .answer(let regrading) = correction else { return false }
        return regrading.session == open.id
      }
      person.rememberAll(parameters: parameters)
      return person
    }

    /// A session that was begun and not ended.
    package var openSession: QuizSession? { QuizSession(resuming: events) }
  }

  /// Who there is, and what holds for everybody.
  package private(set) var roster = Roster()

  /// What each did; whoever did nothing yet may be missing.
  package private(set) var people: [PersonID: Person] = [:]

  /// The position after the newest entry that was taken.
  package private(set) var size = 0

  /// How people forget: the standard, until the log has parameters that predict better.
  package private(set) var parameters: FSRSParameters

  /// Keys that were corrected, oldest first.
  package private(set) var keyCorrections: [(correction: KeyCorrection, at: Timestamp)] = []

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
    if try roster.take(entry, at: position) {
      let id = PersonID(rawValue: entry.stream)
      if PersonEvent.kinds.contains(entry.kind), people[id] == nil { people[id] = Person() }
    } else if let event = try SessionEvent(entry) {
      take(event, of: PersonID(rawValue: entry.stream), at: entry.occurredAt, position: position)
    } else if let fit = try MemoryFitRecord(entry) {
      if fit.isUsed { remember(with: fit.parameters) }
    } else if let correction = try KeyCorrection(entry) {
      keyCorrections.append((correction, entry.occurredAt))
    } else if Self.laterKinds.contains(entry.kind) {
      try people[PersonID(rawValue: entry.stream), default: Person()].take(
        entry,
        position: position,
        parameters: parameters
      )
    }
  }

  /// Kinds in the stream of a person that are about decisions and corrections.
  private static let laterKinds: Set = [
    MasteryRecord.kind, Regrading.kind, MasteryCorrection.kind, PersonTold.kind,
  ]

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

  /// Goes through all memories again under other parameters.
  private mutating func remember(with parameters: FSRSParameters) {
    self.parameters = parameters
    for id in people.keys { people[id]?.rememberAll(parameters: parameters) }
  }

  /// What each person reviewed of each lesson, to fit parameters of memory to.
  package var reviewHistories: [ReviewHistory] {
    people.sorted { $0.key < $1.key }.enumerated().flatMap { number, element in
      Dictionary(grouping: element.value.attempts, by: \.lesson).sorted { $0.key < $1.key }.map {
        ReviewHistory(person: number, reviews: $0.value.reviews)
      }
    }
  }

  /// People who are enrolled and did not leave, in the order of their pseudonyms.
  package var activePeople: [PersonID] { roster.activePeople }

  /// The newest parameters of items, with the position of the entry.
  package var calibration: (record: CalibrationRecord, position: Int)? { roster.calibration }

  /// The digest of the newest snapshot of programme and content.
  package var snapshot: Digest? { roster.snapshot }

  /// All answers, with the assessments that are not over yet.
  package var answers: AnswerColumns {
    AnswerColumns(attempts, open: people.compactMapValues(\.openSession?.id))
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
    case .started(let started):
      events = [(event, time)]  // a later session replaces what was left open
      if started.assessment != nil { assessments[started.session] = started }
    default: events.append((event, time))
    }
    if case .flagged(let flagged) = event {
      flags.append(ItemFlag(flagged, person: id, at: time, position: position))
    }
    guard case .answered(let answered) = event else { return }
    let attempt = Attempt(
      person: id,
      answered: answered,
      position: position,
      at: time,
      isAssessed: assessments[answered.session] != nil
    )
    attempts.append(attempt)
    lastMet[attempt.item] = answered.day
    remember(attempt, parameters: parameters)
  }

  fileprivate mutating func rememberAll(parameters: FSRSParameters) {
    memories = LessonMemory.all(attempts, parameters: parameters)
  }

  private mutating func remember(_ attempt: Attempt, parameters: FSRSParameters) {
    if memories[attempt.lesson] == nil {
      memories[attempt.lesson] = LessonMemory(first: attempt, parameters: parameters)
    } else {
      memories[attempt.lesson]?.take(attempt, parameters: parameters)
    }
  }

  fileprivate mutating func take(
    _ entry: LedgerEntry,
    position: Int,
    parameters: FSRSParameters
  ) throws(EntryFault) {
    if let record = try MasteryRecord(entry) {
      decisions.append(MasteryDecision(record, position: position, at: entry.occurredAt))
    } else if let regrading = try Regrading(entry) {
      try regrade(regrading, parameters: parameters)
      untold.append(.answer(regrading))
    } else if let correction = try MasteryCorrection(entry) {
      guard
        let index = decisions.lastIndex(where: { $0.record.session == correction.record.session })
      else { throw EntryFault(reason: "a decision was corrected that is not in the stream") }
      untold.append(.decision(was: decisions[index].current, now: correction.record))
      decisions[index].corrected = correction.record
    } else if try PersonTold.entries(entry) != nil {
      untold = []
    }
  }

  /// Judges an answer anew, and goes through the memory of its lesson from the beginning.
  private mutating func regrade(
    _ regrading: Regrading,
    parameters: FSRSParameters
  ) throws(EntryFault) {
    guard
      let index = attempts.firstIndex(where: {
        $0.answered.session == regrading.session && $0.answered.index == regrading.index
      })
    else { throw EntryFault(reason: "an answer was regraded that is not in the stream") }
    attempts[index].regraded = regrading
    let lesson = attempts[index].lesson
    memories[lesson] =
      LessonMemory.all(attempts.filter { $0.lesson == lesson }, parameters: parameters)[lesson]
  }
}

extension [Attempt] {
  /// The attempts at one lesson as reviews, in days of the programme's time zone.
  fileprivate var reviews: [ReviewHistory.Review] {
    enumerated().map { index, attempt in
      let before = index == 0 ? attempt.answered.day : self[index - 1].answered.day
      return ReviewHistory.Review(
        attempt.grade,
        afterDays: Swift.max(0, attempt.answered.day.days(since: before))
      )
    }
  }
}
