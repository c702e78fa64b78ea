import Competence
import Content
import Psychometrics
import Records

/// How the items of a library behave, for the trainers who keep it: which to keep, which to look at,
/// which to retire, which to write, and where groups are sure of something wrong.
///
/// Items that fewer people answered than the programme's minimum hold no figures.
package struct ItemsReport: Sendable {
  /// One question as it may be shown.
  package struct Line: Sendable {
    package let evidence: ItemEvidence
    package let figures: ItemFigures
    package let competency: CompetencyID?

    package var advice: ItemEvidence.Advice { evidence.advice }

    /// What speaks against it, in words.
    package let words: [String]
  }

  /// How many items a competency has, and how many its decisions take.
  package struct Need: Hashable, Sendable {
    package let competency: CompetencyID
    package let items: Int

    /// Items that speak against themselves.
    package let retiring: Int

    /// What a decision takes on average at the edge of the zone that takes longer; `nil` where the
    /// programme's rule asks for no test.
    package let needed: Int?

    package var missing: Int { max(0, (needed ?? 0) - (items - retiring)) }
  }

  /// A key that was wrong, for whoever has to know why results changed.
  package struct CorrectedKey: Sendable {
    package let correction: KeyCorrection
    package let day: Day

    /// What the trainer wrote, unless it was disposed of.
    package let reason: String?

    package init(_ correction: KeyCorrection, day: Day, reason: String?) {
      self.correction = correction
      self.day = day
      self.reason = reason
    }
  }

  package private(set) var lines: [Line]

  /// Questions that too few people answered to show anything.
  package let hidden: Int
  package private(set) var needs: [Need]
  package let heat: MisconceptionHeat
  package let calibration: CalibrationRecord?
  package let corrections: [CorrectedKey]
  package let library: ContentLibrary
  package let basis: ReportBasis

  package init(
    _ evidence: [ItemEvidence],
    heat: MisconceptionHeat,
    calibration: CalibrationRecord?,
    corrections: [CorrectedKey],
    library: ContentLibrary,
    basis: ReportBasis
  ) {
    let programme = basis.programme
    let confidence = Probability(programme.signals.confidence) ?? 0.9
    let shown = evidence.filter {
      $0.analysis.facility.sampleSize >= programme.minimumCell
    }
    lines = shown.map { evidence in
      Line(
        evidence: evidence,
        figures: ItemFigures(evidence.analysis, library: library, confidence: confidence),
        competency: library.lesson(evidence.analysis.question.item.lesson)?.competency,
        words: evidence.words(library)
      )
    }.sorted { ($0.advice.rank, $0.figures.order) < ($1.advice.rank, $1.figures.order) }
    hidden = evidence.count - shown.count
    self.heat = heat
    self.calibration = calibration
    self.corrections = corrections
    self.library = library
    self.basis = basis
    let retiring = Dictionary(
      grouping: lines.filter { $0.advice == .retire },
      by: { $0.competency?.rawValue ?? "" }
    )
    needs = library.competencies.map { competency in
      Need(
        competency: competency.id,
        items: library.lessons(for: competency.id).reduce(0) { $0 + $1.itemCount },
        retiring: retiring[competency.id.rawValue]?.count ?? 0,
        needed: Self.needed(for: competency.id, in: library)
      )
    }
  }

  /// The same of one competency.
  package func limited(to competency: CompetencyID) -> ItemsReport {
    var report = self
    report.lines = lines.filter { $0.competency == competency }
    report.needs = needs.filter { $0.competency == competency }
    return report
  }

  private static func needed(for competency: CompetencyID, in library: ContentLibrary) -> Int? {
    let rule = library.programme.mastery
    let items = library.lessons(for: competency).flatMap { library.lesson($0.id)?.items ?? [] }
    guard let alpha = Probability(rule.alpha), let beta = Probability(rule.beta), !items.isEmpty
    else {
      return nil
    }
    let guessing =
      items.reduce(0) { $0 + $1.interaction.guessingChance } / Double(items.count)
    return Probability(guessing).flatMap { guessing in
      SequentialTestLength(
        indifference: rule.indifference,
        alpha: alpha,
        beta: beta,
        guessing: guessing
      )?.items
    }
  }
}

extension ItemEvidence.Advice {
  /// What asks for most comes first.
  var rank: Int {
    switch self {
    case .retire: 0
    case .watch: 1
    case .keep: 2
    }
  }

  package var words: String {
    switch self {
    case .keep: "keep"
    case .watch: "look at it"
    case .retire: "mend or retire"
    }
  }
}

extension ItemEvidence {
  /// What speaks against the item, each in a sentence without its end.
  func words(_ library: ContentLibrary) -> [String] {
    let current = library.item(analysis.question.item)
    let item = current.flatMap { library.version(of: $0.id) == analysis.version ? $0 : nil }
    let name = { (option: OptionID) in
      let text = options.first { $0.option == option }?.text
      return "option \(option)\(text.map { " (“\($0)”)" } ?? "")"
    }
    var words = verdicts.map { verdict in
      switch verdict {
      case .analysis(let verdict): verdict.words(item)
      case .tooEasy: "nearly everybody knows it: it tells nothing"
      case .unusedDistractor(let option, let chosen, let total):
        "\(name(option)) draws \(chosen) of \(total): write a more tempting one"
      case .misfit(let fit):
        "answers do not follow ability as the model says (infit \(decimal(fit, places: 2)))"
      case .ablePrefer(let option):
        "\(name(option)) draws more of the able than the key: check the key"
      }
    }
    if let drift, drift.isCertain {
      let way = drift.difference.difference > 0 ? "easier" : "harder"
      words.append(
        "it became \(way): \(percent(drift.before.proportion.value)) before, "
          + "\(percent(drift.lately.proportion.value)) in the last \(Self.recentDays) days"
      )
    }
    if !flags.isEmpty { words.append("flagged by \(counted(flags.count, "learner", "learners"))") }
    return words
  }
}
