import ArgumentParser
import Content
import Foundation
import Improvement
import Interchange
import Records
import Session
import Storage

struct RegisterImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take over a register from a CSV file, row by row, through the same gates.",
    discussion: """
      --map says which column is what, as --map Title=statement. Fields: statement (needed), \
      reference, source, severity, requirement, evidence, effect, control, status. A row with severity \
      and effect is judged as well, if you may judge. What was closed elsewhere begins here as open, \
      since its effect was not measured here. A row is known again by its reference, and without one by \
      what is mapped of it. Rows that are refused leave the others as they are, and the status is 65.
      """
  )

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A CSV file with a header.", completion: .file(extensions: ["csv"]))
  var file: String
  @Option(help: "COLUMN=FIELD.") var map: [String]
  @Option(help: "Where rows without a source of their own come from.")
  var source = RegisterSource.suggestion
  @Flag(help: "Only say what would become of each row.") var dryRun = false
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let table = try RegisterTable(path: file, mapping: map)
    var bench = try Workbench(options.settings)
    let identity = try await bench.identity()
    let desk = try await RegisterDesk(bench)
    var plan = DeskPlan(desk.system)
    var fates: [RowFate] = []
    for row in table.rows {
      var scribe = Scribe(people: bench.people)
      do throws(RowFault) {
        if let known = try known(row, plan, desk) {
          fates.append(RowFate(line: row.line, fate: .unchanged, entry: known.rawValue, words: []))
          continue
        }
        let (acts, changes) = try acts(row, plan.preview, desk.actor(identity), &scribe)
        let id = plan.preview.register.nextID
        let refusals = try await refusals(acts, &plan, desk, identity, scribe)
        fates.append(RowFate(row, id, refusals, changes))
      } catch {
        fates.append(RowFate(line: row.line, fate: .refused, entry: nil, words: [error.words]))
      }
    }
    if !dryRun, !plan.isEmpty { _ = try await bench.ledger.append(plan.batch) }
    try report(fates, unmapped: table.unmapped)
  }

  private func origin(_ row: RegisterTable.Row) throws(RowFault) -> RegisterSource {
    try row.word(.source, RegisterSource.init(rawValue:)) ?? source
  }

  private func reference(_ row: RegisterTable.Row) -> String {
    row.cells[.reference] ?? "\(file.split(separator: "/").last ?? "")\(row.mark)"
  }

  /// The entry that a row became before; one with the same reference and other words is another thing.
  private func known(
    _ row: RegisterTable.Row,
    _ plan: DeskPlan,
    _ desk: RegisterDesk
  ) throws(RowFault) -> RegisterEntryID? {
    let origin = try origin(row)
    let named = row.cells[.reference]
    let found = plan.preview.register.entries.first { entry in
      entry.source == origin
        && (named.map { $0 == entry.reference } ?? entry.reference.hasSuffix(row.mark))
    }
    guard let found else { return nil }
    let statement = found.raised.facts.statement
    let added = Dictionary(plan.batch.remarks.map { ($0.commitment, $0) }) { $1 }
    let words = statement.known(in: desk.remarks) ?? statement.known(in: added)
    guard words == nil || words == row.cells[.statement] else {
      throw RowFault("‘\(reference(row))’ is in the register with other words, as \(found.id)")
    }
    return found.id
  }

  private func refusals(
    _ acts: [DeskAct],
    _ plan: inout DeskPlan,
    _ desk: RegisterDesk,
    _ identity: Identity,
    _ scribe: Scribe
  ) async throws(RowFault) -> [Improvement.Refusal] {
    do { return try await desk.add(acts, to: &plan, by: identity, remarks: scribe.remarks) } catch {
      throw RowFault("the register cannot take it: \(error)")
    }
  }

  /// What a row becomes, and what of it is not taken over as it was.
  private func acts(
    _ row: RegisterTable.Row,
    _ system: ManagementSystem,
    _ actor: RegisterActor,
    _ scribe: inout Scribe
  ) throws(RowFault) -> (acts: [DeskAct], changes: [String]) {
    let id = system.register.nextID
    let origin = try origin(row)
    let control = try row.word(.control) { name in
      ControlID(rawValue: name).isKnown ? ControlID(rawValue: name) : nil
    }
    let severity = try row.word(.severity, RegisterSeverity.init(rawValue:))
    let raised = RegisterEvent.Raised(
      source: origin,
      reference: reference(row),
      statement: scribe.wording(row.cells[.statement] ?? ""),
      severity: severity,
      control: control
    )
    var acts = [DeskAct.register(.raise(raised), id)]
    var changes: [String] = []
    let mayJudge = !actor.duties.isDisjoint(with: [.lead, .trainer])
    if let severity, let effect = row.cells[.effect], mayJudge {
      acts.append(.register(.classify(judged(row, severity, effect, &scribe)), id))
    } else if severity != nil || row.cells[.requirement] != nil {
      changes.append(
        mayJudge ? "not judged: no effect is told" : "not judged: that needs a lead or trainer"
      )
    }
    if let status = row.cells[.status], status.lowercased() != "open" {
      changes.append("it was ‘\(status)’, and begins here as open")
    }
    return (acts, changes)
  }

  private func judged(
    _ row: RegisterTable.Row,
    _ severity: RegisterSeverity,
    _ effect: String,
    _ scribe: inout Scribe
  ) -> RegisterEvent.Classified {
    let statement = row.cells[.evidence] ?? row.cells[.statement] ?? ""
    let classification: Classification =
      row.cells[.requirement].map { requirement in
        .nonconformity(requirement: requirement, evidence: scribe.wording(statement))
      } ?? .opportunity
    return RegisterEvent.Classified(
      classification: classification,
      severity: severity,
      effect: scribe.wording(effect),
      affects: [.process]
    )
  }

  // MARK: Report

  private struct View: Encodable {
    let schema = 1
    let rows: [RowFate]
    let unmappedColumns: [String]
  }

  private func report(_ fates: [RowFate], unmapped: [String]) throws {
    let refused = fates.count { $0.fate == .refused }
    if json {
      try printJSON(View(rows: fates, unmappedColumns: unmapped.map { neutralised($0) }))
    } else {
      for fate in fates {
        let words = fate.words.isEmpty ? "" : ": \(fate.words.joined(separator: "; "))"
        printPair("line \(fate.line)  ", "\(fate.fate.rawValue) \(fate.entry ?? "")\(words)")
      }
      for column in unmapped { printPair("column  ", "‘\(column)’ is not taken over") }
    }
    if refused > 0 {
      throw Refusal(
        .badData,
        "\(refused) of \(fates.count) rows were refused",
        hint: "correct them and import again; rows that are there already stay unchanged"
      )
    }
  }
}

/// What became of a row.
private struct RowFate: Encodable {
  enum Fate: String, Encodable {
    case kept
    case changed
    case unchanged
    case refused
  }

  let line: Int
  let fate: Fate
  let entry: String?
  let words: [String]

  init(line: Int, fate: Fate, entry: String?, words: [String]) {
    self.line = line
    self.fate = fate
    self.entry = entry
    self.words = words.map { neutralised($0) }
  }

  init(
    _ row: RegisterTable.Row,
    _ id: RegisterEntryID,
    _ refusals: [Improvement.Refusal],
    _ changes: [String]
  ) {
    self.init(
      line: row.line,
      fate: refusals.isEmpty ? (changes.isEmpty ? .kept : .changed) : .refused,
      entry: refusals.isEmpty ? id.rawValue : nil,
      words: refusals.isEmpty ? changes : refusals.map(\.sentence)
    )
  }
}

/// Why a row cannot become an entry.
struct RowFault: Error {
  let words: String

  init(_ words: String) { self.words = words }
}
