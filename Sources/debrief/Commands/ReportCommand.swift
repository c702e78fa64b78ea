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
    let document = CompetenceReport(
      profiles: profiles,
      groups: GroupCompetence.all(profiles, programme: bench.library.programme),
      items: ItemAnalysis.all(
        log.records.attempts,
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
        ("competence-people.csv", document.peopleCSV), ("competence.json", try document.json),
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
    let entries = desk.register.sorted(at: desk.now).map { entry in
      RegisterReport.Entry(entry, remarks: desk.remarks, now: desk.now, dayOf: Clock.day)
    }
    let substance = SubstanceReport(try await desk.fullEvidence())
    let document = RegisterReport(
      entries: entries,
      substance: substance.findings,
      waivedCount: substance.waived.count,
      traces: desk.farthestTraces(),
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

extension RegisterDesk {
  /// The prefix of the log that was recorded by a day.
  ///
  /// A simulated log ends in the past or the future of whoever reads it, so without a day given its
  /// report is as of its last entry.
  init(forReport bench: Workbench, asOf moment: Moment?) async throws {
    try await self.init(bench, asOf: moment)
    if moment == nil, isSimulated { self.moment = Moment(argument: end.description) }
  }

  func basis() async throws -> ReportBasis {
    ReportBasis(
      head: LedgerHead(origin: try await bench.ledger.origin, size: log.size, root: log.root),
      asOf: today,
      programme: bench.library.programme,
      snapshot: records.snapshot,
      isSimulated: isSimulated
    )
  }

  /// The ways of the entries that came farthest: measured ones before those in work.
  func farthestTraces(most: Int = 3) -> [Trace] {
    let graph = traces
    return register.entries.filter { !$0.cycle.actions.isEmpty }
      .sorted { left, right in
        (right.verifications.count, left.id) < (left.verifications.count, right.id)
      }
      .prefix(most).compactMap { graph.trace($0.id.rawValue) }
  }
}

/// What a report reads: the prefix of the log that was recorded by its day.
struct LogForReport {
  private(set) var records = CompetenceRecords()
  private(set) var register = ImprovementRegister()
  private(set) var isSimulated = false
  let head: LedgerHead
  let now: Timestamp
  let day: Day

  /// A simulated log ends in the past or the future of whoever reads it, so without a day given its
  /// report is as of its last entry.
  init(_ bench: Workbench, asOf moment: Moment?) async throws {
    var records = CompetenceRecords()
    var register = ImprovementRegister()
    var frontier = MerkleFrontier()
    var last: LedgerEntry?
    var hasSimulated = false
    try await bench.eachEntry(asOf: moment) { stored in
      let entry = try stored.decoded()
      try records.take(stored)
      do { try register.fold(entry) } catch let fault as RegisterFault {
        throw LedgerError.damaged(fault.description)
      }
      frontier.append(stored.leaf)
      hasSimulated = hasSimulated || entry.clock == .simulated
      last = entry
    }
    self.records = records
    self.register = register
    isSimulated = hasSimulated
    head = LedgerHead(
      origin: try await bench.ledger.origin,
      size: frontier.size,
      root: frontier.root
    )
    let newest = last?.clock == .simulated ? last?.recordedAt : nil
    now = moment.map(Clock.timestamp) ?? newest ?? bench.clock.now
    day = Clock.day(of: now)
  }
}
