/// No option points at another by its place.
struct L31OrderDependentOption: QuestionRule {
  static let id = "L31"
  static let summary = "no option points at another by its place or letter"
  static let severity = Diagnostic.Severity.error
  static let why = "options are shown in a new order each time, so above and B mean something else"
  static let hint = "say what is meant, without the place"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard question.isShuffled else { return [] }
    return question.options.compactMap { option in
      if let range = item.lexicon.positions.first(in: option.text.words) {
        let phrase = option.text[words: range]
        return Fault(ordered(phrase), at: item.place(of: option, phrase))
      }
      guard Self.isLetters(option.text) else { return nil }
      return Fault(ordered(option.text.text), at: item.place(of: option))
    }
  }

  /// ‘A and C’: letters and conjunctions, and at least two letters.
  private static func isLetters(_ text: LintedText) -> Bool {
    text.words.count { $0.length == 1 && !$0.traits.contains(.isNumber) } >= 2
      && text.words.allSatisfy {
        $0.length == 1 && !$0.traits.contains(.isNumber) || $0.classes.contains(.conjunction)
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
      - [x] More than one ↓of the above
        > Both help the desk.
      """
    ),
    .bad(
      """
      ### What belongs in a report? {#n}

      - [ ] When it happened
        > It tells where to look.
      - [ ] What you did since
        > It tells what to undo.
      - [x] ↓A and B
        > Both help the desk.
      """
    ),
    .good(
      """
      ### What belongs in a report? {#n}

      - [x] When it happened
        > It tells where to look.
      - [ ] What is on the floor above
        > It has nothing to do with it.
      - [ ] Whose doing it was
        > A report is about what happened.
      """
    ),
  ]
}

private func ordered(_ phrase: String) -> String { "‘\(phrase)’ hangs on the order of the options" }
