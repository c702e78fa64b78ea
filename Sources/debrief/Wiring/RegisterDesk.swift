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
  let records: CompetenceRecords
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

  /// With `position` only the entries through it are read, and the figures are those of the moment of
  /// the last.
  init(
    _ bench: Workbench,
    asOf moment: Moment? = nil,
    through position: Int? = nil
  ) async throws {
    self.bench = bench
    var system = ManagementSystem()
    var records = CompetenceRecords()
    var log = MerkleFrontier()
    var (beginning, end): (Timestamp?, Timestamp) = (nil, Timestamp(milliseconds: 0))
    var hasSimulated = false
    try await bench.eachEntry(asOf: moment) { stored in
      if let position, stored.position > position { return }
      try records.take(stored)
      log.append(stored.leaf)
      let entry = try stored.decoded()
      beginning = beginning ?? entry.recordedAt
      end = entry.recordedAt
      hasSimulated = hasSimulated || entry.clock == .simulated
      do { try system.fold(entry) } catch let fault as SystemFault {
        throw LedgerError.damaged(fault.description)
      }
    }
    self.system = system
    self.records = records
    self.log = log
    self.beginning = beginning ?? end
    self.end = end
    isSimulated = hasSimulated
    self.moment = position == nil ? moment : Moment(argument: end.description)
    remarks = try await bench.ledger.remarks()
  }

  var register: ImprovementRegister { system.register }

  var organisation: OrganisationSize {
    OrganisationSize(activePeople: records.activePeople.count)
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
    let models = try await bench.models(for: records)
    let day = bench.day(asOf: moment)
    let profiles = records.activePeople.map { person in
      CompetenceProfile(
        of: person,
        in: records,
        library: bench.library,
        models: models,
        on: day,
        since: position
      )
    }
    return GroupCompetence.all(profiles, programme: bench.library.programme)
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
