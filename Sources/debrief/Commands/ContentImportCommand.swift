import ArgumentParser
import Content
import Foundation
import Interchange
import Storage

extension ImportFormat: ExpressibleByArgument {}

struct ContentImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take over questions of other programs as a draft.",
    discussion: """
      Each file becomes a draft Content/drafts/NAME.md, where a person fills what is marked .unfilled \
      and then moves it to Content/incidents/. A file with an error is not taken over at all; others \
      are not affected. Importing again keeps what a person wrote.
      """
  )

  @OptionGroup var options: GlobalOptions

  @Argument(help: "gift, moodle-xml, aiken, qti, anki, text2qti, csv or veris.")
  var format: ImportFormat

  @Argument(help: ArgumentHelp("The files.", valueName: "file"))
  var files: [String]

  @Flag(name: .customLong("dry-run"), help: "Say what would happen, and write nothing.")
  var isDryRun = false

  @Flag(help: "Print JSON.")
  var json = false

  @Option(help: ArgumentHelp("The draft to write, for one file.", valueName: "file"))
  var to: String?

  func validate() throws {
    if to != nil, files.count > 1 { throw ValidationError("--to names the draft of one file") }
  }

  func run() async throws {
    let workspace = try to == nil ? Workspace(options.settings).path : ""
    var report = ImportReport()
    var status = ExitStatus.fine
    var taken: [String: String] = [:]
    for (path, name) in zip(files, DraftNames(of: to.map { [$0] } ?? files).names) {
      do throws(FileFault) {
        let bytes = try readRegularFile(path, atMost: Self.largestFile)
        let isTaken = try take(path, bytes, name, workspace, &taken, &report)
        if !isTaken, status == .fine { status = .badData }
      } catch {
        status = .noInput
        missing(path, error, &report)
      }
    }
    if json { try printJSON(report) }
    if status != .fine { throw ExitCode(status.rawValue) }
  }

  /// Packages may be larger than texts, whose readers have limits of their own.
  private static let largestFile = 32 * 1_024 * 1_024

  private func missing(_ path: String, _ fault: FileFault, _ report: inout ImportReport) {
    let diagnostic = Diagnostic(
      code: "file-unreadable",
      "the file cannot be read: \(fault.reason)",
      at: SourceLocation(path: path, line: 1, column: 1),
      hint: "give a regular file of at most 32 MB that you may read"
    )
    report.add(missing: path, format: format, diagnostic)
    printError(diagnostic.text)
  }

  /// Reads one file, writes its draft and says so; `false` if nothing is taken over.
  private func take(
    _ path: String,
    _ bytes: [UInt8],
    _ name: String,
    _ workspace: String,
    _ taken: inout [String: String],
    _ report: inout ImportReport
  ) throws(FileFault) -> Bool {
    let target = to ?? "\(workspace)/Content/drafts/\(draftSlug(name, bytes, path)).md"
    if let other = taken[target], other != path {
      refuse(path, sharing: target, with: other, &report)
      return false
    }
    taken[target] = path
    let existing = fileExists(target) ? try readRegularFile(target, atMost: 8 * 1_024 * 1_024) : nil
    let file = ImportedFile(
      path: path,
      bytes: bytes,
      format: format,
      draftName: name,
      existing: existing.map { String(decoding: $0, as: UTF8.self) }
    )
    var isWritten = false
    if let merge = file.merge, !isDryRun, merge.text.utf8.elementsEqual(existing ?? []) == false {
      if let slash = target.lastIndex(of: "/") {
        try makeFolders(String(target[..<slash]), mode: 0o755)
      }
      try replaceFile(at: target, with: Array(merge.text.utf8), mode: 0o644)
      isWritten = true
    }
    let shown =
      workspace.isEmpty ? target : String(target.dropFirst(workspace.count + 1))
    report.add(file, draft: shown, written: isWritten)
    for diagnostic in file.diagnostics { printError(diagnostic.text + "\n") }
    if !json { show(file, shown, isWritten) }
    return file.isTaken
  }

  /// A record of an incident has a name of its own.
  private func draftSlug(_ name: String, _ bytes: [UInt8], _ path: String) -> String {
    Draft(format == .veris ? format.read(path: path, bytes: bytes) : ForeignReading(), named: name)
      .slug
  }

  /// Records may name one incident: the second would replace what the first says.
  private func refuse(
    _ path: String,
    sharing target: String,
    with other: String,
    _ report: inout ImportReport
  ) {
    let diagnostic = Diagnostic(
      code: "draft-taken",
      "the draft of this file is that of ‘\(other)’, and is not written over",
      at: SourceLocation(path: path, line: 1, column: 1),
      hint: "import the file alone, and name its draft by --to"
    )
    report.add(missing: path, format: format, diagnostic)
    printError(diagnostic.text + "\n")
  }

  private func show(_ file: ImportedFile, _ target: String, _ isWritten: Bool) {
    let types = file.byType.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let held =
      file.reading.incident == nil
      ? "\(file.reading.items.count) question\(file.reading.items.count == 1 ? "" : "s")"
        + (types.isEmpty ? "" : " (\(types.joined(separator: ", ")))")
      : "1 record of an incident"
    printData("\(neutralised(file.path)): \(file.format.rawValue), \(held)")
    for outcome in [Loss.Outcome.changed, .dropped] {
      for loss in file.losses(outcome) {
        printData(
          "  \(outcome.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0))"
            + "line \(loss.line)  \(neutralised(loss.item)): \(neutralised(loss.reason))"
        )
      }
    }
    printData("  \(file.losses(.kept).count) kept as they were")
    guard file.isTaken else { return printData("  nothing is taken over") }
    let counts = [DraftMerge.Change.added, .updated, .unchanged].map {
      "\(file.count(of: $0)) \($0.rawValue)"
    }
    let verb = isWritten ? "written to" : isDryRun ? "would go to" : "already in"
    printData("  \(counts.joined(separator: ", ")); \(verb) \(neutralised(target))")
    if let rest = file.merge?.onlyInDraft, !rest.isEmpty {
      printData(
        "  \(rest.count) only in the draft: \(neutralised(rest.prefix(20).joined(separator: ", ")))"
      )
    }
  }
}
