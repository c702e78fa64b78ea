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
    let place = source.location(line: element.line)
    let texts = element.blocks.compactMap { block -> String? in
      guard case .paragraph(let text) = block.kind else { return nil }
      return text
    }
    let rationales = element.blocks.compactMap { block -> [Prose]? in
      guard case .quote(let inner) = block.kind else { return nil }
      return prose(of: inner)
    }
    guard texts.count == 1, rationales.count <= 1,
      texts.count + rationales.count == element.blocks.count, let text = texts.first, !text.isEmpty
    else {
      report(
        "option-form",
        "an option is one line of text with one reason below it",
        at: place,
        hint: "write “- [ ] text” and below it “  > why”"
      )
      return nil
    }
    let rationale = rationales.first.map { $0.map(\.flattened).joined(separator: " ") } ?? ""
    if rationale.isEmpty, needsRationale {
      report(
        "option-without-rationale",
        "the option does not say why it is right or wrong",
        at: place,
        hint: "add “  > why” below it; people learn from the reason, not from the mark"
      )
    }
    return (text, rationale)
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
    return prose(of: inner).map(\.flattened).joined(separator: " ")
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

  /// Reports texts that say the same, letters and digits compared without case.
  mutating func reportDuplicates(_ texts: [(text: String, line: Int)]) {
    var seen: [String: Int] = [:]
    for (text, line) in texts {
      let plain = lettersAndDigits(text)
      if let earlier = seen[plain] {
        report(
          "option-duplicate",
          "the option says the same as the one on line \(earlier)",
          at: source.location(line: line),
          hint: "keep one of them"
        )
      }
      seen[plain] = seen[plain] ?? line
    }
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
