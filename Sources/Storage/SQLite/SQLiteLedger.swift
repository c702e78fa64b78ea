import Content
import Foundation
import GRDB
import GRDBSQLite
import Records
import Session
import Synchronization

/// A ledger in one SQLite file, with its head in a second one beside it.
///
/// Durable by `journal_mode=WAL` and `synchronous=FULL`, read back on every connection because GRDB
/// and SQLite have ways to lower it. One writer at a time: each append takes the lock of the head
/// file, so two processes can work on one store and each waits at most ``lockSeconds``.
package final class SQLiteLedger: Ledger {
  /// How long an append waits for another process.
  package static let lockSeconds = 10

  /// `DBRF` in ASCII; tells our stores from other SQLite files.
  static let applicationID = 0x4442_5246
  static let schemaVersion = 1
  static var schema: String { String(decoding: PackageResources.Schema_1_sql, as: UTF8.self) }

  /// Bytes of a page of a new store: an append changes four pages, and each goes to disk whole.
  private static let pageSize = 2_048

  package let path: String
  private let database: DatabaseQueue
  private let head: HeadFile?
  private let now: @Sendable () -> Timestamp

  /// Set by the first failed write; from then on nothing is acknowledged.
  private let failure = Mutex<LedgerError?>(nil)

  /// The tree as this process last left it in the store and in the head file.
  private let left = Mutex<MerkleFrontier?>(nil)

  /// Documents that the store is known to hold.
  private let held = Mutex<Set<Digest>>([])

  /// Opens a store, or creates it where there is none.
  ///
  /// The organisation names the log, and a store of another one is refused; `now` is the system's
  /// clock, for `recordedAt`.
  package static func open(
    path: String,
    organisation: String,
    now: @escaping @Sendable () -> Timestamp
  ) throws -> SQLiteLedger {
    try opening(path) {
      let ledger = try SQLiteLedger(creating: path, organisation: organisation, now: now)
      try ledger.checkOrigin(LedgerHead.origin(organisation: organisation))
      return ledger
    }
  }

  /// Opens an existing store for reading: nothing is created, migrated or asked of it, so an auditor
  /// can look at a copy that nobody may write to, whoever it belongs to.
  package static func inspect(path: String) throws -> SQLiteLedger {
    try opening(path) { try SQLiteLedger(inspecting: path) }
  }

  private static func opening(
    _ path: String,
    _ body: () throws -> SQLiteLedger
  ) throws -> SQLiteLedger {
    do { return try body() } catch let error as DatabaseError {
      throw LedgerError(opening: error, path: path)
    } catch let fault as FileFault {
      throw LedgerError.unreadable("\(fault.path): \(fault.reason)")
    }
  }

  private init(inspecting path: String) throws {
    self.path = path
    now = { Timestamp(milliseconds: 0) }  // nothing is recorded through this
    guard fileExists(path) else {
      throw LedgerError.unreadable("\(path): there is no such file")
    }
    head = nil
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(TimeInterval(Self.lockSeconds))
    database = try DatabaseQueue(path: path, configuration: configuration)
  }

  private init(
    creating path: String,
    organisation: String,
    now: @escaping @Sendable () -> Timestamp
  ) throws {
    self.path = path
    self.now = now
    let headPath = path + ".head"
    let isNew = !fileExists(path)
    if isNew, let head = try Self.keptHead(path), head.size > 0 {
      throw LedgerError.damaged(
        "\(path) is gone, but its head file says that it held \(head.size) entries"
      )
    }
    if isNew {
      try makeFolders(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
      _ = try PosixFile(path: path, creates: true)
    }
    var configuration = Configuration()
    configuration.busyMode = .timeout(TimeInterval(Self.lockSeconds))
    configuration.prepareDatabase { database in
      try database.execute(
        sql: "PRAGMA page_size = \(Self.pageSize); PRAGMA journal_mode = WAL; "
          + "PRAGMA synchronous = FULL"
      )
      guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2,
        try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal"
      else { throw LedgerError.unreadable("SQLite does not give durable commits here") }
    }
    database = try DatabaseQueue(path: path, configuration: configuration)
    let expected = LedgerHead.origin(organisation: organisation)
    try database.writeWithoutTransaction { database in
      try Self.migrate(database, origin: expected)
    }
    head = try HeadFile(path: headPath)
  }

  /// What the head file beside a store says, or `nil` where there is none that can be read.
  static func keptHead(_ path: String) throws(FileFault) -> LedgerHead? {
    guard fileExists(path + ".head") else { return nil }
    return LedgerHead(file: try readRegularFile(path + ".head", atMost: HeadFile.largestFile))
  }

  /// The durability that the connection really has: 2 is FULL.
  package func synchronousLevel() async throws -> Int {
    try await database.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
  }

  private static func migrate(_ database: Database, origin: String) throws {
    // One transaction sees one state, whatever another process is creating meanwhile.
    var version = 0
    try database.inTransaction(.deferred) {
      version = try knownVersion(database)
      return .commit
    }
    guard version < 1 else { return }
    try database.inTransaction(.immediate) {
      guard try knownVersion(database) == 0 else { return .rollback }
      try database.execute(sql: schema)
      try database.execute(
        sql: "INSERT INTO ledger VALUES (1, ?, 0, ?)",
        arguments: [origin, Data()]
      )
      try database.execute(
        sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(schemaVersion)"
      )
      return .commit
    }
  }

  /// The version of the layout, or 0 for a file that is still empty.
  private static func knownVersion(_ database: Database) throws -> Int {
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    if version > schemaVersion {
      throw LedgerError.newerVersion(found: version, known: schemaVersion)
    }
    if tables > 0, application != applicationID {
      throw LedgerError.unreadable("this SQLite file is no ledger of Debrief")
    }
    return version
  }

  private func checkOrigin(_ expected: String) throws {
    let found = try database.read { try String.fetchOne($0, sql: "SELECT origin FROM ledger") }
    guard found == expected else {
      throw LedgerError.otherOrigin(found: found ?? "nothing", expected: expected)
    }
  }

  // MARK: Appending

  package func append(_ batch: LedgerBatch) async throws -> [Receipt] {
    if let error = failure.withLock(\.self) { throw error }
    do {
      return try appendHere(batch)
    } catch let error as LedgerError {
      throw record(error)
    } catch let error as DatabaseError {
      throw record(LedgerError(error, path: path))
    } catch let fault as FileFault {
      throw record(.notRecorded("\(fault.path): \(fault.reason)"))
    }
  }

  /// Appends on this thread: a commit takes less time than handing it to another thread and back.
  private func appendHere(_ batch: LedgerBatch) throws -> [Receipt] {
    try database.writeWithoutTransaction { database in try append(batch, to: database) }
  }

  /// A write that failed may have lost data that a second try would call saved, so it is the last.
  private func record(_ error: LedgerError) -> LedgerError {
    switch error {
    case .notRecorded, .recordedUnacknowledged: failure.withLock { $0 = error }
    default: break
    }
    return error
  }

  private func append(_ batch: LedgerBatch, to database: Database) throws -> [Receipt] {
    guard let head else { throw LedgerError.notRecorded("\(path) was opened for reading") }
    guard try head.lock(seconds: Self.lockSeconds) else {
      throw LedgerError.busy(seconds: Self.lockSeconds)
    }
    defer { head.unlock() }
    var receipts: [Receipt] = []
    var newHead: LedgerHead?
    var newFrontier = MerkleFrontier()
    let documents = batch.documents.map { (digest: Digest(of: $0), text: $0) }
    try database.inTransaction(.immediate) {
      let (origin, frontier) = try Self.frontier(database)
      // Where the tree is as we left it nobody else appended, and the head file is as we left it too.
      if left.withLock({ $0 != frontier }) {
        try checkHead(head, database, origin: origin, frontier: frontier)
      }
      var sequencer = LedgerSequencer(frontier: frontier)
      try checkExpectations(batch, in: database)
      for draft in batch.drafts {
        if let known = try receipt(of: draft, in: database) {
          receipts.append(known)
          continue
        }
        let (entry, stored) = try sequencer.place(draft, recordedAt: now()) { stream in
          try Self.end(of: stream, in: database)
        }
        try stored.requireReadable(as: entry)
        try Self.insert(entry, stored, into: database)
        receipts.append(Receipt(position: stored.position, leaf: stored.leaf))
      }
      guard sequencer.frontier.size > frontier.size else { return .rollback }
      try insert(documents: documents, into: database)
      try Self.insert(remarks: batch.remarks, into: database)
      try database.cachedStatement(sql: "UPDATE ledger SET size = ?, peaks = ?").execute(
        arguments: [sequencer.frontier.size, Data(sequencer.frontier.peaks.flatMap(\.bytes))])
      newFrontier = sequencer.frontier
      newHead = LedgerHead(
        origin: origin,
        size: sequencer.frontier.size,
        root: sequencer.frontier.root
      )
      return .commit
    }
    if let newHead {
      do throws(FileFault) { try head.write(newHead) } catch {
        throw LedgerError.recordedUnacknowledged("\(error.path): \(error.reason)")
      }
      left.withLock { $0 = newFrontier }
      held.withLock { $0.formUnion(documents.map(\.digest)) }
    }
    return receipts
  }

  private func checkExpectations(_ batch: LedgerBatch, in database: Database) throws {
    guard !batch.expecting.isEmpty else { return }
    let isKnown = try batch.drafts.contains { try receipt(of: $0, in: database) != nil }
    for (stream, count) in batch.expecting where !isKnown {
      guard try Self.end(of: stream, in: database)?.count ?? 0 == count else {
        throw LedgerError.conflict(stream: stream)
      }
    }
  }

  private func receipt(of draft: EntryDraft, in database: Database) throws -> Receipt? {
    let statement = try database.cachedStatement(
      sql: "SELECT position, leaf, body FROM entries WHERE event = ?"
    )
    guard let row = try Row.fetchOne(statement, arguments: [Data(draft.event.bytes)]) else {
      return nil
    }
    let stored = try Self.stored(row)
    guard draft.isRecorded(by: try stored.decoded()) else {
      throw LedgerError.eventReused(draft.event)
    }
    return Receipt(position: stored.position, leaf: stored.leaf)
  }

  private static func end(
    of stream: String,
    in database: Database
  ) throws -> LedgerSequencer.StreamEnd? {
    let statement = try database.cachedStatement(
      sql: "SELECT seq, leaf FROM entries WHERE stream = ? ORDER BY seq DESC LIMIT 1"
    )
    guard let row = try Row.fetchOne(statement, arguments: [stream]) else { return nil }
    return LedgerSequencer.StreamEnd(count: row[0] + 1, leaf: try digest(row[1]))
  }

  private static func insert(
    _ entry: LedgerEntry,
    _ stored: StoredEntry,
    into database: Database
  ) throws {
    try database.cachedStatement(sql: "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)").execute(
      arguments: [
        stored.position, Data(stored.leaf.bytes), Data(entry.event.bytes), entry.stream, entry.seq,
        Data(stored.bytes),
      ])
  }

  private func insert(
    documents: [(digest: Digest, text: [UInt8])],
    into database: Database
  ) throws {
    for document in documents where !held.withLock({ $0.contains(document.digest) }) {
      let digest = Data(document.digest.bytes)
      let isKnown = try Bool.fetchOne(
        database.cachedStatement(sql: "SELECT 1 FROM documents WHERE digest = ?"),
        arguments: [digest]
      )
      guard isKnown == nil else { continue }
      try database.cachedStatement(sql: "INSERT INTO documents VALUES (?, ?)")
        .execute(arguments: [digest, Data(document.text)])
    }
  }

  private static func insert(remarks: [Remark], into database: Database) throws {
    for remark in remarks {
      try database.cachedStatement(sql: "INSERT INTO remarks VALUES (?, ?, ?)")
        .execute(arguments: [Data(remark.commitment.bytes), Data(remark.salt), remark.text])
    }
  }

  /// Compares the log with its head file.
  ///
  /// The log may be longer, by a commit that was not followed by the file's write; it must never be
  /// shorter or another one. A new log gets its first head here, before its first commit: an entry
  /// without any head is always a fault.
  private func checkHead(
    _ head: HeadFile,
    _ database: Database,
    origin: String,
    frontier: MerkleFrontier
  ) throws {
    guard let known = try head.read() else {
      guard frontier.size == 0 else {
        throw LedgerError.damaged("the head file \(path).head is missing or unreadable")
      }
      return try head.write(LedgerHead(origin: origin, size: 0, root: MerkleTree.emptyRoot))
    }
    guard known.size <= frontier.size else {
      throw LedgerError.damaged(
        "the store has \(frontier.size) entries, but \(known.size) were acknowledged"
      )
    }
    if known.size == frontier.size {
      guard known.root == frontier.root else {
        throw LedgerError.damaged("the store is another one than its head file says")
      }
      return
    }
    let cursor = try Data.fetchCursor(
      database,
      sql: "SELECT leaf FROM entries WHERE position < ? ORDER BY position",
      arguments: [known.size]
    )
    var prefix = MerkleFrontier()
    while let leaf = try cursor.next() { prefix.append(try Self.digest(leaf)) }
    guard prefix.root == known.root else {
      throw LedgerError.damaged("the store is another one than its head file says")
    }
  }

  // MARK: Reading

  package var origin: String {
    get async throws { try await head().origin }
  }

  package func head() async throws -> LedgerHead {
    try await reading { database in
      let (origin, frontier) = try Self.frontier(database)
      return LedgerHead(origin: origin, size: frontier.size, root: frontier.root)
    }
  }

  package func entries(from position: Int, limit: Int) async throws -> [StoredEntry] {
    try await reading { database in
      var entries: [StoredEntry] = []
      // Both are numbers, and a row is copied once, out of SQLite's own memory.
      try scan(
        database,
        sql: """
          SELECT position, leaf, body FROM entries
          WHERE position >= \(position) ORDER BY position LIMIT \(limit)
          """
      ) { row in
        guard let leaf = Digest(bytes: Array(column(row, 1))) else {
          throw LedgerError.damaged("a hash of \(column(row, 1).count) bytes")
        }
        let place = try Self.position(Int(sqlite3_column_int64(row, 0)))
        entries.append(StoredEntry(position: place, leaf: leaf, bytes: Array(column(row, 2))))
      }
      return entries
    }
  }

  /// How many entries are read at once: some two megabytes.
  package static let entriesAtOnce = 4_096

  /// Hands the entries from a position on to `take`, in the order of the log, until it returns `false`.
  ///
  /// The next page is fetched and read on another core meanwhile.
  package func eachEntry(
    from start: Int = 0,
    _ take: (StoredEntry) throws -> Bool
  ) async throws {
    var page = try await readPage(from: start)
    while let last = page.last, page.count == Self.entriesAtOnce {
      async let following = readPage(from: last.position + 1)
      for stored in page where try !take(stored) { return }
      page = try await following
    }
    for stored in page where try !take(stored) { return }
  }

  private func readPage(from position: Int) async throws -> [StoredEntry] {
    let page = try await entries(from: position, limit: Self.entriesAtOnce)
    let halves = [page[..<(page.count / 2)], page[(page.count / 2)...]]
    return inParallel(halves) { $0.map { $0.read() } }.flatMap(\.self)
  }

  /// The entries at some positions, in their order.
  package func entries(at positions: some Collection<Int> & Sendable) async throws -> [StoredEntry]
  {
    try await reading { database in
      let statement = try database.cachedStatement(
        sql: "SELECT position, leaf, body FROM entries WHERE position = ?"
      )
      return try positions.map { position in
        guard let row = try Row.fetchOne(statement, arguments: [position]) else {
          throw LedgerError.damaged("entry \(position) is missing")
        }
        return try Self.stored(row)
      }
    }
  }

  /// The name of the log and its tree, of one moment.
  package func tree() async throws -> (origin: String, frontier: MerkleFrontier) {
    try await reading { database in
      let (origin, frontier) = try Self.frontier(database)
      return (origin, frontier)
    }
  }

  package func entries(in stream: String) async throws -> [StoredEntry] {
    try await reading { database in
      try Row.fetchAll(
        database,
        sql: "SELECT position, leaf, body FROM entries WHERE stream = ? ORDER BY seq",
        arguments: [stream]
      ).map(Self.stored)
    }
  }

  package func latest(in stream: String) async throws -> LedgerEntry? {
    try await reading { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT position, leaf, body FROM entries WHERE stream = ? ORDER BY seq DESC LIMIT 1
          """,
        arguments: [stream]
      ).map { try Self.stored($0).decoded() }
    }
  }

  package func document(_ digest: Digest) async throws -> [UInt8]? {
    try await reading { database in
      try Data.fetchOne(
        database,
        sql: "SELECT body FROM documents WHERE digest = ?",
        arguments: [Data(digest.bytes)]
      ).map(Array.init)
    }
  }

  package func remarks() async throws -> [Digest: Remark] {
    try await reading { database in
      let rows = try Row.fetchAll(database, sql: "SELECT commitment, salt, body FROM remarks")
      return try Dictionary(
        uniqueKeysWithValues: rows.map { row in
          (try Self.digest(row[0]), Remark(salt: Array(row[1] as Data), text: row[2]))
        }
      )
    }
  }

  /// The texts of some commitments; those that were disposed of are left out.
  package func remarks(_ commitments: [Digest]) async throws -> [Digest: Remark] {
    try await reading { database in
      let statement = try database.cachedStatement(
        sql: "SELECT salt, body FROM remarks WHERE commitment = ?"
      )
      return try commitments.reduce(into: [:]) { remarks, commitment in
        if let row = try Row.fetchOne(statement, arguments: [Data(commitment.bytes)]) {
          remarks[commitment] = Remark(salt: Array(row[0] as Data), text: row[1])
        }
      }
    }
  }

  package func verify() async throws -> LedgerVerification {
    let known: LedgerHead?
    do throws(FileFault) { known = try Self.keptHead(path) } catch {
      throw LedgerError.damaged("the head file \(error.path): \(error.reason)")
    }
    return try await reading { try SQLiteVerification.run(on: $0, head: known, path: self.path) }
  }

  private func reading<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    do { return try await database.read(body) } catch let error as DatabaseError {
      throw LedgerError(opening: error, path: path)
    }
  }

  static func frontier(_ database: Database) throws -> (origin: String, MerkleFrontier) {
    let statement = try database.cachedStatement(sql: "SELECT origin, size, peaks FROM ledger")
    guard let row = try Row.fetchOne(statement) else {
      throw LedgerError.damaged("the store does not say whose it is")
    }
    let peaks = Array(row[2] as Data)
    let digests = stride(from: 0, to: peaks.count, by: 32).compactMap { start in
      Digest(bytes: Array(peaks[start..<min(start + 32, peaks.count)]))
    }
    guard peaks.count % 32 == 0, let frontier = MerkleFrontier(size: row[1], peaks: digests) else {
      throw LedgerError.damaged("the tree that the store keeps is none")
    }
    return (row[0], frontier)
  }

  static func stored(_ row: Row) throws -> StoredEntry {
    StoredEntry(
      position: try position(row[0]),
      leaf: try digest(row[1]),
      bytes: Array(row[2] as Data)
    )
  }

  /// A place in a log: no log has more than four thousand million entries.
  private static func position(_ number: Int) throws -> Int {
    guard (0..<Int(UInt32.max)).contains(number) else {
      throw LedgerError.damaged("an entry stands at \(number), where none can stand")
    }
    return number
  }

  static func digest(_ data: Data) throws -> Digest {
    guard let digest = Digest(bytes: Array(data)) else {
      throw LedgerError.damaged("a hash of \(data.count) bytes")
    }
    return digest
  }
}

extension LedgerError {
  /// An error while recording.
  init(_ error: DatabaseError, path: String) {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(seconds: SQLiteLedger.lockSeconds)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(Self.reason(error, path))
    default: self = .notRecorded(Self.reason(error, path))
    }
  }

  /// An error while opening or reading; nothing was to be recorded.
  init(opening error: DatabaseError, path: String) {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(seconds: SQLiteLedger.lockSeconds)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR:
      self = .damaged(Self.reason(error, path))
    case .SQLITE_FULL, .SQLITE_IOERR: self = .notRecorded(Self.reason(error, path))
    default: self = .unreadable(Self.reason(error, path))
    }
  }

  private static func reason(_ error: DatabaseError, _ path: String) -> String {
    "\(path): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")"
  }
}
