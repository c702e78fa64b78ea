import Content
import Reports
import Testing

@Suite struct `Escaping` {
  static let texts = NastyText.some(3_000, seed: 11)

  /// Scalars that must not reach any output, line feeds aside.
  static func unsafe(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { $0 != "\n" && (isUnsafe($0) || $0.value & 0xFFFE == 0xFFFE) }
  }

  /// Undoes the five references, byte by byte: to Swift, a `;` with an accent is another character.
  static func unescaped(_ text: String) -> [UInt8] {
    let references = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&amp;": "&"]
    var bytes = Array(text.utf8)[...]
    var output: [UInt8] = []
    while let first = bytes.first {
      if let found = references.first(where: { bytes.starts(with: $0.key.utf8) }) {
        output += found.value.utf8
        bytes = bytes.dropFirst(found.key.utf8.count)
      } else {
        output.append(first)
        bytes = bytes.dropFirst()
      }
    }
    return output
  }

  @Test func `text never holds a raw angle bracket or a control`() {
    for text in Self.texts {
      let escaped = escapedText(text)
      let raw = escaped.unicodeScalars.filter { $0 == "<" || $0 == ">" }
      #expect(raw.isEmpty && Self.unsafe(escaped).isEmpty, "\(text.debugDescription)")
    }
  }

  @Test func `an attribute never holds a raw quote, angle bracket, line feed or control`() {
    for text in Self.texts {
      let escaped = escapedAttribute(text)
      let raw = escaped.unicodeScalars.filter { ["<", ">", "\"", "'", "\n"].contains($0) }
      #expect(raw.isEmpty && Self.unsafe(escaped).isEmpty, "\(text.debugDescription)")
    }
  }

  @Test func `every ampersand begins one of the five references`() {
    for text in Self.texts {
      let parts = escapedAttribute(text).utf8.split(
        separator: UInt8(ascii: "&"),
        omittingEmptySubsequences: false
      )
      for tail in parts.dropFirst() {
        let isReference = ["amp;", "lt;", "gt;", "quot;", "#39;"].contains {
          tail.starts(with: $0.utf8)
        }
        #expect(isReference, "\(text.debugDescription)")
      }
    }
  }

  @Test func `undoing it gives the printable text back`() {
    for text in Self.texts {
      #expect(Self.unescaped(escapedText(text)) == Array(printable(text).utf8))
    }
  }

  @Test func `a bracket that carries an accent is a bracket`() {
    #expect(escapedText("<\u{301}b") == "&lt;\u{301}b")
    #expect(escapedAttribute("\"\u{338}") == "&quot;\u{338}")
  }

  @Test func `markup takes literals, interpolations and attributes as text`() {
    let name = "<b>\"x\"</b>"
    let made = Markup.tag("p", ["title": name, "lang": nil], "\(name) & more", .tag("b", "y"))
    #expect(
      made.source
        == "<p title=\"&lt;b&gt;&quot;x&quot;&lt;/b&gt;\">"
        + "&lt;b&gt;\"x\"&lt;/b&gt; &amp; more<b>y</b></p>\n"
    )
  }
}
