import ArgumentParser
import Content
import Foundation

struct ContentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "content",
    abstract: "Incidents, lessons and items: write, check, list, import and export them.",
    subcommands: [
      ContentNewCommand.self, ContentCheck.self, ContentPreviewCommand.self, ContentList.self,
      ContentItems.self,
      ContentImport.self, ContentExport.self, ContentSchemaCommand.self,
    ]
  )
}

struct ContentList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List incidents with their lessons, and competencies."
  )

  @OptionGroup var options: GlobalOptions

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Count instead: types, keys, difficulty and what the programme still needs.")
  var stats = false

  @Flag(help: "Say of each lesson what came of it: answers, entries, actions, effects.")
  var trace = false

  func run() async throws {
    if trace { return try await ContentTraces.show(options.settings, json: json) }
    let library = try Workspace(options.settings).library()
    if stats {
      let counts = ContentStats(library)
      if json { try printJSON(counts) } else { counts.show() }
      return
    }
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

struct ContentSchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract:
      "Print a JSON Schema, so that an editor completes programme, competencies or incidents."
  )

  @Argument(help: ArgumentHelp("programme, competencies or incident."))
  var kind: ContentSchema

  func run() throws { try printJSON(kind.schema) }
}

extension ContentSchema: ExpressibleByArgument {}
