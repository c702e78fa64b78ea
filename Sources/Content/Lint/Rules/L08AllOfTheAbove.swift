/// No option takes in all the others.
struct L08AllOfTheAbove: QuestionRule {
  static let id = "L08"
  static let summary = "no option is all of the above"
  static let severity = Diagnostic.Severity.warning
  static let why =
    "whoever knows two right options has it, whoever knows one wrong option has excluded it"
  static let hint = "write a multiple choice ({.multiple}) of the right options"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    question.options.compactMap { option in
      option.text.phrase(in: item.lexicon.allOfTheAbove).map { range in
        Fault(all(option.text[words: range]), at: item.place(of: option, option.text[words: range]))
      }
    }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### What belongs in a report? {#n}

      - [ ] When it happened
        > It tells where to look.
      - [ ] What you did since
        > It tells what to undo.
      - [x] ↓All of the above
        > Both help the desk.
      """
    ),
    .bad(
      """
      ### Was gehört in eine Meldung? {#n}

      - [ ] Der Zeitpunkt
        > Er sagt, wo zu suchen ist.
      - [ ] Die Schritte seither
        > Sie sagen, was rückgängig zu machen ist.
      - [x] ↓Alle genannten Angaben
        > Beides hilft.
      """,
      language: "de"
    ),
    .good(
      """
      ### Whom does a report reach? {#n}

      - [ ] List the teams of the house and tell all of them
        > They hear of it later, from the desk.
      - [x] The people on call
        > They can act at once.
      - [ ] The press
        > That is for others to decide.
      """
    ),
  ]
}

private func all(_ phrase: String) -> String { "‘\(phrase)’ takes in every other option" }
