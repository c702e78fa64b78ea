@preconcurrency import CReadline
import Foundation
@preconcurrency import Glibc
import Synchronization

/// Signals that arrived and were not dealt with yet.
private let interrupted = Atomic<Bool>(false)
private let ending = Atomic<Int32>(0)

/// GNU Readline at the terminal: editing, history, completion.
///
/// There is one, since Readline keeps its state in globals, and it lives on the main thread. ^C with
/// text on the line clears the line, on an empty line it leaves; ^D on an empty line leaves; SIGTERM
/// and SIGHUP leave as well, after the terminal was put back in order.
@MainActor
final class LineEditor: LineSource {
  private static let historyLength: Int32 = 1_000

  /// Called when the size of the terminal changed, to show again what stands above the prompt.
  var redraw: (() -> Void)?
  private let historyPath: String?
  private static var completions: [String] = []
  private static var pending: [String] = []
  private static var current: LineEditor?
  private var size: (columns: Int, rows: Int)

  /// - Parameter historyPath: where lines are kept between runs; `nil` keeps none.
  init(historyPath: String?) {
    self.historyPath = historyPath
    size = terminalSize()
    Self.current = self
    rl_change_environment = 0
    rl_catch_signals = 1
    rl_catch_sigwinch = 1
    rl_outstream = stdout
    rl_attempted_completion_function = complete
    rl_completer_word_break_characters = UnsafePointer(strdup(" \t"))
    rl_getc_function = { stream in
      MainActor.assumeIsolated { LineEditor.read(stream) }
    }
    Self.handle(SIGINT) { _ in interrupted.store(true, ordering: .relaxed) }
    Self.handle(SIGTERM) { ending.store($0, ordering: .relaxed) }
    Self.handle(SIGHUP) { ending.store($0, ordering: .relaxed) }
    using_history()
    stifle_history(Self.historyLength)
    if let historyPath { _ = read_history(historyPath) }  // there is none the first time
  }

  private static func handle(_ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    sigemptyset(&action.sa_mask)
    sigaction(signal, &action, nil)  // no SA_RESTART: poll() must return
  }

  func line(prompt: String, completions: [String], keepsHistory: Bool) -> InputLine {
    Self.completions = completions
    interrupted.store(false, ordering: .relaxed)
    while true {
      let text = readline(guarded(prompt)).map { pointer in
        defer { free(pointer) }
        return String(cString: pointer)
      }
      let signal = ending.load(ordering: .relaxed)
      if signal != 0 { return .ended(signal: signal) }
      if interrupted.exchange(false, ordering: .relaxed) {
        if Self.clearedText {
          Self.clearedText = false
          continue
        }
        return .leave
      }
      guard let text else {
        printData("")
        return .leave
      }
      if keepsHistory, !text.allSatisfy(\.isWhitespace) { remember(text) }
      return .text(text)
    }
  }

  /// Tells Readline which parts of a prompt take no room.
  private func guarded(_ prompt: String) -> String {
    var output = ""
    var isEscape = false
    for character in prompt {
      if character == "\u{1B}" {
        isEscape = true
        output += "\u{01}"
      }
      output.append(character)
      if isEscape, character == "m" {
        isEscape = false
        output += "\u{02}"
      }
    }
    return output
  }

  private func remember(_ text: String) {
    add_history(text)
    guard let historyPath else { return }
    if !FileManager.default.fileExists(atPath: historyPath) {
      close(open(historyPath, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600))
    }
    // History is a convenience: a folder that cannot be written must not end a session.
    if append_history(1, historyPath) == 0 {
      history_truncate_file(historyPath, Self.historyLength)
    }
  }

  // MARK: Keys and signals

  /// Whether the last ^C met a line with text on it.
  private static var clearedText = false

  /// Waits for a key without polling, and looks at what signals left behind.
  private static func read(_ stream: UnsafeMutablePointer<FILE>?) -> Int32 {
    var descriptor = pollfd(fd: fileno(stream), events: Int16(POLLIN), revents: 0)
    while true {
      if ending.load(ordering: .relaxed) != 0 { return -1 }
      if interrupted.load(ordering: .relaxed) {
        clearedText = rl_end > 0
        rl_replace_line("", 0)
        return 10  // accept the empty line
      }
      let ready = poll(&descriptor, 1, -1)
      if ready > 0 {
        if descriptor.revents & Int16(POLLHUP | POLLERR) != 0,
          descriptor.revents & Int16(POLLIN) == 0
        {
          ending.store(SIGHUP, ordering: .relaxed)
          return -1
        }
        return rl_getc(stream)
      }
      guard ready < 0, errno == EINTR else { return -1 }
      rl_check_signals()
      current?.redrawIfResized()
    }
  }

  private func redrawIfResized() {
    let now = terminalSize()
    guard now != size else { return }
    size = now
    rl_resize_terminal()
    guard let redraw else { return }
    redraw()
    rl_on_new_line()
    rl_redisplay()
  }

  // MARK: Completion

  fileprivate static func candidate(for prefix: String, first: Bool) -> String? {
    if first {
      let line = String(cString: rl_line_buffer).prefix(Int(rl_point))
      pending = completions.compactMap { candidate in
        Self.word(of: candidate, after: String(line), prefix: prefix)
      }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
    return pending.isEmpty ? nil : pending.removeFirst()
  }

  /// The next word of a candidate such as `practice colonial-pipeline-2021`, if the line before it
  /// agrees.
  private static func word(of candidate: String, after line: String, prefix: String) -> String? {
    let typed = line.split(separator: " ").map(String.init)
    let words = candidate.split(separator: " ").map(String.init)
    let complete = prefix.isEmpty ? typed : Array(typed.dropLast())
    guard words.count > complete.count, Array(words.prefix(complete.count)) == complete,
      words[complete.count].hasPrefix(prefix)
    else { return nil }
    return words[complete.count]
  }
}

private func complete(
  _ text: UnsafePointer<CChar>?,
  _ start: Int32,
  _ end: Int32
) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
  rl_attempted_completion_over = 1  // never file names
  return rl_completion_matches(text) { text, state in
    let prefix = text.map { String(cString: $0) } ?? ""
    let match = MainActor.assumeIsolated { LineEditor.candidate(for: prefix, first: state == 0) }
    return match.flatMap { strdup($0) }  // Readline frees it
  }
}
