import ArgumentParser
import Competence
import Content
import Foundation
import Interchange
import Records
import Storage

struct PeopleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people",
    abstract: "Who takes part, in which roles and duties.",
    subcommands: [PeopleImport.self, PeopleList.self, PeopleAssign.self]
  )
}

struct PeopleImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Enrol people from a CSV file.",
    discussion: """
      The first line names the columns: name, login, roles, duties. Roles and duties are divided by \
      semicolons; duties are staff, trainer, owner, auditor, verifier, lead, chair. People whose login \
      or name is known already are left as they are.
      """
  )

  @OptionGroup var options: GlobalOptions

  @Argument(help: "A CSV file.", completion: .file(extensions: ["csv"]))
  var file: String

  func run() async throws {
    var bench = try Workbench(options.settings)
    let identity = try await bench.identity()
    try await bench.requireLead(identity, to: "enrol people")
    let rows = try PeopleTable(path: file, library: bench.library).rows
    let candidates = rows.map { row in
      var generator = SystemRandomNumberGenerator()
      return PeopleFile.Person(
        person: PersonID(using: &generator),
        name: row.name,
        login: row.login
      )
    }
    let added = Set(try bench.people.add(candidates).map(\.person))
    // Somebody whose name is known and whose enrolment was never recorded is enrolled now.
    let records = try await bench.records()
    var drafts: [EntryDraft] = []
    for (row, candidate) in zip(rows, candidates) {
      let person =
        added.contains(candidate.person)
        ? candidate.person : bench.people.find(row.login ?? row.name).first?.person
      guard let person, records.roster.members[person]?.enrolledAt == nil else { continue }
      let event = PersonEvent.enrolled(roles: row.roles, duties: row.duties)
      drafts.append(
        bench.draft(event.kind, event.data, in: person.rawValue, by: identity, as: .lead)
      )
    }
    _ = try await bench.ledger.append(LedgerBatch(drafts))
    printData("\(drafts.count) enrolled, \(rows.count - drafts.count) known already")
  }
}

extension Workbench {
  /// Refuses whoever is no lead; roles and duties are given by leads alone.
  func requireLead(_ identity: Identity, to act: String) async throws {
    let duties =
      try await records(of: identity.person).roster.members[identity.person]?.duties ?? []
    guard duties.contains(.lead) else {
      throw Refusal(
        .notAllowed,
        "only a lead may \(act)",
        hint: "ask somebody with the duty lead to type it"
      )
    }
  }
}

/// People as a CSV file lists them.
struct PeopleTable {
  struct Row {
    let name: String
    let login: String?
    let roles: [RoleID]
    let duties: [Duty]
  }

  let rows: [Row]

  init(path: String, library: ContentLibrary) throws {
    let bytes: [UInt8]
    do throws(FileFault) { bytes = try readRegularFile(path, atMost: 64 << 20) } catch {
      throw Refusal(.noInput, "\(path): \(error.reason)", hint: "name a CSV file that you may read")
    }
    let source = try SourceText(path: path, bytes: bytes)
    let table = DelimitedRows(source.text, separator: UInt8(ascii: ","), atMost: Self.mostRows + 2)
    guard let header = table.rows.first else {
      throw Refusal(
        .badData,
        "\(path) is empty",
        hint: "the first line names the columns: name, login, roles, duties"
      )
    }
    var faults: [Diagnostic] = []
    let columns = header.fields.map { $0.trimmed.lowercased() }
    let place = { (line: Int) in source.location(line: line) }
    if Set(columns).count < columns.count || !columns.contains("name") {
      faults.append(.columns(columns, at: place(header.line)))
    }
    if let line = table.openQuote { faults.append(.openQuote(at: place(line))) }
    if table.rows.count > Self.mostRows + 1 {
      faults.append(.tooManyRows(at: place(table.rows[Self.mostRows + 1].line)))
    }
    guard faults.isEmpty else { throw ContentFault(diagnostics: faults) }
    let roles = library.programme.roles.map(\.id.rawValue)
    var seen: [String: Int] = [:]
    rows = table.rows.dropFirst().compactMap { row in
      guard row.fields.count == columns.count else {
        faults.append(.cells(row.fields.count, columns.count, at: place(row.line)))
        return nil
      }
      let cells = Dictionary(zip(columns, row.fields.map(\.trimmed))) { first, _ in first }
      let found = Self.row(cells, roles, at: place(row.line), &faults)
      for name in [found?.name, found?.login].compactMap(\.self) {
        if let earlier = seen[name], earlier != row.line {
          faults.append(.twice(name, earlier: earlier, at: place(row.line)))
        }
        seen[name] = row.line
      }
      return found
    }
    guard faults.isEmpty else { throw ContentFault(diagnostics: faults) }
  }

  /// An organisation beyond this is imported in parts.
  private static let mostRows = 100_000

  /// A login or a name beyond this is none.
  private static let longestName = 256

  private static func row(
    _ cells: [String: String],
    _ known: [String],
    at place: SourceLocation,
    _ faults: inout [Diagnostic]
  ) -> Row? {
    let cell = { (name: String) in cells[name] ?? "" }
    guard
      !cells.values.contains(where: { $0.unicodeScalars.contains(where: isUnsafe) }),
      max(cell("name").utf8.count, cell("login").utf8.count) <= longestName
    else {
      faults.append(.characters(at: place))
      return nil
    }
    guard !cell("name").isEmpty else {
      faults.append(
        Diagnostic(
          code: "people-name",
          "the name is missing",
          at: place,
          hint: "fill the column ‘name’"
        )
      )
      return nil
    }
    let list = { (name: String) in
      cell(name).split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }
    }
    let roles = list("roles")
    for role in roles where !known.contains(role) {
      faults.append(
        Diagnostic(
          code: "role-unknown",
          "there is no role ‘\(role)’",
          at: place,
          hint: nearest(to: role, in: known).map { "did you mean ‘\($0)’?" }
            ?? "known are \(known.joined(separator: ", "))"
        )
      )
    }
    let duties = list("duties").isEmpty ? [Duty.staff.rawValue] : list("duties")
    for duty in duties where Duty(rawValue: duty) == nil {
      faults.append(
        Diagnostic(
          code: "duty-unknown",
          "there is no duty ‘\(duty)’",
          at: place,
          hint: "known are \(Duty.allCases.map(\.rawValue).joined(separator: ", "))"
        )
      )
    }
    return Row(
      name: cell("name"),
      login: cell("login").isEmpty ? nil : cell("login"),
      roles: (roles.isEmpty ? Array(known.prefix(1)) : roles).map(RoleID.init(rawValue:)),
      duties: duties.compactMap(Duty.init(rawValue:))
    )
  }
}

extension Diagnostic {
  fileprivate static func columns(_ columns: [String], at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      code: "people-columns",
      columns.contains("name") ? "a column is named twice" : "there is no column ‘name’",
      at: place,
      hint: "the first line names the columns: name, login, roles, duties"
    )
  }

  fileprivate static func openQuote(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      code: "people-quotation",
      "a quotation mark is not closed",
      at: place,
      hint: "close it, and write two for one within quotation marks"
    )
  }

  fileprivate static func tooManyRows(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      code: "people-rows",
      "the file has more than 100000 rows",
      at: place,
      hint: "divide it into several files"
    )
  }

  fileprivate static func cells(_ count: Int, _ needed: Int, at place: SourceLocation) -> Diagnostic
  {
    Diagnostic(
      code: "people-cells",
      "the row has \(count) cells, and there are \(needed) columns",
      at: place,
      hint: "write a comma for every column; a comma within a name needs quotation marks around it"
    )
  }

  fileprivate static func twice(
    _ name: String,
    earlier: Int,
    at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      code: "people-twice",
      "‘\(name)’ stands on line \(earlier) as well",
      at: place,
      hint: "keep one, or tell two people apart in the name"
    )
  }

  fileprivate static func characters(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      code: "people-characters",
      "a cell holds control or invisible characters, or more than 256 bytes",
      at: place,
      hint: "write it anew"
    )
  }
}

struct PeopleList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List people with their roles and duties."
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var reading: ReadingOptions

  private struct Line: Encodable {
    let person: String
    let name: String
    let roles: [String]
    let duties: [String]
    let hasLeft: Bool
  }

  private struct Listing: Encodable {
    let schema = 1
    let people: [Line]
  }

  func run() async throws {
    let bench = try Workbench(options.settings, isReading: true)
    let records = try await bench.records(asOf: reading.asOf)
    let lines = records.roster.members.keys.sorted().compactMap { id -> Line? in
      guard let person = records.roster.members[id], person.enrolledAt != nil else { return nil }
      return Line(
        person: id.rawValue,
        name: bench.people.name(of: id),
        roles: person.roles.map(\.rawValue),
        duties: person.duties.map(\.rawValue),
        hasLeft: person.hasLeft
      )
    }
    if reading.json { return try printJSON(Listing(people: lines)) }
    for line in lines {
      printData(
        "\(line.person)  \(neutralised(line.name))  \(line.roles.joined(separator: ", "))"
          + "  [\(line.duties.joined(separator: ", "))]\(line.hasLeft ? "  left" : "")"
      )
    }
  }
}

struct PeopleAssign: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: "Give a person roles and duties, in place of those they have."
  )

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Name, login or pseudonym.")
  var person: String

  @Option(parsing: .upToNextOption, help: "What they do in the organisation.")
  var roles: [String] = []

  @Option(parsing: .upToNextOption, help: "What they may do here.")
  var duties: [Duty] = []

  func run() async throws {
    var bench = try Workbench(options.settings)
    let identity = try await bench.identity()
    try await bench.requireLead(identity, to: "give roles and duties")
    let found = bench.people.find(person)
    guard let target = found.first, found.count == 1 else {
      throw Refusal(
        .noInput,
        "\(found.count) people are called ‘\(person)’",
        hint: "list people with: debrief people list"
      )
    }
    let records = try await bench.records(of: target.person)
    guard let known = records.roster.members[target.person] else {
      throw Refusal(.badData, "‘\(person)’ is not enrolled", hint: "import them first")
    }
    let names = bench.library.programme.roles.map(\.id.rawValue)
    if let unknown = roles.first(where: { !names.contains($0) }) {
      throw Refusal(
        .usage,
        "there is no role ‘\(unknown)’",
        hint: "known are \(names.joined(separator: ", "))"
      )
    }
    let event = PersonEvent.assigned(
      roles: roles.isEmpty ? known.roles : roles.map(RoleID.init(rawValue:)),
      duties: duties.isEmpty ? known.duties : duties
    )
    let receipt = try await bench.record(
      event.kind,
      event.data,
      in: target.person.rawValue,
      by: identity,
      as: .lead
    )
    printData("recorded \(receipt.position) \(receipt.leaf.abbreviated)")
  }
}

extension Duty: ExpressibleByArgument {}
