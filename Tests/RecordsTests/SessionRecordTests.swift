import Content
import Psychometrics
import Quiz
import Records
import Session
import TestSupport
import Testing

@Suite struct `Session events in the ledger` {
  private func events() throws -> [SessionEvent] {
    let item = try #require(Fixture.library().lessons.first?.items.first)
    var generator = SplitMix64(seed: 1)
    let session = EventID(using: &generator)
    let version = ItemVersion(of: item)
    return [
      .started(.init(session: session, mode: .practice, items: [item.id], seed: .max)),
      .presented(
        .init(session: session, index: 2, version: version, order: OptionOrder(of: item, seed: 9))
      ),
      .answered(
        .init(
          session: session,
          index: 2,
          version: version,
          competency: CompetencyID(rawValue: "verify-requests"),
          response: .options([OptionID(index: 0), OptionID(index: 2)]),
          certainty: .think,
          score: Score(isCorrect: false, tenThousandths: 333),
          day: Day(number: 20_514),
          milliseconds: 41_007
        )
      ),
      .skipped(.init(session: session, index: 2, item: item.id)),
      .ended(.init(session: session, reason: .replaced)),
    ]
  }

  private func entry(_ event: SessionEvent, data: JSONValue? = nil) -> LedgerEntry {
    var generator = SplitMix64(seed: 2)
    let draft = EntryDraft(
      event: EventID(using: &generator),
      kind: event.kind,
      stream: "p-000000000001",
      actor: PersonID(rawValue: "p-000000000001"),
      role: "staff",
      assurance: .local,
      clock: .system,
      occurredAt: Timestamp(milliseconds: 1),
      data: data ?? event.data
    )
    var sequencer = LedgerSequencer(frontier: MerkleFrontier())
    return sequencer.place(draft, recordedAt: Timestamp(milliseconds: 2)) { _ in
      .init(count: 4, leaf: MerkleTree.emptyRoot)
    }.entry
  }

  @Test func `come back as they were, through bytes`() throws {
    for event in try events() {
      let again = try LedgerEntry(bytes: entry(event).bytes)
      #expect(again == entry(event))
      #expect(try SessionEvent(again) == event)
    }
  }

  @Test func `are refused when anything is missing, and the refusal names it`() throws {
    for event in try events() {
      guard case .object(let members) = event.data else { continue }
      for name in members.keys.sorted() {
        var fewer = members
        fewer[name] = nil
        let broken = entry(event, data: .object(fewer))
        let fault = #expect(throws: EntryFault.self, "\(event.kind) without \(name)") {
          try SessionEvent(broken)
        }
        #expect(fault?.reason.contains("‘\(name)’") == true, "\(event.kind) without \(name)")
      }
    }
  }

  @Test func `name the documents that have to be kept`() throws {
    #expect(try events().map(\.versions.count) == [0, 1, 1, 0, 0])
  }
}
