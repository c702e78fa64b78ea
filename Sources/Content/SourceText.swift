/// The text of one content file, with its lines, so that every fault can be shown where it stands.
package struct SourceText: Hashable, Sendable {
  /// The path as the user knows it, relative to the workspace.
  package let path: String

  /// The lines without their ends.
  package let lines: SourceLines

  /// The text as UTF-8 without a byte order mark, lines ended by line feeds alone.
  package var utf8: [UInt8] { lines.utf8 }

  /// The same as a text, made anew each time.
  package var text: String { String(decoding: utf8, as: UTF8.self) }

  /// Takes text that is known to be text.
  package init(path: String, text: String) {
    self.init(path: path, utf8: Array(text.utf8))
  }

  private init(path: String, utf8: [UInt8]) {
    self.path = path
    lines = SourceLines(utf8)
  }

  /// Reads the bytes of a file as UTF-8.
  ///
  /// - Throws: A ``Diagnostic`` that names the first byte that is not UTF-8.
  package init(path: String, bytes: [UInt8]) throws(ContentFault) {
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    if isUTF8(body) {
      self.init(path: path, utf8: body)
      return
    }
    let valid = Self.validPrefix(of: body)
    let before = String(decoding: body[..<valid], as: UTF8.self)
    let line = before.split(separator: "\n", omittingEmptySubsequences: false)
    let byte = String(body[valid], radix: 16, uppercase: true)
    let location = SourceLocation(
      path: path,
      line: line.count,
      column: (line.last?.count ?? 0) + 1,
      excerpt: String(line.last ?? "") + "�"
    )
    throw ContentFault(
      diagnostics: [
        Diagnostic(
          code: "invalid-utf-8",
          "byte 0x\(byte) is not UTF-8",
          at: location,
          hint: "save the file as UTF-8; in many editors: “Save with encoding”"
        )
      ])
  }

  /// How many bytes come before the first that cannot be UTF-8.
  private static func validPrefix(of bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var valid = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      valid += UTF8.width(scalar)
    }
    return min(valid, bytes.count - 1)
  }

  /// A place in the text; lines and columns count from one, columns count characters.
  package func location(line: Int, column: Int = 1, length: Int = 1) -> SourceLocation {
    let excerpt = lines.indices.contains(line - 1) ? lines[line - 1] : nil
    return SourceLocation(
      path: path,
      line: line,
      column: column,
      length: length,
      excerpt: excerpt
    )
  }

  /// The place of a word in a line, or the line's first character that is no space.
  package func location(line: Int, of word: String? = nil) -> SourceLocation {
    guard lines.indices.contains(line - 1) else { return location(line: line, column: 1) }
    if let word {
      let text = lines[line - 1]
      if let range = text.firstRange(of: word) {
        let column = text.distance(from: text.startIndex, to: range.lowerBound) + 1
        return location(line: line, column: column, length: word.count)
      }
    }
    let bytes = lines.bytes(of: line - 1)
    let indent = bytes.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    let length = characterCount(of: bytes) - indent
    return location(line: line, column: indent + 1, length: max(1, length))
  }
}

/// The lines of a text without their ends, each made into a text of its own when it is asked for.
///
/// Hardly any line is ever looked at by itself, so what is kept is the text and where lines begin.
package struct SourceLines: RandomAccessCollection, Hashable, Sendable {
  /// The whole text.
  let utf8: [UInt8]

  /// Where each line begins; four bytes each, for there is a line to every forty bytes of text.
  private let starts: [UInt32]

  /// Takes a text; carriage returns go.
  fileprivate init(_ utf8: [UInt8]) {
    if let starts = Self.starts(in: utf8) {
      (self.utf8, self.starts) = (utf8, starts)
    } else {
      let text = utf8.filter { $0 != 0x0D }
      (self.utf8, starts) = (text, Self.starts(in: text) ?? [0])
    }
  }

  /// Where lines begin in a text without carriage returns; `nil` for any other.
  private static func starts(in text: [UInt8]) -> [UInt32]? {
    let bytes = text.span
    var starts: [UInt32] = [0]
    for place in bytes.indices where bytes[place] <= 0x0D {
      if bytes[place] == 0x0D { return nil }
      if bytes[place] == UInt8(ascii: "\n") { starts.append(UInt32(place) + 1) }
    }
    return starts
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { starts.count }
  package subscript(index: Int) -> String { String(decoding: bytes(of: index), as: UTF8.self) }

  /// Where a line stands in the text.
  func range(of index: Int) -> Range<Int> {
    let end = index + 1 < starts.count ? Int(starts[index + 1]) - 1 : utf8.count
    return Int(starts[index])..<end
  }

  /// The bytes of a line.
  package func bytes(of index: Int) -> ArraySlice<UInt8> { utf8[range(of: index)] }
}

/// How many characters UTF-8 shows: as many as bytes, if there are no others than ASCII's.
///
/// Looking for the boundaries of graphemes takes ten times as long, and a carriage return, the one
/// character of ASCII that joins with another, is in no ``SourceText``.
private func characterCount(of bytes: ArraySlice<UInt8>) -> Int {
  bytes.allSatisfy { $0 < 0x80 } ? bytes.count : String(decoding: bytes, as: UTF8.self).count
}

/// Whether bytes are UTF-8, without making a text of them.
private func isUTF8(_ bytes: [UInt8]) -> Bool {
  do {
    _ = try UTF8Span(validating: bytes.span)
    return true
  } catch { return false }
}

/// A place in a content file.
package struct SourceLocation: Hashable, Sendable {
  package let path: String

  /// Counted from one.
  package let line: Int

  /// In characters, counted from one.
  package let column: Int

  /// How many characters the fault covers.
  package let length: Int

  /// The line as it stands in the file.
  package let excerpt: String?

  package init(path: String, line: Int, column: Int, length: Int = 1, excerpt: String? = nil) {
    self.path = path
    self.line = line
    self.column = column
    self.length = length
    self.excerpt = excerpt
  }
}

extension SourceLocation: Comparable {
  package static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.path, left.line, left.column) < (right.path, right.line, right.column)
  }
}

/// Content that cannot be used, with everything that is wrong with it.
package struct ContentFault: Error, Sendable {
  package let diagnostics: [Diagnostic]

  package init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
