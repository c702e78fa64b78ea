/// Reads one item: a `###` heading below a lesson, the situation, hints, and what is to be answered.
struct ItemParser {
  let source: SourceText

  /// Attributes by the line at whose end they stand.
  let attributesByLine: [Int: Attributes]
  let lesson: LessonID
  private(set) var diagnostics: [Diagnostic] = []

  init(source: SourceText, attributesByLine: [Int: Attributes], lesson: LessonID) {
    self.source = source
    self.attributesByLine = attributesByLine
    self.lesson = lesson
  }

  mutating func item(heading: String, line: Int, blocks: [MarkdownBlock]) -> Item? {
    let attributes = attributesByLine[line]
    guard let id = attributes?.identifier else {
      report(
        "item-without-id",
        "the item has no id",
        at: source.location(line: line),
        hint: "end the heading with {#id}"
      )
      return nil
    }
    if heading.isEmpty {
      report(
        "item-without-stem",
        "the item asks nothing",
        at: source.location(line: line),
        hint: "write the question into the heading"
      )
    }
    let (hints, rest) = hints(in: blocks)
    var answers = AnswerParser(source: source, attributesByLine: attributesByLine)
    let type = answers.type(from: attributes, line: line)
    let difficulty = difficulty(attributes, line: line)
    let answer = type.flatMap { answers.interaction(of: $0, from: rest, line: line) }
    diagnostics += answers.diagnostics
    guard let difficulty, let answer else { return nil }
    return Item(
      id: ItemID(lesson, id),
      stem: heading,
      scene: answer.scene,
      interaction: answer.interaction,
      difficulty: difficulty,
      facts: attributes?.list("fact") ?? [],
      hints: hints,
      location: source.location(line: line)
    )
  }

  private mutating func difficulty(_ attributes: Attributes?, line: Int) -> Double? {
    guard let text = attributes?["difficulty"] else { return 0 }
    guard let value = Double(text), (-6...6).contains(value) else {
      report(
        "item-difficulty",
        "‘\(text)’ is no difficulty",
        at: source.location(line: line, of: "difficulty=\(text)"),
        hint: "write logits from -6 to 6; 0 is middling, 1 is hard"
      )
      return nil
    }
    return value
  }

  /// Takes out the paragraphs that end with `{.hint}`.
  private mutating func hints(
    in blocks: [MarkdownBlock]
  ) -> (hints: [Hint], rest: [MarkdownBlock]) {
    var hints: [Hint] = []
    var rest: [MarkdownBlock] = []
    for (index, block) in blocks.enumerated() {
      let end = index + 1 < blocks.count ? blocks[index + 1].line : source.lines.count + 1
      guard case .paragraph(let text) = block.kind,
        let (line, found) = hintAttributes(in: block.line..<max(end, block.line + 1))
      else {
        rest.append(block)
        continue
      }
      let cost = found["cost"].map { Double($0) } ?? Double(Hint.usualCost) / 100
      guard let cost, (0...1).contains(cost) else {
        report(
          "hint-cost",
          "‘\(found["cost"] ?? "")’ is no cost",
          at: source.location(line: line, of: "cost="),
          hint: "write the part of the score that the hint costs, from 0 to 1"
        )
        continue
      }
      hints.append(Hint(text: text, cost: Int((cost * 100).rounded())))
    }
    return (hints, rest)
  }

  private func hintAttributes(in lines: Range<Int>) -> (line: Int, attributes: Attributes)? {
    for line in lines {
      if let found = attributesByLine[line], found.classes == ["hint"] { return (line, found) }
    }
    return nil
  }

  private mutating func report(
    _ code: String,
    _ message: String,
    at location: SourceLocation,
    hint: String
  ) {
    diagnostics.append(Diagnostic(code: code, message, at: location, hint: hint))
  }
}
