import CPseudoTerminal
import Foundation
@preconcurrency import Glibc

/// A program at the far end of a real pseudo-terminal: keys go in, the screen comes out.
package final class PseudoTerminal {
  package struct Silence: Error, CustomStringConvertible {
    let expected: String
    let seen: String
    package var description: String { "‘\(expected)’ never came; the screen shows:\n\(seen)" }
  }

  private let terminal: Int32
  package let process: pid_t

  /// Everything that was shown since the last ``expect(_:seconds:)``.
  private var pending = ""

  /// Everything that was ever shown.
  package private(set) var screen = ""

  package init(_ program: Program, _ arguments: [String], columns: Int = 80, rows: Int = 24) throws
  {
    terminal = posix_openpt(O_RDWR | O_NOCTTY)
    guard terminal >= 0, grantpt(terminal) == 0, unlockpt(terminal) == 0,
      let name = ptsname(terminal)
    else { throw POSIXError(.EIO) }
    let slave = String(cString: name)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)

    // A session leader that opens a terminal gets it as its controlling terminal.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, Int16(0x80))  // POSIX_SPAWN_SETSID, not imported by Glibc
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, slave, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    posix_spawn_file_actions_addclose(&actions, terminal)
    posix_spawn_file_actions_addchdir_np(&actions, program.workspace.path)
    defer {
      posix_spawnattr_destroy(&attributes)
      posix_spawn_file_actions_destroy(&actions)
    }
    let argv = ([Program.path] + arguments).map { strdup($0) } + [nil]
    let envp = program.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var process = pid_t()
    let code = posix_spawn(&process, Program.path, &actions, &attributes, argv, envp)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    self.process = process
  }

  deinit { close(terminal) }

  package func type(_ text: String) {
    var bytes = Array(text.utf8)
    _ = write(terminal, &bytes, bytes.count)
  }

  package func line(_ text: String) { type(text + "\r") }

  package func resize(columns: Int, rows: Int) {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
  }

  /// Waits until the text was shown, and returns what came up to and with it, without escapes.
  @discardableResult
  package func expect(_ text: String, seconds: Double = 30) throws -> String {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while true {
      let plain = withoutEscapes(pending)
      if let range = plain.range(of: text) {
        let rest = plain[range.upperBound...]
        pending = String(rest)
        return String(plain[..<range.upperBound])
      }
      guard Date() < deadline, read(until: deadline) else {
        throw Silence(expected: text, seen: plain)
      }
    }
  }

  private func read(until deadline: Date) -> Bool {
    var descriptor = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    let wait = max(1, Int32(deadline.timeIntervalSinceNow * 1_000))
    guard poll(&descriptor, 1, wait) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(terminal, &bytes, bytes.count)
    guard count > 0 else { return false }  // the other end is closed
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    pending += text
    screen += text
    return true
  }

  package func send(_ signal: Int32) { kill(process, signal) }

  /// Hangs up, as a lost connection does.
  package func hangUp() { kill(process, SIGHUP) }

  /// Waits for the end: the exit status, or 128 and the signal.
  package func end(seconds: Double = 30) throws -> Int32 {
    let deadline = Date(timeIntervalSinceNow: seconds)
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      _ = read(until: Date(timeIntervalSinceNow: 0.05))
      guard Date() < deadline else {
        kill(process, SIGKILL)
        throw Silence(expected: "the end", seen: withoutEscapes(pending))
      }
    }
    while read(until: Date(timeIntervalSinceNow: 0.05)) {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}

/// What a person sees: no escape sequences, no carriage returns.
package func withoutEscapes(_ text: String) -> String {
  let kept = text.unicodeScalars.filter { $0 != "\r" && $0 != "\u{7}" }
  return String(String.UnicodeScalarView(kept))
    .replacing(#/\u{1B}\[[0-9;?]*[A-Za-z]/#, with: "")
}
