import ArgumentParser
import Content
import Foundation
import Improvement
import Records
import Session
import Storage

struct RegisterList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List entries by priority, open ones first."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions

  @Flag(help: "Show entries that are over as well.")
  var all = false

  @Option(help: "Only entries in this state, such as planned or inAction.")
  var state: RegisterState?

  func run() async throws {
    let bench = try Workbench(options.settings, isReading: true)
    let now = reading.asOf.map(Clock.timestamp) ?? bench.clock.now
    let entries = try await bench.outlines(asOf: reading.asOf).sorted(at: now).filter { entry in
      state.map { $0 == entry.state } ?? (all || entry.state.isOpen)
    }
    let remarks = try await bench.ledger.remarks(entries.compactMap(\.statement.commitment))
    let lines = entries.map { entry in
      RegisterLine(entry, remarks: remarks, now: now, day: bench.day(asOf: reading.asOf))
    }
    if reading.json { return try printJSON(RegisterListing(entries: lines)) }
    if lines.isEmpty { return printError("the register has no \(all ? "" : "open ")entry") }
    for line in lines {
      let due = line.nextDate.map { "\(line.isOverdue ? "OVERDUE since" : "next") \($0)" } ?? "over"
      printData("\(line.id)  [\(line.phase)] \(line.state), \(due)")
      for text in wrapped(line.statement, width: max(20, terminalSize().columns - 1), first: "    ")
      {
        printData(text)
      }
    }
  }
}

/// An entry as lists and JSON show it.
struct RegisterLine: Encodable {
  let id: String
  let state: String
  let phase: String
  let source: String
  let reference: String
  let statement: String
  let classification: String?
  let severity: String?
  let priority: String?
  let nextDate: String?
  let isOverdue: Bool
  let owners: [String]

  init(_ entry: RegisterOutline, remarks: [Digest: Remark], now: Timestamp, day: Day) {
    id = entry.id.rawValue
    state = entry.state(at: now).words
    phase = entry.phase.words
    source = entry.source.rawValue
    reference = entry.reference
    statement = neutralised(entry.statement.text(in: remarks))
    classification = entry.classification
    severity = entry.severity?.rawValue
    priority = entry.priority(at: now)?.words
    nextDate = entry.nextDate?.description
    isOverdue = entry.isOverdue(on: day)
    owners = entry.owners.map(\.rawValue)
  }
}

private struct RegisterListing: Encodable {
  let schema = 1
  let entries: [RegisterLine]
}

struct RegisterShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show an entry with its whole history."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions

  @Argument(help: "The entry, such as R-0001.")
  var id: String

  private struct Story: Encodable {
    struct Event: Encodable {
      let at: String
      let actor: String
      let kind: String
      let words: String
    }

    let schema = 1
    let entry: RegisterLine
    let criterion: String?
    let criterionDigest: String?
    let history: [Event]
  }

  func run() async throws {
    let bench = try Workbench(options.settings, isReading: true)
    let desk = try await RegisterDesk(bench, asOf: reading.asOf)
    let entry = try desk.entry(id)
    let now = reading.asOf.map(Clock.timestamp) ?? bench.clock.now
    let line = RegisterLine(
      RegisterOutline(entry),
      remarks: desk.remarks,
      now: now,
      day: bench.day(asOf: reading.asOf)
    )
    if reading.json {
      return try printJSON(
        Story(
          entry: line,
          criterion: entry.cycle.criterion?.words,
          criterionDigest: entry.cycle.criterion?.digest.description,
          history: entry.history.map { record in
            Story.Event(
              at: record.recordedAt.description,
              actor: record.actor.rawValue,
              kind: record.fact.kind,
              words: record.fact.words
            )
          }
        )
      )
    }
    show(entry, line, desk, bench)
  }

  private func show(
    _ entry: RegisterEntry,
    _ line: RegisterLine,
    _ desk: RegisterDesk,
    _ bench: Workbench
  ) {
    let width = max(20, terminalSize().columns - 1)
    let say = { (label: String, text: String?) in
      guard let text else { return }
      for part in wrapped(neutralised(text), width: width, first: label, rest: "    ") {
        printData(part)
      }
    }
    say("", "\(line.id), \(line.state)")
    say("  seen: ", line.statement)
    say("  is a ", line.classification)
    say("  severity ", line.severity)
    say("  priority ", line.priority)
    say("  criterion: ", entry.cycle.criterion?.words)
    for action in entry.cycle.actions {
      let done = action.finished.map { _ in "done" } ?? "due \(action.due)"
      say(
        "  action \(action.number): ",
        "\(action.action.what.text(in: desk.remarks)) "
          + "(\(bench.people.name(of: action.action.owner)), \(done))"
      )
    }
    for verification in entry.verifications {
      say("  measured: ", "\(verification.facts.measurement.words): \(verification.result.words)")
    }
    if let effect = desk.trainingEffects(of: [entry])[entry.id] {
      let cell = desk.bench.library.programme.minimumCell
      say("  answers before and after: ", effect.words(minimumCell: cell))
      say("  soon after: ", effect.recallWords(minimumCell: cell))
    }
    say("  next date ", line.nextDate)
    printData("")
    for record in entry.history {
      say(
        "  \(record.recordedAt.description.prefix(10))  ",
        "\(record.fact.words), by \(bench.people.name(of: record.actor))"
      )
    }
    if entry.state.isOpen {
      printData("")
      say(
        "next: ",
        "debrief register \(entry.nextStep(at: bench.clock.now).command) \(line.id) …"
      )
    }
  }
}

struct RegisterPropose: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "propose",
    abstract: "Look for signals in the results and propose entries, each signal once."
  )

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    var bench = try Workbench(options.settings)
    _ = try await bench.identity()
    let proposals = try await RegisterDesk(bench).propose()
    if proposals.isEmpty { printError("no new signal") }
    for proposal in proposals {
      printData("\(proposal.entry) \(proposal.event.words)")
    }
  }
}
