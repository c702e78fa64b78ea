/// The key does not share more words with the other options than any of them does.
struct L12Convergence: QuestionRule {
  static let id = "L12"
  static let summary = "the key does not share more words with the other options than any of them"
  static let severity = Diagnostic.Severity.info
  static let why = "distractors are made by changing the key, so what all share points at it"
  static let hint = "write each distractor from a mistake of its own, not from the key"

  /// How many words the key has to be ahead of the next option.
  static let lead = 2

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard item.lexicon.knowsWords, let key = question.singleKey, question.options.count >= 3
    else { return [] }
    let stems = question.options.map { option in
      Set(option.text.words.lazy.filter(\.isContent).map(\.stem))
    }
    let shared = question.options.indices.map { place in
      stems[place].count { stem in
        stems.indices.contains { $0 != place && stems[$0].contains(stem) }
      }
    }
    let next = question.options.indices.filter { !question.options[$0].isKey }.map { shared[$0] }
    let own = question.options.indices.first { question.options[$0].isKey }.map { shared[$0] } ?? 0
    guard let best = next.max(), own >= best + Self.lead else { return [] }
    return [Fault(converges(own, best), at: item.place(of: key))]
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### An odd mail came. What do you do? {#n}

      - [ ] Report the mail next week
        > Others have it today.
      - [ ] Leave the computer running
        > Nobody knows of it yet.
      - [x] ↓Report the mail, leave the computer running
        > The desk can warn others.
      - [ ] Delete what came
        > Others have it still.
      """
    ),
    .good(
      """
      ### An odd mail came. What do you do? {#n}

      - [ ] Delete it and go on
        > Others have it still.
      - [x] Report it, then go on
        > The desk can warn others.
      - [ ] Ask the sender first
        > Whoever has the mailbox answers.
      """
    ),
  ]
}

private func converges(_ own: Int, _ next: Int) -> String {
  "the key shares \(own) words with other options, and no distractor more than \(next)"
}
