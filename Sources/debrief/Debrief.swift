import ArgumentParser

@main
struct Debrief: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "debrief",
    abstract:
      "Turns lessons learned from security incidents into training, and results into improvement.",
    discussion: """
      Without a command it opens the prompt: it says what is due, resumes what was interrupted, and \
      takes you through it. Type ? there for help.
      """,
    version: "0.1.0",
    subcommands: [
      PromptCommand.self, PracticeCommand.self, AssessCommand.self, ReplayCommand.self,
      ProgressCommand.self,
      ContentCommand.self,
      RegisterCommand.self, ObjectiveCommand.self, RiskCommand.self, AuditCommand.self,
      ReviewCommand.self, PolicyCommand.self, RecordsCommand.self, PeopleCommand.self,
      ReportCommand.self,
      SimulateCommand.self,
    ],
    defaultSubcommand: PromptCommand.self
  )

  static func main() async {
    prepareProcess()
    do {
      // Looking for commands takes longer than everything else before the first prompt.
      guard CommandLine.arguments.count > 1 else { return try await Prompt.open(Settings()) }
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      leave(reporting: error)
    }
  }
}

/// In commands an option is one of the command line; an item's options are not named there.
typealias Option = ArgumentParser.Option
