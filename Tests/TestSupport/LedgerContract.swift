import Content
import Psychometrics
import Records
import Session

/// What every maker of ledgers promises; a store that passes can be put in the place of another.
///
/// Each promise is a function that throws ``Broken`` when the ledger breaks it, so that any test
/// library, and any store, can run it.
package struct LedgerContract: Sendable, CustomStringConvertible {
  package struct Broken: Error, CustomStringConvertible {
    package let description: String
  }

  package let description: String
  package let check: @Sendable (any Ledger) async throws -> Void

  private init(_ name: String, _ check: @escaping @Sendable (any Ledger) async throws -> Void) {
    description = name
    self.check = check
  }

  private static func require(_ condition: Bool, _ reason: String) throws {
    guard condition else { throw Broken(description: reason) }
  }

  /// A draft whose event id follows from its number.
  package static func draft(
    _ number: Int,
    stream: String = "p-000000000001",
    data: JSONValue = ["n": 1]
  ) -> EntryDraft {
    var generator = SplitMix64(seed: UInt64(number), stream: "contract")
    return EntryDraft(
      event: EventID(using: &generator),
      kind: "test.happened",
      stream: stream,
      actor: PersonID(rawValue: "p-000000000001"),
      role: "staff",
      assurance: .local,
      clock: .system,
      occurredAt: Timestamp(milliseconds: 1_767_225_600_000 + number),
      data: data
    )
  }

  package static let all: [LedgerContract] = [
    LedgerContract("a new log is empty and verifies") { ledger in
      let head = try await ledger.head()
      try require(head.size == 0, "it has \(head.size) entries")
      try require(head.root == MerkleTree.emptyRoot, "its root is not that of the empty tree")
      try require(await ledger.verify().holds, "it does not verify")
    },
    LedgerContract("receipts give place and leaf hash") { ledger in
      let receipts = try await ledger.append(LedgerBatch([draft(1), draft(2)]))
      try require(receipts.map(\.position) == [0, 1], "positions \(receipts.map(\.position))")
      let entries = try await ledger.entries(from: 0, limit: 10)
      try require(entries.map(\.leaf) == receipts.map(\.leaf), "leaves differ from receipts")
      try require(
        entries.allSatisfy { MerkleTree.leaf($0.bytes) == $0.leaf },
        "a leaf is not its bytes' hash"
      )
    },
    LedgerContract("the root is that of RFC 6962 over all leaves") { ledger in
      for number in 1...9 {
        _ = try await ledger.append(LedgerBatch([draft(number)]))
        let leaves = try await ledger.entries(from: 0, limit: 100).map(\.leaf)
        let head = try await ledger.head()
        try require(head.root == root(of: leaves), "the root after \(number) entries is another")
        try require(head.size == number, "the size after \(number) entries is \(head.size)")
      }
    },
    LedgerContract("streams count without gaps and link to their last entry") { ledger in
      let streams = ["p-000000000001", "p-000000000002", "register/R-0001"]
      for number in 1...12 {
        _ = try await ledger.append(LedgerBatch([draft(number, stream: streams[number % 3])]))
      }
      for stream in streams {
        let stored = try await ledger.entries(in: stream)
        let entries = try stored.map { try $0.decoded() }
        try require(entries.map(\.seq) == [0, 1, 2, 3], "\(stream) counts \(entries.map(\.seq))")
        let links = entries.map(\.prev)
        try require(links == [nil] + stored.dropLast().map(\.leaf), "\(stream) has broken links")
        try require(
          try await ledger.latest(in: stream) == entries.last,
          "the latest of \(stream) is another"
        )
      }
      try require(await ledger.verify().holds, "it does not verify")
    },
    LedgerContract("sending an event twice records it once") { ledger in
      let first = try await ledger.append(LedgerBatch([draft(1)]))
      let again = try await ledger.append(LedgerBatch([draft(1), draft(2)]))
      try require(again.first == first.first, "the receipt is another")
      try require(try await ledger.head().size == 2, "the event was recorded twice")
    },
    LedgerContract("an event id for other facts is refused and nothing is recorded") { ledger in
      _ = try await ledger.append(LedgerBatch([draft(1)]))
      let forged = draft(1, data: ["n": 2])
      do {
        _ = try await ledger.append(LedgerBatch([draft(3), forged]))
        throw Broken(description: "it was accepted")
      } catch LedgerError.eventReused(let event) {
        try require(event == forged.event, "another event is named")
      }
      try require(try await ledger.head().size == 1, "half of the batch was recorded")
    },
    LedgerContract("what could not be read back is refused and nothing is recorded") { ledger in
      let hostile: [JSONValue] = [
        ["n": .integer(JSONValue.largestInteger + 1)], ["n": .integer(.min)],
        (0..<80).reduce(JSONValue.null) { inner, _ in .array([inner]) },
      ]
      for (number, data) in hostile.enumerated() {
        do {
          _ = try await ledger.append(LedgerBatch([draft(1), draft(number + 2, data: data)]))
          throw Broken(description: "draft \(number) was recorded")
        } catch LedgerError.unreadableDraft {
          try require(try await ledger.head().size == 0, "half of the batch was recorded")
        }
      }
    },
    LedgerContract("an expectation that does not hold is a conflict") { ledger in
      _ = try await ledger.append(LedgerBatch([draft(1)], expecting: ["p-000000000001": 0]))
      do {
        _ = try await ledger.append(LedgerBatch([draft(2)], expecting: ["p-000000000001": 0]))
        throw Broken(description: "it was accepted")
      } catch LedgerError.conflict(let stream) {
        try require(stream == "p-000000000001", "another stream is named")
      }
      let repeated = try await ledger.append(
        LedgerBatch([draft(1)], expecting: ["p-000000000001": 0])
      )
      try require(repeated.first?.position == 0, "a repeated append is no conflict")
    },
    LedgerContract("documents and free texts come back as they were") { ledger in
      let document = Array("a version".utf8)
      var generator = SplitMix64(seed: 7)
      let remark = Remark("what somebody said", using: &generator)
      let data: JSONValue = [
        "document": .string(Digest(of: document).description),
        "text": ["remark": .string(remark.commitment.description)],
      ]
      _ = try await ledger.append(
        LedgerBatch([draft(1, data: data)], documents: [document], remarks: [remark])
      )
      _ = try await ledger.append(LedgerBatch([draft(2, data: data)], documents: [document]))
      try require(
        try await ledger.document(Digest(of: document)) == document,
        "the document is another"
      )
      try require(try await ledger.document(MerkleTree.emptyRoot) == nil, "a document from nowhere")
      try require(
        try await ledger.remarks() == [remark.commitment: remark],
        "the free text is another"
      )
      try require(await ledger.verify().holds, "it does not verify")
    },
    LedgerContract("pages of entries join without gap or overlap") { ledger in
      _ = try await ledger.append(LedgerBatch((1...25).map { draft($0) }))
      var seen: [Int] = []
      while true {
        let page = try await ledger.entries(from: seen.count, limit: 10)
        seen += page.map(\.position)
        if page.count < 10 { break }
      }
      try require(seen == Array(0..<25), "positions \(seen)")
    },
    LedgerContract("concurrent appends all get places of their own") { ledger in
      try await withThrowingTaskGroup(of: [Receipt].self) { group in
        for number in 1...40 {
          group.addTask { try await ledger.append(LedgerBatch([draft(number)])) }
        }
        let positions = try await group.reduce(into: []) { $0 += $1.map(\.position) }
        try require(positions.sorted() == Array(0..<40), "places \(positions.sorted())")
      }
      try require(await ledger.verify().holds, "it does not verify")
    },
  ]
}
