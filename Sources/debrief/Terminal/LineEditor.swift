@preconcurrency import CReadline
import Foundation
@preconcurrency import Glibc
import Synchronization

/// What signals left behind, and a pipe that wakes whoever waits for a key.
///
/// The pipe is needed because a signal is handled by any thread that does not block it, and the one
/// that waits for keys need not be the one that is interrupted.
private enum Signals {
  static let interrupted = Atomic<Bool>(false)
  static let stopped = Atomic<Bool>(false)
  static let ending = Atomic<Int32>(0)
  static let wakeUp: (read: Int32, write: Int32) = {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }()

  /// Only what is safe in a handler: set a flag, write a byte.
  static func note(_ signal: Int32) {
    switch signal {
    case SIGINT: interrupted.store(true, ordering: .relaxed)
    case SIGTSTP: stopped.store(true, ordering: .relaxed)
    case SIGWINCH: break
    default: ending.store(signal, ordering: .relaxed)
    }
    var byte: UInt8 = 0
    _ = write(wakeUp.write, &byte, 1)  // a full pipe wakes as well
  }

  static func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while Glibc.read(wakeUp.read, &bytes, bytes.count) > 0 {}
  }
}

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
    rl_catch_signals = 0
    rl_catch_sigwinch = 0
    rl_outstream = stdout
    rl_attempted_completion_function = complete
    rl_completer_word_break_characters = UnsafePointer(strdup(" \t"))
    rl_getc_function = { stream in
      MainActor.assumeIsolated { LineEditor.read(stream) }
    }
    _ = Signals.wakeUp
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { Signals.note($0) }
      sigemptyset(&action.sa_mask)
      action.sa_flags = SA_RESTART  // the pipe wakes us; writes to the terminal go on
      sigaction(signal, &action, nil)
    }
    using_history()
    stifle_history(Self.historyLength)
    if let historyPath { _ = read_history(historyPath) }  // there is none the first time
  }

  func line(prompt: String, completions: [String], keepsHistory: Bool) -> InputLine {
    Self.completions = completions
    Signals.interrupted.store(false, ordering: .relaxed)
    while true {
      let text = readline(guarded(prompt)).map { pointer in
        defer { free(pointer) }
        return String(cString: pointer)
      }
      let signal = Signals.ending.load(ordering: .relaxed)
      if signal != 0 { return .ended(signal: signal) }
      if Signals.interrupted.exchange(false, ordering: .relaxed) {
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
      // The history lies under the person's pseudonym: what they say as nobody must not stand there.
      if keepsHistory, !text.allSatisfy(\.isWhitespace), !text.contains("--anon") { remember(text) }
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

  /// Waits for a key or a signal without polling.
  private static func read(_ stream: UnsafeMutablePointer<FILE>?) -> Int32 {
    var waiting = [
      pollfd(fd: fileno(stream), events: Int16(POLLIN), revents: 0),
      pollfd(fd: Signals.wakeUp.read, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      if Signals.ending.load(ordering: .relaxed) != 0 { return -1 }
      if Signals.interrupted.load(ordering: .relaxed) {
        clearedText = rl_end > 0
        rl_replace_line("", 0)
        return 10  // accept the empty line
      }
      if Signals.stopped.exchange(false, ordering: .relaxed) { stop() }
      current?.redrawIfResized()
      guard poll(&waiting, 2, -1) > 0 || errno == EINTR else { return -1 }
      Signals.drain()
      let keys = waiting[0].revents
      if keys & Int16(POLLIN) != 0 { return rl_getc(stream) }
      if keys & Int16(POLLHUP | POLLERR) != 0 {
        Signals.ending.store(SIGHUP, ordering: .relaxed)
      }
    }
  }

  /// Hands the terminal back in order, stops, and takes it up again.
  private static func stop() {
    rl_cleanup_after_signal()
    kill(getpid(), SIGSTOP)
    rl_reset_after_signal()
    rl_forced_update_display()
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
