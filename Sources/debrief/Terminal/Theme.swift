import Foundation

/// How the terminal is written on: colour or none, drawing characters or plain ones.
///
/// Colour never carries meaning alone; every mark stands beside a word.
struct Theme: Sendable {
  let usesColor: Bool

  /// Only ASCII marks, nothing repainted.
  let isPlain: Bool

  /// One announcement after another, for screen readers.
  let isAccessible: Bool

  init(_ settings: Settings) {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let isDumb = environment["TERM"] == "dumb" || environment["TERM"] == nil
    isAccessible = settings.isAccessible || environment["ACCESSIBLE"].map { $0 != "0" } ?? false
    isPlain = settings.isPlain || isDumb && settings.color != .always || !isTerminal
    switch settings.color {
    case .always: usesColor = true
    case .never: usesColor = false
    case .auto:
      usesColor =
        isTerminal && !settings.isPlain && !isDumb && environment["NO_COLOR", default: ""].isEmpty
        && environment["CLICOLOR"] != "0"
    }
  }

  enum Style: String {
    case strong = "1"
    case faint = "2"
    case good = "32"
    case bad = "31"
    case accent = "36"
  }

  func styled(_ text: String, _ style: Style) -> String {
    usesColor && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  var right: String { isPlain ? "+" : "✓" }
  var wrong: String { isPlain ? "x" : "✗" }
  var rule: String { isPlain ? "-" : "─" }
}
