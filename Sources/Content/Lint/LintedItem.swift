/// An item as rules see it: its words, lower-case forms and lengths are computed once and shared.
final class LintedItem: Sendable {
  let item: Item
  let lesson: Lesson
  let incident: Incident
  let source: SourceText
  let lexicon: Lexicon
  let stem: LintedText
  let scene: LintedText

  /// What the lesson teaches, its title included.
  let takeaway: LintedText

  /// The choices of the item: itself, or those gaps of a text that are choices.
  let questions: [LintedQuestion]

  init(
    _ item: Item,
    lesson: Lesson,
    takeaway: LintedText,
    incident: Incident,
    source: SourceText,
    lexicon: Lexicon
  ) {
    self.item = item
    self.lesson = lesson
    self.incident = incident
    self.source = source
    self.lexicon = lexicon
    self.takeaway = takeaway
    let stem = LintedText(item.stem, lexicon)
    self.stem = stem
    let told = item.scene.map(\.flattened).joined(separator: " ")
    scene = LintedText(item.interaction.withoutGaps(told), lexicon)
    switch item.interaction {
    case .choice(let choice): questions = [LintedQuestion(choice, prompt: stem, lexicon)]
    case .cloze(let cloze):
      questions = cloze.gaps.compactMap { gap in
        guard case .choice(let choice) = gap.interaction else { return nil }
        return LintedQuestion(choice, prompt: LintedText(gap.prompt, lexicon), lexicon)
      }
    case .text, .number, .ordering, .matching: questions = []
    }
  }

  // MARK: Places

  /// A stretch of the stem, or all of it.
  func stemPlace(_ part: String? = nil) -> SourceLocation {
    place(of: part ?? item.stem, onLine: item.location.line, after: "### ")
  }

  /// A stretch of a question's prompt: the stem, or the heading of a gap.
  func promptPlace(
    of question: LintedQuestion,
    _ part: String? = nil,
    fromEnd isFromEnd: Bool = false
  ) -> SourceLocation {
    guard case .cloze = item.interaction, let first = question.options.first?.option.line else {
      return place(
        of: part ?? item.stem,
        onLine: item.location.line,
        after: "### ",
        fromEnd: isFromEnd
      )
    }
    let above = source.lines.prefix(max(0, first - 1)).lastIndex { $0.hasPrefix("#### ") }
    return place(
      of: part ?? question.prompt.text,
      onLine: (above ?? item.location.line - 1) + 1,
      after: "#### ",
      fromEnd: isFromEnd
    )
  }

  /// A stretch of an option's text, or all of it.
  func place(of option: LintedOption, _ part: String? = nil) -> SourceLocation {
    place(of: part ?? option.text.text, onLine: option.option.line, after: "] ")
  }

  /// A stretch of what is said about an option, or its first line.
  func rationalePlace(of option: LintedOption, _ part: String? = nil) -> SourceLocation {
    let start = option.option.line
    guard start > 0, source.lines.count > start else { return place(of: option) }
    let lines = source.lines[start...].prefix { line in
      line.hasPrefix(" ") || line.isEmpty
    }
    let quoted = lines.indices.filter { source.lines[$0].contains(">") }
    let line = quoted.first { part.map(source.lines[$0].contains) ?? true } ?? quoted.first
    guard let line else { return place(of: option) }
    return place(of: part ?? option.rationale.text, onLine: line + 1, after: "> ")
  }

  /// A stretch of a line after a mark, else the line from the mark on.
  private func place(
    of part: String,
    onLine line: Int,
    after mark: String,
    fromEnd isFromEnd: Bool = false
  ) -> SourceLocation {
    guard source.lines.indices.contains(line - 1) else {
      return SourceLocation(path: item.location.path, line: max(1, line), column: 1)
    }
    let text = source.lines[line - 1]
    let start = text.firstRange(of: mark)?.upperBound ?? text.startIndex
    let rest = text[start...]
    if let found = Self.wholeWords(part, in: rest, fromEnd: isFromEnd) {
      return source.location(
        line: line,
        column: text.distance(from: text.startIndex, to: found.lowerBound) + 1,
        length: part.count
      )
    }
    let shown = Attributes.split(String(rest))?.rest.trimmed ?? rest.trimmed
    return source.location(
      line: line,
      column: text.distance(from: text.startIndex, to: start) + 1,
      length: max(1, shown.count)
    )
  }

  /// The first or last place of a stretch that neither begins nor ends inside a word.
  private static func wholeWords(
    _ part: String,
    in text: Substring,
    fromEnd: Bool
  ) -> Range<Substring.Index>? {
    let isInWord = { (character: Character?) in character?.isLetter ?? false }
    let found = text.ranges(of: part).filter { range in
      !isInWord(text[..<range.lowerBound].last) && !isInWord(text[range.upperBound...].first)
    }
    return (fromEnd ? found.last : found.first) ?? text.firstRange(of: part)
  }
}

/// A choice among options.
struct LintedQuestion: Sendable {
  let type: ItemType
  let prompt: LintedText
  let options: [LintedOption]
  let keys: [LintedOption]
  let distractors: [LintedOption]

  init(_ choice: ChoiceInteraction, prompt: LintedText, _ lexicon: Lexicon) {
    type = choice.type
    self.prompt = prompt
    let options = choice.options.map { LintedOption($0, lexicon) }
    self.options = options
    keys = options.filter(\.isKey)
    distractors = options.filter { !$0.isKey }
  }

  /// The only key of a single choice of three or more options, where test-wise people look for cues.
  var singleKey: LintedOption? {
    type == .singleChoice && options.count >= 3 ? keys.first : nil
  }

  /// Whether options stand in a new order each time.
  var isShuffled: Bool { type != .trueFalse }
}

/// A possible answer with its words and those of its rationale.
struct LintedOption: Sendable {
  let option: Option
  let text: LintedText
  let rationale: LintedText

  init(_ option: Option, _ lexicon: Lexicon) {
    self.option = option
    text = LintedText(option.text, lexicon)
    rationale = LintedText(option.rationale, lexicon)
  }

  var isKey: Bool { option.isKey }
  var length: Int { text.length }
}

extension Interaction {
  /// The text of a cloze with a blank in the place of each gap, whose id nobody reads.
  fileprivate func withoutGaps(_ text: String) -> String {
    guard case .cloze(let cloze) = self else { return text }
    return cloze.gaps.reduce(text) { $0.replacing($1.mark, with: "___") }
  }
}
