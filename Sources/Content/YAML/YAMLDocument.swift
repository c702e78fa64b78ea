import Yams

/// A YAML text with its faults: values are asked for by name and type, and whatever does not fit
/// becomes a diagnostic where it stands, so that one reading reports everything.
final class YAMLDocument {
  private let source: SourceText

  /// The line before the first of the YAML text; front matter starts after its `---`.
  private let lineOffset: Int
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var root: YAMLMapping?

  /// Parses lines of a source.
  ///
  /// A text that is no mapping leaves ``root`` empty and a diagnostic.
  init(_ source: SourceText, lines range: Range<Int>) {
    self.source = source
    lineOffset = range.lowerBound
    if let refusal = YAMLGuard.refusal(of: range.map(source.lines.bytes)) {
      report(
        "yaml-refused",
        refusal.reason,
        at: source.location(line: lineOffset + refusal.line, column: refusal.column),
        hint: "write the value out; content files use plain mappings, lists and text"
      )
      return
    }
    do {
      guard let node = try Yams.compose(yaml: Self.text(range, of: source), .basic, .default, .utf8)
      else {
        report(
          "yaml-empty",
          "there is nothing here",
          at: source.location(line: max(1, lineOffset)),
          hint: "write “name: value” lines"
        )
        return
      }
      root = mapping(node, called: "the file")
    } catch {
      report(syntaxError: error)
    }
  }

  /// Lines as Yams gets them; the rules by which it would take a text for a number or a day are not
  /// asked for, since what a value is hangs on its name.
  private static func text(_ lines: Range<Int>, of source: SourceText) -> String {
    guard !lines.isEmpty else { return "" }
    let start = source.lines.range(of: lines.lowerBound).lowerBound
    let end = source.lines.range(of: lines.upperBound - 1).upperBound
    return String(decoding: source.utf8[start..<end], as: UTF8.self)
  }

  func report(_ code: String, _ message: String, at location: SourceLocation, hint: String) {
    diagnostics.append(Diagnostic(code: code, message, at: location, hint: hint))
  }

  private func report(syntaxError error: any Error) {
    var location = source.location(line: max(1, lineOffset + 1))
    var message = "the YAML cannot be read"
    if case .scanner(_, let problem, let mark, _)? = error as? YamlError {
      (location, message) = (place(mark), problem)
    } else if case .parser(_, let problem, let mark, _)? = error as? YamlError {
      (location, message) = (place(mark), problem)
    } else if case .reader? = error as? YamlError, let line = firstUnsafeLine {
      (location, message) = (source.location(line: line), "a control character")
    } else if case .composer(_, let problem, let mark, _)? = error as? YamlError {
      (location, message) = (place(mark), problem)
    } else if case .duplicatedKeysInMapping(let duplicates, _)? = error as? YamlError {
      let names = duplicates.map(\.description).sorted()
      (location, message) = (
        place(secondUseOf: names.first), "‘\(names.joined(separator: ", "))’ twice"
      )
    }
    report(
      "yaml-syntax",
      message,
      at: location,
      hint: "look for a missing quotation mark, a tab, or a line that is indented differently"
    )
  }

  private var firstUnsafeLine: Int? {
    source.lines.indices.dropFirst(lineOffset).first { index in
      source.lines[index].unicodeScalars.contains(where: isUnsafe)
    }.map { $0 + 1 }
  }

  private func place(secondUseOf name: String?) -> SourceLocation {
    let uses = source.lines.indices.dropFirst(lineOffset).filter { index in
      name.map { source.lines[index].drop { " -".contains($0) }.hasPrefix("\($0):") } ?? false
    }
    let onOneLine = source.lines.indices.dropFirst(lineOffset).first { index in
      name.map { source.lines[index].ranges(of: "\($0):").count > 1 } ?? false
    }
    return source.location(line: (uses.dropFirst().first ?? onOneLine ?? lineOffset) + 1)
  }

  func place(_ mark: Mark?) -> SourceLocation {
    guard let mark else { return source.location(line: lineOffset + 1) }
    let line = min(source.lines.count, lineOffset + mark.line)
    let length = source.lines[max(0, line - 1)].count - mark.column + 1
    return source.location(line: line, column: mark.column, length: max(1, length))
  }

  func place(_ node: Node) -> SourceLocation {
    place(node.mark)
  }

  fileprivate func mapping(_ node: Node, called name: String) -> YAMLMapping? {
    guard case .mapping(let mapping) = node else {
      report(
        "yaml-type",
        "\(name) is no mapping",
        at: place(node),
        hint: "write “name: value” lines"
      )
      return nil
    }
    return YAMLMapping(mapping, at: place(node), in: self)
  }
}

/// Named values of a ``YAMLDocument``.
struct YAMLMapping {
  // Names, places and values of the members whose names are texts; of others nobody knows. They are
  // kept apart so that looking for a name copies none of the nodes.
  private var names: [String] = []
  private var places: [Mark?] = []
  private var values: [Node] = []
  private unowned let document: YAMLDocument
  let location: SourceLocation

  fileprivate init(_ mapping: Node.Mapping, at location: SourceLocation, in document: YAMLDocument)
  {
    self.location = location
    self.document = document
    for (key, value) in mapping {
      guard let name = key.scalar else { continue }
      names.append(name.string)
      places.append(name.mark)
      values.append(value)
    }
  }

  /// Reports every name that is not one of `known`, with the nearest known one.
  func allowOnly(_ known: [String]) {
    for (name, place) in zip(names, places) where !known.contains(name) {
      let nearest = nearest(to: name, in: known).map { "did you mean ‘\($0)’? " } ?? ""
      document.report(
        "yaml-unknown-key",
        "‘\(name)’ is not known here",
        at: document.place(place),
        hint: "\(nearest)known are \(known.joined(separator: ", "))"
      )
    }
  }

  private subscript(name: String) -> Node? { names.firstIndex(of: name).map { values[$0] } }

  func has(_ name: String) -> Bool { self[name] != nil }

  func place(of name: String) -> SourceLocation { self[name].map(document.place) ?? location }

  func reject(_ name: String, _ message: String, hint: String) {
    document.report("yaml-value", message, at: place(of: name), hint: hint)
  }

  /// A text, or `nil` with a diagnostic where it is missing or no text.
  func text(_ name: String) -> String? {
    guard let node = required(name) else { return nil }
    return text(node, called: name)
  }

  func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = text(name) else { return nil }
    guard let number = Int(text), String(number) == text, range.contains(number) else {
      reject(
        name,
        "‘\(name)’ is ‘\(text)’",
        hint: "write a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
      return nil
    }
    return number
  }

  func number(_ name: String, in range: ClosedRange<Double>) -> Double? {
    guard let text = text(name) else { return nil }
    guard let number = Double(text), range.contains(number) else {
      reject(
        name,
        "‘\(name)’ is ‘\(text)’",
        hint: "write a number from \(range.lowerBound) to \(range.upperBound)"
      )
      return nil
    }
    return number
  }

  func day(_ name: String) -> Day? {
    guard let text = text(name) else { return nil }
    guard let day = Day(text) else {
      reject(name, "‘\(text)’ is no day", hint: "write YYYY-MM-DD")
      return nil
    }
    return day
  }

  /// A list of texts; a missing list is empty.
  func texts(_ name: String) -> [String] {
    guard let node = self[name] else { return [] }
    guard case .sequence(let sequence) = node else {
      reject(name, "‘\(name)’ is no list", hint: "write [one, two]")
      return []
    }
    return sequence.compactMap { text($0, called: name) }
  }

  /// A list of mappings; a missing list is empty.
  func mappings(_ name: String) -> [YAMLMapping] {
    guard let node = self[name] else { return [] }
    guard case .sequence(let sequence) = node else {
      reject(name, "‘\(name)’ is no list", hint: "begin each element with “- ”")
      return []
    }
    return sequence.compactMap { document.mapping($0, called: "an element of ‘\(name)’") }
  }

  func nested(_ name: String) -> YAMLMapping? {
    self[name].flatMap { document.mapping($0, called: "‘\(name)’") }
  }

  private func required(_ name: String) -> Node? {
    if let node = self[name] { return node }
    document.report(
      "yaml-missing-key",
      "‘\(name)’ is missing",
      at: location,
      hint: "add “\(name): …”"
    )
    return nil
  }

  private func text(_ node: Node, called name: String) -> String? {
    guard let text = node.scalar?.string else {
      document.report(
        "yaml-type",
        "‘\(name)’ is no plain text",
        at: document.place(node),
        hint: "write one value"
      )
      return nil
    }
    guard !text.trimmed.isEmpty else {
      document.report(
        "yaml-value",
        "‘\(name)’ is empty",
        at: document.place(node),
        hint: "write one value"
      )
      return nil
    }
    return text
  }
}

/// The known word nearest to a mistyped one, if it is near enough to be meant.
package func nearest(to word: String, in known: some Sequence<String>) -> String? {
  known.map { (distance: editDistance(word, $0), word: $0) }
    .filter { $0.distance <= max(1, word.count / 3) }
    .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
}

/// How many insertions, deletions and replacements turn one word into another (Levenshtein 1966).
package func editDistance(_ left: String, _ right: String) -> Int {
  let target = Array(right)
  var row = Array(0...target.count)
  for (index, character) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in target.indices {
      let replaced = diagonal + (target[column] == character ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
    }
  }
  return row[target.count]
}
