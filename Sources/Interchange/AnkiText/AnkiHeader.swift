import Content

/// The lines `#key:value` with which a file of notes begins.
///
/// After `rslib/src/import_export/text/csv/metadata.rs` of Anki.
struct AnkiHeader {
  var separator: UInt8?
  var isHTML: Bool?
  var tags: [String] = []
  var columns: [String] = []
  var notetype: String?
  var deck: String?

  /// Columns with a meaning of their own, counted from zero.
  var notetypeColumn: Int?
  var deckColumn: Int?
  var tagsColumn: Int?
  var guidColumn: Int?

  /// How many lines belong to it.
  private(set) var lineCount = 0

  /// Keys that are not known, with their lines.
  private(set) var unknown: [(key: String, line: Int)] = []

  init(_ lines: [String]) {
    for line in lines {
      guard line.hasPrefix("#"), line.utf8.count < 2_000 else { break }
      lineCount += 1
      guard let colon = line.firstIndex(of: ":") else { continue }
      let key = line[line.index(after: line.startIndex)..<colon].trimmed.lowercased()
      take(key, String(line[line.index(after: colon)...]))
    }
  }

  private mutating func take(_ key: String, _ value: String) {
    let word = value.trimmed
    let column = Int(word).flatMap { $0 > 0 && $0 < 1_000 ? $0 - 1 : nil }
    switch key {
    case "separator", "delimiter":
      separator = Self.separators[word.lowercased()] ?? value.utf8.first
    case "html": isHTML = word.lowercased() == "true"
    case "tags": tags = word.split(separator: " ").map(String.init)
    case "columns":
      let sign = separator ?? Self.guess(value)
      columns = value.utf8.split(separator: sign, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self).trimmed
      }
    case "notetype": notetype = word
    case "deck": deck = word
    case "notetype column": notetypeColumn = column
    case "deck column": deckColumn = column
    case "tags column": tagsColumn = column
    case "guid column": guidColumn = column
    case "if matches", "match scope": break
    default:
      if key.count < 30, !key.contains(" is ") { unknown.append((key, lineCount)) }
    }
  }

  private static let separators: [String: UInt8] = [
    "tab": 0x09, "\\t": 0x09, "comma": UInt8(ascii: ","), "semicolon": UInt8(ascii: ";"),
    "colon": UInt8(ascii: ":"), "space": UInt8(ascii: " "), "pipe": UInt8(ascii: "|"),
  ]

  /// The sign that a line without a header is most likely divided by.
  static func guess(_ line: String) -> UInt8 {
    [0x09, UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: ":")].first {
      line.utf8.contains($0)
    } ?? 0x09
  }
}
