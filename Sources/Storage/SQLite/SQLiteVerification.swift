import Content
import Foundation
import GRDB
import Records

/// Recomputes a whole SQLite store inside one read transaction.
enum SQLiteVerification {
  static func run(
    on database: Database,
    head: LedgerHead?,
    path: String
  ) throws -> LedgerVerification {
    var verifier = LedgerVerifier(milestone: head?.size)
    var remarks: [String] = []
    do {
      try checkStructure(database)
      if try isOnlyBegun(database, head: head) {
        return result(verifier, fault: nil, remarks: ["the store was begun and holds nothing yet"])
      }
      try checkIdentity(database, head: head)
      try walk(database, with: &verifier)
      try checkTree(database, verifier)
      try check(head, against: verifier, path: path)
      try checkDocuments(database, verifier)
      try checkRemarks(database, verifier)
      try checkSchema(database)
    } catch let fault as LedgerVerification.Fault {
      return result(verifier, fault: fault, remarks: remarks)
    } catch let error as LedgerError {
      return result(
        verifier,
        fault: LedgerVerification.Fault(position: nil, reason: words(error)),
        remarks: remarks
      )
    } catch let error as DatabaseError {
      let fault = LedgerVerification.Fault(
        position: verifier.frontier.size,
        reason: error.message ?? "the file is damaged"
      )
      return result(verifier, fault: fault, remarks: remarks)
    }
    if let head, head.size < verifier.frontier.size {
      remarks.append(
        "the head file is \(verifier.frontier.size - head.size) behind; the next append mends it"
      )
    }
    return result(verifier, fault: nil, remarks: remarks)
  }

  private static func result(
    _ verifier: LedgerVerifier,
    fault: LedgerVerification.Fault?,
    remarks: [String]
  ) -> LedgerVerification {
    LedgerVerification(
      size: verifier.frontier.size,
      root: verifier.frontier.root,
      streams: verifier.streams,
      fault: fault,
      remarks: verifier.remarks + remarks
    )
  }

  /// Whether the machine stopped while the store was being created, before anything was recorded.
  private static func isOnlyBegun(_ database: Database, head: LedgerHead?) throws -> Bool {
    guard head?.size ?? 0 == 0 else { return false }
    return try Int.fetchOne(
      database,
      sql: """
        SELECT (SELECT count(*) FROM sqlite_master)
          + (SELECT application_id FROM pragma_application_id)
          + (SELECT user_version FROM pragma_user_version)
        """
    ) == 0
  }

  private static func words(_ error: LedgerError) -> String {
    if case .damaged(let reason) = error { reason } else { "\(error)" }
  }

  /// The store has to be one of ours, of a layout that is known here, and of the log that its head
  /// file and its first entry name.
  private static func checkIdentity(_ database: Database, head: LedgerHead?) throws {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard application == SQLiteLedger.applicationID, version == SQLiteLedger.schemaVersion else {
      throw LedgerVerification.Fault(
        position: nil,
        reason:
          "the file says that it is of kind \(application) and layout \(version), and ours is "
          + "\(SQLiteLedger.applicationID) and \(SQLiteLedger.schemaVersion)"
      )
    }
    let (origin, _) = try SQLiteLedger.frontier(database)
    if let head, head.origin != origin {
      throw LedgerVerification.Fault(
        position: nil,
        reason: "the store is of \(origin), its head file of \(head.origin)"
      )
    }
    let first = try Row.fetchOne(
      database,
      sql: "SELECT position, leaf, body FROM entries ORDER BY position LIMIT 1"
    ).flatMap { try SQLiteLedger.stored($0).decoded() }
    if let first, first.kind == "ledger.created", first.data["origin"]?.string != origin {
      throw LedgerVerification.Fault(
        position: 0,
        reason: "the store is of \(origin), its first entry of another log"
      )
    }
  }

  /// SQLite's own checks of its trees; whether the indexes of `entries` say what the table says is
  /// checked by ``IndexSums``, which takes a fraction of the time.
  private static func checkStructure(_ database: Database) throws {
    for check in [
      "quick_check(1)", "integrity_check('documents')", "integrity_check('remarks')",
      "integrity_check('ledger')",
    ] {
      // Only a store that holds the tables can be asked about them; what has other ones is found later.
      let table = check.split(separator: "'").dropFirst().first.map(String.init)
      if let table, try !database.tableExists(table) { continue }
      let report = try String.fetchAll(database, sql: "PRAGMA \(check)")
      guard report == ["ok"] else {
        throw LedgerVerification.Fault(
          position: nil,
          reason: "the SQLite file is damaged: \(report.joined(separator: "; "))"
        )
      }
    }
  }

  private static func walk(_ database: Database, with verifier: inout LedgerVerifier) throws {
    let reader = EntryReader(
      try database.makeStatement(
        sql: "SELECT position, leaf, event, stream, seq, body FROM entries ORDER BY position"
      )
    )
    try reader.fetch()
    while true {
      let batch = reader.takeBatch()
      guard batch.count > 0 else { break }
      try verifier.take(batch) { reader.fetchLater() }
      try reader.rethrow()
    }
    try reader.sums.compare(with: database)
  }

  private static func checkTree(_ database: Database, _ verifier: LedgerVerifier) throws {
    let kept: MerkleFrontier
    (_, kept) = try SQLiteLedger.frontier(database)
    guard kept == verifier.frontier else {
      throw LedgerVerification.Fault(
        position: min(kept.size, verifier.frontier.size),
        reason: "the store keeps the tree of \(kept.size) entries, and "
          + "\(verifier.frontier.size) were read"
      )
    }
  }

  private static func check(
    _ head: LedgerHead?,
    against verifier: LedgerVerifier,
    path: String
  ) throws {
    guard let head else {
      guard verifier.frontier.size == 0 else {
        throw LedgerVerification.Fault(
          position: nil,
          reason: "the head file \(path).head is missing or unreadable"
        )
      }
      return
    }
    guard head.size <= verifier.frontier.size else {
      throw LedgerVerification.Fault(
        position: verifier.frontier.size,
        reason: "\(head.size) entries were acknowledged, and \(verifier.frontier.size) are left"
      )
    }
    guard head.root == verifier.milestoneRoot else {
      throw LedgerVerification.Fault(
        position: nil,
        reason: "the first \(head.size) entries are not those that were acknowledged"
      )
    }
  }

  private static func checkDocuments(_ database: Database, _ verifier: LedgerVerifier) throws {
    var wanted = verifier.documents
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT digest, body FROM documents ORDER BY digest"
    )
    while let row = try rows.next() {
      let digest = try SQLiteLedger.digest(row[0])
      let position = wanted.removeValue(forKey: digest)
      guard Digest(of: Array(row[1] as Data)) == digest else {
        throw LedgerVerification.Fault(
          position: position,
          reason: "the text \(digest.abbreviated) is not what was recorded"
        )
      }
      guard position != nil else {
        throw LedgerVerification.Fault(
          position: nil,
          reason: "no entry refers to the text \(digest.abbreviated)"
        )
      }
    }
    if let (digest, position) = wanted.min(by: { $0.value < $1.value }) {
      throw LedgerVerification.Fault(
        position: position,
        reason: "the text \(digest.abbreviated) that it refers to is missing"
      )
    }
  }

  /// The tables and triggers have to be ours to the letter: a trigger that is gone let somebody in.
  private static func checkSchema(_ database: Database) throws {
    let statement = "SELECT name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY name"
    let expected = try DatabaseQueue().write { fresh in
      try fresh.execute(sql: SQLiteLedger.schema)
      return try String.fetchAll(fresh, sql: statement)
    }
    let found = try String.fetchAll(database, sql: statement)
    guard found == expected else {
      let difference = found.difference(from: expected).first.map { change in
        switch change {
        case .insert(_, let element, _), .remove(_, let element, _): element.prefix { $0 != " " }
        }
      }
      throw LedgerVerification.Fault(
        position: nil,
        reason: "the store's tables or triggers were changed: \(difference ?? "order")"
      )
    }
  }

  private static func checkRemarks(_ database: Database, _ verifier: LedgerVerifier) throws {
    var wanted = verifier.commitments
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT commitment, salt, body FROM remarks ORDER BY commitment"
    )
    while let row = try rows.next() {
      let commitment = try SQLiteLedger.digest(row[0])
      let position = wanted.removeValue(forKey: commitment)
      let remark = Remark(salt: Array(row[1] as Data), text: row[2])
      guard position != nil, remark.commitment == commitment else {
        throw LedgerVerification.Fault(
          position: position,
          reason: "a free text is not the one that was recorded"
        )
      }
    }
    if let position = wanted.values.min() {
      throw LedgerVerification.Fault(
        position: position,
        reason: "the free text that it commits to is missing"
      )
    }
  }
}
