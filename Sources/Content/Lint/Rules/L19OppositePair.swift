/// The key is not one of two options that say the opposite of each other.
struct L19OppositePair: QuestionRule {
  static let id = "L19"
  static let summary = "the key is not one of two opposite options"
  static let severity = Diagnostic.Severity.warning
  static let why =
    "of two opposites one has to be right, so the rest is out before anybody reads it"
  static let hint = "replace the opposite by a mistake that people really make"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard let key = question.singleKey,
      let opposite = question.distractors.first(where: { option in
        areOpposite(key.text, option.text, item.lexicon)
      })
    else { return [] }
    return [Fault(opposed(opposite.text.text), at: item.place(of: key))]
  }

  /// Whether the texts differ by one negation, or by one word and its opposite.
  private func areOpposite(_ left: LintedText, _ right: LintedText, _ lexicon: Lexicon) -> Bool {
    guard left.words.count >= 2 else { return false }
    let plain = { (text: LintedText) in
      text.words.filter { !$0.classes.contains(.negative) && !$0.classes.contains(.stop) }
        .map(\.stem)
    }
    if left.has(.negative) != right.has(.negative) {
      return !plain(left).isEmpty && plain(left) == plain(right)
    }
    guard left.words.count == right.words.count else { return false }
    let differing = zip(left.words, right.words).filter { $0.stem != $1.stem }
    guard differing.count == 1, let (one, other) = differing.first else { return false }
    return lexicon.areOpposite(one, other)
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Where does the report go? {#n}

      - [x] ↓Before the clean-up to the desk
        > They can still look at it.
      - [ ] After the clean-up to the desk
        > Then nothing is left to look at.
      - [ ] To nobody
        > Others have the mail as well.
      """
    ),
    .bad(
      """
      ### What do you do with the computer? {#n}

      - [ ] Switch it off
        > Memory is lost.
      - [x] ↓Do not use it again
        > What is in memory stays.
      - [ ] Use it again
        > Whoever is in it goes on.
      """
    ),
    .good(
      """
      ### Where does the report go? {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      - [ ] To nobody
        > Others have the mail as well.
      """
    ),
  ]
}

private func opposed(_ other: String) -> String {
  "the key and ‘\(other)’ say the opposite of each other"
}
