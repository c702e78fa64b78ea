import Content
import Foundation
import GRDB
import Psychometrics
import Records
import Storage
import TestSupport
import Testing

/// A small store with entries, documents and free texts, closed and in one file.
struct SmallStore {
  let folder: URL
  var path: String { folder.appending(path: "ledger.sqlite").path }
  var headPath: String { path + ".head" }

  init(entries: Int = 6, inMemory: Bool = false) async throws {
    folder = try temporaryFolder(inMemory: inMemory)
    let ledger = try open()
    for number in 1...entries {
      let document = Array("version \(number % 2)".utf8)
      var generator = SplitMix64(seed: UInt64(number))
      let remark = Remark("remark \(number)", using: &generator)
      let data: JSONValue = [
        "document": .string(Digest(of: document).description), "n": .integer(number),
        "text": ["remark": .string(remark.commitment.description)],
      ]
      let stream = number % 3 == 0 ? "register/R-0001" : "p-00000000000\(number % 2)"
      _ = try await ledger.append(
        LedgerBatch(
          [LedgerContract.draft(number, stream: stream, data: data)],
          documents: [document],
          remarks: [remark]
        )
      )
    }
  }

  func open() throws -> SQLiteLedger {
    try SQLiteLedger.open(path: path, organisation: organisation, now: tickingClock())
  }

  /// What an attacker with the file can do: SQL without our triggers.
  func attack(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      let triggers = try Row.fetchAll(
        database,
        sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
      )
      for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger[0] as String)") }
      try database.execute(sql: sql)
      for trigger in triggers where !sql.contains("DROP TABLE") {
        try database.execute(sql: trigger[1])
      }
    }
    try queue.close()
  }

  /// The verdict of a fresh process: a store that cannot even be opened does not hold.
  func holds() async -> Bool {
    do { return try await open().verify().holds } catch { return false }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }  // the system empties it anyway
}

@Suite struct `A SQLite ledger` {
  @Test func `commits with synchronous FULL on every connection`() async throws {
    let store = try await SmallStore()
    defer { store.remove() }
    #expect(try await store.open().synchronousLevel() == 2)
    #expect(try await store.open().synchronousLevel() == 2)
  }

  @Test func `is readable by its owner alone`() async throws {
    let store = try await SmallStore()
    defer { store.remove() }
    for path in [store.path, store.headPath] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test(arguments: [
    "UPDATE entries SET seq = 9 WHERE position = 0", "DELETE FROM entries WHERE position = 5",
    "INSERT OR REPLACE INTO entries SELECT position, leaf, event, stream, seq, x'00' FROM entries LIMIT 1",
    "INSERT INTO entries VALUES (99, x'00', x'00', 's', 0, x'00')",
    "UPDATE documents SET body = x'00'", "DELETE FROM documents",
    "INSERT OR REPLACE INTO documents SELECT digest, x'00' FROM documents",
    "UPDATE remarks SET body = 'x'", "INSERT INTO entries VALUES ('x', 1, 2, 3, 4, 5)",
  ])
  func `refuses to change what is recorded`(sql: String) async throws {
    let store = try await SmallStore()
    defer { store.remove() }
    let queue = try DatabaseQueue(path: store.path)
    #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
    try queue.close()
    #expect(await store.holds())
  }

  @Test(arguments: [
    "UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), '\"n\":3', '\"n\":4') AS BLOB) WHERE position = 2",
    "UPDATE entries SET leaf = zeroblob(32) WHERE position = 1",
    "UPDATE entries SET event = zeroblob(16) WHERE position = 1",
    "UPDATE entries SET stream = 'p-0' WHERE position = 0",
    "UPDATE entries SET seq = 7 WHERE position = 0",
    "DELETE FROM entries WHERE position = 5", "DELETE FROM entries WHERE position = 0",
    "DELETE FROM entries WHERE position = 3",
    "UPDATE entries SET position = position + 10 WHERE position >= 3",
    "UPDATE entries SET position = 100 WHERE position = 1; UPDATE entries SET position = 1 WHERE position = 2; UPDATE entries SET position = 2 WHERE position = 100",
    "INSERT INTO entries SELECT 6, leaf, randomblob(16), 'p-9', 0, body FROM entries WHERE position = 0",
    "UPDATE documents SET body = x'00' WHERE rowid = 1", "DELETE FROM documents WHERE rowid = 1",
    "INSERT INTO documents VALUES (randomblob(32), x'00')", "DELETE FROM remarks WHERE rowid = 1",
    "UPDATE remarks SET body = 'other' WHERE rowid = 1",
    "UPDATE remarks SET salt = randomblob(16) WHERE rowid = 2",
    "INSERT INTO remarks VALUES (randomblob(32), randomblob(16), 'x')",
    "UPDATE ledger SET size = 5", "UPDATE ledger SET peaks = zeroblob(64)",
    "UPDATE ledger SET origin = 'debrief/other/1/0'", "DELETE FROM ledger", "DROP TABLE documents",
    "DROP TRIGGER IF EXISTS entries_refuse_delete; CREATE TRIGGER another AFTER INSERT ON entries BEGIN SELECT 1; END",
    "DELETE FROM entries; UPDATE ledger SET size = 0, peaks = x''; DELETE FROM documents; DELETE FROM remarks",
  ])
  func `notices what somebody with the file did`(sql: String) async throws {
    let store = try await SmallStore()
    defer { store.remove() }
    #expect(await store.holds())
    try store.attack(sql)
    #expect(await !store.holds())
  }

  @Test func `names the first entry that does not hold`() async throws {
    let store = try await SmallStore()
    defer { store.remove() }
    try store.attack(
      "UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), '\"n\":', '\"m\":') AS BLOB) WHERE position >= 2"
    )
    let verification = try await store.open().verify()
    #expect(verification.fault?.position == 2)
  }

  @Test func `notices a store that was replaced by an older copy of itself`() async throws {
    let store = try await SmallStore()
    defer { store.remove() }
    let copy = store.folder.appending(path: "copy").path
    try FileManager.default.copyItem(atPath: store.path, toPath: copy)
    _ = try await store.open().append(LedgerBatch([LedgerContract.draft(77)]))
    for suffix in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: store.path + suffix)
    {
      try FileManager.default.removeItem(atPath: store.path + suffix)
    }
    try FileManager.default.removeItem(atPath: store.path)
    try FileManager.default.moveItem(atPath: copy, toPath: store.path)
    #expect(await !store.holds())
    let ledger = try store.open()
    await #expect(throws: LedgerError.self) {
      try await ledger.append(LedgerBatch([LedgerContract.draft(78)]))
    }
  }

  @Test func `notices that its file or its head file is gone`() async throws {
    let store = try await SmallStore()
    defer { store.remove() }
    let head = try Data(contentsOf: URL(filePath: store.headPath))
    try FileManager.default.removeItem(atPath: store.headPath)
    #expect(await !store.holds())
    try head.write(to: URL(filePath: store.headPath))
    #expect(await store.holds())
    try FileManager.default.removeItem(atPath: store.path)
    #expect(await !store.holds())
  }

  @Test func `goes on after a commit whose head was not written`() async throws {
    let store = try await SmallStore()
    defer { store.remove() }
    let before = try Data(contentsOf: URL(filePath: store.headPath))
    _ = try await store.open().append(LedgerBatch([LedgerContract.draft(77)]))
    try before.write(to: URL(filePath: store.headPath))
    let verification = try await store.open().verify()
    #expect(verification.holds)
    let isBehind = { (remark: String) in remark.contains("head file is 1 behind") }
    #expect(verification.remarks.contains(where: isBehind))
    _ = try await store.open().append(LedgerBatch([LedgerContract.draft(78)]))
    #expect(try await !store.open().verify().remarks.contains(where: isBehind))
  }

  @Test func `survives a torn write of its head file`() async throws {
    let store = try await SmallStore()
    defer { store.remove() }
    var bytes = Array(try Data(contentsOf: URL(filePath: store.headPath)))
    let newest = try #require(LedgerHead(file: bytes))
    let slot = 1 - LedgerHead.nextSlot(in: bytes)
    for index in (slot * 512 + 40)..<(slot * 512 + 200) { bytes[index] = 0 }
    try Data(bytes).write(to: URL(filePath: store.headPath))
    #expect(LedgerHead(file: bytes)?.size == newest.size - 1)
    #expect(await store.holds())
  }

  @Test func `of a newer version is refused and left alone`() async throws {
    let store = try await SmallStore()
    defer { store.remove() }
    try store.attack("PRAGMA user_version = 2")
    #expect(throws: LedgerError.newerVersion(found: 2, known: 1)) { try store.open() }
  }

  @Test func `of another organisation is refused`() async throws {
    let store = try await SmallStore()
    defer { store.remove() }
    #expect(
      throws: LedgerError.otherOrigin(
        found: "debrief/example-council/1/0",
        expected: "debrief/other-council/1/0"
      )
    ) {
      try SQLiteLedger.open(path: store.path, organisation: "Other Council", now: tickingClock())
    }
  }

  @Test func `that is no ledger is refused`() throws {
    let folder = try temporaryFolder()
    let path = folder.appending(path: "notes.txt").path
    try "no database, but long enough to look at: \(String(repeating: "x", count: 4_096))"
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: LedgerError.self) {
      try SQLiteLedger.open(path: path, organisation: organisation, now: tickingClock())
    }
    let database = folder.appending(path: "other.sqlite").path
    let queue = try DatabaseQueue(path: database)
    try queue.write { try $0.execute(sql: "CREATE TABLE t (x)") }
    try queue.close()
    #expect(throws: LedgerError.self) {
      try SQLiteLedger.open(path: database, organisation: organisation, now: tickingClock())
    }
  }
}

@Suite struct `A changed byte of a ledger file` {
  /// Every byte that is not zero, and every seventh that is, each with one bit flipped.
  @Test func `is noticed when it changes what is recorded`() async throws {
    let store = try await SmallStore(entries: 4, inMemory: true)
    defer { store.remove() }
    let original = Array(try Data(contentsOf: URL(filePath: store.path)))
    let recorded = try contents(of: store.path)
    var altered = 0
    for index in original.indices where original[index] != 0 || index % 7 == 0 {
      var bytes = original
      bytes[index] ^= 1 << (index % 8)
      for suffix in ["-wal", "-shm"] { unlink(store.path + suffix) }
      try Data(bytes).write(to: URL(filePath: store.path))
      let now = try? contents(of: store.path)  // a file that cannot be read is altered as well
      guard now != recorded else { continue }
      altered += 1
      #expect(await !store.holds(), "byte \(index)")
    }
    #expect(altered > 1_000)
  }

  private func contents(of path: String) throws -> [String] {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }  // a damaged file may refuse even that
    return try queue.read { database in
      let entries = try Row.fetchAll(database, sql: "SELECT * FROM entries ORDER BY position")
      let documents = try Row.fetchAll(database, sql: "SELECT * FROM documents ORDER BY digest")
      let remarks = try Row.fetchAll(database, sql: "SELECT * FROM remarks ORDER BY commitment")
      return (entries + documents + remarks).map { row in
        row.map { "\($0.0)=\($0.1)" }.joined(separator: "|")
      }
    }
  }
}
