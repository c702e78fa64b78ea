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
      case .feedback, .skipped: continue
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
    show([""] + screen.item(view) + [""])
    (source as? LineEditor)?.redraw =
      theme.isPlain || theme.isAccessible
      ? nil
      : {
        printData("\u{1B}[2J\u{1B}[H", terminator: "")
        show(screen.item(view) + [""])
      }
    defer { (source as? LineEditor)?.redraw = nil }
    while true {
      switch source.line(prompt: "> ", completions: Self.words, keepsHistory: false) {
      case .leave: return .leave
      case .ended(let signal): return .ended(signal: signal)
      case .text(let text):
        switch AnswerLine(text, to: view) {
        case .help: show(Self.help(view))
        case .again: show(screen.item(view) + [""])
        case .leave: return .leave
        case .unclear(let reason): show([reason])
        case .skip:
          _ = try await port.send(.skip)
          show(["Skipped; it will come back another day."])
          return .next
        case .answer(let options, let certainty):
          switch certainty.map(Sureness.said) ?? askCertainty() {
          case .said(let certainty):
            return try await give(options, certainty)
          case .left(let turn): return turn
          }
        }
      }
    }
  }

  private static let words = ["help", "skip", "again", "quit"]

  /// Hands an answer in and shows what it was worth, or why it did not count.
  private func give(_ options: Set<OptionID>, _ certainty: Certainty) async throws -> Turn {
    let outcome = try await port.send(.answer(.options(options), certainty))
    switch outcome.reply {
    case .feedback(let view):
      show(screen.feedback(view))
      if let receipt = outcome.receipt {
        show([theme.styled("recorded \(receipt.position) \(receipt.leaf.abbreviated)", .faint)])
      }
      return pause()
    case .refused(let reason): show(wrapped(reason, width: screen.width))
    case .item, .skipped, .summary: break
    }
    return .next
  }

  /// Leaves the reasons on the screen until they were read; a script does not wait.
  private func pause() -> Turn {
    guard source is LineEditor else { return .next }
    switch source.line(prompt: "Enter goes on ", completions: [], keepsHistory: false) {
    case .text(let text): return ["q", "quit"].contains(text.trimmed) ? .leave : .next
    case .leave: return .leave
    case .ended(let signal): return .ended(signal: signal)
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
    let numbers =
      view.type == .multipleChoice ? "the numbers of all right options, as 1 3" : "a number"
    return [
      "Type \(numbers), and how sure you are: \(view.type == .multipleChoice ? "1 3 k" : "2 k").",
      "  g guess   t think so   k know",
      "  s skip    a show it again    q save and leave    ? this help",
      "Every answer is on disk before you see what it was worth.",
    ]
  }
}

/// What a person typed below an item.
enum AnswerLine: Equatable {
  case answer(Set<OptionID>, Certainty?)
  case skip
  case again
  case help
  case leave
  case unclear(String)

  init(_ text: String, to view: ItemView) {
    let separators: Set<Character> = [" ", ",", "\t"]
    var words = text.lowercased().split(whereSeparator: separators.contains).map(String.init)
    switch words {
    case ["?"], ["help"], ["h"]: self = .help
    case ["s"], ["skip"]: self = .skip
    case ["a"], ["again"]: self = .again
    case ["q"], ["quit"], ["exit"]: self = .leave
    default:
      if words.count == 1, let joined = words.first, let last = joined.last,
        joined.dropLast().allSatisfy(\.isNumber), joined.count > 1,
        Self.certainty(String(last)) != nil
      {
        words = [String(joined.dropLast()), String(last)]
      }
      let certainty = words.last.flatMap(Self.certainty)
      if certainty != nil { words.removeLast() }
      let places = 1...view.options.count
      let numbers = words.map { word in
        word.allSatisfy { $0.isASCII && $0.isNumber }
          ? Int(word).flatMap { places.contains($0) ? $0 : nil } : nil
      }
      let advice = "type a number from 1 to \(view.options.count)"
      if let (word, _) = zip(words, numbers).first(where: { $0.1 == nil }) {
        self = .unclear("‘\(neutralised(word))’ is no option; \(advice), or ?")
      } else if numbers.isEmpty {
        self = .unclear("\(advice), or ? for help")
      } else if numbers.count > 1, view.type != .multipleChoice {
        self = .unclear("one option is right here; \(advice)")
      } else {
        self = .answer(Set(numbers.compactMap(\.self).map { view.options[$0 - 1].id }), certainty)
      }
    }
  }

  static func certainty(_ text: String) -> Certainty? {
    switch text.lowercased() {
    case "g", "guess": .guess
    case "t", "think": .think
    case "k", "know": .know
    default: nil
    }
  }
}
