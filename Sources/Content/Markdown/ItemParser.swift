/// Reads one item: a `###` heading below a lesson, the situation, and the options.
struct ItemParser {
  let source: SourceText
  let heading: String
  let line: Int
  let attributes: Attributes?
  let lesson: LessonID
  private(set) var diagnostics: [Diagnostic] = []

  init(
    source: SourceText,
    heading: String,
    line: Int,
    attributes: Attributes?,
    lesson: LessonID
  ) {
    self.source = source
    self.heading = heading
    self.line = line
    self.attributes = attributes
    self.lesson = lesson
  }

  mutating func item(from blocks: [MarkdownBlock]) -> Item? {
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
    guard let type, let difficulty else { return nil }
    let isOptions = { (block: MarkdownBlock) -> Bool in
      guard case .list(_, let items) = block.kind else { return false }
      return items.contains { $0.isChecked != nil }
    }
    guard let list = blocks.first(where: isOptions), case .list(_, let elements) = list.kind else {
      report(
        "item-without-options",
        "the item has no options",
        at: source.location(line: line),
        hint: "add a list of “- [ ] …” and “- [x] …”, each with “  > why”"
      )
      return nil
    }
    for extra in blocks.drop(while: { !isOptions($0) }).dropFirst() {
      report(
        "item-text-after-options",
        "this stands after the options, where nobody sees it",
        at: source.location(line: extra.line),
        hint: "put the situation before the options, and reasons below the option they belong to"
      )
    }
    let options = elements.enumerated().compactMap { index, element in
      option(element, index: index)
    }
    guard options.count == elements.count else { return nil }
    let choice = ChoiceInteraction(type: type, options: options)
    check(choice, at: elements.map(\.line))
    return Item(
      id: ItemID(lesson, id),
      stem: heading,
      scene: prose(of: Array(blocks.prefix { !isOptions($0) })),
      interaction: .choice(choice),
      difficulty: difficulty,
      facts: attributes?.list("fact") ?? [],
      location: source.location(line: line)
    )
  }

  private var type: ItemType? {
    mutating get {
      let classes = attributes?.classes ?? []
      guard let name = classes.first else { return .singleChoice }
      let delivered: [ItemType] = [.multipleChoice, .trueFalse]
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
      guard delivered.contains(type) else {
        report(
          "item-type-not-delivered",
          "items of type ‘\(type.rawValue)’ cannot be asked yet",
          at: source.location(line: line, of: ".\(name)"),
          hint: "ask it as a single choice, .multiple or .true-false"
        )
        return nil
      }
      return type
    }
  }

  private var difficulty: Double? {
    mutating get {
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
  }

  private mutating func option(_ element: MarkdownBlock.ListItem, index: Int) -> Option? {
    let place = source.location(line: element.line)
    guard let isKey = element.isChecked else {
      report(
        "option-without-box",
        "this option has no box",
        at: place,
        hint: "write “- [ ] …”"
      )
      return nil
    }
    guard index < OptionID.largestCount else {
      report("too-many-options", "more than 26 options", at: place, hint: "keep three or four")
      return nil
    }
    let texts = element.blocks.compactMap { block -> String? in
      guard case .paragraph(let text) = block.kind else { return nil }
      return text
    }
    let rationales = element.blocks.compactMap { block -> [Prose]? in
      guard case .quote(let inner) = block.kind else { return nil }
      return prose(of: inner)
    }
    guard texts.count == 1, rationales.count <= 1,
      texts.count + rationales.count
        == element.blocks.count, let text = texts.first, !text.isEmpty
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
    if rationale.isEmpty {
      report(
        "option-without-rationale",
        "the option does not say why it is right or wrong",
        at: place,
        hint: "add “  > why” below it; people learn from the reason, not from the mark"
      )
    }
    return Option(id: OptionID(index: index), text: text, isKey: isKey, rationale: rationale)
  }

  private mutating func check(_ choice: ChoiceInteraction, at lines: [Int]) {
    let keys = choice.options.indices.filter { choice.options[$0].isKey }
    if choice.options.count < 2 {
      report(
        "too-few-options",
        "one option is no choice",
        at: source.location(line: lines[0]),
        hint: "add what a tired colleague might do instead"
      )
    }
    if choice.type == .trueFalse, choice.options.count != 2 {
      report(
        "true-false-options",
        "a true-false item has two options",
        at: source.location(line: lines[0]),
        hint: "write “True” first and “False” second"
      )
    }
    if keys.isEmpty {
      report(
        "item-without-key",
        "the item has no key",
        at: source.location(line: line),
        hint: "mark the right option with “- [x]”"
      )
    } else if !choice.allowsSeveral, keys.count > 1 {
      report(
        "item-with-two-keys",
        "the item has two keys",
        at: source.location(line: lines[keys[1]], of: "[x]"),
        note: "an item of this kind has exactly one key; the other is on line \(lines[keys[0]])",
        hint: "mark the weaker answer “- [ ]” and say in its rationale why it is weaker, "
          + "or write .multiple"
      )
    } else if choice.allowsSeveral, keys.count == choice.options.count {
      report(
        "item-all-keys",
        "every option is right",
        at: source.location(line: line),
        hint: "add an option that is wrong but tempting"
      )
    }
    var seen: [String: Int] = [:]
    for (index, option) in choice.options.enumerated() {
      let plain = lettersAndDigits(option.text)
      if let earlier = seen[plain] {
        report(
          "option-duplicate",
          "the option says the same as the one on line \(earlier)",
          at: source.location(line: lines[index]),
          hint: "keep one of them"
        )
      }
      seen[plain] = seen[plain] ?? lines[index]
    }
  }

  private mutating func report(
    _ code: String,
    _ message: String,
    at location: SourceLocation,
    note: String? = nil,
    hint: String
  ) {
    diagnostics.append(Diagnostic(code: code, message, at: location, note: note, hint: hint))
  }
}
