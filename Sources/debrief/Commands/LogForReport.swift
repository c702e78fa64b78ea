import Competence
import Content
import Improvement
import Records
import Session
import Reports
import Storage

/// What a report reads: the prefix of the log that was recorded by its day.
struct LogForReport {
  private(set) var records = CompetenceRecords()
  private(set) var register = ImprovementRegister()
  private(set) var isSimulated = false
  let head: LedgerHead
  let now: Timestamp
  let day: Day

  /// A simulated log ends in the past or the future of whoever reads it, so without a day given its
  /// report is as of its last entry.
  init(_ bench: Workbench, asOf moment: Moment?) async throws {
    var records = CompetenceRecords()
    var register = ImprovementRegister()
    var frontier = MerkleFrontier()
    var last: LedgerEntry?
    var hasSimulated = false
    try await bench.eachEntry(asOf: moment) { stored in
      let entry = try stored.decoded()
      try records.take(stored)
      do { try register.fold(entry) } catch let fault as RegisterFault {
        throw LedgerError.damaged(fault.description)
      }
      frontier.append(stored.leaf)
      hasSimulated = hasSimulated || entry.clock == .simulated
      last = entry
    }
    self.records = records
    self.register = register
    isSimulated = hasSimulated
    head = LedgerHead(
      origin: try await bench.ledger.origin,
      size: frontier.size,
      root: frontier.root
    )
    let newest = last?.clock == .simulated ? last?.recordedAt : nil
    now = moment.map(Clock.timestamp) ?? newest ?? bench.clock.now
    day = Clock.day(of: now)
  }
}
