/// Absolute words do not stand in distractors alone.
struct L04AbsoluteTermsInDistractors: QuestionRule {
  static let id = "L04"
  static let summary = "absolute words such as always and never do not stand in distractors alone"
  static let severity = Diagnostic.Severity.warning
  static let why = "hardly anything is always so, and test-wise people strike out what says it is"
  static let hint = "say it without the absolute word, or use one in the key as well"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard question.type != .trueFalse, !question.keys.contains(where: { $0.text.has(.absolute) })
    else { return [] }
    return question.distractors.compactMap { option in
      option.text.first(.absolute).map { word in
        let word = option.text[word]
        return Fault(absolute(word), at: item.place(of: option, word))
      }
    }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### A link in a mail looks odd. What do you do? {#n}

      - [ ] Open it, since the filter ↓always stops what is bad
        > A filter knows what was seen before.
      - [x] Report the mail, and wait for word
        > The desk can block the page for others.
      - [ ] Send it on to a friend for advice
        > Now two people may open it.
      """
    ),
    .bad(
      """
      ### Ein Link sieht seltsam aus. Was tun Sie? {#n}

      - [ ] Öffnen, denn der Filter hält ↓immer alles auf
        > Ein Filter kennt, was schon gesehen wurde.
      - [x] Die Nachricht melden und abwarten
        > So kann die Seite gesperrt werden.
      - [ ] Zur Ansicht weiterleiten
        > Nun öffnen ihn womöglich zwei.
      """,
      language: "de"
    ),
    .good(
      """
      ### Who has to know that a paper with names was lost? {#n}

      - [ ] Only the person who lost it
        > Others are concerned.
      - [x] The desk only, at first
        > They know whom to tell.
      - [ ] Whoever asks
        > Not before it is clear what was lost.
      """
    ),
  ]
}

private func absolute(_ word: String) -> String {
  "‘\(word)’ stands in a distractor, and no absolute word in the key"
}
