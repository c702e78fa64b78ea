import Competence
import Content
import Foundation
import Improvement

/// Keeps the projection of a log in three files beside the store: `.names`, `.rows` and `.sessions`
/// below the store's name with `.fold`.
///
/// Rows and sessions grow at the end, and the names are replaced last, so whoever reads meanwhile finds
/// either state. The files are never an authority: what is missing, damaged, or of another log is
/// folded from the log again, and nobody is told.
package struct ProjectionFile {
  private let path: String

  package init(besideStore store: String) { path = "\(store).fold" }

  /// The projection that was kept last; `nil` if there is none that can be used.
  package func projection(origin: String) -> LedgerProjection? {
    guard let names = MappedFile("\(path).names"), let rows = MappedFile("\(path).rows"),
      let sessions = MappedFile("\(path).sessions")
    else { return nil }
    return withExtendedLifetime(names) {
      LedgerProjection(names: names.bytes, rows: rows, sessions: sessions, origin: origin)
    }
  }

  /// The register's part of it alone.
  package func outlines(origin: String) -> LedgerProjection.Outlines? {
    guard let names = MappedFile("\(path).names") else { return nil }
    return withExtendedLifetime(names) {
      LedgerProjection.Outlines(names.bytes, origin: origin)
    }
  }

  /// Keeps a projection that was continued from the one that is kept, if nobody else does so now.
  ///
  /// What cannot be written costs time and nothing else, so nothing is said about it.
  package func keep(_ projection: LedgerProjection, origin: String) {
    do throws(FileFault) {
      let lock = try PosixFile(path: "\(path).lock", creates: true)
      guard try lock.lock(seconds: 0) else { return }
      defer { lock.unlock() }
      let kept = outlines(origin: origin)
      let (rows, sessions) = (projection.answers.rows, projection.answers.sessions)
      // Others kept a later state meanwhile, or one that this one was not continued from.
      if let kept, kept.size >= projection.size { return }
      try write(rows.heldCount, rows.addedBytes, rowSize: rows.rowSize, to: "\(path).rows")
      try write(
        sessions.heldCount,
        sessions.addedBytes,
        rowSize: sessions.rowSize,
        to: "\(path).sessions"
      )
      try replaceFile(at: "\(path).names", with: projection.bytes(origin: origin))
    } catch { return }
  }

  /// Writes rows after those that the file has; where there are none yet, or one of them changed, the
  /// file is made anew.
  private func write(
    _ held: Int,
    _ added: [UInt8],
    rowSize: Int,
    to file: String
  ) throws(FileFault) {
    guard held > 0 else { return try replaceFile(at: file, with: added) }
    try PosixFile(path: file).write(added, at: held * rowSize)
  }
}
