import Content
import Foundation

/// How far a log goes: its origin, the number of its entries and the root over them.
package struct LedgerHead: Hashable, Sendable {
  package let origin: String
  package let size: Int
  package let root: Digest

  package init(origin: String, size: Int, root: Digest) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// `debrief/<organisation>/<epoch>/<shard>`, the organisation in lower case and hyphens.
  ///
  /// A name that this would shorten or blur, such as one in another script, carries the beginning of
  /// its digest, so that two organisations never share an origin.
  package static func origin(organisation: String, epoch: Int = 1, shard: Int = 0) -> String {
    let folded = organisation.lowercased().map {
      $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-"
    }
    let words = String(folded).split(separator: "-").joined(separator: "-").prefix(longestName)
    let isPlain = organisation.utf8.allSatisfy { $0 < 0x80 } && words.count < longestName
    let mark = Digest(of: Array(organisation.utf8)).description.prefix(8)
    let name =
      isPlain && !words.isEmpty
      ? String(words)
      : [String(words), String(mark)]
        .filter { !$0.isEmpty }.joined(separator: "-")
    return "debrief/\(name)/\(epoch)/\(shard)"
  }

  /// Keeps the origin within a slot of the head file.
  private static let longestName = 80
}

// MARK: - The head file

/// The second place that says how far the log goes.
///
/// SQLite drops a damaged end of its write-ahead log without a word, and the log that is left looks
/// whole. So the head stands in a small file of its own, written and synced after each commit: two
/// slots of 512 bytes, one disk sector each, written in turn, so that a torn write destroys at most
/// the newer one. A head is good when it is a prefix of the log; a log that is shorter than its head
/// has lost acknowledged entries.
extension LedgerHead {
  package static let slotSize = 512

  /// Exactly ``slotSize`` bytes: four lines, then spaces.
  package var slotBytes: [UInt8] {
    let body = "debrief head 1\n\(origin)\n\(size)\n\(Data(root.bytes).base64EncodedString())\n"
    let check = "\(Digest(of: Array(body.utf8)))\n"
    let text = Array((body + check).utf8)
    return text + Array(repeating: UInt8(ascii: " "), count: max(0, Self.slotSize - text.count))
  }

  /// Reads the newest good slot of a head file, or `nil` if there is none.
  package init?(file bytes: [UInt8]) {
    guard let newest = Self.newest(in: bytes) else { return nil }
    self = newest.head
  }

  /// The slot that the next head goes to: never the one that holds the newest.
  package static func nextSlot(in bytes: [UInt8]) -> Int {
    newest(in: bytes).map { 1 - $0.slot } ?? 0
  }

  private static func newest(in bytes: [UInt8]) -> (slot: Int, head: LedgerHead)? {
    (0...1).compactMap { slot -> (slot: Int, head: LedgerHead)? in
      let start = slot * slotSize
      guard start < bytes.count else { return nil }
      return LedgerHead(slot: Array(bytes[start..<min(start + slotSize, bytes.count)]))
        .map { (slot, $0) }
    }.max { $0.head.size < $1.head.size }
  }

  private init?(slot bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 5, lines[0] == "debrief head 1", let size = Int(lines[2]),
      let rootBytes = Data(base64Encoded: lines[3]), let root = Digest(bytes: Array(rootBytes)),
      let check = Digest(hexadecimal: lines[4]),
      Digest(of: Array((lines[..<4].joined(separator: "\n") + "\n").utf8)) == check
    else { return nil }
    self.init(origin: lines[1], size: size, root: root)
  }
}
