/// Text from outside, made safe for a terminal: nothing in it can move the cursor, change colours,
/// set the title or reorder what stands beside it.
///
/// Control characters (C0, DEL, C1), bidirectional controls (the "Trojan Source" class, CWE-1007),
/// line and paragraph separators, zero-width characters that hide text and the tag characters are
/// each replaced by one visible `�`; a tab becomes a space. Line feeds are kept only where the
/// caller lays out several lines.
package func neutralised(_ text: String, keepingLineFeeds: Bool = false) -> String {
  guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
  var output = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\t": output.append(" ")
    case "\n" where keepingLineFeeds: output.append(scalar)
    default: output.append(isUnsafe(scalar) ? "\u{FFFD}" : scalar)
    }
  }
  return String(output)
}

/// Whether a scalar could act on a terminal or hide what a line says.
package func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x00...0x1F, 0x7F...0x9F: true
  case 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
  case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
  default: false
  }
}

/// Whether a spreadsheet would take a text for a formula and compute it (CWE-1236).
///
/// The wide forms are computed too, where a spreadsheet expects them.
package func beginsLikeFormula(_ text: some StringProtocol) -> Bool {
  guard let first = text.unicodeScalars.first else { return false }
  return "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
}

/// Only the letters and digits of a text, in lower case: what is left when spelling is not looked at.
package func lettersAndDigits(_ text: String) -> String {
  let plain = text.utf8.withContiguousStorageIfAvailable { bytes -> String? in
    guard bytes.reduce(0, |) < 0x80 else { return nil }
    // Written in place and without a branch, since every option of every item comes through here.
    return String(unsafeUninitializedCapacity: bytes.count) { kept in
      var count = 0
      for byte in bytes {
        kept[count] = byte | 0x20  // digits have that bit already
        count += isLetterOrDigit(byte) ? 1 : 0
      }
      return count
    }
  }
  return (plain ?? nil) ?? lettersAndDigitsBeyondASCII(text)
}

/// Whether ``lettersAndDigits(_:)`` of two texts is the same; they are told apart where they differ
/// first, without writing either.
func haveSameLettersAndDigits(_ left: String, _ right: String) -> Bool {
  let answer = left.utf8.withContiguousStorageIfAvailable { left in
    right.utf8.withContiguousStorageIfAvailable { right -> Bool? in
      var (place, other) = (0, 0)
      while true {
        while place < left.count, !isLetterOrDigit(left[place]) {
          if left[place] >= 0x80 { return nil }
          place += 1
        }
        while other < right.count, !isLetterOrDigit(right[other]) {
          if right[other] >= 0x80 { return nil }
          other += 1
        }
        guard place < left.count, other < right.count else {
          return place == left.count && other == right.count
        }
        // Letters become lower case, and digits have that bit already.
        guard left[place] | 0x20 == right[other] | 0x20 else { return false }
        place += 1
        other += 1
      }
    }
  }
  return ((answer ?? nil) ?? nil) ?? (lettersAndDigits(left) == lettersAndDigits(right))
}

/// Whether two texts say the same: case, white space and what is not seen apart.
///
/// Signs count, for `C`, `C++` and `C#` are three things, and so are `1` and `-1`.
package func sayTheSame(_ left: String, _ right: String) -> Bool {
  // Signs are looked at only where everything else is equal, which is seldom.
  haveSameLettersAndDigits(left, right) && foldedText(left) == foldedText(right)
}

/// What is left of a text when case, white space and what is not seen do not count.
package func foldedText(_ text: String) -> String {
  let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  guard !words.utf8.allSatisfy({ $0 < 0x80 }) else { return words.lowercased() }
  let seen = words.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
  return String(String.UnicodeScalarView(seen)).lowercased()
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
}

private func lettersAndDigitsBeyondASCII(_ text: String) -> String {
  // What is not seen does not tell two texts apart.
  let seen = text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
  return String(String.UnicodeScalarView(seen)).lowercased().filter { $0.isLetter || $0.isNumber }
}
