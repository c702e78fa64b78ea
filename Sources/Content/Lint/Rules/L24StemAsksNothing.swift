/// The stem asks, or is to be completed.
struct L24StemAsksNothing: QuestionRule {
  static let id = "L24"
  static let summary = "the stem asks something, or is to be completed"
  static let severity = Diagnostic.Severity.info
  static let why = "a bare topic leaves people to guess what is wanted of the options"
  static let hint = "write a question that could be answered without the options"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard question.type != .trueFalse, !question.prompt.has(.verb) else { return [] }
    let text = question.prompt.text
    let asks =
      text.contains("?") || text.contains("_") || text.hasSuffix(":")
      || text.hasSuffix("…") || text.hasSuffix("...")
    // ‘An odd mail goes to’ is to be completed.
    let isOpen = text.hasSuffix(",") || question.prompt.words.last?.classes.contains(.stop) == true
    return asks || isOpen || item.lexicon.language == .other
      ? [] : [Fault(topic, at: item.promptPlace(of: question))]
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### ↓Odd mails {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the bin
        > Others have them still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
    .good(
      """
      ### Odd mails go … {#n}

      - [x] to the desk
        > They can warn others.
      - [ ] to the bin
        > Others have them still.
      - [ ] to the sender
        > Whoever has the mailbox answers.
      """
    ),
  ]
}

private let topic = "the stem is a topic, and asks nothing"
