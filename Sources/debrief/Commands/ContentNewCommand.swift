import ArgumentParser
import Content
import Foundation
import Storage

struct ContentNewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin an incident, a lesson, an item or a competency from a few questions.",
    subcommands: [NewIncident.self, NewLesson.self, NewItem.self, NewCompetency.self]
  )
}

private struct NewIncident: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "incident",
    abstract: "Begin an incident file."
  )

  @OptionGroup var options: GlobalOptions

  @MainActor
  func run() async throws {
    let desk = try AuthorDesk(options)
    let id = try desk.ask("A short name, such as payroll-phish-2024:", isIdentifierSegment)
    let path = "\(ContentReading.incidentsFolder)/\(id).md"
    try desk.refuseExisting(path)
    let answers = ContentScaffold.IncidentAnswers(
      id: IncidentID(rawValue: id),
      title: try desk.ask("A title in plain words:"),
      occurred: try desk.ask("When it happened, as 2024-03-04 or 2024-03/2024-05:") { text in
        let ends = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        return ends.count <= 2 && ends.allSatisfy(isPartialDay)
      },
      severity: Int(
        try desk.ask("How severe, from 1 negligible to 5 critical:") {
          (1...5).contains(Int($0) ?? 0)
        }
      ) ?? 3,
      sourceTitle: try desk.ask("The title of the public report:"),
      publisher: try desk.ask("Who published it:"),
      published: try desk.ask("When, as 2024-05-12, 2024-05 or 2024:", isPartialDay),
      url: try desk.ask("Its address:") { $0.hasPrefix("https://") || $0.hasPrefix("http://") },
      competency: CompetencyID(rawValue: try desk.competency()),
      reviewBy: Clock.systemNow().utcDay.adding(days: 365)
    )
    try desk.create(path, ContentScaffold.incident(answers))
  }
}

private struct NewLesson: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Add a lesson to an incident."
  )

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The incident."))
  var incident: String

  @MainActor
  func run() async throws {
    let desk = try AuthorDesk(options)
    let text = try desk.incident(incident)
    let id = try desk.ask("A short name of the lesson:", isIdentifierSegment)
    let lesson = ContentScaffold.lesson(
      id: id,
      competency: CompetencyID(rawValue: try desk.competency())
    )
    try desk.replace(text.path, ContentScaffold.adding(lesson: lesson, to: text.text))
  }
}

private struct NewItem: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "item",
    abstract: "Add an item to a lesson."
  )

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The lesson, as INCIDENT/LESSON."))
  var lesson: String

  @Option(help: ArgumentHelp("The type: single-choice, multiple-choice, short-text …"))
  var type: String = ItemType.singleChoice.rawValue

  @MainActor
  func run() async throws {
    let names = ItemType.allCases.map(\.rawValue)
    guard let type = ItemType(rawValue: type) else {
      throw Refusal(
        .usage,
        "‘\(type)’ is no type of item",
        hint: nearest(to: type, in: names).map { "did you mean ‘\($0)’?" }
          ?? "known are \(names.joined(separator: ", "))"
      )
    }
    let id = LessonID(rawValue: lesson)
    let desk = try AuthorDesk(options)
    let text = try desk.incident(id.incident.rawValue)
    let name = lesson.split(separator: "/").last.map(String.init) ?? ""
    let item = ContentScaffold.item(
      id: try desk.ask("A short name of the item:", isIdentifierSegment),
      type: type
    )
    guard let added = ContentScaffold.adding(item: item, toLesson: name, in: text.text) else {
      throw Refusal(
        .noInput,
        "\(text.path) has no lesson ‘\(name)’",
        hint: "write INCIDENT/LESSON; see: debrief content list"
      )
    }
    try desk.replace(text.path, added)
  }
}

private struct NewCompetency: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "competency",
    abstract: "Add a competency."
  )

  @OptionGroup var options: GlobalOptions

  @MainActor
  func run() async throws {
    let desk = try AuthorDesk(options)
    let path = ContentReading.competenciesPath
    let text = try desk.text(path)
    let id = try desk.ask("A short name, such as verify-requests:", isIdentifierSegment)
    let statement = try desk.ask("What people can do, beginning with a verb:")
    let controls = try desk.ask("Controls of Annex A, as A.6.3 A.6.8:") { answer in
      answer.split { " ,".contains($0) }.allSatisfy { ControlID(rawValue: String($0)).isKnown }
    }
    let entry = ContentScaffold.competency(
      id: id,
      statement: statement,
      controls: controls.split { " ,".contains($0) }.map { ControlID(rawValue: String($0)) }
    )
    try desk.replace(path, text + (text.hasSuffix("\n") ? "" : "\n") + entry)
  }
}

/// Asks an author, and writes content files whole or not at all.
@MainActor
private struct AuthorDesk {
  private let workspace: String
  private let competencies: [Competency]
  private let source: any LineSource

  init(_ options: GlobalOptions) throws {
    let workspace = try Workspace(options.settings)
    self.workspace = workspace.path
    competencies = workspace.read().competencies
    source = isatty(STDIN_FILENO) == 1 ? LineEditor(historyPath: nil) : ScriptSource()
  }

  /// Asks until the answer is what is wanted.
  func ask(
    _ question: String,
    _ isWanted: (String) -> Bool = { !$0.isEmpty }
  ) throws -> String {
    while case .text(let text) = source.line(
      prompt: question + " ",
      completions: [],
      keepsHistory: false
    ) {
      let answer = text.trimmed
      if !answer.isEmpty, isWanted(answer) { return answer }
      say("That is not what is asked for.")
    }
    throw Refusal(.noInput, "nothing was written", hint: "answer the questions, or write the file")
  }

  func competency() throws -> String {
    let names = competencies.map(\.id.rawValue)
    say("Competencies: \(names.joined(separator: ", "))")
    return try ask("The competency that it serves:") { names.contains($0) }
  }

  func text(_ path: String) throws -> String {
    do throws(FileFault) {
      let bytes = try readRegularFile("\(workspace)/\(path)", atMost: 1 << 22)
      return String(decoding: bytes, as: UTF8.self)
    } catch {
      throw Refusal(
        .noInput,
        "\(path) cannot be read: \(error.reason)",
        hint: "see which incidents there are: debrief content list"
      )
    }
  }

  func incident(_ id: String) throws -> (path: String, text: String) {
    guard isIdentifierSegment(id) else {
      throw Refusal(.usage, "‘\(id)’ is no id", hint: "name an incident; see: debrief content list")
    }
    let path = "\(ContentReading.incidentsFolder)/\(id).md"
    return (path, try text(path))
  }

  func refuseExisting(_ path: String) throws {
    guard !fileExists("\(workspace)/\(path)") else {
      throw Refusal(.cannotCreate, "\(path) is there already", hint: "choose another name")
    }
  }

  func create(_ path: String, _ text: String) throws {
    try refuseExisting(path)
    try replace(path, text)
  }

  func replace(_ path: String, _ text: String) throws {
    do throws(FileFault) {
      try replaceFile(at: "\(workspace)/\(path)", with: Array(text.utf8), mode: 0o644)
    } catch {
      throw Refusal(
        .cannotCreate,
        "\(path) cannot be written: \(error.reason)",
        hint: "check the rights of the folder"
      )
    }
    say("Written: \(path)")
    say("See it while you write: debrief content preview --watch \(path)")
  }
}
