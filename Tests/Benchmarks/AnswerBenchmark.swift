import Content
import Foundation
import GRDB
import Psychometrics
import Quiz
import Records
import Session
import Storage
import TestSupport

/// What one acknowledged answer costs: against a bare SQLite FULL transaction plus one 64-byte
/// fdatasync on the same disk, and its CPU time on a file system in memory.
enum AnswerBenchmark {
  static let rounds = 60
  static let perRound = 25

  static func run() async throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }  // a leftover hurts nobody
    let ledger = try open(folder)
    let bare = try BareStore(folder)
    var ours = Times()
    var theirs = Times()
    var number = 0
    for _ in 0..<rounds {
      for _ in 0..<perRound {
        number += 1
        let batch = try answer(number)
        ours.add(try await microseconds { _ = try await ledger.append(batch) })
      }
      for _ in 0..<perRound {
        number += 1
        let bytes = try answer(number).drafts[0].data.canonicalBytes
        theirs.add(try await microseconds { try bare.append(bytes) })
      }
    }
    print("answer, acknowledged:      \(ours.words)")
    print("SQLite FULL + fdatasync:   \(theirs.words)")
    print("ratio of medians:          \(rounded(ours.median / theirs.median)) (at most 1.3)")

    let memory = try temporaryFolder(inMemory: true)
    defer { try? FileManager.default.removeItem(at: memory) }  // a leftover hurts nobody
    let fast = try open(memory)
    let batches = try (0..<2_000).map { try answer($0 + 1_000_000) }
    let before = processMicroseconds()
    for batch in batches { _ = try await fast.append(batch) }
    let each = (processMicroseconds() - before) / Double(batches.count)
    print("CPU of an answer in memory: \(rounded(each)) µs")
  }

  private static func open(_ folder: URL) throws -> SQLiteLedger {
    try SQLiteLedger.open(
      path: folder.appending(path: "ledger.sqlite").path,
      organisation: "Example",
      now: { Timestamp(milliseconds: 1_772_442_840_000) }
    )
  }

  /// An answer as a session records it.
  static func answer(_ number: Int) throws -> LedgerBatch {
    var generator = SplitMix64(seed: UInt64(number))
    let item = ItemID(rawValue: "example-mail-2025/trusted-channel/first-move")
    let text = Array("version".utf8)
    let event = SessionEvent.answered(
      .init(
        session: EventID(using: &generator),
        index: number % 8,
        version: ItemVersion(item: item, digest: Digest(of: text), keyDigest: Digest(of: [1])),
        competency: CompetencyID(rawValue: "verify-requests"),
        response: .options([OptionID(index: number % 3)]),
        certainty: .think,
        score: Score(isCorrect: true, tenThousandths: 10_000),
        day: Day(number: 20_514),
        milliseconds: 20_000
      )
    )
    let person = "p-00000000\(1_000 + number % 1_000)"
    let draft = EntryDraft(
      event: EventID(using: &generator),
      kind: event.kind,
      stream: person,
      actor: PersonID(rawValue: person),
      role: "staff",
      assurance: .local,
      clock: .system,
      occurredAt: Timestamp(milliseconds: 1_772_442_840_000 + number),
      data: event.data
    )
    return LedgerBatch([draft], documents: [text])
  }
}

/// The least that a durable answer needs: one row in SQLite with WAL and FULL, and 64 bytes synced.
private final class BareStore {
  private let queue: DatabaseQueue
  private let file: FileHandle

  init(_ folder: URL) throws {
    var configuration = Configuration()
    configuration.prepareDatabase {
      try $0.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    }
    queue = try DatabaseQueue(
      path: folder.appending(path: "bare.sqlite").path,
      configuration: configuration
    )
    try queue.writeWithoutTransaction {
      try $0.execute(sql: "CREATE TABLE entries (position INTEGER PRIMARY KEY, body BLOB) STRICT")
    }
    let path = folder.appending(path: "bare.head")
    try Data(count: 64).write(to: path)
    file = try FileHandle(forUpdating: path)
  }

  func append(_ bytes: [UInt8]) throws {
    try queue.writeWithoutTransaction { database in
      try database.inTransaction(.immediate) {
        try database.cachedStatement(sql: "INSERT INTO entries (body) VALUES (?)")
          .execute(arguments: [Data(bytes)])
        return .commit
      }
    }
    var head = [UInt8](repeating: 7, count: 64)
    guard pwrite(file.fileDescriptor, &head, 64, 0) == 64, fdatasync(file.fileDescriptor) == 0
    else {
      throw POSIXError(.EIO)
    }
  }
}
