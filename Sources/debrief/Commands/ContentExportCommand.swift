import ArgumentParser
import Content
import Foundation
import Interchange
import Storage

extension ExportFormat: ExpressibleByArgument {}

struct ContentExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write questions for other programs.",
    discussion: """
      One file holds all incidents, each lesson a category; Markdown is a file for each incident. What \
      does not fit into the format is told on standard error, or as JSON with --to and --json.
      """
  )

  @OptionGroup var options: GlobalOptions

  @Argument(help: "gift, moodle-xml, qti3, anki, csv or markdown.")
  var format: ExportFormat

  @Option(help: ArgumentHelp("Only this incident; may be given again.", valueName: "id"))
  var incident: [String] = []

  @Option(help: ArgumentHelp("A file, or a folder to put it into.", valueName: "path"))
  var to: String?

  @Flag(help: "Print what was written and lost as JSON; needs --to.")
  var json = false

  func validate() throws {
    if json, to == nil {
      throw ValidationError("--json needs --to, for the data itself goes to standard output")
    }
    if format == .qti3, to == nil {
      throw ValidationError("a package is no text: name its file by --to")
    }
  }

  func run() async throws {
    let incidents = try chosen(from: Workspace(options.settings).library())
    if format == .markdown, to == nil, incidents.count > 1 {
      throw ValidationError(
        "Markdown is a file for each incident: name one by --incident, or a folder by --to"
      )
    }
    var report = ExportReport()
    for (name, writing) in writings(incidents) {
      let path = to.map { target($0, name) }
      if let path {
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
          try makeFolders(String(path[..<slash]), mode: 0o755)
        }
        try replaceFile(at: path, with: writing.bytes, mode: 0o644)
      } else {
        printData(String(decoding: writing.bytes, as: UTF8.self), terminator: "")
      }
      report.add(path ?? "-", format, writing)
      if !json { show(writing, path ?? "standard output") }
      guard writing.count > 0 else {
        if json { try printJSON(report) }
        throw Refusal(
          .badData,
          "no question fits into \(format.rawValue)",
          hint: "the report says why each was dropped; choose another format or incident"
        )
      }
    }
    if json { try printJSON(report) }
  }

  private func chosen(from library: ContentLibrary) throws -> [Incident] {
    let incidents = library.incidents.filter {
      incident.isEmpty || incident.contains($0.id.rawValue)
    }
    for name in incident where !incidents.contains(where: { $0.id.rawValue == name }) {
      throw Refusal(
        .noInput,
        "there is no incident ‘\(name)’",
        hint: "debrief content list names them"
      )
    }
    guard !incidents.isEmpty else {
      throw Refusal(.noInput, "there are no incidents", hint: "write one below Content/incidents/")
    }
    return incidents
  }

  /// What is written, by the name of its file.
  private func writings(_ incidents: [Incident]) -> [(name: String, writing: ForeignWriting)] {
    guard format == .markdown else {
      let items = incidents.flatMap { incident in
        incident.lessons.flatMap { lesson in
          lesson.items.map {
            ForeignItem(
              $0,
              category:
                "\(incident.title.replacing("/", with: "-"))/\(lesson.title.replacing("/", with: "-"))",
              language: incident.language
            )
          }
        }
      }
      let name = incidents.count == 1 ? incidents[0].id.rawValue : "debrief"
      return [(name, format.write(items))]
    }
    return incidents.map { incident in
      var writing = ForeignWriting()
      writing.bytes = Array(IncidentWriter.markdown(of: incident).utf8)
      writing.keep(incident: incident)
      return (incident.id.rawValue, writing)
    }
  }

  private func target(_ path: String, _ name: String) -> String {
    guard isFolder(path) || path.hasSuffix("/") || (format == .markdown && !path.hasSuffix(".md"))
    else {
      return path
    }
    return "\(path.hasSuffix("/") ? String(path.dropLast()) : path)/\(name).\(format.fileExtension)"
  }

  private func show(_ writing: ForeignWriting, _ path: String) {
    for loss in writing.losses where loss.outcome != .kept {
      printError(
        "debrief: \(loss.outcome.rawValue): \(neutralised(loss.item)): \(neutralised(loss.reason))"
      )
    }
    let counts = Loss.Outcome.allCases.map { outcome in
      let items = Set(
        writing.losses.filter { $0.outcome == outcome }.map { "\($0.line) \($0.item)" }
      )
      return "\(items.count) \(outcome.rawValue)"
    }
    printError(
      "debrief: \(writing.count) question\(writing.count == 1 ? "" : "s") to \(neutralised(path)): "
        + counts.joined(separator: ", ")
    )
  }
}
