import Testing

@testable import Content

/// What is done byte by byte for the sake of time has to come out as it would by characters.
@Suite("Texts read as bytes")
struct BytewiseTests {
  static let texts = [
    "", " ", "a", " a ", "\t a b\u{0B}\n", "\u{A0}a\u{A0}", "a \u{301}", " \u{301}a", "é ",
    "\u{600} ", "…“", "A-1, b_2!", "\u{10}\u{19}7", "Straße 9", "x\u{200B}y", "\u{2003}\u{2003}",
    "[@`{", "z", "\u{D7FF}", "\u{E000}", "\u{FFFD}", "😀", "😀a", "z\u{FFFD}", "z😀",
  ]

  @Test("white space is taken off as by characters", arguments: texts)
  func trims(_ text: String) {
    var rest = text[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    #expect(text.trimmed == String(rest))
  }

  @Test("letters and digits are those of the characters", arguments: texts)
  func keepsLetters(_ text: String) {
    let seen = text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    let plain = String(String.UnicodeScalarView(seen)).lowercased()
    #expect(lettersAndDigits(text) == plain.filter { $0.isLetter || $0.isNumber })
  }

  @Test("texts are told apart as by their letters and digits")
  func compares() {
    for left in Self.texts + ["a b2", "A2b"] {
      for right in Self.texts {
        #expect(
          haveSameLettersAndDigits(left, right)
            == (lettersAndDigits(left) == lettersAndDigits(right)),
          "\(left) \(right)"
        )
      }
    }
  }

  @Test("names sort by UTF-16")
  func sorts() {
    for left in Self.texts {
      for right in Self.texts {
        #expect(
          precedesInUTF16(left, right) == left.utf16.lexicographicallyPrecedes(right.utf16),
          "\(left) \(right)"
        )
      }
    }
  }

  @Test("what is written at once is the canonical form of the value", arguments: texts)
  func writes(_ text: String) {
    let value: JSONValue = [
      "a": .array([.string(text), .null]), "b": ["c": .string(text), "d": .bool(true)],
      "e": .array([]),
    ]
    var writer = CanonicalWriter()
    writer.writeObject { object in
      object.member("a", [JSONValue.string(text), .null]) { $0.write($1) }
      object.member("b") { inner in
        inner.writeObject { object in
          object.member("c", text)
          object.member("d", .bool(true))
        }
      }
      object.member("e", [String]())
    }
    #expect(writer.bytes == value.canonicalBytes)
  }

  @Test(
    "lines end by line feeds, with or without carriage returns",
    arguments: [
      ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("\n\na", ["", "", "a"]),
      ("a\r\nb\r\n", ["a", "b", ""]), ("é\n😀", ["é", "😀"]),
    ]
  )
  func divides(_ text: String, _ lines: [String]) {
    #expect(Array(SourceText(path: "x", text: text).lines) == lines)
  }

  @Test(
    "attributes stand at the end of a line, white space after them or not",
    arguments: [
      ("# A {#a .b c=d}", "# A "), ("A {#a}  ", "A "), ("A {#a}\u{A0}", "A "),
      ("A {x=\"two words\" y=\"}", "A "),
    ]
  )
  func attributes(_ line: String, _ rest: String) {
    #expect(Attributes.split(line)?.rest == rest)
  }

  @Test(
    "what is no attribute stays",
    arguments: ["A {}", "A {word}", "A {#}", "A } b", "{=x}", "}"]
  )
  func noAttributes(_ line: String) { #expect(Attributes.split(line)?.rest == nil) }
}
