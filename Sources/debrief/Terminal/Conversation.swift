import Content
import Foundation
import Quiz
import Records
import Session

/// Takes a person through a session: shows, asks, and says what was recorded.
@MainActor
struct Conversation {
  let port: any SessionPort
  let source: any LineSource
  let theme: Theme

  /// Says why an item is asked.
  var why: @MainActor (ItemID) async throws -> String = { _ in "you asked for it" }

  /// How a conversation ended.
  enum Outcome {
    case finished
    case left
    case ended(signal: Int32)
  }

  /// Two windows that answer in turns get this far before one has to go.
  private static let mostRefusals = 5

  func run() async throws -> Outcome {
    var refusals = 0
    while true {
      let reply = try await port.send(.next).reply
      switch reply {
      case .item(let view):
        switch try await ask(view) {
        case .next: continue
        case .leave: return .left
        case .ended(let signal): return .ended(signal: signal)
        }
      case .summary(let view):
        show([""] + screen.summary(view))
        return .finished
      case .refused(let reason):
        show(wrapped(reason, width: screen.width))
        refusals += 1
        guard refusals < Self.mostRefusals else {
          throw Refusal(.tryAgain, reason, hint: "leave the other window and begin again")
        }
      case .feedback, .hint, .skipped, .stored, .flagged: continue
      }
    }
  }

  private enum Turn {
    case next
    case leave
    case ended(signal: Int32)
  }

  private var screen: SessionScreen {
    SessionScreen(theme: theme, columns: terminalSize().columns)
  }

  private func show(_ lines: [String]) {
    for line in lines { printData(line) }
  }

  private func ask(_ view: ItemView) async throws -> Turn {
    var asked = Asked(view)
    show([""] + lines(of: asked) + [""])
    defer { (source as? LineEditor)?.redraw = nil }
    while true {
      redraw(asked)
      switch source.line(prompt: "> ", completions: Self.words, keepsHistory: false) {
      case .leave: return .leave
      case .ended(let signal): return .ended(signal: signal)
      case .text(let text):
        switch AnswerLine(text, to: asked.form) {
        case .help: show(Self.help(view))
        case .hint: try await hint()
        case .why: show(wrapped(neutralised(try await why(view.item)), width: screen.width))
        case .flag(let reason): try await flag(reason)
        case .again: show(lines(of: asked) + [""])
        case .leave: return .leave
        case .unclear(let reason): show(wrapped(reason, width: screen.width))
        case .skip:
          if case .refused(let reason) = try await port.send(.skip).reply {
            show(wrapped(reason, width: screen.width))
            continue
          }
          show(["Skipped; it will come back another day."])
          return .next
        case .answer(let response, let certainty):
          guard let whole = asked.take(response) else {
            show([""] + gapLines(of: asked) + [""])
            continue
          }
          switch certainty.map(Sureness.said) ?? askCertainty() {
          case .said(let certainty):
            return try await give(whole, certainty)
          case .left(let turn): return turn
          }
        }
      }
    }
  }

  /// An item on the screen, and how many of its gaps were filled.
  private struct Asked {
    let view: ItemView
    private(set) var given: [Response] = []

    init(_ view: ItemView) { self.view = view }

    private var gaps: [AnswerForm.Gap]? {
      guard case .gaps(let gaps) = view.form else { return nil }
      return gaps
    }

    /// The gap that is asked for now.
    var gap: AnswerForm.Gap? { gaps?[given.count] }

    var form: AnswerForm { gap?.form ?? view.form }

    /// Takes the next part, and returns the whole response once it is complete.
    mutating func take(_ response: Response) -> Response? {
      guard let gaps else { return response }
      let all = given + [response]
      guard all.count == gaps.count else {
        given = all
        return nil
      }
      return .gaps(all)
    }
  }

  private func lines(of asked: Asked) -> [String] {
    let gap = gapLines(of: asked)
    return screen.item(asked.view) + (gap.isEmpty ? [] : [""] + gap)
  }

  private func gapLines(of asked: Asked) -> [String] {
    asked.gap.map { screen.gap($0, number: asked.given.count + 1) } ?? []
  }

  private func redraw(_ asked: Asked) {
    (source as? LineEditor)?.redraw =
      theme.isPlain || theme.isAccessible
      ? nil
      : {
        printData("\u{1B}[2J\u{1B}[H", terminator: "")
        show(lines(of: asked) + [""])
      }
  }

  private static let words = ["help", "hint", "skip", "again", "why", "flag ", "quit"]

  private func flag(_ reason: String) async throws {
    guard !reason.isEmpty else {
      return show(["Say what is wrong with it, as in: flag two answers are right"])
    }
    switch try await port.send(.flag(reason)).reply {
    case .flagged: show(["Noted for the trainers; it changes nothing about your result."])
    case .refused(let reason): show(wrapped(reason, width: screen.width))
    case .item, .hint, .feedback, .stored, .skipped, .summary: break
    }
  }

  private func hint() async throws {
    switch try await port.send(.hint).reply {
    case .hint(let view): show(screen.hint(view))
    case .refused(let reason): show(wrapped(reason, width: screen.width))
    case .item, .feedback, .stored, .skipped, .flagged, .summary: break
    }
  }

  /// Hands an answer in and shows what it was worth, or why it did not count.
  private func give(_ response: Response, _ certainty: Certainty) async throws -> Turn {
    let outcome = try await port.send(.answer(response, certainty))
    switch outcome.reply {
    case .feedback(let view):
      show(screen.feedback(view))
      if let receipt = outcome.receipt {
        show([theme.styled("recorded \(receipt.position) \(receipt.leaf.abbreviated)", .faint)])
      }
      return try await pause()
    case .stored(let count):
      let receipt = outcome.receipt.map { ", recorded \($0.position) \($0.leaf.abbreviated)" } ?? ""
      show([theme.styled("answer \(count) stored\(receipt)", .faint)])
    case .refused(let reason): show(wrapped(reason, width: screen.width))
    case .item, .hint, .skipped, .flagged, .summary: break
    }
    return .next
  }

  /// Leaves the reasons on the screen until they were read; a script does not wait.
  private func pause() async throws -> Turn {
    guard source is LineEditor else { return .next }
    while true {
      switch source.line(prompt: "Enter goes on ", completions: ["flag "], keepsHistory: false) {
      case .text(let text):
        guard case .flag(let reason)? = AnswerLine.remark(text) else {
          return ["q", "quit"].contains(text.trimmed) ? .leave : .next
        }
        try await flag(reason)
      case .leave: return .leave
      case .ended(let signal): return .ended(signal: signal)
      }
    }
  }

  /// How sure somebody is, or how they left instead of saying so.
  private enum Sureness {
    case said(Certainty)
    case left(Turn)
  }

  private func askCertainty() -> Sureness {
    while true {
      let prompt = "How sure are you? g guess, t think so, k know > "
      switch source.line(
        prompt: prompt,
        completions: ["guess", "think", "know"],
        keepsHistory: false
      )
      {
      case .leave: return .left(.leave)
      case .ended(let signal): return .left(.ended(signal: signal))
      case .text(let text):
        if let certainty = AnswerLine.certainty(text.trimmed) { return .said(certainty) }
        if ["q", "quit"].contains(text.trimmed) { return .left(.leave) }
        show(["g, t or k; it never changes whether you are right, but it tells what to repeat"])
      }
    }
  }

  private static func help(_ view: ItemView) -> [String] {
    let (what, example) = view.form.help
    return [
      "Type \(what), and how sure you are: \(example) k.",
      "  g guess   t think so   k know",
      view.isAssessed
        ? "  a show it again   q save and leave"
        : "  s skip    a show it again   q save and leave   hint, if there is one",
      "  why it is asked   flag TEXT, if something is wrong with it",
      view.isAssessed
        ? "Every answer is on disk at once; what was right is said at the end."
        : "Every answer is on disk before you see what it was worth.",
    ]
  }
}
