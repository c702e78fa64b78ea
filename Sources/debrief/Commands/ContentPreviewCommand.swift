import ArgumentParser
import Content
import Foundation
import Psychometrics
import Quiz
import Session
import Storage

struct ContentPreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Show what learners will see of a file: every item, and the reasons for every answer."
  )

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The file, such as Content/incidents/uber-2022.md."))
  var file: String

  @Option(help: ArgumentHelp("Lay out for so many columns (default: the terminal's)."))
  var width: Int?

  @Flag(help: "Check and show again at every save; ^C ends it.")
  var watch = false

  func validate() throws {
    guard width.map({ (20...500).contains($0) }) ?? true else {
      throw ValidationError("--width is a number from 20 to 500")
    }
  }

  func run() throws {
    guard watch else {
      if try !show() { throw ExitCode(ExitStatus.badData.rawValue) }
      return
    }
    var last: [UInt8] = []
    while true {
      // While an editor replaces the file there may be none for a moment.
      let bytes: [UInt8]
      do throws(FileFault) { bytes = try readRegularFile(file, atMost: 1 << 22) } catch {
        bytes = []
      }
      if bytes != last, !bytes.isEmpty {
        last = bytes
        let theme = Theme(options.settings)
        if !theme.isPlain, !theme.isAccessible { printData("\u{1B}[2J\u{1B}[H", terminator: "") }
        _ = try show()
        printError("watching \(neutralised(file)); ^C ends")
      }
      usleep(200_000)
    }
  }

  /// Shows the file, or what is wrong with it; whether it could be shown.
  private func show() throws -> Bool {
    let bytes: [UInt8]
    do throws(FileFault) { bytes = try readRegularFile(file, atMost: 1 << 22) } catch {
      throw Refusal(
        .noInput,
        "\(file) cannot be read: \(error.reason)",
        hint: "name a file such as Content/incidents/NAME.md"
      )
    }
    let source: SourceText
    do throws(ContentFault) { source = try SourceText(path: file, bytes: bytes) } catch {
      for diagnostic in error.diagnostics { printError(diagnostic.text + "\n") }
      return false
    }
    let preview = ContentPreview(source)
    for diagnostic in preview.diagnostics { printError(diagnostic.text + "\n") }
    guard let library = preview.library, let incident = preview.incident else { return false }
    let screen = SessionScreen(
      theme: Theme(options.settings),
      columns: width.map { $0 + 1 } ?? terminalSize().columns
    )
    for line in ItemPreview(library: library, screen: screen).lines { printData(line) }
    if let tabletop = incident.tabletop {
      printData("")
      let text = "\(tabletop.scenes.count) scenes to live through: debrief replay \(incident.id)"
      for line in wrapped(text, width: screen.width) { printData(line) }
    }
    return true
  }
}

/// Every item of a library as a session shows it, with the reasons for every way of answering.
private struct ItemPreview {
  let library: ContentLibrary
  let screen: SessionScreen

  var lines: [String] {
    let items = library.lessons.flatMap(\.items)
    var generator = SplitMix64(seed: 0)
    let form = QuizForm(entries: items.map { QuizForm.Entry(item: $0.id, reason: .new) })
    var session = QuizSession(
      id: EventID(using: &generator),
      form: form,
      seed: 0
    )
    var lines: [String] = []
    for item in items {
      let shown = session.handle(.next, library: library, now: moment, day: moment.utcDay)
      guard case .item(let view) = shown.reply else { break }
      lines += screen.item(view)
      for hint in item.hints {
        lines += screen.hint(text: hint.text, cost: hint.cost, left: 0)
      }
      lines.append("")
      let answered = shown.session.handle(
        .answer(item.interaction.rightResponse, .know),
        library: library,
        now: moment,
        day: moment.utcDay
      )
      guard case .feedback(let feedback) = answered.reply else { break }
      lines += screen.feedback(feedback)
      lines += screen.reasons(otherReasons(item.interaction))
      lines += ["", String(repeating: screen.theme.rule, count: min(screen.width, 40)), ""]
      session = answered.session
    }
    return lines
  }

  private var moment: Timestamp { Timestamp(milliseconds: 0) }

  /// The reasons that a right answer does not show.
  private func otherReasons(_ interaction: Interaction) -> [(text: String, rationale: String)] {
    switch interaction {
    case .choice(let choice): choice.options.filter { !$0.isKey }.map { ($0.text, $0.rationale) }
    case .text(let text):
      text.answers.filter { !$0.isAccepted }.map { ($0.text, $0.rationale) }
        + [("anything else", text.rationale)]
    case .number(let number):
      number.answers.filter { !$0.isAccepted }.map { ($0.text, $0.rationale) }
        + [("any other number", number.rationale)]
    case .ordering, .matching: []
    case .cloze(let cloze):
      cloze.gaps.flatMap { gap in
        otherReasons(gap.interaction).map { ("\(gap.prompt) \($0.text)", $0.rationale) }
      }
    }
  }
}
