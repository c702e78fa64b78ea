import Content
import Foundation
import Reports

/// Writes data to standard output; a reader that went away or a full disk ends the program with a
/// status that says so, never with success.
///
/// Whatever stands in the text, nothing but our own colours and screen clearing reaches the terminal.
func printData(_ text: String, terminator: String = "\n") {
  write(harmless(text) + terminator, to: STDOUT_FILENO) { code in
    let reason = String(cString: strerror(code))
    printError("debrief: error: standard output cannot be written: \(reason)")
    exit(code == EPIPE ? 141 : ExitStatus.inputOutput.rawValue)
  }
}

/// Writes whatever is no data to standard error.
///
/// If even that is gone nobody can be told.
func printError(_ text: String) {
  write(harmless(text) + "\n", to: STDERR_FILENO) { _ in }
}

private func write(_ text: String, to descriptor: Int32, onFailure: (Int32) -> Void) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR || errno == EAGAIN { continue }
    guard count > 0 else { return onFailure(errno) }
    bytes = bytes.dropFirst(count)
  }
}

/// A value as JSON, in the form of the reports.
func printJSON(_ value: some Encodable) throws {
  printData(try reportJSON(value), terminator: "")
}

/// A text with every control sequence neutralised but the few that the themes write: `ESC [ digits m`
/// for colours, and clearing the screen.
func harmless(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
  var output = ""
  var rest = text[...]
  while let match = rest.firstMatch(of: #/\u{1B}\[(?:[0-9]{0,2}m|2J|H)/#) {
    output += neutralised(String(rest[..<match.range.lowerBound]), keepingLineFeeds: true)
    output += match.output
    rest = rest[match.range.upperBound...]
  }
  return output + neutralised(String(rest), keepingLineFeeds: true)
}
