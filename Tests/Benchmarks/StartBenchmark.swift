import Foundation
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

  /// Milliseconds from start to end.
  private static func run(
    _ program: String,
    _ arguments: [String],
    _ home: Program,
    input: String
  ) throws -> Double {
    let typed = home.folder.appending(path: "typed")
    try input.write(to: typed, atomically: false, encoding: .utf8)
    return try SpawnedProgram(
      program,
      arguments,
      in: home.workspace.path,
      input: typed.path,
      environment: home.environment
    ).elapsed
  }
}
