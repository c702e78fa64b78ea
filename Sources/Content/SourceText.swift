/// The text of one content file, with its lines, so that every fault can be shown where it stands.
package struct SourceText: Hashable, Sendable {
  /// The path as the user knows it, relative to the workspace.
  package let path: String

  /// The text without a byte order mark, lines ended by line feeds alone.
  package let text: String

  /// The lines without their ends.
  package let lines: [String]

  /// Takes text that is known to be text.
  package init(path: String, text: String) {
    // By bytes: splitting by characters looks up grapheme boundaries and takes forty times as long.
    let bytes = text.utf8.contains(0x0D) ? text.utf8.filter { $0 != 0x0D } : Array(text.utf8)
    self.path = path
    self.text = String(decoding: bytes, as: UTF8.self)
    lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Reads the bytes of a file as UTF-8.
  ///
  /// - Throws: A ``Diagnostic`` that names the first byte that is not UTF-8.
  package init(path: String, bytes: [UInt8]) throws(ContentFault) {
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    if let text = String(validating: body, as: UTF8.self) {
      self.init(path: path, text: text)
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
    let text = lines[line - 1]
    if let word, let range = text.firstRange(of: word) {
      let column = text.distance(from: text.startIndex, to: range.lowerBound) + 1
      return location(line: line, column: column, length: word.count)
    }
    let indent = text.prefix { $0 == " " || $0 == "\t" }.count
    let length = text.count - indent
    return location(line: line, column: indent + 1, length: max(1, length))
  }
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
