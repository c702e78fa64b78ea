import Foundation

/// Compares a text with the golden file that stands beside the test.
///
/// `RECORD_SNAPSHOTS=1` writes the file instead, and the comparison still fails, so that nothing
/// passes by being recorded.
package struct Snapshot {
  package let mismatch: String?

  package init(_ text: String, named name: String, file: String = #filePath) {
    let golden = URL(filePath: file).deletingLastPathComponent()
      .appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      do {
        try FileManager.default.createDirectory(
          at: golden.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try text.write(to: golden, atomically: true, encoding: .utf8)
        mismatch = "recorded \(name); run again without RECORD_SNAPSHOTS"
      } catch { mismatch = "\(name) cannot be recorded: \(error)" }
      return
    }
    guard let expected = try? String(contentsOf: golden, encoding: .utf8) else {  // said below
      mismatch = "there is no golden file \(name); record it with RECORD_SNAPSHOTS=1"
      return
    }
    mismatch = expected == text ? nil : Self.difference(expected, text, name)
  }

  private static func difference(_ expected: String, _ actual: String, _ name: String) -> String {
    let old = expected.components(separatedBy: "\n")
    let new = actual.components(separatedBy: "\n")
    let changes = new.difference(from: old).map { change in
      switch change {
      case .remove(let offset, let line, _): "-\(offset + 1) \(line)"
      case .insert(let offset, let line, _): "+\(offset + 1) \(line)"
      }
    }
    return "\(name) differs:\n" + changes.prefix(40).joined(separator: "\n")
  }
}
