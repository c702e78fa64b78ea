/// A distractor is a mistake that somebody would make in earnest.
struct L39ImplausibleDistractor: QuestionRule {
  static let id = "L39"
  static let summary = "a distractor is a mistake that somebody would make, not a joke"
  static let severity = Diagnostic.Severity.info
  static let why =
    "a joke is one option less to choose from; answers show later which others nobody takes"
  static let hint = "write what a tired, well-meaning colleague would do"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    question.distractors.compactMap { option in
      option.text.first(.absurd).map { word in
        let word = option.text[word]
        return Fault(joke(word), at: item.place(of: option, word))
      }
    }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Where does an odd mail go? {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the bin
        > Others have it still.
      - [ ] To the ↓wizards
        > There are none.
      """
    ),
    .good(
      """
      ### Where does an odd mail go? {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the bin
        > Others have it still.
      - [ ] To a friend
        > Now two may open it.
      """
    ),
  ]
}

private func joke(_ word: String) -> String { "‘\(word)’ is no mistake that anybody makes" }
