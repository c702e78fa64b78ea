import Content

/// Reads Aiken: a line that asks, options `A.` or `A)`, and `ANSWER: B`.
///
/// After `question/format/aiken/format.php` of Moodle: lines of less than two bytes count for nothing,
/// and only the first letter of an answer does.
package struct AikenReader {
  private let source: SourceText
  private var reading = ForeignReading()
  private var stem: (text: String, line: Int)?
  private var options: [(letter: Character, text: String)] = []

  package static func read(_ source: SourceText) -> ForeignReading {
    var reader = AikenReader(source: source)
    for (index, line) in source.lines.enumerated() { reader.read(line.trimmed, index + 1) }
    reader.end(at: source.lines.count)
    reader.reading.limitDiagnostics(source)
    return reader.reading
  }

  private init(source: SourceText) { self.source = source }

  private mutating func read(_ line: String, _ number: Int) {
    guard line.utf8.count > 1 else { return }
    if line.hasPrefix("ANSWER:") {
      answer(line.dropFirst(7).trimmed, number)
    } else if let letter = Self.letter(of: line) {
      guard stem != nil else {
        return fault(number, "aiken-not-started", "an option stands before any question", Self.form)
      }
      guard options.count < 26 else {
        return fault(number, "aiken-options", "a question has at most 26 options", Self.form)
      }
      options.append((letter, line.dropFirst(2).trimmed))
    } else {
      if let stem {
        fault(
          number,
          "aiken-not-complete",
          "the question of line \(stem.line) has no ANSWER yet",
          "write a question in one line, and end it by ANSWER: and a letter"
        )
      }
      stem = (line, number)
      options = []
    }
  }

  private static let form = "write the question in one line, its options below it, and ANSWER: last"

  /// `A` of `A) text`, `A. text` and `A)text`.
  private static func letter(of line: String) -> Character? {
    guard let first = line.first, first.isASCII, first.isUppercase,
      let mark = line.dropFirst().first,
      mark == ")" || mark == "."
    else { return nil }
    return first
  }

  private mutating func answer(_ text: String, _ number: Int) {
    guard let stem else {
      return fault(number, "aiken-not-started", "an ANSWER stands before any question", Self.form)
    }
    defer {
      self.stem = nil
      options = []
    }
    guard options.count > 1 else {
      return fault(
        number,
        "aiken-missing-answers",
        "a question has at least two options",
        "write another option above the ANSWER"
      )
    }
    guard let letter = text.first, options.contains(where: { $0.letter == letter }) else {
      return fault(
        number,
        "aiken-answer-unknown",
        "the ANSWER is not the letter of an option",
        "write one of \(options.map { String($0.letter) }.joined(separator: ", "))"
      )
    }
    if text.count > 1 {
      reading.diagnostics.append(
        Diagnostic(
          .warning,
          code: "aiken-answer-letters",
          "only the first letter of the ANSWER counts",
          at: source.location(line: number, of: text),
          hint: "Aiken knows one right option; write another format for several"
        )
      )
    }
    var item = ForeignItem(
      kind: .singleChoice,
      stem: ForeignText(stem.text),
      location: source.location(line: stem.line)
    )
    item.answers = options.map { option in
      ForeignItem.Answer(ForeignText(option.text), weight: option.letter == letter ? 1 : 0)
    }
    reading.items.append(item)
  }

  private mutating func end(at number: Int) {
    guard let stem else { return }
    fault(
      number,
      "aiken-not-complete",
      "the question of line \(stem.line) has no ANSWER",
      "end it by ANSWER: and a letter"
    )
  }

  private mutating func fault(_ line: Int, _ code: String, _ message: String, _ hint: String) {
    guard reading.diagnostics.count <= ForeignSource.mostDiagnostics else { return }
    reading.diagnostics.append(
      Diagnostic(code: code, message, at: source.place(line: line, byte: 0), hint: hint)
    )
  }
}
