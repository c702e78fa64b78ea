import Foundation
import TestSupport
import Testing

/// The register by its commands, from a first sight to a closed entry.
@Suite struct `The register` {
  private let program: Program

  init() throws {
    program = try Program()
    let people = program.folder.appending(path: "people.csv")
    try """
    name,login,roles,duties
    Lea,lea,all-staff,staff;lead
    Otto,otto,all-staff,staff;owner
    Vera,vera,all-staff,staff;verifier
    Stan,stan,all-staff,staff
    """.write(to: people, atomically: true, encoding: .utf8)
    let run = try program.run(["people", "import", people.path])
    #expect(run.status == 0, "\(run.errors)")
    try "what was changed".write(
      to: program.folder.appending(path: "proof"),
      atomically: true,
      encoding: .utf8
    )
  }

  private func act(_ person: String, _ day: String, _ arguments: [String]) throws -> Program.Run {
    try program.run(["register"] + arguments + ["--as", person, "--at", "\(day)T10:00Z"])
  }

  private var proof: String { program.folder.appending(path: "proof").path }

  private func expect(_ run: Program.Run, _ status: Int32, _ words: String = "") {
    #expect(run.status == status, "\(run.output)\(run.errors)")
    #expect(
      words.isEmpty || (run.output + run.errors).contains(words),
      "\(run.output)\(run.errors)"
    )
  }

  private func raised() throws -> Program.Run {
    try act(
      "Stan",
      "2026-03-01",
      [
        "raise", "--source", "near-miss", "--reference", "desk-7", "--text",
        "A caller was nearly given a new password without a call back",
      ]
    )
  }

  private func classified() throws -> Program.Run {
    try act(
      "Lea",
      "2026-03-02",
      [
        "classify", "R-0001", "--nonconformity", "A.5.17", "--evidence",
        "Three of five calls were not called back", "--severity", "medium", "--effect",
        "Accounts could be taken over by telephone", "--affects", "process",
      ]
    )
  }

  private func contained() throws -> Program.Run {
    try act(
      "Otto",
      "2026-03-02",
      [
        "contain", "R-0001", "--what", "Resets by telephone are stopped for now", "--consequence",
        "All resets of the last month were looked through",
      ]
    )
  }

  private func analysed() throws -> Program.Run {
    try act(
      "Otto",
      "2026-03-03",
      [
        "cause", "R-0001", "--why", "The call back is not part of the form", "--why",
        "The form was made before resets by telephone were allowed", "--looked",
        "The other desks of the house", "--found", "One more desk uses the same form", "--with",
        "Stan",
      ]
    )
  }

  private func planned(verifier: String = "Vera") throws -> Program.Run {
    try act(
      "Lea",
      "2026-03-04",
      [
        "plan", "R-0001", "--action",
        "process;Otto;2026-04-01;2;Make the call back a field of the form", "--metric",
        "resets-called-back", "--above", "0.95", "--minimum-n", "20", "--window", "30", "--method",
        "Share of resets with a call back in the form", "--verifier", verifier, "--severity", "4",
        "--likelihood", "3", "--exposure", "2", "--resources", "One day of the owner",
      ]
    )
  }

  private func verified(
    _ person: String,
    _ day: String,
    value: String,
    n: String
  ) throws
    -> Program.Run
  {
    try act(
      person,
      day,
      [
        "verify", "R-0001", "--value", value, "--n", n, "--evidence", proof, "--next",
        day.hasPrefix("2999") ? "2999-06-15" : "2026-06-15",
      ]
    )
  }

  private func closed(_ person: String) throws -> Program.Run {
    try act(
      person,
      "2026-05-20",
      [
        "close", "R-0001", "--risks", "No risk of the register is linked", "--policies",
        "done:reset form 4", "--lessons", "The lesson asks for it already", "--system",
        "The way of working changed, not the system",
      ]
    )
  }

  @Test func `leads from a near miss to a closed entry, and no gate can be walked around`() throws {
    expect(try raised(), 0, "R-0001 raised")
    expect(
      try act(
        "Stan",
        "2026-03-02",
        ["classify", "R-0001", "--severity", "low", "--effect", "Hardly any effect on anybody"]
      ),
      77,
      "duty"
    )
    expect(try closed("Lea"), 77, "cannot be closed")
    expect(try classified(), 0)
    expect(try planned(), 77, "cause is known")
    expect(try contained(), 0)
    expect(try analysed(), 0)
    expect(try planned(verifier: "Otto"), 77)
    expect(try planned(), 0, "criterion")
    expect(try act("Otto", "2026-03-05", ["start", "R-0001"]), 0, "fixed")
    expect(try closed("Lea"), 77)
    expect(try act("Otto", "2026-03-20", ["finish", "R-0001", "--evidence", proof]), 0)
    expect(try verified("Vera", "2026-03-25", value: "0.99", n: "40"), 77)
    expect(try verified("Vera", "2999-05-10", value: "0.99", n: "40"), 77, "still to come")
    expect(try verified("Otto", "2026-05-10", value: "0.99", n: "40"), 77)
    expect(try verified("Vera", "2026-05-10", value: "0.99", n: "40"), 0)
    expect(try closed("Otto"), 77)
    expect(try closed("Lea"), 0, "closed")
    expect(
      try act("Lea", "2026-05-21", ["check"]),
      0,
      "R10 warning: R-0001 was contained, started, finished, verified, closed at"
    )
    let shown = try program.run(["register", "show", "R-0001"])
    #expect(shown.output.contains("effective"))
    #expect(shown.output.contains("A caller was nearly given a new password"))
    #expect(try program.run(["records", "verify"]).status == 0)
  }

  @Test func `an action that did not work opens the entry again`() throws {
    for step in [try raised(), try classified(), try contained(), try analysed(), try planned()] {
      expect(step, 0)
    }
    expect(try act("Otto", "2026-03-05", ["start", "R-0001"]), 0)
    expect(try act("Otto", "2026-03-20", ["finish", "R-0001", "--evidence", proof]), 0)
    expect(try verified("Vera", "2026-05-10", value: "0.5", n: "40"), 0)
    let run = try program.run(["register", "list", "--json"])
    #expect(run.output.contains("\"state\" : \"reopened\""), "\(run.output)")
  }

  @Test func `a measurement of too few cases says nothing`() throws {
    for step in [try raised(), try classified(), try contained(), try analysed(), try planned()] {
      expect(step, 0)
    }
    expect(try act("Otto", "2026-03-05", ["start", "R-0001"]), 0)
    expect(try act("Otto", "2026-03-20", ["finish", "R-0001", "--evidence", proof]), 0)
    expect(try verified("Vera", "2026-05-10", value: "0.99", n: "3"), 0)
    expect(try closed("Lea"), 77)
  }

  @Test func `what people type is not in the log, and verify notices when it is changed`() throws {
    expect(try raised(), 0)
    let log = try Sqlite.query(program.storePath, "SELECT CAST(body AS TEXT) FROM entries")
    #expect(log.allSatisfy { !$0.contains("nearly given") })
    let texts = try Sqlite.query(program.storePath, "SELECT body FROM remarks")
    #expect(texts == ["A caller was nearly given a new password without a call back"])
  }
}
