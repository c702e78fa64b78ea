import Competence
import Content
import Improvement
import Records
import Session
import Reports
import Storage

extension RegisterDesk {
  /// The prefix of the log that was recorded by a day.
  ///
  /// A simulated log ends in the past or the future of whoever reads it, so without a day given its
  /// report is as of its last entry.
  init(forReport bench: Workbench, asOf moment: Moment?) async throws {
    try await self.init(bench, asOf: moment, fromLog: true)
    if moment == nil, isSimulated { self.moment = Moment(argument: end.description) }
  }

  func basis() async throws -> ReportBasis {
    ReportBasis(
      head: LedgerHead(origin: try await bench.ledger.origin, size: log.size, root: log.root),
      asOf: today,
      programme: bench.library.programme,
      snapshot: roster.snapshot,
      isSimulated: isSimulated
    )
  }

  /// The ways of the entries that came farthest: measured ones before those in work.
  func farthestTraces(most: Int = 3) async throws -> [Trace] {
    let graph = try await traces()
    return register.entries.filter { !$0.cycle.actions.isEmpty }
      .sorted { left, right in
        (right.verifications.count, left.id) < (left.verifications.count, right.id)
      }
      .prefix(most).compactMap { graph.trace($0.id.rawValue) }
  }
}
