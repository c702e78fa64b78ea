import Content
import Foundation
import Records
import Storage
import TestSupport
import Testing

let organisation = "Example Council"

/// A clock that moves on by a millisecond a look.
func tickingClock() -> @Sendable () -> Timestamp {
  let ticks = Ticks()
  return { ticks.next() }
}

private final class Ticks: Sendable {
  private let value = NSLock()
  nonisolated(unsafe) private var milliseconds = 1_767_225_600_000

  func next() -> Timestamp {
    value.withLock {
      milliseconds += 1
      return Timestamp(milliseconds: milliseconds)
    }
  }
}

@Suite struct `The promises of a ledger` {
  @Test(arguments: LedgerContract.all)
  func `are kept in memory`(contract: LedgerContract) async throws {
    try await contract.check(InMemoryLedger(organisation: organisation, now: tickingClock()))
  }

  @Test(arguments: LedgerContract.all)
  func `are kept by SQLite`(contract: LedgerContract) async throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }  // the system empties it anyway
    let path = folder.appending(path: "ledger.sqlite").path
    try await contract.check(
      SQLiteLedger.open(path: path, organisation: organisation, now: tickingClock())
    )
  }

  @Test(arguments: LedgerContract.all)
  func `are kept by SQLite across reopening`(contract: LedgerContract) async throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }  // the system empties it anyway
    let path = folder.appending(path: "ledger.sqlite").path
    try await contract.check(ReopeningLedger(path: path))
  }
}

/// A ledger that is opened anew for each call, as separate runs of the program do.
private struct ReopeningLedger: Ledger {
  let path: String

  private func open() throws -> SQLiteLedger {
    try SQLiteLedger.open(path: path, organisation: organisation, now: tickingClock())
  }

  var origin: String { get async throws { try await open().origin } }
  func append(_ batch: LedgerBatch) async throws -> [Receipt] { try await open().append(batch) }
  func head() async throws -> LedgerHead { try await open().head() }
  func entries(from position: Int, limit: Int) async throws -> [StoredEntry] {
    try await open().entries(from: position, limit: limit)
  }
  func entries(in stream: String) async throws -> [StoredEntry] {
    try await open().entries(in: stream)
  }
  func latest(in stream: String) async throws -> LedgerEntry? {
    try await open().latest(in: stream)
  }
  func document(_ digest: Digest) async throws -> [UInt8]? { try await open().document(digest) }
  func remarks() async throws -> [Digest: Remark] { try await open().remarks() }
  func verify() async throws -> LedgerVerification { try await open().verify() }
}
