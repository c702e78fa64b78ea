/// Reads how an item, or a gap of one, is answered and what is right.
///
/// The blocks before the answer are the situation. What the answer looks like depends on the type of
/// the item; each type has a file beside this one.
struct AnswerParser {
  let source: SourceText
  let attributesByLine: [Int: Attributes]
  var diagnostics: [Diagnostic] = []

  init(source: SourceText, attributesByLine: [Int: Attributes]) {
    self.source = source
    self.attributesByLine = attributesByLine
  }

  /// The type that the heading's class says, or a single choice.
  mutating func type(from attributes: Attributes?, line: Int) -> ItemType? {
    let classes = attributes?.classes ?? []
    guard let name = classes.first else { return .singleChoice }
    let known = ItemType.allCases.compactMap(\.headingClass)
    guard let type = ItemType.allCases.first(where: { $0.headingClass == name }),
      classes.count == 1
    else {
      report(
        "item-type-unknown",
        "‘\(classes.joined(separator: " "))’ is no kind of item",
        at: source.location(line: line, of: ".\(name)"),
        hint: nearest(to: name, in: known).map { "did you mean ‘.\($0)’?" }
          ?? "leave the class out for a single choice, or write .multiple or .true-false"
      )
      return nil
    }
    return type
  }

  mutating func interaction(
    of type: ItemType,
    from blocks: [MarkdownBlock],
    line: Int
  ) -> (interaction: Interaction, scene: [Prose])? {
    switch type {
    case .singleChoice, .multipleChoice, .trueFalse: choice(type, from: blocks, line: line)
    case .shortText: text(from: blocks, line: line)
    case .numeric: number(from: blocks, line: line)
    case .ordering: ordering(from: blocks, line: line)
    case .matching: matching(from: blocks, line: line)
    case .cloze: cloze(from: blocks, line: line)
    }
  }

  // MARK: What the types share

  /// The blocks before, the list with boxes, and the blocks after it.
  func checklist(
    in blocks: [MarkdownBlock]
  ) -> (before: [MarkdownBlock], elements: [MarkdownBlock.ListItem], after: [MarkdownBlock])? {
    let place = blocks.firstIndex { block in
      guard case .list(_, let items) = block.kind else { return false }
      return items.contains { $0.isChecked != nil }
    }
    guard let place, case .list(_, let elements) = blocks[place].kind else { return nil }
    return (Array(blocks[..<place]), elements, Array(blocks[(place + 1)...]))
  }

  /// One paragraph and one quotation that says why.
  mutating func textAndRationale(
    of element: MarkdownBlock.ListItem,
    needsRationale: Bool = true
  ) -> (text: String, rationale: String)? {
    guard let (text, reason) = parts(of: element), !text.isEmpty else {
      report(
        "option-form",
        "an option is one line of text with one reason below it",
        at: source.location(line: element.line),
        hint: "write “- [ ] text” and below it “  > why”"
      )
      return nil
    }
    let rationale = reason.map(flattened) ?? ""
    if rationale.isEmpty, needsRationale {
      report(
        "option-without-rationale",
        "the option does not say why it is right or wrong",
        at: source.location(line: element.line),
        hint: "add “  > why” below it; people learn from the reason, not from the mark"
      )
    }
    return (text, rationale)
  }

  /// A paragraph and at most one quotation, in whichever order, or `nil` for anything else.
  private func parts(
    of element: MarkdownBlock.ListItem
  ) -> (text: String, reason: [MarkdownBlock]?)? {
    var text: String?
    var reason: [MarkdownBlock]?
    for block in element.blocks {
      switch block.kind {
      case .paragraph(let paragraph) where text == nil: text = paragraph
      case .quote(let quotation) where reason == nil: reason = quotation
      default: return nil
      }
    }
    return text.map { ($0, reason) }
  }

  /// The quotation that closes an answer and is said for whatever was not foreseen.
  mutating func closingRationale(_ after: [MarkdownBlock], line: Int) -> String {
    guard let first = after.first, case .quote(let inner) = first.kind else {
      report(
        "item-without-rationale",
        "nothing is said to whoever answers otherwise",
        at: source.location(line: after.first?.line ?? line),
        hint: "end the item with “> why”, a quotation of its own below the answers"
      )
      return ""
    }
    reportLeftOver(after.dropFirst())
    return flattened(inner)
  }

  mutating func reportLeftOver(_ blocks: some Sequence<MarkdownBlock>) {
    for extra in blocks {
      report(
        "item-text-after-options",
        "this stands after the options, where nobody sees it",
        at: source.location(line: extra.line),
        hint: "put the situation before the options, and reasons below the option they belong to"
      )
    }
  }

  /// Reports texts that say the same: `isTyped` says that signs do not count, as in what is typed.
  mutating func reportDuplicates(
    _ texts: some Collection<(text: String, line: Int)>,
    isTyped: Bool = false
  ) {
    let texts = Array(texts)
    guard texts.count <= OptionID.largestCount else {
      return reportDuplicates(amongMany: texts, isTyped: isTyped)
    }
    for (place, text) in texts.enumerated() {
      let earlier = texts[..<place].first {
        isTyped ? haveSameLettersAndDigits($0.text, text.text) : sayTheSame($0.text, text.text)
      }
      if let earlier { reportDuplicate(line: text.line, of: earlier.line) }
    }
  }

  private mutating func reportDuplicates(
    amongMany texts: [(text: String, line: Int)],
    isTyped: Bool
  ) {
    var seen: [String: Int] = [:]
    for (text, line) in texts {
      let plain = isTyped ? lettersAndDigits(text) : foldedText(text)
      if let earlier = seen[plain] {
        reportDuplicate(line: line, of: earlier)
      } else {
        seen[plain] = line
      }
    }
  }

  private mutating func reportDuplicate(line: Int, of earlier: Int) {
    report(
      "option-duplicate",
      "the option says the same as the one on line \(earlier)",
      at: source.location(line: line),
      hint: "keep one of them"
    )
  }

  mutating func report(
    _ code: String,
    _ message: String,
    at location: SourceLocation,
    note: String? = nil,
    hint: String
  ) {
    diagnostics.append(Diagnostic(code: code, message, at: location, note: note, hint: hint))
  }
}
