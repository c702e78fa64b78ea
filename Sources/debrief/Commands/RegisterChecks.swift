import ArgumentParser
import Content
import Foundation
import Improvement
import Records
import Session

struct RegisterCheck: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look for form without substance; the status is 1 if an error holds."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions

  private struct View: Encodable {
    struct Finding: Encodable {
      let rule: String
      let level: String
      let about: [String]
      let sentence: String
      let resolve: String

      init(_ finding: SubstanceFinding) {
        rule = finding.rule
        level = finding.level.rawValue
        about = finding.about.map { neutralised($0) }
        sentence = neutralised(finding.sentence)
        resolve = neutralised(finding.resolve)
      }
    }

    let schema = 1
    let findings: [Finding]
    let waived: [Finding]
  }

  func show(_ desk: RegisterDesk) async throws {
    let report = SubstanceReport(try await desk.fullEvidence())
    if reading.json {
      try printJSON(
        View(
          findings: report.findings.map(View.Finding.init),
          waived: report.waived.map(View.Finding.init)
        )
      )
    } else {
      for finding in report.findings {
        printPair("\(finding.rule) \(finding.level.rawValue): ", finding.sentence)
        printPair("   resolve: ", finding.resolve)
      }
      if !report.waived.isEmpty { printData("\(report.waived.count) waived") }
      if report.findings.isEmpty { printError("no rule has anything to say") }
    }
    if report.hasError { throw ExitCode(ExitStatus.doesNotHold.rawValue) }
  }
}

struct RegisterWaive: SystemAct {
  static let configuration = CommandConfiguration(
    commandName: "waive",
    abstract: "Answer for what a rule found, until a day; the review pack counts it."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The rule, such as R6.") var rule: String
  @Argument(help: "What the finding is about, such as R-0001.") var id: String
  @Option(help: "Why.") var reason: String
  @Option(help: "Until when; at most twelve months.") var expires: Day

  func acts(_ desk: RegisterDesk, _ scribe: inout Scribe) throws -> [DeskAct] {
    let waived = RuleWaived(
      rule: rule.uppercased(),
      about: id,
      reason: scribe.wording(reason),
      expiry: expires
    )
    return [.system(.waived(waived), RuleWaived.subject)]
  }
}

struct RegisterTop: SystemReading {
  static let configuration = CommandConfiguration(
    commandName: "top",
    abstract: "What to do next within the capacity of this month.",
    discussion: """
      Capacity is in steps of effort (1, 2, 3, 5, 8), or in hours with --hours, where a step is about a \
      day of eight. Up to twenty entries the answer is the best there is.
      """
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions
  @Option(help: "Steps of effort.") var capacity: Int?
  @Option(help: "Hours of work.") var hours: Int?
  @Option(help: "The most entries to name.") var limit = 3

  static let hoursPerStep = 8

  func validate() throws {
    guard (capacity == nil) != (hours == nil) else {
      throw ValidationError("give --capacity or --hours")
    }
    guard (0...100_000).contains(capacity ?? hours ?? 0), (1...20).contains(limit) else {
      throw ValidationError("capacity goes from 0 to 100000, --limit from 1 to 20")
    }
  }

  private struct View: Encodable {
    struct Entry: Encodable {
      let id: String
      let statement: String
      let priority: String?
      let effort: Int
    }

    let schema = 1
    let entries: [Entry]
    let capacity: Int
    let effort: Int
    let isBest: Bool
    let inWork: Int
    let mostInWork: Int
  }

  func show(_ desk: RegisterDesk) throws {
    let steps = capacity ?? (hours ?? 0) / Self.hoursPerStep
    let choice = TopChoice(desk.register.candidates(at: desk.now), capacity: steps, limit: limit)
    let inWork = desk.register.entries.count { $0.state == .inAction }
    let preset = desk.organisation.preset
    let view = View(
      entries: choice.chosen.compactMap { candidate in
        desk.register.entry(candidate.id).map { entry in
          View.Entry(
            id: entry.id.rawValue,
            statement: entry.title(desk.remarks),
            priority: entry.priority(at: desk.now)?.words,
            effort: candidate.effort
          )
        }
      },
      capacity: steps,
      effort: choice.effort,
      isBest: choice.isBest,
      inWork: inWork,
      mostInWork: preset.mostInWork
    )
    if reading.json { return try printJSON(view) }
    if view.entries.isEmpty {
      return printError("nothing that is planned fits into \(steps) steps; plan something smaller")
    }
    for entry in view.entries {
      printPair("\(entry.id)  ", entry.statement)
      printPair("    ", entry.priority ?? "")
    }
    printData(
      "effort \(view.effort) of \(steps), \(view.isBest ? "no choice is better" : "by priority")"
    )
    if inWork > preset.mostInWork {
      printData("\(inWork) entries are in work; \(preset.mostInWork) are enough: finish before")
    }
  }
}

struct RegisterAmend: RegisterAct {
  static let configuration = CommandConfiguration(
    commandName: "amend",
    abstract: "Replace the threshold of a fixed criterion while the work goes on, with a reason."
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, such as R-0001.") var id: String
  @Option(help: "The new threshold.") var threshold: DecimalText
  @Option(help: "Why.") var reason: String
  @Flag(help: "Declare a conflict of duties; for three people or fewer.")
  var declareConflict = false

  func event(
    _ desk: RegisterDesk,
    _ entry: RegisterEntry,
    _ scribe: inout Scribe
  ) throws -> RegisterEvent {
    guard let old = entry.cycle.criterion else {
      throw Refusal(
        .notAllowed,
        "\(entry.id) has no criterion",
        hint: "debrief register plan \(entry.id) …"
      )
    }
    let new = Criterion(
      metric: old.metric,
      direction: old.direction,
      threshold: threshold,
      minimumN: old.minimumN,
      windowDays: old.windowDays,
      method: old.method,
      verifier: old.verifier
    )
    return .amend(
      RegisterEvent.CriterionAmended(
        criterion: new,
        replaces: old.digest,
        reason: scribe.wording(reason),
        declaredConflict: declareConflict
      )
    )
  }
}
