import Psychometrics

/// Texts that try to be something else: tags, quotes, references, terminal controls, hidden and
/// reordering characters, formulas, line ends, and letters that carry accents of their own.
struct NastyText {
  static let pieces = [
    "<", ">", "\"", "'", "&", "<script>alert(1)</script>", "</title>", "</style>", "]]>", "<!--",
    "-->", "<?xml?>", "\u{1B}[31m", "\u{9B}2J", "\u{0}", "\u{7F}", "\u{85}", "\u{202E}",
    "\u{2066}", "\u{200F}", "\u{2028}", "\u{FEFF}", "\u{E0041}", "\u{FFFE}", "\u{1FFFF}",
    String(Unicode.Scalar(0xFDD0 as UInt16) ?? " "), "\r\n", "\n", "\r", "\t", "=1+1", "+1", "-1",
    "@a", "<\u{301}", "\"\u{338}",
    "&amp;",
    "&#60;", "javascript:alert(1)", "https://example.org/", ",", ";", "é", "漢", "🙂", "{", "`", "a",
    "b", " ", "n",
  ]

  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  mutating func next() -> String {
    let count = generator.nextIndex(below: 9)
    return (0..<count).map { _ in Self.pieces[generator.nextIndex(below: Self.pieces.count)] }
      .joined()
  }

  /// As many texts of one seed.
  static func some(_ count: Int, seed: UInt64) -> [String] {
    var text = NastyText(seed: seed)
    return pieces + (0..<count).map { _ in text.next() }
  }
}
