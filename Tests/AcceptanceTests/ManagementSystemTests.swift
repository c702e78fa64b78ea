import Content
import Foundation
import Improvement
import Records
import Session
import Storage
import TestSupport
import Testing

/// Objectives, risks, audits, reviews and policies by their commands.
@Suite struct `The management system` {
  private let program: Program

  init() throws {
    program = try Program()
    let people = program.folder.appending(path: "people.csv")
    try """
    name,login,roles,duties
    Lea,lea,all-staff,staff;lead
    Otto,otto,all-staff,staff;owner
    Vera,vera,all-staff,staff;verifier
    Aud,aud,all-staff,staff;auditor
    Cher,cher,leadership,staff;chair
    """.write(to: people, atomically: true, encoding: .utf8)
    let run = try program.run(["people", "import", people.path, "--at", "2026-01-05T08:00Z"])
    #expect(run.status == 0, "\(run.errors)")
  }

  @discardableResult
  private func act(
    _ person: String,
    _ day: String,
    _ arguments: [String],
    _ status: Int32 = 0,
    _ words: String = ""
  ) throws -> Program.Run {
    let run = try program.run(arguments + ["--as", person, "--at", "\(day)T10:00Z"])
    #expect(run.status == status, "\(arguments): \(run.output)\(run.errors)")
    #expect(
      words.isEmpty || (run.output + run.errors).contains(words),
      "\(arguments): \(run.output)\(run.errors)"
    )
    return run
  }

  private func file(_ name: String, _ text: String) throws -> String {
    let file = program.folder.appending(path: name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  @Test func `the figure of a group that is too small never gets into the log`() throws {
    try act(
      "Lea",
      "2026-02-01",
      [
        "objective", "define", "few", "--text", "Finance masters its payments", "--metric",
        "mastery-share/finance/protect-payments", "--above", "0.8", "--owner", "Otto",
      ]
    )
    try act("Otto", "2026-02-02", ["objective", "measure", "few"], 1, "fewer than 5 people")
  }

  @Test func `an objective keeps its definition, and its figures can be computed again`() throws {
    for number in 1...3 {
      try act(
        "Otto",
        "2026-02-0\(number)",
        [
          "register", "raise", "--source", "near-miss", "--reference", "desk-\(number)", "--text",
          "A caller was nearly given a new password", "--happened", "2026-02-01T10:00Z",
        ]
      )
    }
    let define = [
      "objective", "define", "fast-reports", "--text", "What looks odd is reported within the day",
      "--metric", "time-to-report", "--below", "24", "--minimum-n", "3", "--owner", "Otto",
    ]
    try act("Otto", "2026-03-01", define, 77, "duty")
    try act("Lea", "2026-03-01", define, 0, "version 1")
    try act(
      "Lea",
      "2026-03-02",
      ["objective", "measure", "fast-reports"],
      0,
      "time-to-report 24.0"
    )
    let list = try act("Lea", "2026-03-02", ["objective", "list"])
    #expect(list.output.contains("on target"))
    let show = try act("Lea", "2026-03-03", ["objective", "show", "fast-reports"])
    #expect(show.output.contains("none below n = 8"), "a trend was shown: \(show.output)")
    try act("Lea", "2026-04-01", define, 0, "version 2")
    try act("Lea", "2026-04-01", ["objective", "recompute", "--check"], 0, "same")
    try act("Lea", "2026-04-01", ["objective", "measure", "slow-reports"], 66, "fast-reports")
    try act(
      "Lea",
      "2026-04-01",
      ["objective", "define", "Big Aim"] + define.dropFirst(3),
      77,
      "is no name"
    )
  }

  @Test func `a figure that does not follow from the log is told, and the others as well`()
    async throws
  {
    try act(
      "Otto",
      "2026-02-01",
      [
        "register", "raise", "--source", "near-miss", "--reference", "desk-1", "--text",
        "A caller was nearly given a new password", "--happened", "2026-02-01T08:00Z",
      ]
    )
    try act(
      "Lea",
      "2026-03-01",
      [
        "objective", "define", "fast-reports", "--text", "What looks odd is reported at once",
        "--metric", "time-to-report", "--below", "24", "--minimum-n", "1", "--owner", "Otto",
      ]
    )
    try act("Lea", "2026-03-02", ["objective", "measure", "fast-reports"], 0, "time-to-report 2.0")
    try await forge { Improvement.Measurement($0, value: "0.5", through: $0.through) }
    try await forge { Improvement.Measurement($0, value: "2.0", through: 0) }
    try await forge { Improvement.Measurement($0, value: "1.0", through: $0.through) }
    let check = try act("Lea", "2026-03-03", ["objective", "recompute", "--check"], 1, "3 figures")
    let lines = check.output.split(separator: "\n")
    #expect(lines.count == 4, "\(check.output)")
    #expect(lines.first?.hasPrefix("same ") == true)
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("DIFFERS ") })
    #expect(check.output.contains("0.5 (n = 1), now time-to-report 2.0"))
    #expect(check.output.contains("now nothing can be counted"))
    try act("Lea", "2026-03-03", ["objective", "recompute"], 0, "DIFFERS")
  }

  /// Records a figure that was made from the first one of the log, past all gates.
  private func forge(
    _ change: (Improvement.Measurement) -> Improvement.Measurement
  ) async throws {
    let ledger = try SQLiteLedger.open(
      path: program.storePath,
      organisation: "Example Organisation",
      now: { Timestamp(milliseconds: 0) }
    )
    let log = try await ledger.entries(from: 0, limit: 1_000).map { try $0.decoded() }
    let first = try #require(log.first { $0.kind == "objective.measured" })
    guard case .objectiveMeasured(let facts) = try SystemEvent(kind: first.kind, data: first.data)
    else { return }
    let forged = SystemEvent.objectiveMeasured(
      ObjectiveMeasured(
        measurement: change(facts.measurement),
        version: facts.version,
        isComputed: true
      )
    )
    var generator = SystemRandomNumberGenerator()
    let draft = EntryDraft(
      event: EventID(using: &generator),
      kind: forged.kind,
      stream: first.stream,
      actor: first.actor,
      role: first.role,
      assurance: .local,
      clock: .given,
      occurredAt: first.occurredAt,
      data: forged.data
    )
    _ = try await ledger.append(LedgerBatch([draft]))
  }

  @Test func `an objective of the programme need not be told again`() throws {
    let workspace = try temporaryFolder()
    try FileManager.default.copyItem(
      at: Program.repository.appending(path: "Content"),
      to: workspace.appending(path: "Content")
    )
    let file = workspace.appending(path: "Content/programme.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let more = """
      cadence: {risk-review: 6 months}
      objectives:
        - {id: report-fast, metric: time-to-report, direction: below, target: 60 min, owner: Otto}
      """
    try (text + more).write(to: file, atomically: true, encoding: .utf8)
    var program = program
    program.workspace = workspace
    let run = { (arguments: [String]) in
      try program.run(arguments + ["--as", "Lea", "--at", "2026-03-01T10:00Z"])
    }
    let words = ["--text", "What looks odd is reported within the hour"]
    let define = try run(["objective", "define", "report-fast"] + words)
    #expect(
      define.output.contains("time-to-report at most 1.00"),
      "\(define.output)\(define.errors)"
    )
    let other = try run(["objective", "define", "another"] + words)
    #expect(other.status == 64 && other.errors.contains("no objective ‘another’"))
    let risk = try run([
      "risk", "add", "wrong-payee", "--text", "Money goes to somebody who was owed none", "--owner",
      "Otto", "--likelihood", "3", "--impact", "4", "--treatment", "reduce",
    ])
    #expect(risk.output.contains("review on 2026-08-30"), "\(risk.output)\(risk.errors)")
    try FileManager.default.removeItem(at: workspace)
  }

  /// Commands with a day; each is refused for it.
  private static let dated = [
    "objective define far --text What_looks_odd_is_told --metric incidents --below 3 --owner Otto "
      + "--at 10000-01-01",
    "objective define far --text What_looks_odd_is_told --metric incidents --below 3 --owner Otto "
      + "--at 10000-01-01T09:00Z",
    "register raise --source incident --reference far --text Money_went_to_a_stranger --happened "
      + "10000-01-01",
    "risk add far --text Money_goes_to_a_stranger --owner Otto --likelihood 3 --impact 4 "
      + "--treatment reduce --review DAY",
    "risk assess near --because periodic --likelihood 3 --impact 4 --reason It_stays_as_it_is "
      + "--review DAY",
    "audit plan far --scope Transfers_of_all_departments --criterion A.5.14 --area-owner Otto "
      + "--auditor Aud --on DAY",
    "register waive R5 R-0001 --reason The_carpenter_is_ill_now --expires DAY",
    "register plan R-0001 --action process;Otto;DAY;2;Put_a_closer_on_the_door --metric open-doors "
      + "--below 2 --minimum-n 3 --window 30 --method Count_open_doors_at_noon --verifier Vera "
      + "--severity 2 --likelihood 2 --exposure 1",
    "register light --text The_side_door_is_open --action Put_a_closer_on_it --owner Otto --due DAY "
      + "--criterion doors<=2 --verifier Vera",
  ]

  @Test func `a day that is over or beyond all calendars is refused with a sentence`() throws {
    for setup in [
      "risk add near --text Money_goes_to_a_stranger --owner Otto --likelihood 3 --impact 4 "
        + "--treatment reduce --review 2026-09-01",
      "register raise --source suggestion --reference door --text The_side_door_is_open",
      "register classify R-0001 --opportunity --severity low --effect Anybody_may_walk_in "
        + "--affects process",
    ] { try act("Lea", "2026-03-01", Self.words(setup)) }
    let count = { try Sqlite.query(program.storePath, "SELECT count(*) FROM entries") }
    let before = try count()
    for command in Self.dated {
      for day in ["10000-01-01", "123456789012345678901-01-01", "2019-05-01"] {
        let typed = Self.words(command).map { $0.replacingOccurrences(of: "DAY", with: day) }
        let time = typed.contains("--at") ? [] : ["--at", "2026-03-02T10:00Z"]
        let run = try program.run(typed + ["--as", "Lea"] + time)
        #expect(
          [65, 77].contains(run.status),
          "\(run.status) \(typed): \(run.output)\(run.errors)"
        )
        #expect(run.errors.contains("debrief: "), "\(run.errors)")
        if !command.contains("DAY") { break }
      }
    }
    #expect(try count() == before, "something was recorded")
  }

  private static func words(_ line: String) -> [String] {
    line.split(separator: " ").map { $0.replacingOccurrences(of: "_", with: " ") }
  }

  @Test func `a risk is assessed again before an entry that bears on it closes`() throws {
    let add = [
      "risk", "add", "wrong-payee", "--text", "Money goes to somebody who was owed none", "--owner",
      "Otto", "--likelihood", "3", "--impact", "4", "--treatment", "reduce", "--control", "A.5.14",
      "--review", "2026-09-01",
    ]
    try act("Vera", "2026-02-01", add, 77, "duty")
    try act("Otto", "2026-02-01", add)
    try act("Otto", "2026-02-01", add, 77, "there already")
    try act(
      "Vera",
      "2026-02-03",
      [
        "register", "raise", "--source", "incident", "--reference", "mail-7", "--control", "A.5.14",
        "--text", "A payment left the house after a mail alone",
      ]
    )
    let listed = try act("Lea", "2026-02-04", ["risk", "list"])
    #expect(listed.output.contains("TO ASSESS"))
    let assess = [
      "risk", "assess", "wrong-payee", "--because", "R-0001", "--likelihood", "4", "--impact", "4",
      "--reason", "It happened once, and the second check was missing", "--review",
    ]
    try act("Otto", "2026-02-05", assess + ["2026-02-05"], 77, "after today")
    try act("Otto", "2026-02-05", assess + ["2026-08-05"])
    let after = try act("Lea", "2026-02-06", ["risk", "list"])
    #expect(!after.output.contains("TO ASSESS"))
    try act(
      "Otto",
      "2026-02-06",
      [
        "risk", "accept", "wrong-payee", "--reason", "The bank offers no other way before summer",
        "--review", "2026-03-01", "--expiry", "2028-01-01",
      ],
      77,
      "twelve months"
    )
  }

  @Test func `an audit is planned, sampled, found, closed and looked at again`() throws {
    let plan = { (name: String, auditor: String, on: String) in
      [
        "audit", "plan", name, "--scope", "Transfers of money in all departments", "--criterion",
        "A.5.14", "--criterion", "A.6.8", "--area-owner", "Otto", "--auditor", auditor, "--on",
        on,
      ]
    }
    try act("Lea", "2026-03-01", plan("spring", "Otto", "2026-04-01"), 77, "own area")
    try act("Lea", "2026-03-01", plan("spring", "Aud", "2026-04-01"))
    let sample = ["audit", "sample", "spring", "--of", "people", "--size", "3", "--seed", "7"]
    let first = try act("Aud", "2026-04-01", sample, 0, "with 95 % confidence")
    let second = try act("Aud", "2026-04-01", sample)
    #expect(
      first.output.split(separator: "\n").prefix(3)
        == second.output.split(separator: "\n").prefix(3)
    )
    let finding = [
      "audit", "finding", "spring", "--result", "nonconformity", "--criterion", "A.5.14", "--text",
      "Two of twenty transfers have no second signature",
    ]
    try act("Lea", "2026-04-01", finding, 77, "duty")
    try act("Aud", "2026-04-01", finding, 0, "R-0001 raised from internal audit")
    let close = [
      "audit", "close", "spring", "--conclusion", "Transfers are signed, and two were not",
      "--reported-to", "Cher",
    ]
    try act("Aud", "2026-04-02", close, 77, "A.6.8")
    try act(
      "Aud",
      "2026-04-02",
      [
        "audit", "finding", "spring", "--result", "conformity", "--criterion", "A.6.8", "--text",
        "All five people who were asked knew where to report",
      ]
    )
    try act("Aud", "2026-04-02", close)
    try act("Aud", "2026-04-03", finding, 77, "is closed")
    let shown = try act("Aud", "2026-04-03", ["audit", "list", "--json"])
    #expect(shown.output.contains("\"entry\" : \"R-0001\""))
    let reaudit = plan("autumn", "Aud", "2026-10-01") + ["--follows", "spring"]
    try act("Lea", "2026-05-01", reaudit)
    try act("Lea", "2026-05-01", plan("x", "Aud", "2026-06-01") + ["--follows", "nowhere"], 77)
    try act("Lea", "2026-05-01", plan("x", "Aud", "2026-04-30"), 77, "which is over")
  }

  @Test func `a review closes when every input was looked at, and its decisions come back`() throws
  {
    try act("Otto", "2026-06-01", ["review", "prepare", "year"], 77, "duty")
    try act("Lea", "2026-06-01", ["review", "prepare", "year"])
    let close = { (next: String) in
      [
        "review", "close", "year", "--attendee", "Cher", "--attendee", "Lea", "--conclusion",
        "The system fits and needs one more pair of hands", "--next", next,
      ]
    }
    let refused = try act("Cher", "2026-06-02", close("2027-06-01"), 77, "climate")
    #expect(refused.errors.contains("interested parties"))
    for input in [
      "earlier-actions", "issues", "climate", "parties", "nonconformities", "measurements",
      "audits",
      "objectives", "feedback", "incidents", "risks", "opportunities", "exceptions",
    ] {
      try act(
        "Cher",
        "2026-06-02",
        [
          "review", "state", "year", input, "--none-because",
          "Looked through all that was recorded",
        ]
      )
    }
    try act("Lea", "2026-06-02", close("2027-06-01"), 77, "duty")
    try act(
      "Cher",
      "2026-06-02",
      [
        "review", "decide", "year", "--text", "Give the desk a second person on Mondays", "--owner",
        "Otto", "--due", "2026-09-01",
      ],
      0,
      "R-0001 raised from management review"
    )
    try act("Cher", "2026-06-02", close("2029-06-01"), 77, "within 13 months")
    try act("Cher", "2026-06-02", close("2027-06-01"))
    try act("Lea", "2027-05-01", ["review", "prepare", "next"])
    let list = try act("Lea", "2027-05-01", ["review", "list"])
    #expect(list.output.contains("open: decision 1 of year"))
    try act(
      "Cher",
      "2027-05-02",
      [
        "review", "follow-up", "next", "--of", "year", "--decision", "1", "--status", "done",
        "--text", "The second person began in August",
      ],
      77,
      "not over"
    )
    try act(
      "Cher",
      "2027-05-02",
      [
        "review", "follow-up", "next", "--of", "year", "--decision", "9", "--status", "open",
        "--text", "The second person begins in August",
      ],
      77,
      "no decision 9"
    )
  }

  @Test func `a policy changes by the clause, and people read the version that counts`() throws {
    let first = try file(
      "p1.md",
      "# Reporting\n\n## When {#when}\nReport within one hour.\n\n## How {#how}\nCall teh desk.\n"
    )
    let typo = try file(
      "p2.md",
      "# Reporting\n\n## When {#when}\nReport within one hour.\n\n## How {#how}\nCall the desk.\n"
    )
    let meaning = try file(
      "p3.md",
      "# Reporting\n\n## When {#when}\nReport within 15 minutes.\n\n## How {#how}\nCall the desk.\n"
    )
    try act(
      "Lea",
      "2026-02-01",
      [
        "policy", "add", "reporting", first, "--control", "A.6.8", "--role", "all-staff",
        "--reason",
        "People asked when a report is late",
      ]
    )
    try act("Vera", "2026-02-02", ["policy", "acknowledge", "reporting", "--version", "1"])
    try act("Vera", "2026-02-02", ["policy", "acknowledge", "reporting", "--version", "2"], 77)
    let turned = try file(
      "p4.md",
      "# Reporting\n\n## When {#when}\nReport within one hour.\n\n## How {#how}\nShun the desk.\n"
    )
    let change = { (path: String, rest: [String]) in
      ["policy", "change", "reporting", path, "--reason", "What was asked at the desk"] + rest
    }
    try act("Lea", "2026-03-01", change(first, []), 77, "text is that of version 1")
    try act("Lea", "2026-03-01", change(typo, []), 77, "clauses changed: how")
    try act("Lea", "2026-03-01", change(turned, ["--typo", "how"]), 77, "no typo")
    try act("Lea", "2026-03-01", change(typo, ["--typo", "how"]), 0, "how (typo)")
    let valid = try act("Lea", "2026-03-02", ["policy", "list"])
    #expect(valid.output.contains("read by 1 of 5"), "a typo voided what was read: \(valid.output)")
    try act("Lea", "2026-04-01", change(meaning, ["--typo", "when"]), 77, "no typo")
    try act("Lea", "2026-04-01", change(meaning, ["--key", "when"]), 0, "when (key)")
    let shown = try act("Lea", "2026-04-02", ["policy", "show", "reporting"])
    #expect(shown.output.contains("valid for version 1; what is right changed since"))
    #expect(shown.output.contains("lessons to take again"))
  }

  @Test func `an anonymous report leaves no trace of who or when`() throws {
    let run = try program.run([
      "register", "raise", "--anonymous", "--source", "near-miss", "--reference", "box", "--text",
      "The door of the server room stood open at noon", "--happened", "2026-03-02T11:57Z",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let rows = try Sqlite.query(
      program.storePath,
      "SELECT CAST(body AS TEXT) FROM entries WHERE stream = 'register/R-0001'"
    )
    let row = try #require(rows.first)
    #expect(rows.count == 1)
    #expect(row.contains("\"actor\":\"anonymous\""))
    #expect(row.contains("T00:00:00.000Z\",\"prev\":null"))
    #expect(row.contains("\"recordedAt\":\"") && !row.contains("p-"))
    #expect(row.contains("\"happenedAt\":\"2026-03-02T00:00:00.000Z\"") && !row.contains("11:57"))
    let json = try program.run(["register", "show", "R-0001", "--json"])
    #expect(json.output.contains("\"actor\" : \"anonymous\""))
    #expect(try program.run(["records", "verify"]).status == 0)
    let named = try program.run([
      "register", "raise", "--anonymous", "--as", "Lea", "--source", "near-miss", "--reference",
      "box", "--text", "The door of the server room stood open",
    ])
    #expect(named.status == 64)
  }

  @Test func `what is chosen, checked, waived and traced has its commands`() throws {
    try act(
      "Lea",
      "2026-03-01",
      [
        "register", "light", "--text", "The side door is left open at lunch", "--action",
        "Put a closer on the side door", "--owner", "Otto", "--due", "2026-03-20", "--criterion",
        "open-doors <= 2", "--verifier", "Vera",
      ],
      0,
      "R-0001 planned"
    )
    try act("Lea", "2026-03-02", ["register", "top", "--hours", "16"], 0, "no choice is better")
    try act("Lea", "2026-03-02", ["register", "top", "--hours", "0"], 0, "nothing that is planned")
    try act("Lea", "2026-03-02", ["register", "check"], 0, "no rule has anything to say")
    try act("Lea", "2026-06-02", ["register", "check"], 0, "R5 warning")
    try act(
      "Lea",
      "2026-06-02",
      [
        "register", "waive", "r5", "r-0001", "--reason", "The carpenter is ill until the summer",
        "--expires", "2026-08-01",
      ]
    )
    try act("Lea", "2026-06-03", ["register", "check"], 0, "1 waived")
    try act(
      "Lea",
      "2026-06-03",
      [
        "register", "waive", "R5", "R-0001", "--reason", "No time for it now", "--expires",
        "2029-01-01",
      ],
      77,
      "debrief register waive R5 R-0001 --reason … --expires 2026-09-01"
    )
    try act(
      "Lea",
      "2026-06-03",
      ["register", "waive", "R5", "R-0001", "--reason", "…", "--expires", "2026-09-01"],
      77,
      "the reason for the waiver needs"
    )
    try act("Lea", "2026-06-03", ["register", "trace", "R-0001"], 0, "register entry R-0001")
    let lesson = try act("Lea", "2026-06-03", ["register", "trace", "uber-2022"])
    #expect(lesson.output.contains("lesson uber-2022/"))
    #expect(lesson.output.contains("leads to"))
    let all = try act("Lea", "2026-06-03", ["content", "list", "--trace", "--json"])
    #expect(all.output.contains("\"kind\" : \"lesson\""))
    try act("Lea", "2026-06-03", ["register", "trace", "nothing-at-all"], 66, "there is nothing")
    try act(
      "Lea",
      "2026-06-03",
      [
        "register", "light", "--text", "The side door again", "--action",
        "Put a lock on the side door", "--owner", "Otto", "--due", "2026-07-20", "--criterion",
        "soon better", "--verifier", "Vera",
      ],
      64,
      "is no criterion"
    )
  }
}

/// The register within the prompt.
@Suite struct `The register at the prompt` {
  @Test func `takes every command in one line, and asks five questions for something small`() throws
  {
    let program = try Program()
    let people = program.folder.appending(path: "people.csv")
    try
      "name,login,roles,duties\nOtto,otto,all-staff,staff;owner\nVera,vera,all-staff,staff;verifier\n"
      .write(to: people, atomically: true, encoding: .utf8)
    #expect(try program.run(["people", "import", people.path]).status == 0)
    let run = try program.run(
      [],
      input: """
        register new
        The side door is left open at lunch
        Put a closer on the side door
        Otto, 2099-05-01
        open-doors <= 2
        Vera
        register list
        register show R-0001
        register close R-0001 --risks "none at all here" --policies x --lessons y --system z
        register classify R-0001
        register nonsense
        register new

        quit

        """
    )
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let output = run.output + run.errors
    #expect(output.contains("R-0001 planned: 1 action"))
    #expect(output.contains("R-0001  [plan] planned"))
    #expect(output.contains("refused: the entry is planned and cannot be closed now"))
    #expect(output.contains("Missing expected argument"))
    #expect(output.contains("Nothing was recorded."))
    #expect(output.contains("Until next time."))
    #expect(run.output.components(separatedBy: "? ").count - 1 <= 7, "more than five prompts")
  }
}

/// An existing register as a CSV file.
@Suite struct `Taking over a register` {
  @Test func `says of every row whether it was kept, changed or refused`() throws {
    let program = try Program()
    let file = program.folder.appending(path: "old.csv")
    try """
    No,Title,Sev,Clause,Impact,State,Colour
    7,"A door is held open, with a chair",low,,Somebody could walk in unseen,open,red
    8,Passwords are written on the wall,high,A.5.17,Accounts could be taken over,closed,red
    9,ok,low,,Nothing much happens here,open,blue
    10,Backups are never read back,terrible,,Work of a week could be lost,open,blue
    7,"A door is held open, with a chair",low,,Somebody could walk in unseen,open,red
    8,Passwords are written on the door,high,A.5.17,Accounts could be taken over,open,red
    """.write(to: file, atomically: true, encoding: .utf8)
    let arguments = [
      "register", "import", file.path, "--map", "No=reference", "--map", "Title=statement", "--map",
      "Sev=severity", "--map", "Clause=requirement", "--map", "Impact=effect", "--map",
      "State=status",
    ]
    let dry = try program.run(arguments + ["--dry-run"])
    #expect(dry.status == 65)
    #expect(try program.run(["register", "list", "--all"]).errors.contains("no entry"))
    let run = try program.run(arguments)
    #expect(run.status == 65, "\(run.output)\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.contains("line 2  kept R-0001"), "\(run.output)")
    #expect(run.output.contains("line 3  changed R-0002: it was ‘closed’, and begins here as open"))
    #expect(run.output.contains("line 4  refused"))
    #expect(run.output.contains("‘terrible’ is no severity"))
    #expect(run.output.contains("line 6  unchanged R-0001"))
    #expect(run.output.contains("‘8’ is in the register with other words, as R-0002"))
    #expect(run.output.contains("‘Colour’ is not taken over"))
    let list = try program.run(["register", "list", "--json"])
    #expect(list.output.contains("nonconformity with A.5.17"))
    #expect(list.output.components(separatedBy: "\"id\"").count == 3, "\(list.output)")
    #expect(try program.run(["records", "verify"]).status == 0)
    let again = try program.run(arguments)
    #expect(again.output.contains("line 2  unchanged R-0001"), "a row was taken over twice")
    #expect(
      try program.run(["register", "import", file.path, "--map", "Title=stuff"]).status == 64
    )
    #expect(
      try program.run(["register", "import", file.path, "--map", "Nix=statement"]).status == 65
    )
  }

  @Test func `knows a row again by what it holds, wherever it stands`() throws {
    let program = try Program()
    let file = program.folder.appending(path: "notes.csv")
    let rows = [
      "A door is held open with a chair", "Passwords are written on the wall",
      "A door is held open with a chair",
    ]
    let take = { (rows: [String]) in
      let text = (["Title"] + rows).joined(separator: "\n") + "\n"
      try text.write(to: file, atomically: true, encoding: .utf8)
      return try program.run(["register", "import", file.path, "--map", "Title=statement"])
    }
    let first = try take(rows)
    #expect(first.status == 0, "\(first.output)\(first.errors)")
    let second = try take(["A note from the desk about keys"] + rows)
    #expect(second.status == 0, "\(second.output)\(second.errors)")
    let lines = second.output.split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "line 2  kept R-0004", "line 3  unchanged R-0001", "line 4  unchanged R-0002",
        "line 5  unchanged R-0003",
      ]
    )
    let log = try Sqlite.query(program.storePath, "SELECT CAST(body AS TEXT) FROM entries")
    #expect(log.contains { $0.contains("notes.csv#") })
    #expect(log.allSatisfy { !$0.contains(program.folder.path) }, "the log holds a path")
  }
}

extension Improvement.Measurement {
  /// A measurement with another value, or of another stretch of the log.
  fileprivate init(_ other: Improvement.Measurement, value: String, through: Int) {
    self.init(
      metric: other.metric,
      value: DecimalText(value) ?? other.value,
      n: other.n,
      from: other.from,
      through: through,
      evidence: other.evidence
    )
  }
}
