import Foundation
import TestSupport
import Testing

/// A session with an item of every type, and the tabletop, as a user of pipes sees them.
@Suite struct `Every type of item in a session` {
  private let program: Program

  init() throws { program = try Program(workspace: try Self.workspace()) }

  private static func workspace() throws -> URL {
    let workspace = try temporaryFolder()
    let content = workspace.appending(path: "Content/incidents", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: content, withIntermediateDirectories: true)
    for (text, path) in [
      (Fixture.programme, "Content/programme.yaml"),
      (Fixture.competencies, "Content/competencies.yaml"),
      (Fixture.everyType, Fixture.everyTypePath),
    ] {
      try text.write(to: workspace.appending(path: path), atomically: true, encoding: .utf8)
    }
    return workspace
  }

  /// What stands on lines of their own, receipts without their hash.
  private func plain(_ run: Program.Run) -> String {
    run.output.replacing(#/recorded (\d+) [0-9a-f]{12}/#) { "recorded \($0.1)" }
  }

  private let arguments = [
    "practice", "--incident", "example-night-2025", "--limit", "6", "--seed", "2",
    "--at", "2026-03-02T09:00Z",
  ]

  @Test func `is asked, answered and explained as it is written here`() throws {
    let input = """
      ?
      hint
      9 o'clock
      1 t
      3 1
      3 1 2
      k
      two k
      b
      a b
      g
      hint
      1 3 k
      forty
      41 h k

      """
    let run = try program.run(arguments, input: input)
    #expect(run.errors.isEmpty)
    let snapshot = Snapshot(plain(run), named: "every-type.txt")
    #expect(snapshot.mismatch == nil)
    #expect(try program.run(["records", "verify"]).status == 0)
  }

  @Test func `what was typed is kept beside the log and not in it`() throws {
    _ = try program.run(arguments, input: (0..<30).map { _ in "secretword k\n1 k\n" }.joined())
    let sql = "SELECT count(*) FROM entries WHERE instr(CAST(body AS TEXT), 'secretword') > 0"
    #expect(try Sqlite.query(program.storePath, sql) == ["0"])
    #expect(try Sqlite.query(program.storePath, "SELECT count(*) FROM remarks") != ["0"])
    #expect(try program.run(["records", "verify"]).status == 0)
  }

  @Test func `a tabletop is told, left and gone on with`() throws {
    let first = try program.run(["replay", "example-night-2025"], input: "7\na\nq\n")
    #expect(first.status == 0)
    #expect(first.output.contains("Type a number from 1 to 2"))
    #expect(first.output.contains("Saved."))
    let second = try program.run(["replay", "example-night-2025"], input: "2\n")
    #expect(second.output.contains("Going on where you left it."))
    #expect(second.output.contains("She is there in ten minutes."))
    #expect(second.output.contains("It ended better than it did."))
    #expect(second.output.contains("What really happened"))
    #expect(try program.run(["records", "verify"]).status == 0)
    #expect(try program.run(["replay"]).output.contains("example-night-2025"))
    #expect(try program.run(["replay", "nowhere"]).status == 66)
  }
}
