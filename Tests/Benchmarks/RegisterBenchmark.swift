import Competence
import Content
import Foundation
import Improvement
import Psychometrics
import Records
import Session
import Storage
import TestSupport

/// Folding the register of an organisation that has kept one for very long: 10,000 entries, 1,000,000
/// events, from the store that it was recorded in, and its state from the kept projection.
enum RegisterBenchmark {
  static func run(entries: Int = 10_000, events: Int = 1_000_000) async throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }  // a leftover hurts nobody
    let ledger = try SQLiteLedger.open(
      path: folder.appending(path: "ledger.sqlite").path,
      organisation: "Benchmark"
    ) { Timestamp(milliseconds: 1_800_000_000_000) }
    let drafts = makeDrafts(entries: entries, events: events)
    for start in stride(from: 0, to: drafts.count, by: batch) {
      _ = try await ledger.append(
        LedgerBatch(Array(drafts[start..<min(drafts.count, start + batch)]))
      )
    }
    var folding = Times()
    var processor = Times()
    var opening = Times()
    for round in 0..<3 {
      let (start, used) = (monotonicMicroseconds(), processMicroseconds())
      var system = ManagementSystem()
      try await ledger.eachEntry { stored in
        try system.fold(try stored.decoded())
        return true
      }
      folding.add(monotonicMicroseconds() - start)
      processor.add(processMicroseconds() - used)
      let kept = LedgerProjection().keeping(system.register).bytes(origin: "benchmark")
      for _ in 0..<5 {
        let start = monotonicMicroseconds()
        let outlines = kept.withUnsafeBytes { LedgerProjection.Outlines($0, origin: "benchmark") }
        let open = outlines?.outlines.count { $0.state.isOpen } ?? 0
        opening.add(monotonicMicroseconds() - start)
        precondition(outlines?.outlines.count == entries && open > 0)
      }
      if round == 2 { checkRules(system) }
    }
    print("register, \(entries) entries, \(drafts.count) events:")
    print(
      "  folded from the store:      \(rounded(folding.median / 1e6)) s, "
        + "\(rounded(processor.median / 1e6)) s of CPU on all cores (at most 4 s)"
    )
    print("  state from the projection:  \(rounded(opening.median / 1_000)) ms (at most 10)")
  }

  private static let batch = 5_000

  /// What a check of all rules costs on a register of this size.
  private static func checkRules(_ system: ManagementSystem) {
    let start = monotonicMicroseconds()
    let report = SubstanceReport(
      SubstanceEvidence(
        system: system,
        remarks: [:],
        organisation: OrganisationSize(activePeople: 500),
        now: Timestamp(milliseconds: 1_800_000_000_000)
      )
    )
    let seconds = (monotonicMicroseconds() - start) / 1e6
    print("  check all rules:           \(rounded(seconds)) s, \(report.findings.count) findings")
  }

  private static func makeDrafts(entries: Int, events: Int) -> [EntryDraft] {
    var random = SplitMix64(seed: 5)
    let people = (0..<50).map { _ in PersonID(using: &random) }
    let observed = RegisterEvent.observe(
      .init(statement: .plain("The same was seen again at the other desk"))
    )
    var log: [EntryDraft] = []
    log.reserveCapacity(events)
    func record(_ event: RegisterEvent, _ number: Int) {
      log.append(
        EntryDraft(
          event: EventID(using: &random),
          kind: event.kind,
          stream: RegisterEntryID(number: number).stream,
          actor: people[number % people.count],
          role: "staff",
          assurance: .local,
          clock: .system,
          occurredAt: Timestamp(milliseconds: 1_700_000_000_000 + log.count * 1_000),
          data: event.data
        )
      )
    }
    for number in 1...entries {
      record(
        .raise(
          .init(
            source: RegisterSource.allCases[number % RegisterSource.allCases.count],
            reference: "note-\(number)",
            statement: .plain("Something was seen at desk \(number) that should not be"),
            control: ControlID(rawValue: "A.5.\(1 + number % 37)")
          )
        ),
        number
      )
      record(
        .classify(
          .init(
            classification: .nonconformity(
              requirement: "A.5.14",
              evidence: .plain("Two of twenty cases were not done as agreed")
            ),
            severity: .medium,
            effect: .plain("Somebody could act in the name of a colleague"),
            affects: [.process]
          )
        ),
        number
      )
    }
    for index in log.count..<events { record(observed, 1 + index % entries) }
    return log
  }
}
