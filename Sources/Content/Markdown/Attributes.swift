/// What stands in braces at the end of a line: `{#id .class key=value key="two words"}`, as Pandoc
/// writes header attributes.
struct Attributes {
  var identifier: String?
  var classes: [String] = []
  private var values: [(key: String, value: String)] = []

  /// The value of a key; of one that is there twice, the last.
  subscript(key: String) -> String? { values.last { $0.key == key }?.value }

  /// The same without a class.
  func without(_ name: String) -> Attributes {
    guard classes.contains(name) else { return self }
    var rest = self
    rest.classes.removeAll { $0 == name }
    return rest
  }

  /// The elements of a value such as `A.6.3,A.6.8`.
  func list(_ key: String) -> [String] {
    self[key]?.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty } ?? []
  }

  /// Reads the attributes at the end of a line, and returns the line without them.
  ///
  /// Attributes are read from the raw line because a Markdown parser would take `*`, `_` and `<`
  /// inside the braces for markup.
  static func split(_ line: String) -> (rest: String, attributes: Attributes)? {
    split(Array(line.utf8)[...]).map { rest, attributes in
      (String(decoding: rest, as: UTF8.self), attributes)
    }
  }

  /// The same for a line in UTF-8.
  static func split(
    _ line: ArraySlice<UInt8>
  ) -> (rest: ArraySlice<UInt8>, attributes: Attributes)? {
    guard let last = line.lastIndex(where: { !isBlank($0) }) else { return nil }
    guard line[last] < 0x80 else {
      // The end of a character that may be white space too.
      let trimmed = String(decoding: line, as: UTF8.self).trimmed
      return trimmed.utf8.last == UInt8(ascii: "}") ? split(Array(trimmed.utf8)[...]) : nil
    }
    guard line[last] == UInt8(ascii: "}"),
      let open = line[..<last].lastIndex(of: UInt8(ascii: "{")),
      let attributes = Attributes(line[(open + 1)..<last])
    else { return nil }
    return (line[..<open], attributes)
  }

  private init?(_ text: ArraySlice<UInt8>) {
    let words = Self.words(text)
    guard !words.isEmpty else { return nil }
    let text = { (bytes: ArraySlice<UInt8>) in String(decoding: bytes, as: UTF8.self) }
    for word in words {
      let rest = word.dropFirst()
      if word.first == UInt8(ascii: "#"), identifier == nil, !rest.isEmpty {
        identifier = text(rest)
      } else if word.first == UInt8(ascii: "."), !rest.isEmpty {
        classes.append(text(rest))
      } else if let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
        values.append((text(word[..<equals]), text(word[(equals + 1)...])))
      } else {
        return nil
      }
    }
  }

  /// Words divided by spaces, except inside quotation marks, which go.
  private static func words(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    let mark = UInt8(ascii: "\"")
    var isQuoted = false
    let words = text.split { byte in
      if byte == mark { isQuoted.toggle() }
      return byte == UInt8(ascii: " ") && !isQuoted
    }
    guard text.contains(mark) else { return words }
    return words.map { word in word.filter { $0 != mark }[...] }.filter { !$0.isEmpty }
  }
}

/// Whether a byte is white space of ASCII.
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
