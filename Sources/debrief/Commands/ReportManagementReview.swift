import ArgumentParser
import Competence
import Content
import Improvement
import Records
import Session
import Reports
import Storage

struct ReportManagementReview: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "management-review",
    abstract: "The pack of a management review: every input, what is missing, what was decided."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    let bench = try Workbench(options.settings, isReading: true)
    let desk = try await RegisterDesk(forReport: bench, asOf: report.asOf)
    let document = ManagementReviewReport(
      system: desk.system,
      substance: SubstanceReport(try await desk.fullEvidence()),
      remarks: desk.remarks,
      now: desk.now,
      basis: try await desk.basis()
    ).document
    try report.write(
      [
        ("management-review.html", document.html), ("management-review.md", document.markdown),
      ],
      workspace: bench.workspace
    )
  }
}

struct ReportCoverage: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "What is taught, what has no lesson, and what is taught but never fails."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    let bench = try Workbench(options.settings, isReading: true)
    let desk = try await RegisterDesk(forReport: bench, asOf: report.asOf)
    let document = CoverageReport(
      library: bench.library,
      system: desk.system,
      groups: try await desk.groups(),
      items: try await desk.items(),
      basis: try await desk.basis()
    ).document
    try report.write(
      [("coverage.html", document.html), ("coverage.md", document.markdown)],
      workspace: bench.workspace
    )
  }
}
