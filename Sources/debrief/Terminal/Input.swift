import Content
import Foundation

/// Where lines come from: a person at a terminal, or a script.
@MainActor
protocol LineSource: AnyObject {
  /// The next line, or why there is none.
  func line(prompt: String, completions: [String], keepsHistory: Bool) -> InputLine
}

enum InputLine: Equatable {
  case text(String)

  /// ^C on an empty line, or ^D, or the end of a script.
  case leave

  /// The terminal is gone, or the process was asked to end.
  case ended(signal: Int32)
}

/// Lines from a pipe or a file, one a prompt; what was read is echoed, so a transcript reads well.
@MainActor
final class ScriptSource: LineSource {
  func line(prompt: String, completions: [String], keepsHistory: Bool) -> InputLine {
    guard let text = readLine() else { return .leave }
    printData(prompt + neutralised(text))
    return .text(text)
  }
}
