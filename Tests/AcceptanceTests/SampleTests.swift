import Foundation
import TestSupport
import Testing

/// The generated sample, and what the simulated organisation has to show.
@Suite struct `The simulated organisation` {
  /// One simulation serves all checks; it takes half a minute.
  @Test func `gives the committed sample byte for byte, and a ledger that verifies`() throws {
    let program = try Program()
    let store = "sqlite:\(program.folder.path)/town.sqlite"
    let run = try program.run([
      "simulate", "--people", "120", "--months", "12", "--seed", "27001", "--store", store,
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try program.run(["records", "verify", "--store", store]).status == 0)

    let fresh = program.folder.appending(path: "reports", directoryHint: .isDirectory)
    for report in ["competence", "register"] {
      let run = try program.run(["report", report, "--store", store, "--to", fresh.path])
      #expect(run.status == 0, "\(run.errors)")
    }
    let sample = Program.repository.appending(path: "Reports/sample", directoryHint: .isDirectory)
    let names = try FileManager.default.contentsOfDirectory(atPath: fresh.path).sorted()
    #expect(names.count == 7)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try FileManager.default.createDirectory(at: sample, withIntermediateDirectories: true)
      for name in names {
        try Data(contentsOf: fresh.appending(path: name)).write(to: sample.appending(path: name))
      }
      Issue.record("recorded Reports/sample; run again without RECORD_SNAPSHOTS")
      return
    }
    for name in names {
      let old = try Data(contentsOf: sample.appending(path: name))
      let isSame = try old == Data(contentsOf: fresh.appending(path: name))
      #expect(
        isSame,
        "\(name) differs; record it with RECORD_SNAPSHOTS=1 and look at the difference"
      )
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: sample.path).sorted() == names
    )

    try checkRegister(program, store)
    try checkMarks(program)
    let again = try program.run([
      "simulate", "--people", "2", "--months", "1", "--seed", "1", "--store", store,
    ])
    #expect(again.status == 73, "a store with entries was filled again")
  }

  /// One action worked and its entry is closed; another did not and its entry is open again.
  private func checkRegister(_ program: Program, _ store: String) throws {
    let run = try program.run(["register", "list", "--all", "--json", "--store", store])
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let entries = try #require(value?["entries"] as? [[String: Any]])
    let states = entries.compactMap { $0["state"] as? String }
    #expect(states.contains("closed"))
    #expect(states.contains("reopened"))
    let references = entries.compactMap { $0["reference"] as? String }
    #expect(Set(references).count == references.count, "a signal was proposed twice")
  }

  private func checkMarks(_ program: Program) throws {
    let path = program.folder.appending(path: "town.sqlite").path
    let unmarked = try Sqlite.query(
      path,
      "SELECT count(*) FROM entries WHERE json_extract(CAST(body AS TEXT), '$.clock') <> 'simulated'"
    )
    #expect(unmarked == ["0"])
  }
}
