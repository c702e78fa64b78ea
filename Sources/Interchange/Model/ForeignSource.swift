import Content

/// The text of a file from elsewhere, with the encoding that it turned out to have.
package struct ForeignSource: Sendable {
  /// Larger files are refused: a question bank is a few hundred kilobytes.
  package static let largestFile = 8 * 1_024 * 1_024

  /// More questions are refused; the largest file that was seen has 5,885.
  package static let mostItems = 20_000

  /// More answers to one question are refused.
  package static let mostAnswers = 1_000

  /// So many faults of a file are said; beyond that a number.
  package static let mostDiagnostics = 100

  package let source: SourceText

  /// What was found out about the bytes, such as a byte order mark.
  package let notes: [Diagnostic]

  /// Reads UTF-8 or UTF-16 with a mark, UTF-8 without, or else Windows-1252.
  package init(path: String, bytes: [UInt8]) throws(ContentFault) {
    let start = SourceLocation(path: path, line: 1, column: 1)
    guard bytes.count <= Self.largestFile else {
      throw ContentFault(diagnostics: [
        Diagnostic(
          code: "file-too-large",
          "the file has \(bytes.count) bytes, and \(Self.largestFile) are read",
          at: start,
          hint: "divide it into several files"
        )
      ])
    }
    var notes: [Diagnostic] = []
    let note = { (code: String, message: String) in
      Diagnostic(
        .info,
        code: code,
        message,
        at: start,
        hint: "nothing to do; saving as UTF-8 avoids doubt"
      )
    }
    let text: String
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      notes.append(
        note("byte-order-mark", "the file begins with a byte order mark, which is skipped")
      )
      text = Self.lenient(Array(bytes.dropFirst(3)), &notes, note)
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let isLittle = bytes[0] == 0xFF
      notes.append(note("encoding-utf-16", "the file is UTF-16, and is read as such"))
      text = Self.utf16(bytes.dropFirst(2), isLittle: isLittle)
    } else {
      text = Self.lenient(bytes, &notes, note)
    }
    guard !text.utf8.contains(0) else {
      throw ContentFault(diagnostics: [
        Diagnostic(
          code: "file-not-text",
          "the file holds NUL bytes and is no text",
          at: start,
          hint: "give a text file; for a package, check the format’s name"
        )
      ])
    }
    source = SourceText(path: path, text: Self.withLineFeeds(text))
    self.notes = notes
  }

  /// A carriage return alone ended lines on old systems.
  private static func withLineFeeds(_ text: String) -> String {
    guard text.utf8.contains(0x0D), !text.utf8.contains(0x0A) else { return text }
    return String(decoding: text.utf8.map { $0 == 0x0D ? 0x0A : $0 }, as: UTF8.self)
  }

  private static func lenient(
    _ bytes: [UInt8],
    _ notes: inout [Diagnostic],
    _ note: (String, String) -> Diagnostic
  ) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    notes.append(
      note("encoding-windows-1252", "the file is not UTF-8, and is read as Windows-1252")
    )
    return windows1252(bytes)
  }

  static func utf16(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> String {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isLittle ? second << 8 | first : first << 8 | second)
      index += 2
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// The upper half of Windows-1252 where it differs from Latin 1.
  private static let upper: [UInt8: UInt32] = [
    0x80: 0x20AC, 0x82: 0x201A, 0x83: 0x0192, 0x84: 0x201E, 0x85: 0x2026, 0x86: 0x2020,
    0x87: 0x2021, 0x88: 0x02C6, 0x89: 0x2030, 0x8A: 0x0160, 0x8B: 0x2039, 0x8C: 0x0152,
    0x8E: 0x017D, 0x91: 0x2018, 0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D, 0x95: 0x2022,
    0x96: 0x2013, 0x97: 0x2014, 0x98: 0x02DC, 0x99: 0x2122, 0x9A: 0x0161, 0x9B: 0x203A,
    0x9C: 0x0153, 0x9E: 0x017E, 0x9F: 0x0178,
  ]

  static func windows1252(_ bytes: [UInt8]) -> String {
    var scalars = String.UnicodeScalarView()
    for byte in bytes {
      let value = upper[byte] ?? UInt32(byte)
      scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return String(scalars)
  }
}

extension SourceText {
  /// The place of a byte of a line, without looking through a line of a megabyte for each fault.
  func place(line: Int, byte: Int, length: Int = 1) -> SourceLocation {
    guard lines.indices.contains(line - 1) else { return location(line: line, column: 1) }
    let bytes = lines.bytes(of: line - 1)
    // There can be a fault in every byte of a line of megabytes: no counting there.
    if bytes.count > 4_096 {
      return SourceLocation(path: path, line: line, column: byte + 1, length: length)
    }
    let column = String(decoding: bytes.prefix(byte), as: UTF8.self).count + 1
    return location(line: line, column: column, length: length)
  }
}

extension ForeignReading {
  /// A hostile file can have a fault in every byte; nobody reads so many.
  mutating func limitDiagnostics(_ source: SourceText) {
    diagnostics.sort()
    let beyond = diagnostics.count - ForeignSource.mostDiagnostics
    guard beyond > 0 else { return }
    let hidden = diagnostics.suffix(beyond)
    let severity = hidden.map(\.severity).max() ?? .warning
    diagnostics.removeLast(beyond)
    diagnostics.append(
      Diagnostic(
        severity,
        code: "more-faults",
        "\(beyond) more faults are not shown",
        at: SourceLocation(path: source.path, line: hidden.first?.location.line ?? 1, column: 1),
        hint: "correct these first, and read the file again"
      )
    )
  }
}
