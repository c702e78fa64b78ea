import Foundation
import TestSupport
import Testing

/// The program in pipes and scripts.
@Suite struct `In a script` {
  private let program: Program

  init() throws { program = try Program(workspace: ChoiceWorkspace.make()) }

  @Test func `a piped session is a transcript, the same for the same seed`() throws {
    let input = "1 k\n2 t\n1\ng\n"
    let arguments = ["practice", "--seed", "1", "--limit", "3", "--at", "2026-03-02T09:00Z"]
    let run = try program.run(arguments, input: input)
    #expect(run.status == 0, "\(run.errors)")
    let other = try Program(workspace: program.workspace).run(arguments, input: input)
    let receipts = #/recorded (\d+) [0-9a-f]{12}/#
    let plain = { (text: String) in text.replacing(receipts) { "recorded \($0.1)" } }
    #expect(plain(run.output) == plain(other.output))
    #expect(run.output.matches(of: receipts).count == 3)
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test func `a script that ends early leaves what it answered`() throws {
    let run = try program.run(["practice", "--limit", "3"], input: "1 k\n")
    #expect(run.status == 0)
    #expect(run.output.contains("Saved at question 2 of 3"))
    let again = try program.run(["practice"], input: "1 k\n1 k\n")
    #expect(again.output.contains("Resuming at question 2 of 3."))
    #expect(try program.run(["records", "verify"]).status == 0)
  }

  @Test func `the shipped content holds, as JSON says`() throws {
    let run = try program.run(["content", "check", "--json"])
    #expect(run.status == 0, "\(run.output)")
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(value?["schema"] as? Int == 1)
    let diagnostics = try #require(value?["diagnostics"] as? [[String: Any]])
    #expect(diagnostics.allSatisfy { $0["severity"] as? String == "warning" }, "\(run.output)")
    #expect((value?["incidents"] as? Int ?? 0) >= 8)
  }

  @Test func `progress as JSON names every required competency`() throws {
    _ = try program.run(["practice", "--limit", "3"], input: "1 k\n1 k\n1 k\n")
    let run = try program.run(["progress", "--json"])
    #expect(run.status == 0)
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect((value?["competencies"] as? [Any])?.count == 15)
  }

  @Test func `progress as of a day before anything was recorded is empty`() throws {
    _ = try program.run(["practice", "--limit", "1"], input: "1 k\n")
    let run = try program.run(["progress", "--json", "--as-of", "2020-01-01"])
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect((value?["competencies"] as? [Any])?.isEmpty == true)
  }

  // MARK: Faults and their exit status

  @Test func `bad content is refused with status 65 and nothing is written`() throws {
    let workspace = try temporaryFolder()
    let content = workspace.appending(path: "Content/incidents", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: content, withIntermediateDirectories: true)
    try Fixture.programme.write(
      to: workspace.appending(path: "Content/programme.yaml"),
      atomically: true,
      encoding: .utf8
    )
    try Fixture.competencies.write(
      to: workspace.appending(path: "Content/competencies.yaml"),
      atomically: true,
      encoding: .utf8
    )
    try Fixture.incident.replacing("- [x] Ring", with: "- [ ] Ring").write(
      to: content.appending(path: "example-mail-2025.md"),
      atomically: true,
      encoding: .utf8
    )
    let broken = try Program(workspace: workspace)
    for command in [["content", "check"], ["practice"], ["content", "list"]] {
      let run = try broken.run(command)
      #expect(run.status == 65, "\(command)")
      #expect(run.errors.contains("Content/incidents/example-mail-2025.md:35:1"), "\(run.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: broken.storePath))
  }

  @Test func `a folder, a pipe or a file without rights in the content is one diagnostic each`()
    throws
  {
    let workspace = try temporaryFolder()
    let content = workspace.appending(path: "Content/incidents", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(
      at: content.appending(path: "folder.md"),
      withIntermediateDirectories: true
    )
    mkfifo(content.appending(path: "pipe.md").path, 0o600)
    try Fixture.programme.write(
      to: workspace.appending(path: "Content/programme.yaml"),
      atomically: true,
      encoding: .utf8
    )
    let run = try Program(workspace: workspace).run(["content", "check"])
    #expect(run.status == 65)
    for name in ["folder.md", "pipe.md", "competencies.yaml"] {
      #expect(run.errors.contains(name), "\(name): \(run.errors)")
    }
  }

  /// What is typed, and the status that answers it.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let arguments: String
    let status: Int32
    var testDescription: String { arguments }
  }

  private static let mistakes = [
    Mistake(arguments: "practice --limit 0", status: 64),
    Mistake(arguments: "practise", status: 64),
    Mistake(arguments: "practice --incident gitlab", status: 66),
    Mistake(arguments: "practice --workspace /nowhere", status: 66),
    Mistake(arguments: "practice --store mysql://x", status: 64),
    Mistake(arguments: "practice --as nobody", status: 66),
    Mistake(arguments: "records verify --store sqlite:/nowhere/x", status: 66),
    Mistake(arguments: "practice --store sqlite:/proc/x/ledger.sqlite", status: 66),
    Mistake(arguments: "practice --at yesterday", status: 64),
  ]

  @Test(arguments: mistakes)
  func `says what was wrong by its status`(mistake: Mistake) throws {
    let run = try program.run(mistake.arguments.split(separator: " ").map(String.init))
    #expect(run.status == mistake.status, "\(run.output)\(run.errors)")
    #expect(!run.errors.isEmpty)
  }

  @Test func `a store that another process holds is status 75 after ten seconds`() throws {
    _ = try program.run(["practice", "--limit", "1"], input: "1 k\n")
    let holder = open(program.storePath + ".head", O_RDWR)
    #expect(flock(holder, LOCK_EX) == 0)
    let run = try program.run(["practice", "--limit", "1"], input: "1 k\n")
    close(holder)
    #expect(run.status == 75, "\(run.errors)")
    #expect(try program.run(["records", "verify"]).status == 0)
  }

  @Test func `a full disk is said, and what was acknowledged stays`() throws {
    var limited = program
    _ = try limited.run(["practice", "--limit", "2"], input: "1 k\n1 k\n")
    let before = try Sqlite.query(limited.storePath, "SELECT count(*) FROM entries")
    // A file size limit makes every growing write fail, as a full disk does.
    limited.environment["DEBRIEF_BINARY"] = nil
    let script = "ulimit -f 8; exec '\(Program.path)' practice --limit 2"
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script]
    process.environment = limited.environment
    process.currentDirectoryURL = limited.workspace
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = Pipe()
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let said = String(
      decoding: try errors.fileHandleForReading.readToEnd() ?? Data(),
      as: UTF8.self
    )
    process.waitUntilExit()
    #expect(process.terminationStatus == 74, "\(said)")
    #expect(said.contains("NOT recorded"), "\(said)")
    #expect(try Sqlite.query(limited.storePath, "SELECT count(*) FROM entries") == before)
    #expect(try program.run(["records", "verify"]).status == 0)
  }

  @Test func `a newer store is refused with status 78`() throws {
    _ = try program.run(["practice", "--limit", "1"], input: "1 k\n")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sqlite3", program.storePath, "PRAGMA user_version = 99"]
    try process.run()
    process.waitUntilExit()
    let run = try program.run(["practice"])
    #expect(run.status == 78, "\(run.errors)")
  }

  @Test func `output that cannot be written is no success`() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "'\(Program.path)' content list > /dev/full"]
    process.environment = program.environment
    process.currentDirectoryURL = program.workspace
    process.standardError = Pipe()
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 74)
  }

  @Test func `two people on one store each have their own session`() throws {
    let people = program.folder.appending(path: "people.csv")
    try "name,login,roles,duties\nAda,ada,all-staff,staff\nBen,ben,service-desk,staff;owner\n"
      .write(
        to: people,
        atomically: true,
        encoding: .utf8
      )
    let imported = try program.run(["people", "import", people.path])
    #expect(imported.output.contains("2 enrolled"), "\(imported.errors)")
    for name in ["Ada", "Ben"] {
      let run = try program.run(["practice", "--as", name, "--limit", "2"], input: "1 k\n")
      #expect(run.output.contains("Saved at question 2 of 2"), "\(run.errors)")
    }
    let log = try Sqlite.query(program.storePath, "SELECT CAST(body AS TEXT) FROM entries")
    #expect(log.allSatisfy { !$0.contains("Ada") && !$0.contains("Ben") })
    #expect(log.count { $0.contains("\"assurance\":\"claimed\"") } > 0)
    #expect(try program.run(["records", "verify"]).status == 0)
  }
}
