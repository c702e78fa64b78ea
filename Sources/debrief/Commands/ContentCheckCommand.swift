import ArgumentParser
import Content
import Foundation
import Storage

struct ContentCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check all content files, and say everything at once.",
    discussion: """
      What cannot be read is an error, and content with an error is not used. What can be read is \
      checked by the rules of item writing; --explain says what a rule wants, and how to silence it in \
      one place. Ends with status 65 if there is an error.
      """
  )

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("Say only what concerns these files.", valueName: "file"))
  var files: [String] = []

  @Option(help: ArgumentHelp("The least level that is shown: error, warning or info."))
  var level: Diagnostic.Severity = .warning

  @Option(help: ArgumentHelp("text, json, sarif, junit or github."))
  var format: Format = .text

  @Flag(help: "Print JSON; the same as --format json.")
  var json = false

  @Option(
    help: ArgumentHelp("Say what a rule such as L04 wants, with examples.", valueName: "rule")
  )
  var explain: String?

  @Option(
    help: ArgumentHelp(
      "Faults that are known and not reported (default: Content/.lint-baseline.json if it is there).",
      valueName: "file"
    )
  )
  var baseline: String?

  @Flag(help: "Take all faults that the rules find now as known.")
  var writeBaseline = false

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case sarif
    case junit
    case github
  }

  func run() async throws {
    if let explain { return try self.explain(rule: explain) }
    let workspace = try Workspace(options.settings)
    let reading = workspace.read()
    let found = reading.diagnostics + (try lint(reading))
    if writeBaseline { return try write(Baseline(of: found), in: workspace, reading) }

    let paths = try selectedPaths(in: workspace, of: reading)
    let known = try readBaseline(in: workspace)
    let remaining = (known?.remainder(of: found) ?? found).filter { diagnostic in
      paths.isEmpty || paths.contains(diagnostic.location.path)
    }.sorted()
    let shown = remaining.filter { $0.severity >= level }
    show(shown, hidden: remaining.count - shown.count, of: reading, paths)
    if reading.library == nil || remaining.contains(where: { $0.severity == .error }) {
      throw ExitCode(ExitStatus.badData.rawValue)
    }
  }

  /// What the rules find on the day of the programme; nothing where the reader refused something.
  private func lint(_ reading: ContentReading) throws -> [Diagnostic] {
    guard let library = reading.library else { return [] }
    let clock = try Clock(timeZone: library.programme.timeZone, at: options.settings.at)
    let today = Clock.day(of: clock.now)
    return Linter(today: today).diagnostics(of: library, sources: reading.sources)
  }

  private func explain(rule name: String) throws {
    let rules = Linter.allRules
    guard let rule = rules.first(where: { $0.id == name.uppercased() }) else {
      let ids = rules.map { $0.id }
      throw Refusal(
        .usage,
        "there is no rule ‘\(name)’",
        hint: nearest(to: name.uppercased(), in: ids).map { "did you mean \($0)?" }
          ?? "rules are called \(ids.first ?? "") to \(ids.last ?? "")"
      )
    }
    printData(RuleText(rule).plain, terminator: "")
  }

  // MARK: Files

  /// The files that were named, as the workspace names them.
  private func selectedPaths(
    in workspace: Workspace,
    of reading: ContentReading
  ) throws -> Set<String> {
    let standard = { (path: String) in URL(filePath: path).standardizedFileURL.path }
    let known = Set(reading.sources.map(\.path) + reading.diagnostics.map(\.location.path))
    let byStandardPath = Dictionary(
      known.map { (standard("\(workspace.path)/\($0)"), $0) }
    ) { first, _ in first }
    return Set(
      try files.map { file in
        guard let path = known.contains(file) ? file : byStandardPath[standard(file)] else {
          throw Refusal(
            .noInput,
            "\(file) is no content file of this workspace",
            hint: "name files such as \(ContentReading.incidentsFolder)/NAME.md"
          )
        }
        return path
      }
    )
  }

  // MARK: The baseline

  private func baselinePath(in workspace: Workspace) -> String {
    baseline ?? "\(workspace.path)/\(Baseline.path)"
  }

  private func readBaseline(in workspace: Workspace) throws -> Baseline? {
    let path = baselinePath(in: workspace)
    if baseline == nil, !fileExists(path) { return nil }
    do {
      let bytes = try readRegularFile(path, atMost: 16 << 20)
      return try Baseline(SourceText(path: baseline ?? Baseline.path, bytes: bytes))
    } catch let fault as FileFault {
      throw Refusal(
        .noInput,
        "\(fault.path): \(fault.reason)",
        hint: "name a file that was written by --write-baseline"
      )
    }
  }

  private func write(
    _ baseline: Baseline,
    in workspace: Workspace,
    _ reading: ContentReading
  ) throws {
    guard reading.library != nil else { throw ContentFault(diagnostics: reading.diagnostics) }
    let path = baselinePath(in: workspace)
    try replaceFile(at: path, with: Array(baseline.text.utf8), mode: 0o644)
    printData("\(baseline.count) faults are known from now on: \(path)")
  }

  // MARK: Output

  private func show(
    _ diagnostics: [Diagnostic],
    hidden: Int,
    of reading: ContentReading,
    _ paths: Set<String>
  ) {
    let incidents = reading.library?.incidents ?? []
    let items = incidents.flatMap(\.lessons).reduce(0) { $0 + $1.items.count }
    switch json ? .json : format {
    case .text:
      for diagnostic in diagnostics { printError(diagnostic.text + "\n") }
      if let library = reading.library {
        summarise(library, diagnostics, hidden: hidden)
      } else {
        printError("debrief: note: the rules of item writing run once everything can be read")
      }
    case .json:
      let report = DiagnosticJSON(diagnostics, incidents: incidents.count, items: items)
      printData(report.text, terminator: "")
    case .sarif:
      let version = Debrief.configuration.version
      let report = SARIFReport(diagnostics, rules: Linter.allRules, version: version)
      printData(report.text, terminator: "")
    case .junit:
      let checked = paths.isEmpty ? reading.sources.map(\.path) : Array(paths)
      let now = options.settings.at.map(Clock.timestamp) ?? Clock.systemNow()
      printData(JUnitReport(diagnostics, paths: checked, at: now).text, terminator: "")
    case .github: printData(GitHubAnnotations(diagnostics).text, terminator: "")
    }
  }

  private func summarise(_ library: ContentLibrary, _ shown: [Diagnostic], hidden: Int) {
    let lessons = library.lessons
    printData(
      "\(library.incidents.count) incidents, \(lessons.count) lessons, "
        + "\(lessons.reduce(0) { $0 + $1.items.count }) items, "
        + "\(library.competencies.count) competencies, \(library.programme.roles.count) roles"
    )
    let count = { (severity: Diagnostic.Severity) in shown.count { $0.severity == severity } }
    printData(
      "\(count(.error)) errors, \(count(.warning)) warnings"
        + (count(.info) > 0 ? ", \(count(.info)) notes" : "")
        + (hidden > 0 ? "; \(hidden) more below the level shown (--level info)" : "")
    )
  }
}

extension Diagnostic.Severity: ExpressibleByArgument {}
