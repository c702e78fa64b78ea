/// An item asks what to do, not for a number or a date.
struct L38TrivialRecall: QuestionRule {
  static let id = "L38"
  static let summary =
    "an item asks what somebody does or decides, not for a clause, date or version"
  static let severity = Diagnostic.Severity.info
  static let why = "whoever knows the number of the clause has not shown that they would act on it"
  static let hint = "ask what somebody does in a situation where it matters"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard let range = item.lexicon.recall.first(in: question.prompt.words) else { return [] }
    let phrase = question.prompt[words: range]
    return [Fault(recall(phrase), at: item.promptPlace(of: question, phrase))]
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### ↓In which year was the file opened? {#n}

      - [ ] 2023
        > It was later.
      - [ ] 2024
        > It was later.
      - [x] 2025
        > It was in March.
      """
    ),
    .good(
      """
      ### How long do you wait before you report it? {#n}

      - [ ] Until the year is over
        > Others have it by then.
      - [ ] Until it happens again
        > It may not be seen again.
      - [x] Not a minute
        > Most harm is done early.
      """
    ),
  ]
}

private func recall(_ phrase: String) -> String { "‘\(phrase)’ asks for something to look up" }
