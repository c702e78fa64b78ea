import Competence
import Content
import Foundation
import Improvement

/// Keeps the projection of a log in three files beside the store: `.names`, `.rows` and `.sessions`
/// below the store's name with `.fold`; writers take turns by `.lock`.
///
/// Rows and sessions grow at the end, and the names are replaced last, so whoever reads meanwhile finds
/// the old state or the new; only where a row changed is there a moment with neither. The files are never
/// an authority: what is missing, damaged, or of another log or version is folded from the log again,
/// and nobody is told.
package struct ProjectionFile {
  private let path: String

  /// Names the log, and the version of the program whose rules the projection follows.
  private let key: String

  package init(besideStore store: String, key: String) {
    path = "\(store).fold"
    self.key = key
  }

  /// The projection that was kept last; `nil` if there is none that can be used.
  package func projection() -> LedgerProjection? {
    guard let names = MappedFile("\(path).names"), let rows = MappedFile("\(path).rows"),
      let sessions = MappedFile("\(path).sessions")
    else { return nil }
    return withExtendedLifetime(names) {
      LedgerProjection(names: names.bytes, rows: rows, sessions: sessions, origin: key)
    }
  }

  /// The register's part of it alone.
  package func outlines() -> LedgerProjection.Outlines? {
    guard let names = MappedFile("\(path).names") else { return nil }
    return withExtendedLifetime(names) {
      LedgerProjection.Outlines(names.bytes, origin: key)
    }
  }

  /// Keeps a projection that was continued from one of so many entries, 0 for none that could be used,
  /// if nobody else does so now.
  ///
  /// What cannot be written costs time and nothing else, so nothing is said about it.
  package func keep(_ projection: LedgerProjection, since size: Int) {
    do throws(FileFault) {
      let lock = try PosixFile(path: "\(path).lock", creates: true)
      guard try lock.lock(seconds: 0) else { return }
      defer { lock.unlock() }
      let (rows, sessions) = (projection.answers.rows, projection.answers.sessions)
      // Others kept a later state meanwhile.
      if size > 0, let kept = outlines(), kept.size >= projection.size { return }
      try write(rows.heldCount, rows.addedBytes, rowSize: rows.rowSize, to: "\(path).rows")
      try write(
        sessions.heldCount,
        sessions.addedBytes,
        rowSize: sessions.rowSize,
        to: "\(path).sessions"
      )
      try replaceFile(at: "\(path).names", with: projection.bytes(origin: key))
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
