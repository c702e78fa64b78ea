import Content
import Psychometrics
import Quiz
import Records
import Session

/// What changes for whom when the key of an item was wrong.
///
/// Every answer to an older key of the item is judged by the key that the content has now, right or
/// wrong as it comes out; both results stay in the log. Decisions on mastery that rest on such an
/// answer are computed again under their own terms.
package struct KeyCorrectionPlan: Sendable {
  /// An answer that is judged anew.
  package struct Change: Hashable, Sendable {
    package let attempt: Attempt
    package let regrading: Regrading
    package var hasChanged: Bool { attempt.isCorrect != regrading.score.isCorrect }
  }

  /// A decision that comes out otherwise, or on other figures.
  package struct Redecision: Hashable, Sendable {
    package let person: PersonID
    package let was: MasteryRecord
    package let now: MasteryRecord
  }

  package let version: ItemVersion
  package let changes: [Change]
  package let redecisions: [Redecision]

  /// Answers that cannot be judged by the new key: their options are gone, or their text was disposed
  /// of.
  package let unjudged: [Attempt]

  /// Plans the correction.
  ///
  /// - Parameters:
  ///   - item: As the content has it now.
  ///   - version: Its version.
  ///   - records: The whole log's.
  ///   - answered: The items as they were answered, by the digest of the version.
  ///   - remarks: Texts that are kept beside the log.
  ///   - library: The content as it is now.
  ///   - dayOf: The day of a time in the programme's time zone.
  package init(
    item: Item,
    version: ItemVersion,
    records: CompetenceRecords,
    answered: [Digest: Item],
    remarks: [Digest: Remark],
    library: ContentLibrary,
    dayOf: (Timestamp) -> Day
  ) {
    var changes: [Change] = []
    var unjudged: [Attempt] = []
    let affected = records.attempts.filter {
      $0.item == item.id && $0.question.keyDigest != version.keyDigest
    }
    for attempt in affected {
      guard let old = answered[attempt.answered.version.digest],
        let response = attempt.answered.response.opened(remarks)?
          .translated(from: old.interaction, to: item.interaction)
      else {
        unjudged.append(attempt)
        continue
      }
      let cost = old.hints.prefix(attempt.answered.hints).reduce(0) { $0 + $1.cost }
      let regrading = Regrading(
        session: attempt.answered.session,
        index: attempt.answered.index,
        version: version,
        score: Score(of: response, to: item.interaction).less(hintCost: cost),
        position: attempt.position
      )
      changes.append(Change(attempt: attempt, regrading: regrading))
    }
    self.version = version
    self.changes = changes
    self.unjudged = unjudged
    redecisions = Self.redecisions(changes, records: records, library: library, dayOf: dayOf)
  }

  package var people: [PersonID] { Set(changes.map(\.attempt.person)).sorted() }

  private static func redecisions(
    _ changes: [Change],
    records: CompetenceRecords,
    library: ContentLibrary,
    dayOf: (Timestamp) -> Day
  ) -> [Redecision] {
    let regraded = Dictionary(
      changes.map { ($0.attempt.position, $0.regrading) }
    ) { first, _ in first }
    return Set(changes.filter(\.hasChanged).map(\.attempt.person)).sorted().flatMap { id in
      let person = records.people[id]
      return (person?.decisions ?? []).compactMap { decision -> Redecision? in
        guard decision.record.positions.contains(where: { regraded[$0] != nil }),
          let started = person?.assessments[decision.record.session],
          let terms = started.assessment
        else { return nil }
        let attempts = (person?.attempts ?? []).filter {
          decision.record.positions.contains($0.position)
        }.map { attempt in
          var attempt = attempt
          attempt.regraded = regraded[attempt.position] ?? attempt.regraded
          return attempt
        }
        let lessons = Set(library.lessons(for: terms.competency).map(\.id))
        let memories = LessonMemory.all(
          (person?.attempts ?? []).filter { $0.position < decision.position }.map { attempt in
            var attempt = attempt
            attempt.regraded = regraded[attempt.position] ?? attempt.regraded
            return attempt
          },
          parameters: records.parameters
        ).filter { lessons.contains($0.key) }
        let now = MasteryRecord(
          terms: terms,
          session: decision.record.session,
          attempts: attempts,
          rates: decision.record.rates,
          validity: decision.record.validity
            ?? MasteryRecord.Validity(
              on: dayOf(decision.at),
              memories: memories.sorted { $0.key < $1.key }.map(\.value),
              rule: library.programme.recall,
              parameters: records.parameters
            )
        )
        return now == decision.current
          ? nil : Redecision(person: id, was: decision.current, now: now)
      }
    }
  }
}

extension Response {
  /// The response with its texts, which the log holds only the commitments of; `nil` where one was
  /// disposed of.
  package func opened(_ remarks: [Digest: Remark]) -> Response? {
    switch self {
    case .committed(let digest): return remarks[digest].map { .text($0.text) }
    case .gaps(let gaps):
      let opened = gaps.compactMap { $0.opened(remarks) }
      return opened.count == gaps.count ? .gaps(opened) : nil
    case .options, .text, .number, .order, .matches: return self
    }
  }

  /// The same response in the letters of another version of the item: options are found by their text,
  /// because a letter means something only within its version; `nil` where an option is gone.
  package func translated(from old: Interaction, to new: Interaction) -> Response? {
    let map = { (texts: [(OptionID, String)], ids: [(OptionID, String)], options: [OptionID]) in
      let moved = options.compactMap { option in
        texts.first { $0.0 == option }.flatMap { text in ids.first { $0.1 == text.1 }?.0 }
      }
      return moved.count == options.count ? moved : nil
    }
    switch (self, old, new) {
    case (.options(let chosen), .choice(let before), .choice(let after)):
      return map(
        before.options.map { ($0.id, $0.text) },
        after.options.map { ($0.id, $0.text) },
        Array(chosen)
      )
      .map { .options(Set($0)) }
    case (.order(let order), .ordering(let before), .ordering(let after)):
      return map(
        before.elements.map { ($0.id, $0.text) },
        after.elements.map { ($0.id, $0.text) },
        order
      )
      .map(Response.order)
    case (.matches(let matches), .matching(let before), .matching(let after)):
      guard before.prompts == after.prompts else { return nil }
      return map(
        before.matches.map { ($0.id, $0.text) },
        after.matches.map { ($0.id, $0.text) },
        matches
      )
      .map(Response.matches)
    case (.gaps(let gaps), .cloze(let before), .cloze(let after)):
      guard gaps.count == before.gaps.count, gaps.count == after.gaps.count else { return nil }
      let moved = gaps.indices.compactMap {
        gaps[$0].translated(from: before.gaps[$0].interaction, to: after.gaps[$0].interaction)
      }
      return moved.count == gaps.count ? .gaps(moved) : nil
    case (.text, .text, .text), (.number, .number, .number): return self
    default: return nil
    }
  }
}
