import Foundation
import GRDB
import GRDBSQLite
import Records

/// Reads entries from a store in batches, from SQLite's own memory into that of a batch.
///
/// Whoever calls waits for each fetch before the next, so one thread at a time touches the
/// connection, which may be another each time.
final class EntryReader: @unchecked Sendable {
  private let statement: Statement
  private var batch = LedgerVerifier.Batch()
  private var failure: DatabaseError?

  /// A statement that ended would begin anew.
  private var hasEnded = false

  /// What the indexes of the entries have to say.
  private(set) var sums = IndexSums()

  init(_ statement: Statement) { self.statement = statement }

  /// Hands over what was fetched, and leaves an empty batch.
  func takeBatch() -> LedgerVerifier.Batch {
    defer { batch = LedgerVerifier.Batch() }
    return batch
  }

  func fetch() throws {
    fetchLater()
    try rethrow()
  }

  /// Throws what went wrong in a fetch that could not throw.
  func rethrow() throws {
    if let failure { throw failure }
  }

  func fetchLater() {
    let row = statement.sqliteStatement
    while !hasEnded, batch.count < LedgerVerifier.batchSize {
      let code = sqlite3_step(row)
      guard code == SQLITE_ROW else {
        hasEnded = true
        if code != SQLITE_DONE {
          failure = DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: String(cString: sqlite3_errmsg(sqlite3_db_handle(row)))
          )
        }
        return
      }
      let (position, seq) = (Int(sqlite3_column_int64(row, 0)), Int(sqlite3_column_int64(row, 4)))
      let (event, stream) = (column(row, 2), column(row, 3))
      sums.add(event: event, stream: stream, seq: seq, position: position)
      batch.append(
        position: position,
        leaf: column(row, 1),
        event: event,
        stream: stream,
        seq: seq,
        bytes: column(row, 5)
      )
    }
  }
}

/// Steps through the rows of a query; what `visit` gets of a row holds until the next.
func scan(
  _ database: Database,
  sql: String,
  _ visit: (OpaquePointer) throws -> Void
) throws {
  let statement = try database.makeStatement(sql: sql)
  let row = statement.sqliteStatement
  defer { withExtendedLifetime(statement) {} }
  while true {
    let code = sqlite3_step(row)
    guard code == SQLITE_ROW else {
      guard code == SQLITE_DONE else {
        throw DatabaseError(
          resultCode: ResultCode(rawValue: code),
          message: String(cString: sqlite3_errmsg(sqlite3_db_handle(row)))
        )
      }
      return
    }
    try visit(row)
  }
}

/// The bytes of a column, valid until the next step.
func column(_ row: OpaquePointer, _ index: Int32) -> UnsafeRawBufferPointer {
  let start = sqlite3_column_blob(row, index)
  return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, index)))
}

/// Whether the two indexes of `entries` hold exactly what the table holds.
///
/// Each row adds a keyed hash of what its line in an index has to say (SipHash with a key of this
/// process), each line of the index takes one away; the sums are zero only if the two are the same
/// collection. Clarke and others (2003), *ASIACRYPT*, LNCS 2894:188.
struct IndexSums {
  private var events = 0
  private var streams = 0

  mutating func add(
    event: UnsafeRawBufferPointer,
    stream: UnsafeRawBufferPointer,
    seq: Int,
    position: Int
  ) {
    events &+= Self.hash(event, position)
    streams &+= Self.hash(stream, position, seq)
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer, _ numbers: Int...) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: bytes)
    for number in numbers { hasher.combine(number) }
    return hasher.finalize()
  }

  /// Compares with the indexes as they are.
  func compare(with database: Database) throws {
    var sums = self
    var last: [UInt8] = []
    try scan(
      database,
      sql: """
        SELECT event, position FROM entries INDEXED BY sqlite_autoindex_entries_1 ORDER BY event
        """
    ) { row in
      let event = column(row, 0)
      if event.elementsEqual(last) { throw Self.fault("an event stands there twice") }
      last.replaceSubrange(last.startIndex..., with: event)
      sums.events &-= Self.hash(event, Int(sqlite3_column_int64(row, 1)))
    }
    try scan(
      database,
      sql: """
        SELECT stream, seq, position FROM entries INDEXED BY sqlite_autoindex_entries_2
        ORDER BY stream, seq
        """
    ) { row in
      let (seq, position) = (sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2))
      sums.streams &-= Self.hash(column(row, 0), Int(position), Int(seq))
    }
    guard sums.events == 0, sums.streams == 0 else {
      throw Self.fault("an index does not say what the entries say")
    }
  }

  private static func fault(_ reason: String) -> LedgerVerification.Fault {
    LedgerVerification.Fault(position: nil, reason: "the SQLite file is damaged: \(reason)")
  }
}
