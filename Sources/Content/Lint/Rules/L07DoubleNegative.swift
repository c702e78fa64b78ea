/// A negative question has no negative options.
struct L07DoubleNegative: QuestionRule {
  static let id = "L07"
  static let summary = "a negative question has no negative options"
  static let severity = Diagnostic.Severity.error
  static let why = "two negations test logic, not what people know"
  static let hint = "ask for what is right, or state the option without a negation"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard question.type != .trueFalse, let stem = question.exceptionWord else { return [] }
    return question.options.compactMap { option in
      option.text.first(.negative).map { word in
        let word = option.text[word]
        return Fault(twice(question.prompt[stem], word), at: item.place(of: option, word))
      }
    }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Which of these is **not** safe? {#n}

      - [ ] Ringing a number that you know
        > The sender does not control it.
      - [x] ↓Not waiting for the second person
        > Two pairs of eyes see more.
      - [ ] Writing down the time
        > It helps the desk.
      """
    ),
    .good(
      """
      ### Which of these is safe? {#n}

      - [ ] Paying a small sum as a test
        > It proves that the account exists.
      - [x] Ringing a number that you know
        > The sender does not control it.
      - [ ] Not asking anybody
        > A second person sees more.
      """
    ),
  ]
}

private func twice(_ stem: String, _ option: String) -> String {
  "‘\(option)’ in an option answers ‘\(stem)’ in the question"
}
