import Foundation

/// Writes data to standard output; a reader that went away or a full disk ends the program with a
/// status that says so, never with success.
func printData(_ text: String, terminator: String = "\n") {
  write(text + terminator, to: STDOUT_FILENO) { code in
    let reason = String(cString: strerror(code))
    printError("debrief: error: standard output cannot be written: \(reason)")
    exit(code == EPIPE ? 141 : ExitStatus.inputOutput.rawValue)
  }
}

/// Writes whatever is no data to standard error.
///
/// If even that is gone nobody can be told.
func printError(_ text: String) {
  write(text + "\n", to: STDERR_FILENO) { _ in }
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

/// A value as JSON, keys sorted, ended by a line feed.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  printData(String(decoding: try encoder.encode(value), as: UTF8.self))
}
