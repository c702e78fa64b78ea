import Competence
import Content
import Psychometrics
import Records
import Session

/// What a training changed in what people can do: their first answers before it against their first
/// delayed answers after it, on different items of the same lessons, person by person.
///
/// Lessons that nobody touched are the comparison: what changed there as well (practice, the season, a
/// campaign) is no effect of the training, and is taken off (difference in differences). An answer
/// within ``delayDays`` is recall of what was just read, and is shown as that. What people can do in a
/// quiz is not yet what they do at work; where there is a metric of behaviour, look at that too.
package struct TrainingEffect: Hashable, Sendable {
  package enum Verdict: String, Sendable {
    case effective
    case notShown = "not shown"
    case worse
    case tooFew = "not enough people"
  }

  /// A mean over people with its interval.
  package struct Figure: Hashable, Sendable {
    package let mean: Double
    package let lower: Double
    package let upper: Double

    /// How many people.
    package let n: Int
  }

  /// The share right before.
  package let before: Figure?

  /// The share right after the delay.
  package let after: Figure?

  /// After minus before, for people who have both.
  package let change: Figure?

  /// The same on lessons that nobody touched, for the same people.
  package let comparison: Figure?

  /// The change less that of the comparison, where there is one.
  package let effect: Figure?

  /// The share right within the delay: recall, not effect.
  package let recall: Figure?
  package let verdict: Verdict

  /// Answers sooner than this are recall.
  package static let delayDays = 14

  /// Fewer people make no verdict.
  package static let fewestPeople = 8

  /// - Parameters:
  ///   - table: All answers.
  ///   - treated: The lessons that the training is about.
  ///   - touched: The lessons that any training is about; they are no comparison.
  ///   - position: The position of the log from which answers count as after.
  ///   - day: The day on which the training was done.
  ///   - confidence: That of the intervals.
  package init(
    _ table: AnswerTable,
    of treated: Set<LessonID>,
    touched: Set<LessonID> = [],
    from position: Int,
    on day: Day,
    confidence: Probability
  ) {
    let names = table.answers.people.names
    var people = Array(repeating: Answers(), count: names.count)
    let (isTreated, isTouched) = (table.areVersions(of: treated), table.areVersions(of: touched))
    for row in table.firstAnswers {
      let (person, version) = (Int(row.person), Int(row.version))
      let isLate = row.day.days(since: day) >= Self.delayDays
      if !isTreated[version], isTouched[version] { continue }
      switch (row.position < position, isTreated[version]) {
      case (true, true): people[person].before.add(row)
      case (true, false): people[person].otherBefore.add(row)
      case (false, true) where isLate: people[person].after.add(row)
      case (false, true): people[person].recall.add(row)
      case (false, false) where isLate: people[person].otherAfter.add(row)
      case (false, false): break
      }
    }
    let all = zip(names, people).sorted { $0.0 < $1.0 }.map(\.1)
    let figure = { (values: [Double]) in
      MeanInterval(values, confidence: confidence).map(Figure.init)
    }
    let paired = all.filter { !$0.before.isEmpty && !$0.after.isEmpty }
    before = figure(paired.map(\.before.share))
    after = figure(paired.map(\.after.share))
    recall = figure(all.filter { !$0.recall.isEmpty }.map(\.recall.share))
    change = figure(paired.map(\.change))
    let compared = paired.filter { !$0.otherBefore.isEmpty && !$0.otherAfter.isEmpty }
    comparison = figure(compared.map(\.otherChange))
    let isCompared = compared.count >= Self.fewestPeople
    effect = isCompared ? figure(compared.map { $0.change - $0.otherChange }) : change
    verdict = Self.verdict(effect)
  }

  private static func verdict(_ effect: Figure?) -> Verdict {
    guard let effect, effect.n >= fewestPeople else { return .tooFew }
    return effect.lower > 0 ? .effective : effect.upper < 0 ? .worse : .notShown
  }

  package var interval: EffectInterval? {
    effect.map { EffectInterval(lower: $0.lower, upper: $0.upper, n: $0.n) }
  }

  /// What people still knew within the delay; it is no effect.
  ///
  /// Of fewer people than the least group that may be shown, only that there are too few.
  package func recallWords(minimumCell: Int) -> String? {
    recall.map { figure in
      figure.n < minimumCell
        ? "fewer than \(minimumCell) people answered within \(Self.delayDays) days, too few to show"
        : "\(Int((figure.mean * 100).rounded())) % right within \(Self.delayDays) days "
          + "(n = \(figure.n)), which is recall and no effect"
    }
  }

  /// What it came to, and what people knew soon after.
  package func summary(minimumCell: Int) -> String {
    [words(minimumCell: minimumCell), recallWords(minimumCell: minimumCell)].compactMap(\.self)
      .joined(separator: "; ")
  }

  /// What it came to; of fewer people than the least group that may be shown, only that there are too
  /// few.
  package func words(minimumCell: Int) -> String {
    guard let effect, effect.n >= minimumCell else {
      return "fewer than \(minimumCell) people answered both before and after, too few to show"
    }
    let shown = comparison.flatMap { $0.n >= minimumCell ? $0 : nil }
    let against = shown.map { ", comparison \(points($0.mean))" } ?? ", without comparison"
    return "\(verdict.rawValue): \(points(effect.mean)) "
      + "(\(points(effect.lower)) to \(points(effect.upper))), n = \(effect.n)\(against)"
  }
}

private func points(_ share: Double) -> String {
  let points = Int((share * 100).rounded())
  return "\(points > 0 ? "+" : "")\(points) points"
}

/// One person's answers to items that they met for the first time.
private struct Answers {
  /// How many were right, of how many.
  struct Count {
    private var right = 0
    private var n = 0

    var isEmpty: Bool { n == 0 }
    var share: Double { Double(right) / Double(n) }

    mutating func add(_ row: AnswerRow) {
      right += row.isCorrect ? 1 : 0
      n += 1
    }
  }

  var before = Count()
  var after = Count()
  var recall = Count()
  var otherBefore = Count()
  var otherAfter = Count()

  var change: Double { after.share - before.share }
  var otherChange: Double { otherAfter.share - otherBefore.share }
}

extension TrainingEffect.Figure {
  fileprivate init(_ interval: MeanInterval) {
    self.init(
      mean: interval.mean,
      lower: interval.lower,
      upper: interval.upper,
      n: interval.sampleSize
    )
  }
}

// MARK: - Which lessons

extension TrainingEffect {
  /// The effect of each entry whose actions hold a training and are done.
  ///
  /// What any entry of the whole register trained is left out of the comparison.
  package static func all(
    _ entries: [RegisterEntry],
    among register: [RegisterEntry],
    table: AnswerTable,
    library: ContentLibrary,
    confidence: Probability
  ) -> [RegisterEntryID: TrainingEffect] {
    let isTrained = { (entry: RegisterEntry) in
      entry.cycle.isWorkDone && entry.cycle.actions.contains { $0.action.kind == .training }
    }
    let touched = register.filter(isTrained).reduce(into: Set<LessonID>()) {
      $0.formUnion(lessons(of: $1, in: library))
    }
    let trained = entries.filter(isTrained)
    let effects = trained.compactMap { entry -> (RegisterEntryID, TrainingEffect)? in
      let lessons = lessons(of: entry, in: library)
      guard !lessons.isEmpty, let position = entry.cycle.effectsFrom,
        let finished = entry.cycle.finishedAt
      else { return nil }
      return (
        entry.id,
        TrainingEffect(
          table,
          of: lessons,
          touched: touched,
          from: position,
          on: finished.utcDay,
          confidence: confidence
        )
      )
    }
    return Dictionary(uniqueKeysWithValues: effects)
  }

  /// The lessons that a training of this entry is about: those of the competency that its criterion
  /// measures, else of the incident that it comes from, else of its control.
  package static func lessons(
    of entry: RegisterEntry,
    in library: ContentLibrary
  ) -> Set<LessonID> {
    let metric = entry.cycle.criterion?.metric.split(separator: "/") ?? []
    if metric.count == 3, metric[0] == "mastery-share" {
      let competency = CompetencyID(rawValue: String(metric[2]))
      return Set(library.lessons(for: competency).map(\.id))
    }
    if let incident = library.incident(IncidentID(rawValue: entry.reference)) {
      return Set(incident.lessons.map(\.id))
    }
    guard let control = entry.raised.facts.control else { return [] }
    return Set(library.lessons.filter { $0.controls.contains(control) }.map(\.id))
  }
}
