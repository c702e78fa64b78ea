import ArgumentParser
import Content
import Foundation
import Records
import Session
import Storage

struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Live through an incident as a tabletop: decide, and see what follows."
  )

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The incident; without one, those with a tabletop are listed."))
  var incident: String?

  @MainActor
  func run() async throws {
    var bench = try Workbench(options.settings)
    guard let incident else { return Self.list(bench.library) }
    let found = try Replay.incident(incident, in: bench.library)
    let identity = try await bench.identity()
    let source: any LineSource =
      isatty(STDIN_FILENO) == 1 ? LineEditor(historyPath: nil) : ScriptSource()
    let replay = Replay(bench: bench, identity: identity, theme: Theme(options.settings))
    try await replay.run(found, source: source).conclude()
  }

  static func list(_ library: ContentLibrary) {
    for incident in library.tabletopIDs.compactMap(library.incident) {
      guard let tabletop = incident.tabletop else { continue }
      printData("\(incident.id)  \(neutralised(tabletop.title)) (\(incident.years))")
    }
  }
}

/// Tells a tabletop at the terminal, and records each choice before its consequence is shown.
@MainActor
struct Replay {
  let bench: Workbench
  let identity: Identity
  let theme: Theme

  /// An incident that has a tabletop, by its id.
  static func incident(_ name: String, in library: ContentLibrary) throws -> Incident {
    let names = library.tabletopIDs.map(\.rawValue)
    guard let incident = library.incident(IncidentID(rawValue: name)), incident.tabletop != nil
    else {
      throw Refusal(
        .noInput,
        "there is no tabletop of ‘\(name)’",
        hint: nearest(to: name, in: names).map { "did you mean ‘\($0)’?" }
          ?? "known are \(names.joined(separator: ", "))"
      )
    }
    return incident
  }

  func run(_ incident: Incident, source: any LineSource) async throws -> Conversation.Outcome {
    guard let tabletop = incident.tabletop else { return .finished }
    var session = try await open(tabletop, of: incident)
    while true {
      guard let scene = tabletop.scene(session.path[session.path.count - 1]) else { return .left }
      show(lines(of: scene))
      if let ending = scene.ending {
        show(closing(ending, tabletop, incident))
        return .finished
      }
      switch ask(scene, source) {
      case .chosen(let index):
        guard let step = session.choose(index, in: tabletop) else { continue }
        try await record(step.events)
        session = step.session
        show([""] + wrapped(neutralised(step.consequence), width: width) + [""])
      case .ended(.left):
        say("Saved. Go on with: debrief replay \(incident.id)")
        return .left
      case .ended(let outcome): return outcome
      }
    }
  }

  // MARK: Recording

  private func open(_ tabletop: Tabletop, of incident: Incident) async throws -> TabletopSession {
    var events: [TabletopEvent] = []
    for stored in try await bench.ledger.entries(in: identity.person.rawValue) {
      let entry = try stored.decoded()
      do throws(EntryFault) {
        if let event = try TabletopEvent(entry) { events.append(event) }
      } catch { throw LedgerError.damaged("entry \(stored.position): \(error.reason)") }
    }
    if let open = TabletopSession(resuming: events, of: tabletop, incident: incident.id) {
      say("Going on where you left it.")
      return open
    }
    var generator = SystemRandomNumberGenerator()
    let session = TabletopSession(
      id: EventID(using: &generator),
      of: tabletop,
      incident: incident.id
    )
    try await record([session.start], documents: [tabletop.versionText])
    show([theme.styled(neutralised("\(tabletop.title) (\(incident.years))"), .accent), ""])
    for text in tabletop.opening { show(wrapped(neutralised(text.flattened), width: width) + [""]) }
    return session
  }

  private func record(_ events: [TabletopEvent], documents: [[UInt8]] = []) async throws {
    let drafts = events.map { event in
      bench.draft(event.kind, event.data, in: identity.person.rawValue, by: identity, as: .staff)
    }
    _ = try await bench.ledger.append(LedgerBatch(drafts, documents: documents))
  }

  // MARK: Asking

  private enum Decision {
    case chosen(Int)
    case ended(Conversation.Outcome)
  }

  private func ask(_ scene: Tabletop.Scene, _ source: any LineSource) -> Decision {
    while true {
      switch source.line(
        prompt: "What do you do? > ",
        completions: ["again", "quit"],
        keepsHistory: false
      )
      {
      case .leave: return .ended(.left)
      case .ended(let signal): return .ended(.ended(signal: signal))
      case .text(let text):
        switch text.trimmed.lowercased() {
        case "q", "quit": return .ended(.left)
        case "a", "again": show(lines(of: scene))
        case let word:
          if let number = Int(word), scene.choices.indices.contains(number - 1) {
            return .chosen(number - 1)
          }
          say(
            "Type a number from 1 to \(scene.choices.count); a shows it again, q saves and leaves."
          )
        }
      }
    }
  }

  // MARK: Showing

  private var width: Int { min(SessionScreen.widest, max(20, terminalSize().columns - 1)) }

  private func show(_ lines: [String]) {
    for line in lines { printData(line) }
  }

  private func lines(of scene: Tabletop.Scene) -> [String] {
    var lines = wrapped(neutralised(scene.title), width: width).map { theme.styled($0, .strong) }
    lines.append("")
    for text in scene.text { lines += wrapped(neutralised(text.flattened), width: width) + [""] }
    for (index, choice) in scene.choices.enumerated() {
      lines += wrapped(neutralised(choice.text), width: width, first: "  \(index + 1)  ")
    }
    return lines
  }

  private func closing(
    _ ending: Tabletop.Ending,
    _ tabletop: Tabletop,
    _ incident: Incident
  ) -> [String] {
    let verdict =
      switch ending.outcome {
      case .better: "\(theme.right) It ended better than it did."
      case .asHappened: "This is how it ended."
      case .worse: "\(theme.wrong) It ended worse than it did."
      }
    var lines = [theme.styled(verdict, ending.outcome == .better ? .good : .bad), ""]
    lines += wrapped(neutralised(ending.debrief), width: width)
    let actual = tabletop.actualPath.map { neutralised($0.title) }
    if !actual.isEmpty {
      lines += ["", theme.styled("What really happened", .accent)]
      lines += actual.flatMap { wrapped($0, width: width, first: "  · ") }
    }
    if let source = incident.sources.first {
      lines += [""]
      lines += wrapped(
        neutralised("\(source.publisher), \(source.title) (\(source.date))"),
        width: width
      ).map { theme.styled($0, .faint) }
    }
    return lines + ["", "Practise what it teaches: debrief practice --incident \(incident.id)"]
  }
}
