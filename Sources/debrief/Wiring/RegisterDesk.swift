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

  /// When the last entry that was read was recorded.
  let end: Timestamp

  /// The moment for which the register is shown; `nil` for now.
  var moment: Moment?

  /// Whether any entry was simulated.
  let isSimulated: Bool

  /// With `position` only the entries through it are read, and the figures are those of the moment of
  /// the last.
  init(
    _ bench: Workbench,
    asOf moment: Moment? = nil,
    through position: Int? = nil
  ) async throws {
    self.bench = bench
    var system = ManagementSystem()
    var roster = Roster()
    var answers = AnswerColumns()
    var log = MerkleFrontier()
    var end = Timestamp(milliseconds: 0)
    var hasSimulated = false
    try await bench.eachEntry(asOf: moment) { stored in
      if let position, stored.position > position { return }
      log.append(stored.leaf)
      let entry = try stored.decoded()
      end = entry.recordedAt
      hasSimulated = hasSimulated || entry.clock == .simulated
      do {
        try roster.take(entry, at: stored.position)
        try answers.take(entry, at: stored.position)
        try system.fold(entry)
      } catch let fault as SystemFault {
        throw LedgerError.damaged(fault.description)
      } catch let fault as EntryFault {
        throw LedgerError.damaged("entry \(stored.position): \(fault.reason)")
      }
    }
    self.system = system
    self.roster = roster
    table = AnswerTable(answers)
    self.log = log
    self.end = end
    isSimulated = hasSimulated
    self.moment = position == nil ? moment : Moment(argument: end.description)
    remarks = try await bench.ledger.remarks()
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
