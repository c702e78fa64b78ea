/// No option says that none is right.
struct L09NoneOfTheAbove: QuestionRule {
  static let id = "L09"
  static let summary = "no option is none of the above"
  static let severity = Diagnostic.Severity.warning
  static let why = "to know what is wrong is not to know what to do; as the key it teaches nothing"
  static let hint = "write what is right as the key, and another mistake in place of this one"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    question.options.compactMap { option in
      option.text.phrase(in: item.lexicon.noneOfTheAbove).map { range in
        Fault(
          none(option.text[words: range], isKey: option.isKey),
          at: item.place(of: option, option.text[words: range]),
          severity: option.isKey ? .error : .warning
        )
      }
    }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Which of these confirms new bank details? {#n}

      - [ ] A reply to the mail
        > It goes to whoever wrote the mail.
      - [ ] A small payment as a test
        > It proves that the account exists.
      - [x] ↓None of these
        > Ring the number in the contract.
      """
    ),
    .good(
      """
      ### Which of these confirms new bank details? {#n}

      - [ ] A reply to the mail
        > It goes to whoever wrote the mail.
      - [ ] A small payment as a test
        > It proves that the account exists.
      - [x] A call to the number in the contract
        > The sender does not control it.
      """
    ),
  ]
}

private func none(_ phrase: String, isKey: Bool) -> String {
  isKey
    ? "‘\(phrase)’ is the key, so nobody learns what is right" : "‘\(phrase)’ says what is not so"
}
