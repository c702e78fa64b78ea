/// What stands in braces at the end of a line: `{#id .class key=value key="two words"}`, as Pandoc
/// writes header attributes.
struct Attributes {
  var identifier: String?
  var classes: [String] = []
  var values: [String: String] = [:]

  /// Where the opening brace stands; column counted from one, in characters.
  let column: Int

  subscript(key: String) -> String? { values[key] }

  /// The same without a class.
  func without(_ name: String) -> Attributes {
    var rest = self
    rest.classes.removeAll { $0 == name }
    return rest
  }

  /// The elements of a value such as `A.6.3,A.6.8`.
  func list(_ key: String) -> [String] {
    values[key]?.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty } ?? []
  }

  /// Reads the attributes at the end of a line, and returns the line without them.
  ///
  /// Attributes are read from the raw line because a Markdown parser would take `*`, `_` and `<`
  /// inside the braces for markup.
  static func split(_ line: String) -> (rest: String, attributes: Attributes)? {
    guard line.utf8.contains(UInt8(ascii: "}")) else { return nil }
    let trimmed = line.trimmedEnd
    guard trimmed.hasSuffix("}"), let open = trimmed.lastIndex(of: "{") else { return nil }
    let inside = trimmed[trimmed.index(after: open)...].dropLast()
    let column = trimmed.distance(from: trimmed.startIndex, to: open) + 1
    guard let attributes = Attributes(String(inside), column: column) else { return nil }
    return (String(trimmed[..<open]), attributes)
  }

  private init?(_ text: String, column: Int) {
    self.column = column
    let words = Self.words(text)
    guard !words.isEmpty else { return nil }
    for word in words {
      if word.hasPrefix("#"), identifier == nil, word.count > 1 {
        identifier = String(word.dropFirst())
      } else if word.hasPrefix("."), word.count > 1 {
        classes.append(String(word.dropFirst()))
      } else if let equals = word.firstIndex(of: "="), equals > word.startIndex {
        values[String(word[..<equals])] = String(word[word.index(after: equals)...])
      } else {
        return nil
      }
    }
  }

  /// Words divided by spaces, except inside quotation marks.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        words.append(word)
        word = ""
      } else {
        word.append(character)
      }
    }
    return (words + [word]).filter { !$0.isEmpty }
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var view = self[...]
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
