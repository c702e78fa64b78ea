import ArgumentParser
import Competence
import Content
import Foundation
import Psychometrics
import Quiz
import Records

struct ProgressCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "What you know today, how sure that is, and what is due next."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions

  func run() async throws {
    let bench = try Workbench(options.settings, isReading: true)
    guard let identity = try bench.knownIdentity() else {
      throw Refusal(
        .noInput,
        "nothing is recorded of you yet",
        hint: "begin with: debrief practice"
      )
    }
    if reading.json {
      let report = try await ProgressReport(bench, identity, moment: reading.asOf)
      try printJSON(report)
    } else {
      try await ProgressReport.show(
        bench,
        identity,
        theme: Theme(options.settings),
        moment: reading.asOf
      )
    }
  }
}

/// What a person is told of themselves.
struct ProgressReport: Encodable {
  struct Line: Encodable {
    let competency: String
    let statement: String
    let responses: Int
    let ability: Double?
    let lower: Double?
    let upper: Double?
    let chanceOfMastery: Double?
    let recall: Double?
    let nextDue: String?

    /// The newest assessment: how it ended, when, and until when mastery holds.
    let assessed: Assessed?
  }

  /// How certainty and right answers agree.
  struct Certain: Encodable {
    struct Row: Encodable {
      let certainty: String
      let right: Int
      let answers: Int
      let lower: Double
      let upper: Double
      let isOverconfident: Bool
    }

    let meanMarks: Double
    let answers: Int
    let rows: [Row]

    init(_ calibration: CertaintyCalibration) {
      meanMarks = rounded(calibration.meanMarks)
      answers = calibration.answers
      rows = calibration.rows.map { row in
        Row(
          certainty: row.certainty.rawValue,
          right: row.right,
          answers: row.share.trials,
          lower: rounded(row.share.lower.value),
          upper: rounded(row.share.upper.value),
          isOverconfident: row.isOverconfident
        )
      }
    }
  }

  struct Assessed: Encodable {
    let outcome: String
    let day: String
    let answers: Int
    let correct: Int
    let validUntil: String?
    let reason: String?
    let holds: Bool
    let entry: Int
    let wasCorrected: Bool

    init(_ decision: MasteryDecision, on day: Day, _ programme: Programme) {
      let record = decision.current
      outcome = record.outcome.rawValue
      self.day = Clock.day(of: decision.at).description
      answers = record.answers
      correct = record.correct
      validUntil = record.validity?.until.description
      reason = record.validity?.words(programme)
      holds = decision.holds(on: day)
      entry = decision.position
      wasCorrected = decision.corrected != nil
    }
  }

  let schema = 1
  let person: String
  let day: String
  let competencies: [Line]
  let certainty: Certain?

  init(_ bench: Workbench, _ identity: Identity, moment: Moment?) async throws {
    let records = try await bench.records(asOf: moment)
    let day = bench.day(asOf: moment)
    let profile = try await bench.profile(of: identity.person, in: records, on: day)
    person = identity.person.rawValue
    self.day = day.description
    let confidence = Probability(bench.library.programme.signals.confidence) ?? 0.9
    certainty = CertaintyCalibration(profile.attempts, confidence: confidence).map(Certain.init)
    let decisions = records.people[identity.person]?.decisions ?? []
    competencies = profile.masteries.map { mastery in
      let lessons = bench.library.lessons(for: mastery.competency).map(\.id)
      let recalls = lessons.compactMap { profile.recall(of: $0)?.value }
      let due = lessons.compactMap { profile.dueDay(of: $0) }.min()
      let known = mastery.isKnown
      return Line(
        competency: mastery.competency.rawValue,
        statement: bench.library.competency(mastery.competency)?.statement ?? "",
        responses: mastery.responses,
        ability: known ? rounded(mastery.ability.mean) : nil,
        lower: known ? rounded(mastery.interval.lowerBound) : nil,
        upper: known ? rounded(mastery.interval.upperBound) : nil,
        chanceOfMastery: known ? rounded(mastery.chance.value) : nil,
        recall: recalls.isEmpty
          ? nil : rounded(recalls.reduce(0, +) / Double(recalls.count)),
        nextDue: due?.description,
        assessed: decisions.last { $0.record.competency == mastery.competency }.map {
          Assessed($0, on: day, bench.library.programme)
        }
      )
    }
  }

  static func show(
    _ bench: Workbench,
    _ identity: Identity,
    theme: Theme,
    moment: Moment?
  ) async throws {
    let report = try await ProgressReport(bench, identity, moment: moment)
    let width = min(100, terminalSize().columns - 1)
    printData(theme.styled("\(neutralised(identity.name)), \(report.day)", .strong))
    for line in report.competencies {
      printData("")
      printData(
        wrapped(neutralised(line.statement), width: width).joined(separator: "\n")
      )
      for text in wrapped(line.words, width: width, first: "  ") {
        printData(theme.styled(text, .faint))
      }
    }
    if let certainty = report.certainty {
      printData("")
      for line in wrapped(certainty.words, width: width) { printData(line) }
    }
    printData("")
    printData(
      wrapped(
        "Estimates decide what to ask next, and nobody else is shown them by "
          + "name. A decision with stated error rates is made by: debrief assess COMPETENCY",
        width: width
      ).joined(separator: "\n")
    )
  }
}

extension ProgressReport.Line {
  fileprivate var words: String {
    guard responses > 0 else { return "not met yet" }
    var parts: [String] = []
    if let chanceOfMastery, let lower, let upper {
      parts.append(
        "mastery \(percent(chanceOfMastery)) likely (ability \(lower) to \(upper), n = \(responses))"
      )
    } else {
      parts.append("too little to say (n = \(responses))")
    }
    if let recall { parts.append("recall today \(percent(recall))") }
    if let nextDue { parts.append("next refresher \(nextDue)") }
    if let assessed { parts.append(assessed.words) }
    return parts.joined(separator: "; ")
  }
}

extension ProgressReport.Certain {
  fileprivate var words: String {
    let said = ["guess": "guessed", "think": "thought so", "know": "knew"]
    let parts = rows.map { row in
      "\(said[row.certainty] ?? row.certainty) \(row.answers) times, right \(row.right)"
        + (row.isOverconfident ? " (surer than right)" : "")
    }
    return
      "How sure you were: \(parts.joined(separator: "; ")). Certainty-based marks: \(meanMarks) a "
      + "question, of 3."
  }
}

extension ProgressReport.Assessed {
  fileprivate var words: String {
    let changed = wasCorrected ? ", after a key was corrected" : ""
    switch (outcome, validUntil) {
    case ("mastered", let until?):
      return holds
        ? "assessed \(day): mastered until \(until), because \(reason ?? "")\(changed)"
        : "assessed \(day): mastery ran out on \(until)\(changed)"
    case ("not-mastered", _): return "assessed \(day): not mastered yet\(changed)"
    default: return "assessed \(day): undecided\(changed)"
    }
  }
}

func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
