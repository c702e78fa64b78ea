/// What all options begin with stands in the stem.
struct L27CommonOptionText: QuestionRule {
  static let id = "L27"
  static let summary = "what all options begin with stands in the stem"
  static let severity = Diagnostic.Severity.warning
  static let why = "the same words are read again in each option and hide what makes them different"
  static let hint = "take the common words into the stem"

  static let fewestWords = 3

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard let first = question.options.first?.text, question.options.count >= 3 else { return [] }
    let others = question.options.dropFirst()
    let common = first.words.indices.prefix { place in
      others.allSatisfy { option in
        place < option.text.words.count && option.text.words[place].hash == first.words[place].hash
      }
    }
    guard common.count >= Self.fewestWords else { return [] }
    let text = first[words: common]
    return [Fault(shared(text), at: item.place(of: question.options[0], text))]
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### An odd mail came. What now? {#n}

      - [x] ↓Send the report to the desk
        > They can warn others.
      - [ ] Send the report to the sender
        > Whoever has the mailbox answers.
      - [ ] Send the report to a friend
        > Now two may open it.
      """
    ),
    .good(
      """
      ### An odd mail came. Where do you send the report? {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      - [ ] To a friend
        > Now two may open it.
      """
    ),
  ]
}

private func shared(_ text: String) -> String { "every option begins with ‘\(text)’" }
