import Psychometrics

/// Statements are true about as often as false.
struct L33TrueFalseBalance: BankRule {
  static let id = "L33"
  static let summary = "over a set of statements true is right about as often as false"
  static let severity = Diagnostic.Severity.info
  static let why =
    "whoever notices that false is right most of the time has a rule that beats knowing"
  static let hint = "turn some statements round"

  static let fewestItems = 10

  func faults(in bank: LintedBank) -> [Fault] {
    let isMeant = { (question: LintedQuestion) in question.type == .trueFalse }
    return LintedSet.sets(of: bank, fewest: Self.fewestItems, where: isMeant).compactMap { set in
      // The options of a statement keep their order: true comes first.
      let first = set.questions.count { $0.options.first?.isKey == true }
      let count = set.questions.count
      guard let test = BinomialTest(successes: first, of: count, chance: 0.5),
        test.pValue.value < set.level
      else { return nil }
      return Fault(
        onesided(first, of: count, set.name, test.pValue),
        at: set.place,
        subject: set.subject
      )
    }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### A reply to the mail is a safe way to confirm it. {#n .true-false}

      - [ ] True
        > It goes to whoever wrote the mail.
      - [x] False
        > Whoever controls the mailbox answers.
      """,
      repeated: 10
    ),
    .good(
      """
      ### A reply to the mail is a safe way to confirm it. {#n .true-false}

      - [ ] True
        > It goes to whoever wrote the mail.
      - [x] False
        > Whoever controls the mailbox answers.
      """,
      repeated: 5
    ),
  ]
}

private func onesided(
  _ first: Int,
  of count: Int,
  _ name: String,
  _ pValue: Probability
) -> String {
  "in \(name) \(first) of \(count) statements are true, by chance \(rounded(Double(count) / 2)) "
    + "(exact binomial test, p \(text(of: pValue)))"
}
