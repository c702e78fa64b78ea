import ArgumentParser
import Competence
import Content
import Foundation
import Improvement
import Psychometrics
import Records
import Reports
import Storage

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write documents for people and machines: HTML, CSV and JSON.",
    subcommands: [
      ReportCompetence.self, ReportItems.self, ReportRegister.self, ReportManagementReview.self,
      ReportCoverage.self,
    ]
  )
}

/// Where a report goes.
struct ReportOptions: ParsableArguments {
  @Option(help: "The folder to write to (default: Reports/ of the workspace).")
  var to: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "Use only what was recorded by then; a day means its end.",
      valueName: "time"
    )
  )
  var asOf: Moment?

  /// Writes all files or says which could not be written; each is whole or not there.
  func write(_ files: [(name: String, text: String)], workspace: Workspace) throws {
    let folder = to ?? "\(workspace.path)/Reports"
    try makeFolders(folder, mode: 0o755)
    for (name, text) in files {
      try replaceFile(at: "\(folder)/\(name)", with: Array(text.utf8), mode: 0o644)
      printData("\(folder)/\(name)")
    }
  }
}

struct ReportCompetence: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "competence",
    abstract: "What roles and people know, how sure that is, and how items behave."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    let bench = try Workbench(options.settings, isReading: true)
    let log = try await LogForReport(bench, asOf: report.asOf)
    let models = try await bench.models(for: log.records)
    let profiles = log.records.activePeople.map { person in
      CompetenceProfile(
        of: person,
        in: log.records,
        library: bench.library,
        models: models,
        on: log.day
      )
    }
    let table = AnswerTable(log.records.answers)
    let document = CompetenceReport(
      profiles: profiles,
      groups: GroupCompetence.all(
        table,
        roles: log.records.roster.active.mapValues(\.roles),
        models: models,
        programme: bench.library.programme
      ),
      items: ItemAnalysis.all(
        table,
        models: models,
        confidence: Probability(bench.library.programme.signals.confidence) ?? 0.9
      ),
      records: log.records,
      library: bench.library,
      head: log.head,
      asOf: log.day,
      isSimulated: log.isSimulated
    )
    try report.write(
      [
        ("competence.html", document.html), ("competence.csv", document.csv),
        ("competence-people.csv", document.peopleCSV),
        ("competence-decisions.csv", document.decisionsCSV), ("competence.json", try document.json),
      ],
      workspace: bench.workspace
    )
  }
}

struct ReportRegister: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "The improvement register with each entry's whole story."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    let bench = try Workbench(options.settings, isReading: true)
    let desk = try await RegisterDesk(forReport: bench, asOf: report.asOf)
    let effects = desk.trainingEffects(of: desk.register.entries)
    let cell = bench.library.programme.minimumCell
    let entries = desk.register.sorted(at: desk.now).map { entry in
      RegisterReport.Entry(
        entry,
        remarks: desk.remarks,
        trained: effects[entry.id]?.summary(minimumCell: cell),
        now: desk.now,
        dayOf: Clock.day
      )
    }
    let substance = SubstanceReport(try await desk.fullEvidence())
    let document = RegisterReport(
      entries: entries,
      substance: substance.findings,
      waivedCount: substance.waived.count,
      traces: try await desk.farthestTraces(),
      basis: try await desk.basis()
    )
    try report.write(
      [
        ("register.html", document.html), ("register.csv", document.csv),
        ("register.json", try document.json),
      ],
      workspace: bench.workspace
    )
  }
}
