import ArgumentParser
import Competence
import Content
import Foundation
import Quiz
import Records
import Session

struct PromptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompt",
    abstract: "Open the prompt: what is due, resume, practise (the default)."
  )

  @OptionGroup var options: GlobalOptions

  @MainActor
  func run() async throws {
    try await Prompt.open(options.settings)
  }
}

/// The prompt: a few words, each answered at once.
@MainActor
struct Prompt {
  let bench: Workbench
  let identity: Identity
  let theme: Theme
  let register: PromptRegister

  init(bench: Workbench, identity: Identity, theme: Theme) {
    self.bench = bench
    self.identity = identity
    self.theme = theme
    register = PromptRegister(bench: bench, identity: identity)
  }

  /// Opens the prompt, and ends the process as the person leaves it.
  static func open(_ settings: Settings) async throws {
    var bench = try Workbench(settings)
    let identity = try await bench.identity()
    try await Prompt(bench: bench, identity: identity, theme: Theme(settings)).run().conclude()
  }

  func run() async throws -> Conversation.Outcome {
    let source: any LineSource =
      isatty(STDIN_FILENO) == 1 ? LineEditor(historyPath: historyPath()) : ScriptSource()
    try await greet()
    while true {
      switch source.line(
        prompt: theme.styled("debrief> ", .accent),
        completions: completions,
        keepsHistory: true
      )
      {
      case .ended(let signal): return .ended(signal: signal)
      case .leave:
        say("Everything is saved. Until next time.")
        return .left
      case .text(let text):
        do {
          if let outcome = try await obey(text, source: source) { return outcome }
        } catch let refusal as Refusal {
          say(neutralised(refusal.message))
          say("  " + neutralised(refusal.hint))
        }
      }
    }
  }

  private func greet() async throws {
    let agenda = try await practice.agenda()
    let title =
      "Debrief \(theme.isPlain ? "-" : "·") \(neutralised(bench.library.programme.organisation))"
    say(theme.styled(title, .strong))
    try await practice.tell(agenda)
    if let open = agenda.open, let terms = open.assessment {
      say(
        "An assessment waits at question \(open.index + 1). Go on with: assess \(terms.competency)"
      )
      return
    }
    if let open = agenda.open {
      say(
        "An interrupted session waits at question \(open.index + 1) of \(open.items.count). "
          + "Press Enter to go on."
      )
      return
    }
    let due = agenda.pressing
    guard due > 0 else {
      let next = agenda.profile.nextDueDay.map { " The next refresher is due on \($0)." } ?? ""
      say("Nothing is due.\(next) Press Enter to practise anyway.")
      return
    }
    let form = QuizForm(
      from: bench.library,
      priorities: agenda.profile.priorities,
      limit: QuizForm.usualLength,
      seed: 0
    )
    let minutes = max(1, (form.expectedSeconds(in: bench.library) + 30) / 60)
    say(
      "\(due) lesson\(due == 1 ? " asks" : "s ask") for attention. "
        + "Press Enter for \(form.entries.count) questions, about \(minutes) minutes; ? for help."
    )
  }

  private var practice: Practice { Practice(bench: bench, identity: identity, theme: theme) }

  /// Carries out one line; gives an outcome when it was the last.
  private func obey(
    _ line: String,
    source: any LineSource
  ) async throws -> Conversation.Outcome? {
    let words = line.split(separator: " ").map(String.init)
    switch words.first?.lowercased() {
    case nil: return try await run(scope: .everything, limit: nil, source)
    case "practice", "practise", "p": return try await practise(Array(words.dropFirst()), source)
    case "assess", "a": return try await assess(Array(words.dropFirst()), source)
    case "replay": return try await replay(Array(words.dropFirst()), source)
    case "progress": try await ProgressReport.show(bench, identity, theme: theme, moment: nil)
    case let word? where PromptRegister.words.contains(word):
      try await register.obey(line, source: source)
    case "list": ContentListing(bench.library).show()
    case "help", "?", "h": showHelp()
    case "quit", "exit", "q":
      say("Everything is saved. Until next time.")
      return .left
    case let word?:
      let near = nearest(to: word, in: Self.words).map { "did you mean ‘\($0)’? " } ?? ""
      say("‘\(neutralised(word))’ is not known here; \(near)type ? for help")
    }
    return nil
  }

  private static let words = [
    "practice", "assess", "replay", "progress", "list", "register", "help", "quit",
  ]

  /// Decides on mastery, or says what can be decided on.
  private func assess(
    _ words: [String],
    _ source: any LineSource
  ) async throws -> Conversation.Outcome? {
    let desk = Assessments(bench: bench, identity: identity, theme: theme)
    guard let name = words.first else {
      let names = bench.library.competencies.map(\.id.rawValue).joined(separator: ", ")
      let width = max(20, terminalSize().columns - 1)
      for line in wrapped("Name one: \(names)", width: width) { printData(line) }
      return nil
    }
    if words.dropFirst().contains("--abandon") {
      try await desk.abandon(desk.competency(name))
      return nil
    }
    let ending = try await desk.run(desk.competency(name), source: source)
    if case .left(.ended(let signal)) = ending { return .ended(signal: signal) }
    return nil
  }

  /// Lives through an incident, or says which there are.
  private func replay(
    _ words: [String],
    _ source: any LineSource
  ) async throws -> Conversation.Outcome? {
    guard let name = words.first else {
      ReplayCommand.list(bench.library)
      return nil
    }
    let incident = try Replay.incident(name, in: bench.library)
    let replay = Replay(bench: bench, identity: identity, theme: theme)
    let outcome = try await replay.run(incident, source: source)
    if case .ended = outcome { return outcome }
    return nil
  }

  private func practise(
    _ words: [String],
    _ source: any LineSource
  ) async throws -> Conversation.Outcome? {
    guard let name = words.first else {
      return try await run(scope: .everything, limit: nil, source)
    }
    let isCompetency = bench.library.competencies.contains { $0.id.rawValue == name }
    let scope = try Practice.Scope(
      competency: isCompetency ? name : nil,
      incident: isCompetency ? nil : name,
      in: bench.library
    )
    return try await run(scope: scope, limit: nil, source)
  }

  /// Runs a session; only a process that has to end leaves the prompt with it.
  private func run(
    scope: Practice.Scope,
    limit: Int?,
    _ source: any LineSource
  ) async throws -> Conversation.Outcome? {
    let outcome = try await practice.run(scope: scope, limit: limit, source: source)
    if case .finished = outcome { return nil }
    return outcome
  }

  private static let help = [
    ("Enter", "go on with what is due or was interrupted"),
    ("practice [ID]", "practise; ID is a competency or an incident (Tab completes)"),
    ("assess ID", "a mastery decision on a competency, with stated error rates"),
    ("replay [ID]", "live through an incident: decide, and see what follows"),
    ("progress", "what you know today and what is due next"),
    ("list", "incidents and competencies"),
    ("register …", "the improvement register, as on the command line; register new asks for it"),
    ("quit, ^D, ^C", "save and leave"),
  ]

  private func showHelp() {
    let width = max(20, terminalSize().columns - 1)
    for (name, meaning) in Self.help {
      let label = name + String(repeating: " ", count: max(1, 16 - name.count))
      for line in wrapped(meaning, width: width, first: label) { printData(line) }
    }
  }

  private var completions: [String] {
    let ids =
      bench.library.competencies.map(\.id.rawValue) + bench.library.incidentIDs.map(\.rawValue)
    return Self.words + ids.map { "practice \($0)" }
      + bench.library.competencies.map { "assess \($0.id)" }
      + bench.library.tabletopIDs.map { "replay \($0)" } + register.completions
  }

  /// Lines are kept per person; a folder that cannot be made costs the history, not the session.
  private func historyPath() -> String? {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"] ?? "."
    let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let folder = "\(state ?? "\(home)/.local/state")/debrief"
    do {
      try FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      printError("debrief: note: no history is kept: \(error.localizedDescription)")
      return nil
    }
    return "\(folder)/history-\(identity.person)"
  }
}
