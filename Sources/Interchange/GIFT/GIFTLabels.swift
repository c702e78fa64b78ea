import Content

/// The labels of a comment: `[id:…]` and `[tag:…]`, with `\\]` for a bracket.
///
/// A comment of nothing but beginnings is looked through once: where no bracket closes a label, none
/// closes those that begin after it.
struct GIFTLabels {
  private(set) var labels: [(name: String, value: String)] = []

  /// How many bytes were looked at in search of a closing bracket.
  private(set) var searched = 0

  init(_ comment: String) {
    let bytes = Array(comment.utf8)
    var place = 0
    while let open = bytes[place...].firstIndex(of: UInt8(ascii: "[")) {
      place = open + 1
      let name = ["id", "tag"].first { bytes[place...].starts(with: "\($0):".utf8) }
      guard let name else { continue }
      let start = place + name.utf8.count + 1
      guard let end = end(in: bytes, from: start) else { return }
      guard end > start else { continue }
      let value = String(decoding: bytes[start..<end], as: UTF8.self)
      labels.append((name, value.replacing("\\]", with: "]").trimmed))
      place = end + 1
    }
  }

  /// The first bracket that closes; where all are escaped, the last of them, for it is no escape then.
  private mutating func end(in bytes: [UInt8], from start: Int) -> Int? {
    var last: Int?
    for place in start..<max(start, bytes.count) {
      searched += 1
      guard bytes[place] == UInt8(ascii: "]") else { continue }
      guard place > start, bytes[place - 1] == UInt8(ascii: "\\") else { return place }
      last = place
    }
    return last
  }
}
