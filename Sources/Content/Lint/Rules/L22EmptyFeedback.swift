/// A rationale says more than right or wrong.
struct L22EmptyFeedback: QuestionRule {
  static let id = "L22"
  static let summary = "a rationale says more than right or wrong"
  static let severity = Diagnostic.Severity.warning
  static let why = "the mark says already whether it is right; the rationale is there to say why"
  static let hint = "say what would happen, or what makes the difference"

  /// A reason takes more words.
  static let fewestWords = 3

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    question.options.filter { Self.saysNothing($0.rationale) }.map { option in
      Fault(verdictOnly(option.rationale.text), at: item.rationalePlace(of: option))
    }
  }

  fileprivate static func saysNothing(_ text: LintedText) -> Bool {
    guard !text.isEmpty else { return false }
    return text.words.allSatisfy { $0.classes.contains(.verdict) || $0.length == 1 }
      || text.words.count < fewestWords && text.has(.verdict)
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > ↓That is correct.
      - [ ] To the bin
        > Others have them still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
    .bad(
      """
      ### Wohin gehen seltsame Nachrichten? {#n}

      - [x] Zur Meldestelle
        > Sie kann andere warnen.
      - [ ] In den Papierkorb
        > ↓Leider falsch.
      - [ ] Zum Absender
        > Es antwortet, wer das Postfach hat.
      """,
      language: "de"
    ),
    .good(
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > Right: they can warn others.
      - [ ] To the bin
        > Others have them.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
  ]
}

/// Whether a reason says in English or German no more than right or wrong, as L22 finds.
package func isMereVerdict(_ reason: String) -> Bool {
  [Lexicon.english, .german].contains { L22EmptyFeedback.saysNothing(LintedText(reason, $0)) }
}

private func verdictOnly(_ text: String) -> String { "‘\(text)’ does not say why" }
