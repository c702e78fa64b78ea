import Content

/// Reads the Markdown of text2qti: `1.` asks, `a)` and `*b)` are options, `[*]` several, `=` a number,
/// `*` a text, `___` an essay.
///
/// After the README of `gpoore/text2qti`. Code within a file is never run.
package struct Text2QTIReader {
  private let source: SourceText
  private var reading = ForeignReading()
  private var item: ForeignItem?
  private var title: String?
  private var category: String?

  /// What a line that goes on belongs to.
  private enum Open {
    case stem
    case answer
    case feedback
    case answerFeedback
    case skipped
  }

  private var open = Open.skipped
  private var isInComment = false

  /// The sign of a fence that is open.
  private var fence: String?

  package static func read(_ source: SourceText) -> ForeignReading {
    if source.lines.contains(where: { $0.hasPrefix("@question") }) {
      return MD2QTIReader.read(source)
    }
    var reader = Text2QTIReader(source: source)
    for (index, line) in source.lines.enumerated() { reader.read(line, index + 1) }
    reader.finish()
    reader.reading.limitDiagnostics(source)
    return reader.reading
  }

  private init(source: SourceText) { self.source = source }

  private mutating func say(
    _ severity: Diagnostic.Severity,
    _ line: Int,
    _ code: String,
    _ message: String,
    _ hint: String
  ) {
    guard reading.diagnostics.count <= ForeignSource.mostDiagnostics * 2 else { return }
    reading.diagnostics.append(
      Diagnostic(severity, code: code, message, at: source.place(line: line, byte: 0), hint: hint)
    )
  }

  private mutating func read(_ line: String, _ number: Int) {
    let text = line.trimmed
    if isInComment {
      if text == "END_COMMENT" { isInComment = false }
      return
    }
    if let mark = fence {
      if text.hasPrefix(mark) { fence = nil }
      return add("\n" + line)
    }
    if line.hasPrefix("COMMENT"), text == "COMMENT" {
      isInComment = true
    } else if line.hasPrefix("%") {
      return
    } else if text.hasPrefix("```") || text.hasPrefix("~~~") {
      readFence(text, number)
    } else if line.first == " " || line.first == "\t" || text.isEmpty {
      add("\n" + text)
    } else {
      readLine(line, number)
    }
  }

  private mutating func readFence(_ text: String, _ number: Int) {
    fence = String(text.prefix { $0 == text.first })
    if text.contains(".run") {
      say(
        .warning,
        number,
        "text2qti-code",
        "code that makes questions is not run",
        "run text2qti where you trust the file, and import what it makes"
      )
      reading.drop("code", line: number, "code within a file is never run")
      finish()
      open = .skipped
    } else {
      add("\n" + text)
    }
  }

  private mutating func readLine(_ line: String, _ number: Int) {
    let (head, rest) = Self.split(line)
    switch head {
    case _ where Self.isNumber(head): begin(rest, number)
    case "...", "+", "-": readFeedback(head, rest, number)
    case "*", "=", "[*]", "[ ]", "[]": readAnswer(head, rest, number)
    case _ where head.allSatisfy { $0 == "_" } && head.count > 2: mark(.essay, number)
    case _ where head.allSatisfy { $0 == "^" } && head.count > 2:
      let name = item?.name ?? "question"
      item = nil
      open = .skipped
      reading.drop(name, line: number, "files cannot be handed in at a terminal")
      say(
        .warning,
        number,
        "text2qti-upload",
        "a question that asks for a file is left out",
        "write it anew as another kind"
      )
    case _ where Self.isOption(head): readAnswer(head, rest, number)
    default: readSetting(line, number)
    }
  }

  private static func split(_ line: String) -> (head: String, rest: String) {
    if line.hasPrefix("[ ]") { return ("[ ]", line.dropFirst(3).trimmed) }
    let head = line.prefix { !$0.isWhitespace }
    return (String(head), line[head.endIndex...].trimmed)
  }

  private static func isNumber(_ head: String) -> Bool {
    head.hasSuffix(".") && head.count > 1
      && head.dropLast().allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// `a)` and `*a)`.
  private static func isOption(_ head: String) -> Bool {
    let letter = head.hasPrefix("*") ? head.dropFirst() : head[...]
    return letter.count == 2 && letter.last == ")" && letter.first?.isLetter == true
      && letter.first?.isASCII == true
  }

  private mutating func readSetting(_ line: String, _ number: Int) {
    let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      .map(\.trimmed)
    let value = parts.count == 2 ? parts[1] : ""
    switch parts[0].lowercased() {
    case "title":
      finish()
      title = value
    case "quiz title": category = value
    case "text title":
      finish()
      title = value
    case "text":
      finish()
      item = ForeignItem(
        kind: .description,
        title: title,
        stem: ForeignText(value, .markdown),
        location: source.place(line: number, byte: 0)
      )
      item?.category = category
      title = nil
      open = .stem
    case "points", "pick", "points per question", "solutions sample groups",
      "solutions randomize groups",
      "shuffle answers", "show correct answers", "one question at a time", "can't go back",
      "feedback is solution":
      finish()
      reading.drop("‘\(parts[0])’", line: number, "points and settings of a whole quiz")
    case "quiz description":
      reading.drop("‘\(parts[0])’", line: number, "the description of a quiz")
      open = .skipped
    case "group", "end_group":
      finish()
      reading.change(parts[0], line: number, "the questions of a group are taken over one by one")
    default:
      say(
        .error,
        number,
        "text2qti-line",
        "this line is neither a question nor an answer",
        "indent a line that goes on, and begin a question by 1. and an answer by a), [ ], * or ="
      )
    }
  }

  // MARK: Questions

  private mutating func begin(_ text: String, _ number: Int) {
    finish()
    item = ForeignItem(
      kind: .description,
      title: title,
      stem: ForeignText(text, .markdown),
      location: source.place(line: number, byte: 0)
    )
    item?.category = category
    title = nil
    open = .stem
  }

  private mutating func mark(_ kind: ForeignItem.Kind, _ number: Int) {
    guard item != nil else {
      return say(
        .error,
        number,
        "text2qti-order",
        "an answer stands before any question",
        "begin the question by 1."
      )
    }
    item?.kind = kind
    open = .skipped
  }

  private mutating func readAnswer(_ head: String, _ rest: String, _ number: Int) {
    guard var current = item else {
      return say(
        .error,
        number,
        "text2qti-order",
        "an answer stands before any question",
        "begin the question by 1."
      )
    }
    let isFirst = current.answers.isEmpty
    let kind: ForeignItem.Kind =
      switch head {
      case "*": .shortText
      case "=": .numeric
      case "[*]", "[ ]", "[]": .multipleChoice
      default: .singleChoice
      }
    guard isFirst || current.kind == kind else {
      return say(
        .error,
        number,
        "text2qti-mixed",
        "answers of two kinds in one question",
        "use one of a), [ ], * and ="
      )
    }
    current.kind = kind
    let isRight = kind == .shortText || kind == .numeric || head.hasPrefix("*") || head == "[*]"
    var answer = ForeignItem.Answer(ForeignText(rest, .markdown), weight: isRight ? 1 : 0)
    if kind == .numeric {
      guard let number = Self.number(rest) else {
        return say(
          .error,
          number,
          "text2qti-number",
          "‘\(rest.prefix(40))’ is no number",
          "write = 42, = 42 +- 1 or = [40, 45]"
        )
      }
      answer = number
    }
    current.answers.append(answer)
    item = current
    open = .answer
  }

  private static func number(_ text: String) -> ForeignItem.Answer? {
    if text.hasPrefix("["), text.hasSuffix("]") {
      let ends = text.dropFirst().dropLast().split(separator: ",").compactMap { PlainNumber($0) }
      guard ends.count == 2 else { return nil }
      return ForeignItem.Answer(ForeignText("\(ends[0].text)..\(ends[1].text)"), weight: 1)
    }
    let parts = text.split(separator: "+-", omittingEmptySubsequences: false).map(\.trimmed)
    guard parts.count < 3, let number = parts.first.flatMap({ PlainNumber($0) }) else { return nil }
    guard parts.count == 2 else { return ForeignItem.Answer(ForeignText(number.text), weight: 1) }
    let isPercent = parts[1].hasSuffix("%")
    guard let margin = PlainNumber(isPercent ? parts[1].dropLast().trimmed : parts[1]),
      margin.value >= 0
    else { return nil }
    let tolerance =
      isPercent ? PlainNumber("\(abs(number.value) * margin.value / 100)")?.text : margin.text
    return ForeignItem.Answer(ForeignText(number.text), weight: 1, tolerance: tolerance)
  }

  private mutating func readFeedback(_ head: String, _ rest: String, _ number: Int) {
    guard item != nil else {
      return say(
        .error,
        number,
        "text2qti-order",
        "feedback stands before any question",
        "begin the question by 1."
      )
    }
    if head != "..." {
      reading.drop(
        item?.name ?? "question",
        line: number,
        "feedback for right or wrong responses as a whole"
      )
      open = .skipped
    } else if let last = item?.answers.indices.last {
      item?.answers[last].feedback = ForeignText(rest, .markdown)
      open = .answerFeedback
    } else {
      item?.generalFeedback = ForeignText(rest, .markdown)
      open = .feedback
    }
  }

  private mutating func add(_ text: String) {
    guard let last = item?.answers.indices.last ?? (open == .stem || open == .feedback ? -1 : nil)
    else { return }
    switch open {
    case .stem: item?.stem.text += text
    case .feedback: item?.generalFeedback.text += text
    case .answer where item?.kind != .numeric: item?.answers[last].text.text += text
    case .answerFeedback: item?.answers[last].feedback.text += text
    case .answer, .skipped: break
    }
  }

  private mutating func finish() {
    guard var done = item else { return }
    item = nil
    open = .skipped
    done.stem.text = done.stem.text.trimmed
    done.generalFeedback.text = done.generalFeedback.text.trimmed
    for index in done.answers.indices {
      done.answers[index].text.text = done.answers[index].text.text.trimmed
      done.answers[index].feedback.text = done.answers[index].feedback.text.trimmed
    }
    let words = done.answers.map { $0.text.text.lowercased() }
    if done.kind == .singleChoice, Set(words) == ["true", "false"], words.count == 2 {
      done.kind = .trueFalse
    }
    if done.kind == .multipleChoice {
      let right = max(1, done.answers.count(where: \.isRight))
      for index in done.answers.indices where done.answers[index].isRight {
        done.answers[index].weight = 1 / Double(right)
      }
    }
    let line = done.location.line
    switch done.kind {
    case .singleChoice, .multipleChoice, .trueFalse:
      if done.answers.count < 2 {
        say(
          .error,
          line,
          "text2qti-one-option",
          "one option is no choice",
          "write at least two options"
        )
      } else if !done.answers.contains(where: \.isRight) {
        say(
          .error,
          line,
          "text2qti-no-key",
          "no option is right",
          "mark the right one by *, as in *b)"
        )
      }
    default: break
    }
    reading.items.append(done)
  }
}
