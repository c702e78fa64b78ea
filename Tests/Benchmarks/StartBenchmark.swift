import Foundation
@preconcurrency import Glibc
import TestSupport

/// From start to the first prompt, against `sqlite3 :memory: 'select 1'`.
///
/// The static release build is meant: `swift build -c release --static-swift-stdlib --product debrief`.
enum StartBenchmark {
  static func run(program: String) throws {
    let home = try Program()
    _ = try run(program, ["practice", "--limit", "1"], home, input: "1 k\n")
    var ours: [Double] = []
    var theirs: [Double] = []
    for _ in 0..<60 {
      ours.append(try run(program, [], home, input: "q\n"))
      theirs.append(try run("/usr/bin/sqlite3", [":memory:", "select 1"], home, input: ""))
    }
    ours.sort()
    theirs.sort()
    let (mine, peer) = (ours[ours.count / 2], theirs[theirs.count / 2])
    print("debrief to the first prompt: median \(rounded(mine)) ms, least \(rounded(ours[0])) ms")
    print("sqlite3:                     median \(rounded(peer)) ms, least \(rounded(theirs[0])) ms")
    print("ratio of medians:            \(rounded(mine / peer)) (at most 8)")
  }

  /// Milliseconds from start to end; by posix_spawn, since Foundation's Process polls for the end.
  private static func run(
    _ program: String,
    _ arguments: [String],
    _ home: Program,
    input: String
  ) throws -> Double {
    let typed = home.folder.appending(path: "typed")
    try input.write(to: typed, atomically: false, encoding: .utf8)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, typed.path, O_RDONLY, 0)
    for descriptor: Int32 in [1, 2] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    let argv = ([program] + arguments).map { strdup($0) } + [nil]
    let environment = home.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (argv + environment).forEach { free($0) } }
    guard chdir(home.workspace.path) == 0 else { throw POSIXError(.ENOENT) }
    var process = pid_t()
    var status: Int32 = 0
    let start = monotonicMicroseconds()
    posix_spawn(&process, program, &actions, nil, argv, environment)
    waitpid(process, &status, 0)
    let elapsed = monotonicMicroseconds() - start
    guard status == 0 else { throw POSIXError(.ECHILD) }
    return elapsed / 1_000
  }
}
