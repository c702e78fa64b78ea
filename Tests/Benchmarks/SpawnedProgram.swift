import Foundation
@preconcurrency import Glibc

/// One run of a program from start to end; by posix_spawn, since Foundation's Process polls for the end.
struct SpawnedProgram {
  /// Milliseconds on the clock.
  let elapsed: Double

  /// Milliseconds of all processors.
  let used: Double

  /// Runs a program with a file as its input and nobody who reads what it says.
  ///
  /// - Throws: `POSIXError` if the folder is missing or the program ends with a fault.
  init(
    _ program: String,
    _ arguments: [String],
    in folder: String,
    input: String = "/dev/null",
    environment: [String: String]
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    for descriptor: Int32 in [1, 2] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    let argv = ([program] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (argv + variables).forEach { free($0) } }
    guard chdir(folder) == 0 else { throw POSIXError(.ENOENT) }
    var process = pid_t()
    var status: Int32 = 0
    var usage = rusage()
    let start = monotonicMicroseconds()
    posix_spawn(&process, program, &actions, nil, argv, variables)
    wait4(process, &status, 0, &usage)
    elapsed = (monotonicMicroseconds() - start) / 1_000
    used = Self.milliseconds(usage.ru_utime) + Self.milliseconds(usage.ru_stime)
    guard status == 0 else { throw POSIXError(.ECHILD) }
  }

  private static func milliseconds(_ time: timeval) -> Double {
    Double(time.tv_sec) * 1e3 + Double(time.tv_usec) / 1e3
  }
}
