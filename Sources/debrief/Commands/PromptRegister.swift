import ArgumentParser
import Content
import Foundation
import Improvement
import Records
import Storage

/// The register within the prompt: every command is one line, and something small is five questions.
@MainActor
final class PromptRegister {
  static let words = ["register", "objective", "risk", "audit", "review", "policy"]

  private let bench: Workbench
  private let identity: Identity

  /// What Tab offers; entries and people are known once the register was looked at.
  private(set) var completions: [String]

  init(bench: Workbench, identity: Identity) {
    self.bench = bench
    self.identity = identity
    let verbs = RegisterCommand.configuration.subcommands.compactMap {
      $0.configuration.commandName
    }
    completions =
      ["register new"] + verbs.map { "register \($0)" }
      + RegisterState.allCases.map { "register list --state \($0.rawValue)" }
  }

  /// Carries out a line such as `register start R-0001`; what is refused is said, and nothing ends.
  func obey(_ line: String, source: any LineSource) async throws {
    let words = Self.split(line)
    do {
      if words == ["register", "new"] {
        try await raise(source)
      } else {
        try await run(words.count == 1 ? words + ["list"] : words)
      }
    } catch let refused as RegisterRefused {
      for refusal in refused.refusals {
        say("refused: \(neutralised(refusal.sentence))")
        say("   next: \(neutralised(refusal.next))")
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as LedgerError {
      throw Refusal(error)
    } catch is ExitCode {
      // The command has said what does not hold.
    } catch {
      guard !Debrief.exitCode(for: error).isSuccess else {
        return printData(Debrief.fullMessage(for: error))  // what was asked for by --help
      }
      say(neutralised(Debrief.message(for: error)))
      let command = words.prefix(2).joined(separator: " ")
      say("   next: \(completions.contains(command) ? command : words.first ?? "register") --help")
    }
    try await learn()
  }

  private func run(_ words: [String]) async throws {
    var command = try Debrief.parseAsRoot(words + options)
    if var asynchronous = command as? any AsyncParsableCommand {
      try await asynchronous.run()
    } else {
      try command.run()
    }
  }

  /// The options with which the prompt itself was opened.
  private var options: [String] {
    let settings = bench.settings
    let named = [
      ("--workspace", settings.workspace), ("--store", settings.store), ("--as", settings.actor),
      ("--lang", settings.language), ("--at", settings.at?.text),
    ]
    return named.flatMap { name, value in value.map { [name, $0] } ?? [] }
      + (settings.isPlain ? ["--plain"] : [])
  }

  /// Entries with what people usually do next with them, for Tab.
  private func learn() async throws {
    guard isatty(STDIN_FILENO) == 1 else { return }
    let desk = try await RegisterDesk(bench)
    let entries = desk.register.entries.filter(\.state.isOpen)
    let known = ["show", "observe", "trace", "contain"].flatMap { verb in
      entries.map { "register \(verb) \($0.id)" }
    }
    let next = entries.map { "register \($0.nextStep(at: desk.now).command) \($0.id)" }
    completions = completions.filter { !$0.contains(" R-") } + known + next
  }

  // MARK: Something small

  /// Asks the five questions of the light path, and records it in one go.
  private func raise(_ source: any LineSource) async throws {
    let people = bench.people.people.map(\.name)
    let ask = { (question: String, completions: [String]) -> String? in
      guard
        case .text(let answer) = source.line(
          prompt: "\(question) ",
          completions: completions,
          keepsHistory: false
        ), !answer.trimmed.isEmpty
      else { return nil }
      return answer.trimmed
    }
    guard let seen = ask("What was seen?", []), let action = ask("What is done about it?", []),
      let work = ask("Who does it, and until when (name, YYYY-MM-DD)?", people),
      let criterion = ask("What counts as an effect (such as open-doors <= 2)?", []),
      let verifier = ask("Who judges?", people)
    else { return say("Nothing was recorded.") }
    let parts = work.split(separator: ",").map(\.trimmed)
    guard parts.count == 2, let due = Day(parts[1]) else {
      throw Refusal(
        .usage,
        "‘\(work)’ is no name and day",
        hint: "write a name, a comma and a day, as: Ada, 2026-05-01"
      )
    }
    let desk = try await RegisterDesk(bench)
    var scribe = Scribe(people: bench.people)
    let acts = try LightEntry(
      seen: seen,
      action: action,
      owner: parts[0],
      due: due,
      criterion: criterion,
      verifier: verifier
    ).acts(desk, &scribe)
    let receipt = try await desk.record(acts, by: identity, remarks: scribe.remarks)
    for act in acts { say(act.words) }
    say("recorded \(receipt.position) \(receipt.leaf.abbreviated)")
  }

  /// The words of a line; what stands in quotation marks is one.
  static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    var isWord = false
    for character in line {
      if character == "\"" || character == "“" || character == "”" {
        isQuoted.toggle()
        isWord = true
      } else if character == " ", !isQuoted {
        if isWord { words.append(word) }
        (word, isWord) = ("", false)
      } else {
        word.append(character)
        isWord = true
      }
    }
    return isWord ? words + [word] : words
  }
}

extension Moment {
  /// As it may be typed again.
  fileprivate var text: String {
    switch precision {
    case .time(let time): time.description
    case .day(let day): day.description
    }
  }
}
