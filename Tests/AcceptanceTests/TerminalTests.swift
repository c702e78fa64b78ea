import Foundation
import TestSupport
import Testing

/// Whole sessions at a real pseudo-terminal, as a person has them.
@Suite(.serialized) struct `At the terminal` {
  private let program: Program

  init() throws { program = try Program(workspace: ChoiceWorkspace.make()) }

  private func open(
    _ arguments: [String] = [],
    columns: Int = 80,
    rows: Int = 24
  ) throws
    -> PseudoTerminal
  {
    try PseudoTerminal(program, arguments, columns: columns, rows: rows)
  }

  /// Waits until an answer is recorded, and reads on.
  private func goOn(_ terminal: PseudoTerminal) throws {
    try terminal.expect("recorded ")
    try terminal.expect("Enter goes on ")
    terminal.line("")
  }

  private func verify() throws {
    let run = try program.run(["records", "verify"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }

  /// How many answers are in the ledger.
  private func answers() throws -> Int {
    try entries(of: "item.answered").count
  }

  private func entries(of kind: String) throws -> [String] {
    try Sqlite.query(
      program.storePath,
      "SELECT CAST(body AS TEXT) FROM entries ORDER BY position"
    ).filter { $0.contains("\"kind\":\"\(kind)\"") }
  }

  @Test func `a first visit says what is due, asks, explains and records`() throws {
    let terminal = try open(["--seed", "4"])
    let greeting = try terminal.expect("debrief> ")
    #expect(greeting.contains("Press Enter for 8 questions, about"))
    terminal.line("")
    try terminal.expect("question 1 of 8")
    try terminal.expect("\n> ")
    terminal.line("1 t")
    let feedback = try terminal.expect("recorded ")
    try terminal.expect("Enter goes on ")
    terminal.line("")
    #expect(feedback.contains("Behind it: "))
    #expect(feedback.contains("your answer"))
    try terminal.expect("question 2 of 8")
    try terminal.expect("\n> ")
    #expect(try answers() == 1)
    terminal.type("\u{4}")
    try terminal.expect("Saved at question 2 of 8")
    #expect(try terminal.end() == 0)
    try verify()
  }

  @Test func `Tab completes commands and ids`() throws {
    let terminal = try open()
    try terminal.expect("debrief> ")
    terminal.type("pra\t")
    try terminal.expect("practice ")
    terminal.type("colo\t")
    try terminal.expect("colonial-pipeline-2021")
    terminal.type("\u{3}")
    try terminal.expect("debrief> ")
    terminal.type("pr\t\t")
    try terminal.expect("progress")
    terminal.type("\u{15}quit\r")
    #expect(try terminal.end() == 0)
  }

  @Test func `history is kept between visits, and answers are not in it`() throws {
    let first = try open()
    try first.expect("debrief> ")
    first.line("list")
    try first.expect("debrief> ")
    first.line("practice psni-2023")
    try first.expect("\n> ")
    first.line("1 g")
    try goOn(first)
    try first.expect("\n> ")
    first.line("q")
    #expect(try first.end() == 0)

    let second = try open()
    try second.expect("debrief> ")
    second.type("\u{1B}[A")
    try second.expect("practice psni-2023")
    second.type("\u{1B}[A")
    try second.expect("list")
    second.type("\u{15}\u{4}")
    #expect(try second.end() == 0)
    let folder = program.folder.appending(path: ".local/state/debrief")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let name = try #require(names.first { $0.hasPrefix("history-p-") })
    let history = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    #expect(history == "list\npractice psni-2023\n")
    let attributes = try FileManager.default.attributesOfItem(
      atPath: folder.appending(path: name).path
    )
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `^C clears a line with text, and leaves on an empty one`() throws {
    let terminal = try open(["practice"])
    try terminal.expect("\n> ")
    terminal.type("no answer")
    try terminal.expect("no answer")
    terminal.type("\u{3}")
    try terminal.expect("> ")
    terminal.type("\u{3}")
    try terminal.expect("Saved at question 1 of 8")
    #expect(try terminal.end() == 0)
    #expect(try answers() == 0)
  }

  @Test func `an interrupted session resumes at the same item in the same order`() throws {
    let first = try open(["practice", "--seed", "7"])
    try first.expect("\n> ")
    first.line("2 k")
    try goOn(first)
    let shown = try first.expect("\n> ")
    first.send(SIGKILL)
    #expect(try first.end() == 128 + SIGKILL)

    let second = try open(["practice"])
    try second.expect("Resuming at question 2 of 8.")
    let again = try second.expect("\n> ")
    let question = { (text: String) in
      text.split(separator: "\n").drop { !$0.contains("question 2 of 8") }.joined(separator: "\n")
    }
    #expect(!question(shown).isEmpty)
    #expect(question(again) == question(shown))
    second.type("\u{4}")
    #expect(try second.end() == 0)
    #expect(try answers() == 1)
    try verify()
  }

  @Test(arguments: [SIGHUP, SIGTERM])
  func `a signal to end leaves everything recorded and the terminal in order`(signal: Int32) throws
  {
    let terminal = try open(["practice"])
    try terminal.expect("\n> ")
    terminal.line("1 k")
    try goOn(terminal)
    try terminal.expect("\n> ")
    terminal.send(signal)
    #expect(try terminal.end() == 128 + signal)
    #expect(try answers() == 1)
    try verify()
  }

  @Test func `a resize shows the question again at the new width`() throws {
    let terminal = try open(["practice"])
    try terminal.expect("question 1 of 8")
    try terminal.expect("\n> ")
    terminal.resize(columns: 40, rows: 12)
    let redrawn = try terminal.expect("question 1 of 8")
    let rest = try terminal.expect("> ")
    // The first line of what came is the old prompt, which the clearing of the screen took away.
    let shown = (redrawn + rest).split(separator: "\n").dropFirst()
    let widest = shown.map(\.count).max() ?? 0
    #expect(widest <= 40, "\(redrawn)\(rest)")
    terminal.type("\u{4}")
    #expect(try terminal.end() == 0)
  }

  @Test func `nothing is wider than the terminal at 40 columns`() throws {
    let terminal = try open(["practice", "--limit", "2"], columns: 40, rows: 12)
    try terminal.expect("\n> ")
    terminal.line("1 k")
    try goOn(terminal)
    try terminal.expect("\n> ")
    terminal.line("1 k")
    try goOn(terminal)
    _ = try terminal.end()
    let lines = withoutEscapes(terminal.screen).split(separator: "\n")
    #expect((lines.map(\.count).max() ?? 0) <= 40, "\(lines.filter { $0.count > 40 })")
  }

  @Test func `NO_COLOR and --accessible send no colour and repaint nothing`() throws {
    for arguments in [["practice", "--accessible", "--color", "never"], ["practice", "--plain"]] {
      let terminal = try open(arguments)
      try terminal.expect("\n> ")
      terminal.line("1 k")
      try goOn(terminal)
      try terminal.expect("\n> ")
      terminal.type("\u{4}")
      #expect(try terminal.end() == 0)
      #expect(!terminal.screen.contains("\u{1B}[3"), "colour in \(arguments)")
      #expect(!terminal.screen.contains("\u{1B}[2J"), "repainting in \(arguments)")
    }
  }

  @Test func `what is typed wrong is explained and costs nothing`() throws {
    let terminal = try open(["practice"])
    try terminal.expect("\n> ")
    for (typed, answer) in [
      ("9 k", "is no option"), ("x", "is no option"), ("?", "save and leave"),
      ("", "type a number"),
    ] {
      terminal.line(typed)
      try terminal.expect(answer)
      try terminal.expect("> ")
    }
    terminal.line("1")
    try terminal.expect("How sure are you?")
    terminal.line("maybe")
    try terminal.expect("g, t or k")
    terminal.line("t")
    try goOn(terminal)
    try terminal.expect("\n> ")
    terminal.type("\u{4}")
    #expect(try terminal.end() == 0)
    #expect(try answers() == 1)
  }
}
