/// Short text and numbers: a list with boxes of foreseen answers, and a closing quotation.
extension AnswerParser {
  mutating func text(from blocks: [MarkdownBlock], line: Int) -> (Interaction, [Prose])? {
    guard let (list, rationale) = foreseen(in: blocks, line: line) else { return nil }
    let answers = list.elements.compactMap { element -> TextInteraction.Answer? in
      guard let isAccepted = box(of: element),
        let (text, rationale) = textAndRationale(of: element)
      else { return nil }
      let isPattern = text.count > 2 && text.hasPrefix("`") && text.hasSuffix("`")
      let plain = isPattern ? String(text.dropFirst().dropLast()) : text
      let isReadable = isPattern ? TextPattern(plain) != nil : !lettersAndDigits(plain).isEmpty
      guard isReadable, plain.utf8.count <= TextInteraction.longestText else {
        report(
          "pattern-form",
          "‘\(plain)’ is nothing that could be typed",
          at: source.location(line: element.line),
          hint: "write a word, or a pattern in backquotes: * for any run of letters, (a|b) for "
            + "alternatives, at most \(TextPattern.longestText) bytes"
        )
        return nil
      }
      return TextInteraction.Answer(
        text: plain,
        isPattern: isPattern,
        isAccepted: isAccepted,
        rationale: rationale,
        line: element.line
      )
    }
    guard answers.count == list.elements.count else { return nil }
    if !answers.contains(where: \.isAccepted) { reportNoKey(line: line) }
    reportDuplicates(
      answers.filter { !$0.isPattern }.map { ($0.text, $0.line) },
      isTyped: true
    )
    return (.text(TextInteraction(answers: answers, rationale: rationale)), prose(of: list.before))
  }

  mutating func number(from blocks: [MarkdownBlock], line: Int) -> (Interaction, [Prose])? {
    guard let (list, rationale) = foreseen(in: blocks, line: line) else { return nil }
    let answers = list.elements.compactMap { element -> NumericInteraction.Answer? in
      guard let isAccepted = box(of: element),
        let (text, rationale) = textAndRationale(of: element)
      else { return nil }
      let answer = NumericInteraction.Answer(
        text: text,
        isAccepted: isAccepted,
        rationale: rationale,
        line: element.line
      )
      if answer == nil {
        report(
          "number-form",
          "‘\(text)’ is no number",
          at: source.location(line: element.line),
          hint: "write 42, 42 +- 1 or 40..45, with a decimal point"
        )
      }
      return answer
    }
    guard answers.count == list.elements.count else { return nil }
    if !answers.contains(where: \.isAccepted) { reportNoKey(line: line) }
    reportDuplicates(answers.map { ("\($0.range)", $0.line) })
    let number = NumericInteraction(
      answers: answers,
      unit: attributesByLine[line]?["unit"],
      rationale: rationale
    )
    return (.number(number), prose(of: list.before))
  }

  private mutating func foreseen(
    in blocks: [MarkdownBlock],
    line: Int
  ) -> (
    list: (before: [MarkdownBlock], elements: [MarkdownBlock.ListItem], after: [MarkdownBlock]),
    rationale: String
  )? {
    guard let list = checklist(in: blocks) else {
      report(
        "item-without-options",
        "the item accepts no answer",
        at: source.location(line: line),
        hint:
          "add a list of “- [x] answer” and of expected wrong ones “- [ ] …”, each with “  > why”"
      )
      return nil
    }
    return (list, closingRationale(list.after, line: line))
  }
}
