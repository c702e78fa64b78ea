import Content
import Psychometrics
import Quiz
import Records
import Session

/// How an item behaves: facility, discrimination, and who chose which option, over first attempts.
package struct ItemAnalysis: Hashable, Sendable {
  /// What the figures say about the item itself.
  package enum Verdict: Hashable, Sendable {
    /// Whoever knows more elsewhere chooses the key less often: the key may be wrong.
    case negativeDiscrimination

    /// Fewer people choose the key than would by guessing.
    case belowGuessing

    /// A distractor draws more people than the key.
    case distractorPreferred(OptionID)
  }

  package let question: Question

  /// The version that was answered last.
  package let version: ItemVersion
  package let facility: Facility

  /// Item-rest correlation: the score on this item against the share right on all others.
  package let discrimination: CorrelationInterval?

  /// Why there is none.
  package let discriminationIsUndefined: UndefinedMoment?

  /// How many people chose each option.
  package let choices: [OptionID: Int]

  /// People who were sure and wrong.
  package let misconceptions: Int
  package let verdicts: [Verdict]

  /// The confidence of the intervals that a verdict rests on, higher than that of figures: a library
  /// has hundreds of items, and a false alarm costs a trainer an hour.
  package static let verdictConfidence: Probability = 0.995

  /// Below this number of people an item is not judged.
  package static let fewestPeople = 20

  /// Analyses every question that was answered, in the order of item ids.
  package static func all(
    _ table: AnswerTable,
    models: ItemModels,
    confidence: Probability
  ) -> [ItemAnalysis] {
    let others = OtherItems(table)
    var groups = [[AnswerRow]](repeating: [], count: table.questions.count)
    for row in table.firstQuestionAnswers { groups[table.question(row)].append(row) }
    let versions = table.answers.versions
    let analyses = inParallel(Array(zip(table.questions.names, groups))) { question, rows in
      ItemAnalysis(
        of: question,
        rows,
        versions: versions,
        others: others,
        models: models,
        confidence: confidence
      )
    }
    return analyses.compactMap(\.self).sorted {
      ($0.question.item, $0.question.keyDigest) < ($1.question.item, $1.question.keyDigest)
    }
  }

  private init?(
    of question: Question,
    _ rows: [AnswerRow],
    versions: Numbering<ItemVersion>,
    others: OtherItems,
    models: ItemModels,
    confidence: Probability
  ) {
    guard let last = rows.last,
      let facility = Facility(
        correct: rows.count(where: \.isCorrect),
        of: rows.count,
        confidence: confidence
      )
    else { return nil }
    let version = versions[last.version]
    self.question = question
    self.version = version
    self.facility = facility
    // A letter means an option only within one version, so choices are those of the newest.
    let responses = rows.filter { $0.answered == last.version && $0.isChoice }
    let counts = Dictionary(
      uniqueKeysWithValues: (0..<OptionID.largestCount).compactMap { index in
        let count = responses.count { $0.options & 1 << UInt32(index) != 0 }
        return count > 0 ? (OptionID(index: index), count) : nil
      }
    )
    choices = counts
    misconceptions = rows.count(where: \.isMisconception)
    let rest = rows.compactMap { row in
      others.share(of: row.person, without: row.isCorrect)
        .map { (score: row.isCorrect ? 1.0 : 0, rest: $0) }
    }
    switch Moments.correlation(of: rest.map(\.score), with: rest.map(\.rest)) {
    case .success(let correlation):
      discrimination = CorrelationInterval(
        correlation: correlation,
        pairs: rest.count,
        confidence: confidence
      )
      discriminationIsUndefined = nil
    case .failure(let reason):
      discrimination = nil
      discriminationIsUndefined = reason
    }
    // Among several right options a distractor cannot be compared with the key as a whole.
    let isSingle = responses.allSatisfy { $0.options.nonzeroBitCount == 1 }
    let keys = responses.first(where: \.isCorrect)?.chosen ?? []
    let rival =
      !isSingle || keys.isEmpty
      ? nil
      : counts.filter { !keys.contains($0.key) }.max { ($0.value, $1.key) < ($1.value, $0.key) }
    verdicts = Self.verdicts(
      facility: facility,
      discrimination: discrimination,
      guessing: models[version]?.lowerAsymptote.value,
      rival: rival,
      keyed: responses.count(where: \.isCorrect),
      responses: responses.count
    )
  }

  private static func verdicts(
    facility: Facility,
    discrimination: CorrelationInterval?,
    guessing: Double?,
    rival: (key: OptionID, value: Int)?,
    keyed: Int,
    responses: Int
  ) -> [Verdict] {
    let people = facility.sampleSize
    let strict = { (count: Int) in
      WilsonInterval(successes: count, of: people, confidence: verdictConfidence)
    }
    guard people >= fewestPeople, let chosen = strict(facility.correct) else { return [] }
    var verdicts: [Verdict] = []
    if let discrimination,
      let interval = CorrelationInterval(
        correlation: discrimination.correlation,
        pairs: discrimination.pairs,
        confidence: verdictConfidence
      ),
      interval.upper < 0
    {
      verdicts.append(.negativeDiscrimination)
    }
    if let guessing, chosen.upper.value < guessing { verdicts.append(.belowGuessing) }
    if let rival, responses >= fewestPeople,
      let key = WilsonInterval(successes: keyed, of: responses, confidence: verdictConfidence),
      let share = WilsonInterval(
        successes: rival.value,
        of: responses,
        confidence: verdictConfidence
      ),
      share.lower > key.upper
    {
      verdicts.append(.distractorPreferred(rival.key))
    }
    return verdicts
  }
}
