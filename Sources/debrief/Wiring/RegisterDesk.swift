import Competence
import Content
import Foundation
import Improvement
import Psychometrics
import Records
import Session
import Storage

/// The register and what surrounds it, with all that its gates look at, as the log has it now.
struct RegisterDesk {
  let bench: Workbench
  let system: ManagementSystem
  let roster: Roster

  /// All answers, and which of them count.
  let table: AnswerTable
  let remarks: [Digest: Remark]
  let log: MerkleFrontier

  /// When the first entry was recorded.
  let beginning: Timestamp

  /// When the last entry that was read was recorded.
  let end: Timestamp

  /// The moment for which the register is shown; `nil` for now.
  var moment: Moment?

  /// Whether any entry was simulated.
  let isSimulated: Bool

  /// With `position` only the entries through it are read, and figures are those of the last one's moment.
  ///
  /// What is put before an auditor is read `fromLog`, whatever is kept beside it.
  init(
    _ bench: Workbench,
    asOf moment: Moment? = nil,
    through position: Int? = nil,
    fromLog: Bool = false
  ) async throws {
    self.bench = bench
    let usesKept = moment == nil && position == nil && !fromLog
    let file = bench.projectionFile
    let kept = usesKept ? try await bench.projection(file) : nil
    let tree = try await bench.ledger.tree().frontier
    var fold = Fold(kept)
    for start in stride(from: 0, to: kept?.others.count ?? 0, by: SQLiteLedger.entriesAtOnce) {
      let positions = fold.projection.others[start...].prefix(SQLiteLedger.entriesAtOnce)
      for stored in try await bench.ledger.entries(at: positions) {
        try fold.takeOther(try stored.decoded(), at: stored.position)
      }
    }
    try await bench.eachEntry(from: fold.projection.size, asOf: moment) { stored in
      if let position, stored.position > position { return }
      if usesKept, stored.position >= tree.size { return }
      if !usesKept { fold.log.append(stored.leaf) }
      try fold.take(stored)
    }
    guard !usesKept || fold.projection.size == tree.size else {
      throw LedgerError.damaged(
        "\(tree.size) entries were recorded, \(fold.projection.size) are there"
      )
    }
    system = fold.system
    roster = fold.roster
    table = AnswerTable(fold.projection.answers)
    log = usesKept ? tree : fold.log
    isSimulated = fold.projection.hasSimulated
    beginning = try await bench.ledger.recording(of: min(0, fold.projection.size - 1))
    end = try await bench.ledger.recording(of: fold.projection.size - 1)
    self.moment = position == nil ? moment : Moment(argument: end.description)
    remarks = try await bench.ledger.remarks()
    if usesKept, !bench.isReading { fold.keep(file, since: kept?.size ?? 0) }
  }

  var register: ImprovementRegister { system.register }

  var organisation: OrganisationSize {
    OrganisationSize(activePeople: roster.activePeople.count)
  }

  /// The moment for which the register is shown.
  var now: Timestamp { moment.map(Clock.timestamp) ?? bench.clock.now }

  func entry(_ name: String) throws -> RegisterEntry {
    let id = RegisterEntryID(stream: "register/\(name.uppercased())")
    guard let id, let entry = register.entry(id) else {
      throw Refusal(
        .noInput,
        "there is no entry ‘\(name)’",
        hint: "list them with: debrief register list"
      )
    }
    return entry
  }

  // MARK: Figures

  func groups(since position: Int = 0) async throws -> [GroupCompetence] {
    GroupCompetence.all(
      position == 0 ? table : AnswerTable(table.answers, since: position),
      roles: roster.active.mapValues(\.roles),
      models: try await models(),
      programme: bench.library.programme
    )
  }

  /// The response models of all versions that were ever answered.
  func models() async throws -> ItemModels {
    try await bench.models(
      of: table.answers.versions.names,
      calibration: roster.calibration?.record
    )
  }

  /// The records of everybody through the same entry, for what is shown answer by answer.
  func records() async throws -> CompetenceRecords {
    var records = CompetenceRecords()
    try await bench.eachEntry { stored in
      if stored.position < log.size { try records.take(stored) }
    }
    return records
  }

  /// The figure of a built-in metric over the log from a position on; `nil` for other metrics.
  func measurement(
    of metric: String,
    since position: Int = 0
  ) async throws -> Improvement.Measurement? {
    guard metric.hasPrefix("mastery-share/") else { return nil }
    guard let group = try await groups(since: position).first(where: { $0.metric == metric }) else {
      throw Refusal(
        .noInput,
        "there is no metric ‘\(metric)’",
        hint: "write mastery-share/ROLE/COMPETENCY, with names of the programme"
      )
    }
    guard
      let measurement = Improvement.Measurement(group, from: position, log: log)
    else {
      throw Refusal(
        .doesNotHold,
        "nobody has answered enough for ‘\(metric)’ since entry \(position)",
        hint: "wait until people have practised, and measure again"
      )
    }
    return measurement
  }
}

/// What the gates have against an event, all at once.
struct RegisterRefused: Error {
  let refusals: [Improvement.Refusal]
}

/// A fold of the log, begun with what was kept of it.
private struct Fold {
  var projection: LedgerProjection
  var system = ManagementSystem()
  var roster = Roster()

  /// The tree over the entries that were taken, where not the whole log is.
  var log = MerkleFrontier()

  init(_ kept: LedgerProjection?) { projection = kept ?? LedgerProjection() }

  mutating func take(_ stored: StoredEntry) throws {
    guard stored.position == projection.size else {
      throw LedgerError.damaged("entry \(projection.size) is missing")
    }
    let entry = try stored.decoded()
    do throws(EntryFault) {
      guard try projection.take(entry, of: stored) else { return }
    } catch {
      throw LedgerError.damaged("entry \(stored.position): \(error.reason)")
    }
    try takeOther(entry, at: stored.position)
  }

  /// Takes an entry that is no answer.
  mutating func takeOther(_ entry: LedgerEntry, at position: Int) throws {
    do {
      try roster.take(entry, at: position)
      try system.fold(entry)
    } catch let fault as SystemFault {
      throw LedgerError.damaged(fault.description)
    } catch let fault as EntryFault {
      throw LedgerError.damaged("entry \(position): \(fault.reason)")
    }
  }

  /// Keeps the fold where so much came to it that folding it again would be felt.
  func keep(_ file: ProjectionFile, since size: Int) {
    guard projection.size - size >= max(Self.fewestToKeep, size / 1_000) else { return }
    file.keep(projection.keeping(system.register), since: size)
  }

  private static let fewestToKeep = 1_000  // entries; reading them takes some ten milliseconds
}

extension SQLiteLedger {
  /// When an entry was recorded; the beginning of time where there is none.
  fileprivate func recording(of position: Int) async throws -> Timestamp {
    guard position >= 0 else { return Timestamp(milliseconds: 0) }
    let stored = try await entries(at: [position])
    return try stored.first?.decoded().recordedAt ?? Timestamp(milliseconds: 0)
  }
}
