import ArgumentParser
import Content
import Foundation

struct ContentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "content",
    abstract: "Incidents, lessons and items: check, list, import and export them.",
    subcommands: [
      ContentCheck.self, ContentList.self, ContentImport.self, ContentExport.self,
    ]
  )
}

struct ContentCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check all content files, and say everything at once."
  )

  @OptionGroup var options: GlobalOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let reading = try Workspace(options).read()
    if json {
      try printJSON(DiagnosticList(reading))
    } else {
      for diagnostic in reading.diagnostics { printError(diagnostic.text + "\n") }
      if let library = reading.library {
        let lessons = library.lessons
        printData(
          "\(library.incidents.count) incidents, \(lessons.count) lessons, "
            + "\(lessons.reduce(0) { $0 + $1.items.count }) items, "
            + "\(library.competencies.count) competencies, \(library.programme.roles.count) roles"
        )
      }
    }
    if reading.library == nil { throw ExitCode(ExitStatus.badData.rawValue) }
  }
}

/// Diagnostics as JSON.
private struct DiagnosticList: Encodable {
  struct Line: Encodable {
    let severity: String
    let code: String
    let path: String
    let line: Int
    let column: Int
    let message: String
    let hint: String
  }

  let schema = 1
  let incidents: Int
  let items: Int
  let diagnostics: [Line]

  init(_ reading: ContentReading) {
    incidents = reading.library?.incidents.count ?? 0
    items = reading.library?.lessons.reduce(0) { $0 + $1.items.count } ?? 0
    diagnostics = reading.diagnostics.map { diagnostic in
      Line(
        severity: diagnostic.severity.rawValue,
        code: diagnostic.code,
        path: diagnostic.location.path,
        line: diagnostic.location.line,
        column: diagnostic.location.column,
        message: diagnostic.message,
        hint: diagnostic.hint
      )
    }
  }
}

struct ContentList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List incidents with their lessons, and competencies."
  )

  @OptionGroup var options: GlobalOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let library = try Workspace(options).library()
    let listing = ContentListing(library)
    if json { try printJSON(listing) } else { listing.show() }
  }
}

/// What there is to learn.
struct ContentListing: Encodable {
  struct LessonLine: Encodable {
    let id: String
    let title: String
    let competency: String
    let controls: [String]
    let items: Int
  }

  struct IncidentLine: Encodable {
    let id: String
    let title: String
    let occurred: String
    let severity: Int
    let sources: [String]
    let lessons: [LessonLine]
  }

  struct CompetencyLine: Encodable {
    let id: String
    let statement: String
    let items: Int
  }

  let schema = 1
  let incidents: [IncidentLine]
  let competencies: [CompetencyLine]

  init(_ library: ContentLibrary) {
    incidents = library.incidents.map { incident in
      IncidentLine(
        id: incident.id.rawValue,
        title: incident.title,
        occurred: incident.occurred,
        severity: incident.severity,
        sources: incident.sources.map(\.url),
        lessons: incident.lessons.map { lesson in
          LessonLine(
            id: lesson.id.rawValue,
            title: lesson.title,
            competency: lesson.competency.rawValue,
            controls: lesson.controls.map(\.rawValue),
            items: lesson.items.count
          )
        }
      )
    }
    competencies = library.competencies.map { competency in
      CompetencyLine(
        id: competency.id.rawValue,
        statement: competency.statement,
        items: library.lessons(for: competency.id).reduce(0) { $0 + $1.itemCount }
      )
    }
  }

  /// Prints the listing, wrapped for a terminal and in whole lines for a pipe.
  func show() {
    let width = isatty(STDOUT_FILENO) == 1 ? max(20, terminalSize().columns - 1) : Int.max
    let line = { (first: String, text: String, rest: String) in
      for part in wrapped(text, width: width, first: first, rest: rest) { printData(part) }
    }
    for incident in incidents {
      line("\(incident.id)  ", "\(neutralised(incident.title)) (\(incident.occurred))", "  ")
      for lesson in incident.lessons {
        line(
          "    ",
          "\(neutralised(lesson.title)) [\(lesson.competency), \(lesson.items) items]",
          "      "
        )
      }
    }
    printData("")
    for competency in competencies {
      line(
        "\(competency.id)  ",
        "\(neutralised(competency.statement)) (\(competency.items) items)",
        "  "
      )
    }
  }
}
