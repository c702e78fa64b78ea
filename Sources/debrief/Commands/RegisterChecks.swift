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
    let entry = RegisterEntryID(rawValue: id.uppercased())
    let waived = RuleWaived(
      rule: rule.uppercased(),
      about: desk.register.entry(entry) == nil ? id : entry.rawValue,
      reason: scribe.wording(reason),
      expiry: expires
    )
    return [.system(.waived(waived), RuleWaived.subject)]
  }
}
