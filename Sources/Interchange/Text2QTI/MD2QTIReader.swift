import Content

/// Reads the Markdown of md2qti, a relative of text2qti that names each part: `@question:`, `@answer:`.
struct MD2QTIReader {
  private let source: SourceText
  private var reading = ForeignReading()
  private var settings: [String: String] = [:]
  private var stem: [String] = []
  private var answers: [(text: String, line: Int)] = []
  private var feedback: [String] = []
  private var begin = 0

  private enum Part {
    case nothing
    case stem
    case answers
    case feedback
  }

  private var part = Part.nothing
  private var category: String?

  static func read(_ source: SourceText) -> ForeignReading {
    var reader = MD2QTIReader(source: source)
    var isCode = false
    for (index, line) in source.lines.enumerated() {
      if line.hasPrefix("```") { isCode.toggle() }
      reader.read(line, index + 1, isCode: isCode)
    }
    reader.finish()
    reader.reading.limitDiagnostics(source)
    return reader.reading
  }

  private init(source: SourceText) { self.source = source }

  private mutating func read(_ line: String, _ number: Int, isCode: Bool) {
    if !isCode, line.hasPrefix("@"), let colon = line.firstIndex(of: ":") {
      let key = line[line.index(after: line.startIndex)..<colon].trimmed.lowercased()
      return set(key, line[line.index(after: colon)...].trimmed, number)
    }
    if !isCode, line.trimmed == "---" { return finish() }
    switch part {
    case .stem: stem.append(line)
    case .answers:
      if !line.trimmed.isEmpty { answers.append((line, number)) }
    case .feedback: feedback.append(line)
    case .nothing: break
    }
  }

  private mutating func set(_ key: String, _ value: String, _ number: Int) {
    switch key {
    case "question":
      if begin != 0 { finish() }
      begin = number
      part = .stem
    case "answer": part = .answers
    case "feedback", "general feedback":
      part = .feedback
      feedback.append(value)
    case "quiz title": category = value
    case "title", "points", "type":
      if begin != 0 { finish() }
      settings[key] = value
      if key == "points" { reading.drop("‘points’", line: number, "points") }
    default:
      part = .nothing
      reading.drop("‘\(key.prefix(40))’", line: number, "settings of a quiz or a group")
    }
  }

  private mutating func finish() {
    defer {
      (stem, answers, feedback, begin, part) = ([], [], [], 0, .nothing)
      settings = [:]
    }
    guard begin != 0 else { return }
    let text = stem.joined(separator: "\n").trimmed
    var item = ForeignItem(
      kind: .essay,
      title: settings["title"],
      stem: ForeignText(text, .markdown),
      location: source.place(line: begin, byte: 0)
    )
    item.category = category
    item.generalFeedback = ForeignText(feedback.joined(separator: "\n").trimmed, .markdown)
    let type = settings["type"]?.lowercased() ?? "multiple choice"
    switch type {
    case "multiple choice", "true false", "true/false": readChoice(.singleChoice, &item)
    case "multiple answers": readChoice(.multipleChoice, &item)
    case "numerical": readNumber(&item)
    case "blank", "short answer", "fill in the blank":
      item.kind = .shortText
      item.answers = lines().map { ForeignItem.Answer(ForeignText($0.text, .markdown), weight: 1) }
    case "multiple blanks", "multiple dropdown", "matching": readGroups(type, &item)
    case "essay": item.kind = .essay
    case "text", "text only", "text-only": item.kind = .description
    default:
      reading.drop(
        item.name,
        line: begin,
        "questions of the type ‘\(type.prefix(40))’ cannot be asked in a terminal"
      )
      reading.diagnostics.append(
        Diagnostic(
          .warning,
          code: "text2qti-type",
          "a question of the type ‘\(type.prefix(40))’ is left out",
          at: item.location,
          hint: "write it anew as a choice, a text, a number or a match"
        )
      )
      return
    }
    reading.items.append(item)
  }

  /// Answers without their bullets, and whether `>` marks them as right.
  private func lines() -> [(text: String, isRight: Bool, line: Int)] {
    answers.compactMap { answer in
      var text = answer.text.trimmed[...]
      guard text.hasPrefix("*") || text.hasPrefix(">") else { return nil }
      if text.hasPrefix("*") { text = text.dropFirst().trimmed[...] }
      if text.hasPrefix("@") { return nil }
      let isRight = text.hasPrefix(">")
      return ((isRight ? text.dropFirst() : text).trimmed, isRight, answer.line)
    }
  }

  private mutating func readChoice(_ kind: ForeignItem.Kind, _ item: inout ForeignItem) {
    item.kind = kind
    for answer in answers {
      let text = answer.text.trimmed
      if text.hasPrefix("* @feedback:"), let last = item.answers.indices.last {
        item.answers[last].feedback = ForeignText(text.dropFirst(12).trimmed, .markdown)
        continue
      }
      guard text.hasPrefix("*") else { continue }
      let rest = text.dropFirst().trimmed
      let isRight = rest.hasPrefix(">")
      let shown = isRight ? rest.dropFirst().trimmed : rest
      item.answers.append(
        ForeignItem.Answer(ForeignText(shown, .markdown), weight: isRight ? 1 : 0)
      )
    }
    let words = item.answers.map { $0.text.text.lowercased() }
    if kind == .singleChoice, words.count == 2, Set(words) == ["true", "false"] {
      item.kind = .trueFalse
    }
    guard item.answers.count < 2 || !item.answers.contains(where: \.isRight) else { return }
    reading.diagnostics.append(
      Diagnostic(
        code: item.answers.count < 2 ? "text2qti-one-option" : "text2qti-no-key",
        item.answers.count < 2 ? "one option is no choice" : "no option is right",
        at: item.location,
        hint: "write at least two options, and mark the right one by * >"
      )
    )
  }

  private mutating func readNumber(_ item: inout ForeignItem) {
    item.kind = .numeric
    for line in lines() where line.isRight {
      let parts = line.text.split(separator: ",").map(\.trimmed)
      guard let number = parts.first.flatMap({ PlainNumber($0) }) else {
        reading.diagnostics.append(
          Diagnostic(
            code: "text2qti-number",
            "‘\(line.text.prefix(40))’ is no number",
            at: source.place(line: line.line, byte: 0),
            hint: "write > 3.14, 0.01"
          )
        )
        continue
      }
      let margin = parts.count == 2 ? PlainNumber(parts[1])?.text : nil
      item.answers.append(
        ForeignItem.Answer(ForeignText(number.text), weight: 1, tolerance: margin)
      )
    }
  }

  /// `+ name` with its answers below.
  private func readGroups(_ type: String, _ item: inout ForeignItem) {
    var groups: [(name: String, answers: [ForeignItem.Answer])] = []
    for answer in answers {
      let text = answer.text.trimmed
      if text.hasPrefix("+") {
        groups.append((text.dropFirst().trimmed, []))
      } else if text.hasPrefix("*"), !groups.isEmpty {
        let rest = text.dropFirst().trimmed
        let isRight = rest.hasPrefix(">")
        let shown = isRight ? rest.dropFirst().trimmed : rest
        groups[groups.count - 1].answers.append(
          ForeignItem.Answer(ForeignText(shown, .markdown), weight: isRight ? 1 : 0)
        )
      }
    }
    guard type != "matching" else {
      item.kind = .matching
      item.pairs = groups.flatMap { group in
        group.answers.map {
          ForeignItem.Pair($0.isRight ? ForeignText(group.name, .markdown) : "", $0.text)
        }
      }
      return
    }
    item.kind = .cloze
    for group in groups {
      item.gaps.append(
        ForeignItem.Gap(
          kind: type == "multiple blanks" ? .shortText : .singleChoice,
          answers: group.answers
        )
      )
      item.stem.text = item.stem.text.replacing(
        "[\(group.name)]",
        with: "{{\(item.gaps.count)}}",
        maxReplacements: 1
      )
    }
  }
}
