import Competence
import Content
import Foundation
import Improvement
import Psychometrics
import Records
import Session

/// Folding the register of an organisation that has kept one for very long: 10,000 entries, 1,000,000
/// events, against reading the same entries without folding them.
enum RegisterBenchmark {
  static func run(entries: Int = 10_000, events: Int = 1_000_000) throws {
    let log = makeLog(entries: entries, events: events)
    let bytes = log.map(\.bytes)
    var reading = Times()
    var folding = Times()
    var asking = Times()
    for _ in 0..<3 {
      var start = monotonicMicroseconds()
      var read: [LedgerEntry] = []
      read.reserveCapacity(bytes.count)
      for text in bytes { read.append(try LedgerEntry(bytes: text)) }
      reading.add(monotonicMicroseconds() - start)
      start = monotonicMicroseconds()
      let system = try ManagementSystem(folding: read)
      folding.add(monotonicMicroseconds() - start)
      start = monotonicMicroseconds()
      let open = system.register.entries.count { $0.state.isOpen }
      asking.add(monotonicMicroseconds() - start)
      precondition(system.register.entries.count == entries && open > 0)
    }
    let words = { (times: Times) in "\(rounded(times.median / 1e6)) s" }
    print("register, \(entries) entries, \(log.count) events:")
    print("  read from canonical bytes: \(words(reading))")
    print("  fold what was read:        \(words(folding)) (with reading at most 4 s)")
    print("  ask the fold:              \(rounded(asking.median / 1_000)) ms (at most 10)")
    try checkRules(log, entries: entries)
  }

  /// What a check of all rules costs on a register of this size.
  private static func checkRules(_ log: [LedgerEntry], entries: Int) throws {
    let system = try ManagementSystem(folding: log)
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

  private static func makeLog(entries: Int, events: Int) -> [LedgerEntry] {
    var sequencer = LedgerSequencer(frontier: MerkleFrontier())
    var random = SplitMix64(seed: 5)
    let people = (0..<50).map { _ in PersonID(using: &random) }
    let observed = RegisterEvent.observe(
      .init(statement: .plain("The same was seen again at the other desk"))
    )
    var log: [LedgerEntry] = []
    log.reserveCapacity(events)
    func record(_ event: RegisterEvent, _ number: Int) {
      let draft = EntryDraft(
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
      log.append(sequencer.place(draft, recordedAt: draft.occurredAt) { _ in nil }.entry)
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
