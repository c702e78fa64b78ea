/// Single choice, multiple choice, true or false: a list with boxes.
extension AnswerParser {
  mutating func choice(
    _ type: ItemType,
    from blocks: [MarkdownBlock],
    line: Int
  ) -> (Interaction, [Prose])? {
    guard let list = checklist(in: blocks) else {
      report(
        "item-without-options",
        "the item has no options",
        at: source.location(line: line),
        hint: "add a list of “- [ ] …” and “- [x] …”, each with “  > why”"
      )
      return nil
    }
    reportLeftOver(list.after)
    guard list.elements.count <= OptionID.largestCount else {
      report(
        "too-many-options",
        "more than 26 options",
        at: source.location(line: list.elements[OptionID.largestCount].line),
        hint: "keep three or four"
      )
      return nil
    }
    let options = list.elements.enumerated().compactMap { index, element in
      option(element, index: index)
    }
    guard options.count == list.elements.count else { return nil }
    let choice = ChoiceInteraction(type: type, options: options)
    check(choice, line: line)
    return (.choice(choice), prose(of: list.before))
  }

  private mutating func option(_ element: MarkdownBlock.ListItem, index: Int) -> Option? {
    guard let isKey = box(of: element) else { return nil }
    guard let (text, rationale) = textAndRationale(of: element) else { return nil }
    return Option(
      id: OptionID(index: index),
      text: text,
      isKey: isKey,
      rationale: rationale,
      line: element.line
    )
  }

  /// Whether the box of an element is checked; every element has one.
  mutating func box(of element: MarkdownBlock.ListItem) -> Bool? {
    if let isChecked = element.isChecked { return isChecked }
    report(
      "option-without-box",
      "this option has no box",
      at: source.location(line: element.line),
      hint: "write “- [ ] …”"
    )
    return nil
  }

  private mutating func check(_ choice: ChoiceInteraction, line: Int) {
    let first = choice.options[0].line
    let keys = choice.options.filter(\.isKey).map(\.line)
    if choice.options.count < 2 {
      report(
        "too-few-options",
        "one option is no choice",
        at: source.location(line: first),
        hint: "add what a tired colleague might do instead"
      )
    }
    if choice.type == .trueFalse, choice.options.count != 2 {
      report(
        "true-false-options",
        "a true-false item has two options",
        at: source.location(line: first),
        hint: "write “True” first and “False” second"
      )
    }
    if keys.isEmpty {
      reportNoKey(line: line)
    } else if !choice.allowsSeveral, keys.count > 1 {
      report(
        "item-with-two-keys",
        "the item has two keys",
        at: source.location(line: keys[1], of: "[x]"),
        note: "an item of this kind has exactly one key; the other is on line \(keys[0])",
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
    reportDuplicates(choice.options.lazy.map { ($0.text, $0.line) })
  }

  mutating func reportNoKey(line: Int) {
    report(
      "item-without-key",
      "the item has no key",
      at: source.location(line: line),
      hint: "mark the right option with “- [x]”"
    )
  }
}
