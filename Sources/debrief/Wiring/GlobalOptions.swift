import ArgumentParser
import Content
import Foundation

/// The options of every command.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that holds Content/ and Reports/ (default: the nearest one above).",
      valueName: "dir"
    )
  )
  var workspace: String?

  @Option(
    help: ArgumentHelp(
      "The ledger, as sqlite:PATH (default: DEBRIEF_STORE, else a file in your data folder).",
      valueName: "url"
    )
  )
  var store: String?

  @Flag(help: "No colour, no drawing characters, no repainting.")
  var plain = false

  @Option(help: ArgumentHelp("Colour: auto, always or never.", valueName: "when"))
  var color: ColorChoice = .auto

  @Flag(help: "Numbered static prompts for screen readers; nothing is repainted.")
  var accessible = false

  @Option(
    help: ArgumentHelp("Decides what is drawn by chance, for repeatable runs.", valueName: "n")
  )
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Act at this time instead of now (recorded as given): 2026-03-02T09:00Z.",
      valueName: "time"
    )
  )
  var at: Moment?

  @Option(
    help: ArgumentHelp(
      "Act as this person (recorded as claimed): name, login or pseudonym.",
      valueName: "person"
    )
  )
  var `as`: String?

  @Option(
    help: ArgumentHelp(
      "The language of lessons, where they are translated (default: that of the terminal).",
      valueName: "code"
    )
  )
  var lang: String?

  enum ColorChoice: String, ExpressibleByArgument {
    case auto
    case always
    case never
  }
}

extension GlobalOptions {
  var settings: Settings {
    Settings(
      workspace: workspace,
      store: store,
      isPlain: plain,
      color: color,
      isAccessible: accessible,
      seed: seed,
      at: at,
      actor: self.as,
      language: lang
    )
  }
}

/// What the options of every command say; as it stands, what is meant where none is given.
struct Settings {
  var workspace: String?
  var store: String?
  var isPlain = false
  var color = GlobalOptions.ColorChoice.auto
  var isAccessible = false
  var seed: UInt64?
  var at: Moment?

  /// Whoever acts, if it is not the login.
  var actor: String?

  /// The language of lessons, such as `de`.
  var language: String?
}

/// A point in time on the command line: a time, or a day, which means the end of that day.
struct Moment: ExpressibleByArgument {
  enum Precision {
    case time(Timestamp)
    case day(Day)
  }

  let precision: Precision

  init?(argument: String) {
    if let time = Timestamp(argument) {
      precision = .time(time)
    } else if let day = Day(argument: argument) {
      precision = .day(day)
    } else if let day = Day(argument: String(argument.prefix { $0 != "T" })), day > .last {
      precision = .day(day)
    } else {
      return nil
    }
  }
}

/// Options of commands that read.
struct ReadingOptions: ParsableArguments {
  @Flag(help: "Print JSON.")
  var json = false

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "Use only what was recorded by then; a day means its end.",
      valueName: "time"
    )
  )
  var asOf: Moment?
}
