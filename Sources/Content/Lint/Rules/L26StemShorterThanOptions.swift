/// The stem holds the question, and the options are short.
struct L26StemShorterThanOptions: QuestionRule {
  static let id = "L26"
  static let summary = "the stem is longer than the options"
  static let severity = Diagnostic.Severity.info
  static let why = "long options under a short stem make four statements to judge, not one question"
  static let hint = "take what the options share, and the situation, into the stem"

  /// Options of fewer words are short whatever the stem is.
  static let shortOption = 12

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard question.type != .trueFalse else { return [] }
    let longest = question.options.max { $0.text.words.count < $1.text.words.count }
    let asked = question.prompt.words.count + item.scene.words.count
    guard let count = longest?.text.words.count, count > Self.shortOption, 2 * asked < count else {
      return []
    }
    return [Fault(short(asked, count), at: item.promptPlace(of: question))]
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### ↓What is right? {#n}

      - [x] A report goes to the desk before the mail is opened by anybody in the team
        > They can warn others.
      - [ ] A report goes to the sender before the mail is opened by anybody in the team
        > Whoever has the mailbox answers.
      - [ ] A report goes to a friend before the mail is opened by anybody in the team
        > Now two may open it.
      """
    ),
    .good(
      """
      ### An odd mail came, and nobody has opened it yet. Where does the report go? {#n}

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

private func short(_ stem: Int, _ option: Int) -> String {
  "the stem has \(stem) words, and the longest option \(option)"
}
