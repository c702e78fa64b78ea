import Content
import Psychometrics
import Quiz
import Records
import Session

/// Everything that responses say of one question, for whoever has to keep, mend or retire it.
///
/// ``ItemAnalysis`` has facility, discrimination and the verdicts that raise a signal; this adds who
/// chose what, how sure, how fast, what calibration found, whether the item changed, and what learners
/// said of it.
package struct ItemEvidence: Hashable, Sendable {
  /// How people of lower, middle and upper ability chose an option.
  package struct OptionRow: Hashable, Sendable {
    package let option: OptionID
    package let isKey: Bool
    package let text: String

    /// People of each third, by their share right on other items.
    package let chosen: [Int]
    package var total: Int { chosen.reduce(0, +) }
  }

  /// Right and wrong answers at one certainty.
  package struct CertaintyRow: Hashable, Sendable {
    package let certainty: Certainty
    package let right: Int
    package let wrong: Int
  }

  /// The median and the quartiles of the seconds from sight to answer.
  package struct Times: Hashable, Sendable {
    package let lower: Double
    package let median: Double
    package let upper: Double

    init?(_ seconds: [Double]) {
      let sorted = seconds.sorted()
      guard !sorted.isEmpty else { return nil }
      let at = { (quarter: Int) in sorted[min(sorted.count - 1, sorted.count * quarter / 4)] }
      (lower, median, upper) = (at(1), at(2), at(3))
    }
  }

  /// What speaks against an item or one of its options: the data-driven rule L40 of the linter.
  package enum Verdict: Hashable, Sendable {
    case analysis(ItemAnalysis.Verdict)

    /// Nearly everybody knows it.
    case tooEasy

    /// A distractor that fewer than one in twenty choose.
    case unusedDistractor(OptionID, chosen: Int, of: Int)

    /// Among the able, a distractor draws more than the key.
    case ablePrefer(OptionID)

    /// Answers do not follow the model that the item was calibrated with, by the infit mean square.
    case misfit(Double)
  }

  /// Facility of the newest ninety days against that of the time before.
  package struct Drift: Hashable, Sendable {
    package let before: WilsonInterval
    package let lately: WilsonInterval
    package let difference: NewcombeInterval
    package var isCertain: Bool { difference.lower > 0 || difference.upper < 0 }
  }

  package let analysis: ItemAnalysis

  /// In the order of the options; empty for other kinds of answers.
  package let options: [OptionRow]

  /// How many people each third has.
  package let thirds: [Int]
  package let certainty: [CertaintyRow]

  package let times: Times?
  package let model: ItemResponseModel?
  package let calibrated: CalibrationRecord.Item?
  package let drift: Drift?
  package let flags: [ItemFlag]
  package let verdicts: [Verdict]

  /// Below this number of people no distractor is called unused.
  package static let fewestForDistractors = 50

  /// The greatest mean square of an item that measures: Wright and Linacre (1994), *Rasch Measurement
  /// Transactions* 8:370.
  package static let largestFit = 1.3

  /// What counts as lately, in days.
  package static let recentDays = 90

  /// Analyses every question that was answered, in the order of item ids.
  ///
  /// - Parameters:
  ///   - records: The log's records; first answers count.
  ///   - items: The items as they were answered, by the digest of their version.
  ///   - models: The models of all versions.
  ///   - confidence: Of the intervals.
  ///   - day: What lately means.
  /// - Returns: One for each question that was answered.
  package static func all(
    _ records: CompetenceRecords,
    items: [Digest: Item],
    models: ItemModels,
    confidence: Probability,
    on day: Day
  ) -> [ItemEvidence] {
    let attempts = records.attempts
    let table = AnswerTable(attempts)
    let analyses = ItemAnalysis.all(table, models: models, confidence: confidence)
    let rest = OtherItems(table)
    let groups = Dictionary(grouping: attempts.firstByQuestion, by: \.question)
    let calibrated = Dictionary(
      (records.calibration?.record.fits ?? []).flatMap(\.items).map {
        (Question(item: $0.item, keyDigest: $0.keyDigest), $0)
      }
    ) { first, _ in first }
    let flags = Dictionary(grouping: records.people.values.flatMap(\.flags)) {
      Question(item: $0.version.item, keyDigest: $0.version.keyDigest)
    }
    return analyses.map { analysis in
      ItemEvidence(
        analysis,
        attempts: groups[analysis.question] ?? [],
        item: items[analysis.version.digest],
        rest: rest,
        model: models[analysis.version],
        calibrated: calibrated[analysis.question],
        flags: (flags[analysis.question] ?? []).sorted { $0.position < $1.position },
        confidence: confidence,
        day: day
      )
    }
  }

  private init(
    _ analysis: ItemAnalysis,
    attempts: [Attempt],
    item: Item?,
    rest: OtherItems,
    model: ItemResponseModel?,
    calibrated: CalibrationRecord.Item?,
    flags: [ItemFlag],
    confidence: Probability,
    day: Day
  ) {
    self.analysis = analysis
    self.model = model
    self.calibrated = calibrated
    self.flags = flags
    certainty = Certainty.allCases.map { certainty in
      let said = attempts.filter { $0.answered.certainty == certainty }
      let right = said.count(where: \.isCorrect)
      return CertaintyRow(certainty: certainty, right: right, wrong: said.count - right)
    }
    times = Times(attempts.map { Double($0.answered.milliseconds) / 1000 })
    // A letter means an option only within one version.
    let newest = attempts.filter { $0.answered.version == analysis.version }
    let placed = rest.thirds(of: newest)
    thirds = placed.map(\.count)
    options = Self.rows(placed, item: item)
    drift = Self.drift(attempts, confidence: confidence, day: day)
    let misfit = calibrated?.fit.flatMap { $0 > Self.largestFit ? Verdict.misfit($0) : nil }
    verdicts =
      Self.verdicts(
        analysis,
        options: options,
        thirds: thirds,
        answers: placed.map(\.count).reduce(0, +)
      )
      + [misfit].compactMap(\.self)
  }

  private static func rows(_ thirds: [[Attempt]], item: Item?) -> [OptionRow] {
    guard case .choice(let choice)? = item?.interaction else { return [] }
    return choice.options.map { option in
      OptionRow(
        option: option.id,
        isKey: option.isKey,
        text: option.text,
        chosen: thirds.map { attempts in
          attempts.count { attempt in
            guard case .options(let chosen) = attempt.answered.response else { return false }
            return chosen.contains(option.id)
          }
        }
      )
    }
  }

  private static func drift(
    _ attempts: [Attempt],
    confidence: Probability,
    day: Day
  ) -> Drift? {
    let start = day.adding(days: -recentDays)
    let (before, lately) = (
      attempts.filter { $0.answered.day <= start }, attempts.filter { $0.answered.day > start }
    )
    guard before.count >= ItemAnalysis.fewestPeople, lately.count >= ItemAnalysis.fewestPeople,
      let old = Facility(of: before, confidence: confidence),
      let new = Facility(of: lately, confidence: confidence)
    else { return nil }
    return NewcombeInterval(
      successes: new.correct,
      of: new.sampleSize,
      minus: old.correct,
      of: old.sampleSize,
      confidence: confidence
    ).map {
      Drift(before: old.interval, lately: new.interval, difference: $0)
    }
  }

  private static func verdicts(
    _ analysis: ItemAnalysis,
    options: [OptionRow],
    thirds: [Int],
    answers: Int
  ) -> [Verdict] {
    var verdicts = analysis.verdicts.map(Verdict.analysis)
    if analysis.facility.sampleSize >= ItemAnalysis.fewestPeople,
      analysis.facility.interval.lower.value > 0.95
    {
      verdicts.append(.tooEasy)
    }
    let keys = options.filter(\.isKey)
    for option in options where !option.isKey {
      if answers >= fewestForDistractors, Double(option.total) < 0.05 * Double(answers) {
        verdicts.append(.unusedDistractor(option.option, chosen: option.total, of: answers))
      }
      if keys.count == 1, let able = thirds.last, able >= ItemAnalysis.fewestPeople,
        let upper = option.chosen.last, let key = keys[0].chosen.last,
        let drawn = interval(upper, of: able), let right = interval(key, of: able),
        drawn.lower > right.upper
      {
        verdicts.append(.ablePrefer(option.option))
      }
    }
    return verdicts
  }

  private static func interval(_ count: Int, of total: Int) -> WilsonInterval? {
    WilsonInterval(successes: count, of: total, confidence: ItemAnalysis.verdictConfidence)
  }

  /// What somebody who keeps the pool should do with it.
  package enum Advice: String, Sendable {
    case keep
    case watch

    /// The item itself is likely wrong.
    case retire
  }

  package var advice: Advice {
    let isBroken = verdicts.contains { verdict in
      switch verdict {
      case .analysis, .ablePrefer: true
      case .tooEasy, .unusedDistractor, .misfit: false
      }
    }
    return isBroken ? .retire : verdicts.isEmpty && flags.isEmpty ? .keep : .watch
  }
}
