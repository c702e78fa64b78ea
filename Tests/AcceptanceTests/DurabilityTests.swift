import Foundation
import Psychometrics
import TestSupport
import Testing

/// What was acknowledged is there, whatever happens to the process or the machine.
@Suite struct `An acknowledged answer` {
  /// The receipts that a transcript shows: position and the start of the leaf hash.
  private func receipts(in transcript: String) -> [(position: String, leaf: String)] {
    transcript.matches(of: #/recorded (\d+) ([0-9a-f]{12})\n/#).map {
      (String($0.1), String($0.2))
    }
  }

  @Test func `survives 300 kills at random moments of scripted sessions`() throws {
    var generator = SplitMix64(seed: 27_001)
    var duringAnswers = 0
    // A store of its own for each twenty kills, so that starting stays quick.
    for _ in 0..<15 { duringAnswers += try kill(times: 20, using: &generator) }
    #expect(duringAnswers >= 200, "only \(duringAnswers) kills met a session that had answered")
  }

  /// Kills sessions on one store and checks it; gives how many had answered something.
  private func kill(times: Int, using generator: inout SplitMix64) throws -> Int {
    let program = try Program(workspace: ChoiceWorkspace.make())
    let script = String(repeating: "1 k\n2 t\n3 g\n1 t\n", count: 60)
    let input = program.folder.appending(path: "script")
    try script.write(to: input, atomically: true, encoding: .utf8)
    let output = program.folder.appending(path: "transcript")
    var acknowledged: [String: String] = [:]
    var killed = 0
    var duringAnswers = 0
    while killed < times {
      try Data().write(to: output)
      let process = Process()
      process.executableURL = URL(filePath: Program.path)
      process.arguments = ["practice", "--limit", "100"]
      process.environment = program.environment
      process.currentDirectoryURL = program.workspace
      process.standardInput = try FileHandle(forReadingFrom: input)
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = FileHandle.nullDevice
      try process.run()
      // So many answers, and then some time: now and then none, so that starting is hit as well.
      let answers = generator.nextUnit() < 0.1 ? 0 : 1 + generator.nextIndex(below: 20)
      while process.isRunning, try receipts(in: transcript(output)).count < answers {
        usleep(2_000)
      }
      usleep(UInt32(generator.nextIndex(below: 8_000)))
      if process.isRunning {
        Foundation.kill(process.processIdentifier, SIGKILL)
        killed += 1
      }
      process.waitUntilExit()
      let seen = receipts(in: try transcript(output))
      duringAnswers += seen.isEmpty ? 0 : 1
      for receipt in seen { acknowledged[receipt.position] = receipt.leaf }
    }
    try check(acknowledged, in: program.storePath)
    try checkUniqueness(in: program.storePath)
    let run = try program.run(["records", "verify"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    return duringAnswers
  }

  private func transcript(_ file: URL) throws -> String {
    String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  /// Each place of each session is answered once.
  private func checkUniqueness(in store: String) throws {
    let twice = try Sqlite.query(
      store,
      """
      SELECT count(*) FROM (SELECT 1 FROM entries
        WHERE json_extract(CAST(body AS TEXT), '$.kind') = 'item.answered'
        GROUP BY json_extract(CAST(body AS TEXT), '$.data.session'),
          json_extract(CAST(body AS TEXT), '$.data.index') HAVING count(*) > 1)
      """
    )
    #expect(twice == ["0"], "an item was answered twice in one session")
  }

  @Test func `is not given twice by two windows of one person`() throws {
    let program = try Program(workspace: ChoiceWorkspace.make())
    _ = try program.run(["practice", "--limit", "40"], input: "1 k\n")
    let script = program.folder.appending(path: "script")
    try String(repeating: "1 k\n", count: 60).write(to: script, atomically: true, encoding: .utf8)
    let windows = try (0..<3).map { _ in
      let process = Process()
      process.executableURL = URL(filePath: Program.path)
      process.arguments = ["practice"]
      process.environment = program.environment
      process.currentDirectoryURL = program.workspace
      process.standardInput = try FileHandle(forReadingFrom: script)
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
    for window in windows { window.waitUntilExit() }
    try checkUniqueness(in: program.storePath)
    #expect(try program.run(["records", "verify"]).status == 0)
  }

  private func check(_ acknowledged: [String: String], in store: String) throws {
    let rows = try Sqlite.query(
      store,
      "SELECT position, substr(lower(hex(leaf)), 1, 12) FROM entries ORDER BY position"
    )
    let recorded = Dictionary(
      uniqueKeysWithValues: rows.map { row in
        let parts = row.split(separator: "|").map(String.init)
        return (parts[0], parts[1])
      }
    )
    for (position, leaf) in acknowledged {
      #expect(recorded[position] == leaf, "entry \(position) is lost")
    }
  }

  @Test(.enabled(if: Corpus.isThere, "set DEBRIEF_CORPUS to simulate power cuts"))
  func `survives 200 simulated power cuts`() throws {
    let corpus = try #require(Corpus.folder).appending(path: "faults")
    let program = try Program(workspace: ChoiceWorkspace.make())
    let recorder = program.folder.appending(path: "crashlog.so").path
    #expect(
      try shell("gcc -O2 -shared -fPIC -o \(recorder) \(corpus.path)/crashlog.c -ldl", program) == 0
    )
    let (base, store) = (
      program.folder.appending(path: "base"), program.folder.appending(path: "store")
    )
    for folder in [base, store] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    let url = "sqlite:\(store.path)/ledger.sqlite"
    let answers = String(repeating: "1 k\\n2 t\\n3 g\\n", count: 10)
    let log = program.folder.appending(path: "log").path
    #expect(
      try shell(
        """
        printf '\(answers)' | CRASHLOG=\(log) CRASHDIR=\(store.path) LD_PRELOAD=\(recorder) \
        '\(Program.path)' practice --limit 24 --store \(url) > \(store.path)/acks
        """,
        program
      ) == 0
    )
    let acknowledged = try String(contentsOf: store.appending(path: "acks"), encoding: .utf8)
    #expect(receipts(in: acknowledged).count >= 20)

    let checker = program.folder.appending(path: "check.sh")
    try Self.checker.write(to: checker, atomically: true, encoding: .utf8)
    let verdict = program.folder.appending(path: "verdict").path
    let status = try shell(
      """
      python3 \(corpus.path)/powercut.py --base \(base.path) --log \(log) --states 200 --seed 27001 \
      --out \(program.folder.path)/states -- sh \(checker.path) {dir} {acks} > \(verdict) 2>&1
      """,
      program
    )
    let said = try String(contentsOfFile: verdict, encoding: .utf8)
    #expect(status == 0, "\(said.suffix(2_000))")
    #expect(said.contains("200 power-cut states checked, 0 failed"), "\(said.suffix(2_000))")
  }

  /// Every acknowledged receipt has to be in the store, and the store has to verify.
  private static let checker = """
    store=$1/ledger.sqlite
    if [ ! -s "$store" ] && ! grep -q '^recorded ' "$2"; then exit 0; fi
    grep '^recorded ' "$2" | while read -r _ position leaf; do
      [ ${#leaf} = 12 ] || continue
      found=$(sqlite3 "$store" "SELECT substr(lower(hex(leaf)), 1, 12) FROM entries WHERE position = $position")
      [ "$found" = "$leaf" ] || { echo "LOST $position"; exit 1; }
    done || exit 1
    "\(Program.path)" records verify --store "sqlite:$store" ||
      { [ $? = 66 ] && ! grep -q '^recorded ' "$2"; }
    """

  private func shell(_ command: String, _ program: Program) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.environment = program.environment
    process.currentDirectoryURL = program.workspace
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
