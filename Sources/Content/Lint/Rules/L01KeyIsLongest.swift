/// The key is not much longer than every distractor.
struct L01KeyIsLongest: QuestionRule {
  static let id = "L01"
  static let summary = "the key is not much longer than every distractor"
  static let severity = Diagnostic.Severity.warning
  static let why =
    "what is right takes more words to say, so people who know nothing choose the longest"
  static let hint = "move the reasons into its rationale, or make a distractor as exact as the key"

  /// How much longer, and how many characters longer at least.
  static let ratio = 1.5
  static let characters = 10

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard let key = question.singleKey, let other = question.distractors.map(\.length).max(),
      Double(key.length) >= Self.ratio * Double(other), key.length >= other + Self.characters
    else { return [] }
    return [Fault(longer(key.length, than: other), at: item.place(of: key))]
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### A colleague asks for a file by chat. What do you do first? {#n}

      - [ ] Send it at once
        > The account may be in other hands.
      - [x] ↓Ask in person, or by a number that you had before the message came
        > A channel that the sender does not control.
      - [ ] Ask in the chat
        > Whoever has the account answers there.
      """
    ),
    .good(
      """
      ### A colleague asks for a file by chat. What do you do first? {#n}

      - [ ] Send it with a password
        > The account may be in other hands.
      - [x] Ring a number you had before
        > A channel that the sender does not control.
      - [ ] Ask in the chat whether it is real
        > Whoever has the account answers there.
      """
    ),
  ]
}

private func longer(_ key: Int, than other: Int) -> String {
  "the key has \(key) characters, and no other option more than \(other)"
}
