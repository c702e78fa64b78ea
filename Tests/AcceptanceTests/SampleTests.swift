import Foundation
import TestSupport
import Testing

/// The generated sample, and what the simulated organisations have to show.
///
/// Forty-eight instead of four hundred people live here, so that the test takes a minute or two; the story is the
/// same for any number of people from seven on. Three people share the parts of another.
@Suite struct `The simulated organisations` {
  /// An organisation of the sample: its folder, its people and its reports.
  private struct Sample {
    let folder: String
    let people: Int
    let reports: [String]
  }

  private static let samples = [
    Sample(
      folder: "",
      people: 48,
      reports: ["competence", "items", "register", "management-review", "coverage"]
    ),
    Sample(folder: "three-people", people: 3, reports: ["register", "management-review"]),
  ]

  private static let months = 24

  @Test func `give the committed sample byte for byte, and ledgers that verify`() throws {
    let program = try Program()
    let sample = Program.repository.appending(path: "Reports/sample", directoryHint: .isDirectory)
    var names: [String] = []
    for organisation in Self.samples {
      let store = "sqlite:\(program.folder.path)/town-\(organisation.people).sqlite"
      let run = try program.run([
        "simulate", "--people", "\(organisation.people)", "--months", "\(Self.months)", "--seed",
        "27001", "--store", store,
      ])
      #expect(run.status == 0, "\(run.errors)")
      #expect(try program.run(["records", "verify", "--recompute", "--store", store]).status == 0)
      let fresh = program.folder.appending(path: "reports/\(organisation.folder)")
      for report in organisation.reports {
        let run = try program.run(["report", report, "--store", store, "--to", fresh.path])
        #expect(run.status == 0, "\(run.errors)")
      }
      for name in try files(in: fresh) {
        names.append(organisation.folder.isEmpty ? name : "\(organisation.folder)/\(name)")
      }
      try checkRegister(fresh, isSmall: organisation.people <= 3)
      try checkMarks(program, "town-\(organisation.people).sqlite")
      if organisation.people <= 3 { try checkProjection(program, store) }
      let again = try program.run([
        "simulate", "--people", "2", "--months", "1", "--seed", "1", "--store", store,
      ])
      #expect(again.status == 73, "a store with entries was filled again")
    }
    let fresh = program.folder.appending(path: "reports", directoryHint: .isDirectory)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try record(names, from: fresh, to: sample)
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
    let kept =
      try files(in: sample)
      + files(in: sample.appending(path: "three-people")).map { "three-people/\($0)" }
    #expect(Set(kept) == Set(names))
  }

  /// Whoever looks for signals keeps the log in folded form; what is read from that is what the log says,
  /// and without it, or with a damaged one, nothing else is read.
  private func checkProjection(_ program: Program, _ store: String) throws {
    let path = String(store.dropFirst("sqlite:".count))
    let answers = { () throws -> [String] in
      try [["register", "list", "--all", "--json"], ["register", "check", "--json"]].map {
        try program.run($0 + ["--store", store]).output
      }
    }
    let kept = {
      try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
        .filter { $0.contains(".fold.") }
    }
    #expect(try kept().isEmpty, "commands that only read kept something")
    #expect(try program.run(["register", "propose", "--store", store]).status == 0)
    #expect(try kept().count == 4)
    let folded = try answers()
    let names = URL(filePath: "\(path).fold.names")
    var bytes = try Data(contentsOf: names)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: names)
    #expect(try answers() == folded, "of a damaged one")
    for name in try kept() {
      try FileManager.default.removeItem(at: program.folder.appending(path: name))
    }
    #expect(try answers() == folded, "from the log")
    #expect(folded[0].contains("R-0001"))
  }

  private func files(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.contains(".") }
  }

  private func record(_ names: [String], from fresh: URL, to sample: URL) throws {
    try FileManager.default.createDirectory(
      at: sample.appending(path: "three-people"),
      withIntermediateDirectories: true
    )
    for name in names {
      try Data(contentsOf: fresh.appending(path: name)).write(to: sample.appending(path: name))
    }
  }

  /// Actions that worked and one that did not, an incident that came back, two audits and two reviews,
  /// and an improvement on paper that three rules detect.
  ///
  /// Read from the reports, since each command would read the whole log again.
  private func checkRegister(_ folder: URL, isSmall: Bool) throws {
    let json = try Data(contentsOf: folder.appending(path: "register.json"))
    let value = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    let entries = try #require(value["entries"] as? [[String: Any]])
    let findings = try #require(value["findings"] as? [[String: Any]])
    let states = Set(entries.compactMap { $0["state"] as? String })
    #expect(states.isSuperset(of: ["closed", "declined", "rejected", "in action"]), "\(states)")
    let histories = entries.map { entry in
      (entry["history"] as? [[String: Any]] ?? []).compactMap { $0["words"] as? String }
    }
    #expect(
      histories.contains { $0.contains("reopened: it came back") && $0.last == "closed" },
      "no incident came back and was closed again"
    )
    let rounds = histories.filter { history in history.count { $0.contains("planned: ") } > 1 }
    #expect(rounds.count == (isSmall ? 1 : 2), "rounds of those that did not work at first")
    let review = try String(
      contentsOf: folder.appending(path: "management-review.md"),
      encoding: .utf8
    )
    for words in ["first-year", "second-year", "| first: ", "| second: "] {
      #expect(review.contains(words), "\(words)")
    }
    #expect(!review.contains("MISSING"))
    let paper = entries.first {
      ($0["title"] as? String ?? "").hasPrefix("Reports about odd mails")
    }
    let rules = findings.filter { finding in
      (finding["about"] as? [String] ?? []).contains { $0 == paper?["id"] as? String }
    }.compactMap { $0["rule"] as? String }
    #expect(Set(rules) == ["R1", "R6", "R10"], "\(findings)")
    #expect(!findings.contains { $0["level"] as? String == "error" })
  }

  private func checkMarks(_ program: Program, _ name: String) throws {
    let path = program.folder.appending(path: name).path
    let unmarked = try Sqlite.query(
      path,
      "SELECT count(*) FROM entries WHERE json_extract(CAST(body AS TEXT), '$.clock') <> 'simulated'"
    )
    #expect(unmarked == ["0"])
  }
}
