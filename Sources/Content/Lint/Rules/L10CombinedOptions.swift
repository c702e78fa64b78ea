/// No option is made of other options.
struct L10CombinedOptions: QuestionRule {
  static let id = "L10"
  static let summary = "no option combines others, as in A and B or both"
  static let severity = Diagnostic.Severity.warning
  static let why =
    "combinations make a riddle of the form, and give away that their parts are right"
  static let hint = "write a multiple choice ({.multiple}), or one option for each answer"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    question.options.filter { Self.combines($0.text) }.map { option in
      Fault(combined(option.text.text), at: item.place(of: option))
    }
  }

  /// Whether a text is ‘both’ and little more, or consists of letters and conjunctions.
  private static func combines(_ text: LintedText) -> Bool {
    guard let first = text.words.first else { return false }
    if first.classes.contains(.both), !text.words.contains(where: \.isContent) { return true }
    let labels = text.words.filter { $0.length == 1 && !$0.traits.contains(.isNumber) }
    return labels.count >= 2
      && text.words.allSatisfy { $0.length == 1 || $0.classes.contains(.conjunction) }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### What belongs in a report? {#n}

      - [ ] When it happened
        > It tells where to look.
      - [ ] What you did since
        > It tells what to undo.
      - [x] ↓Both A and B
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
      - [x] ↓Both of these
        > Both help the desk.
      """
    ),
    .good(
      """
      ### Who looks at an alert? {#n}

      - [ ] Whoever has time
        > Then nobody has it.
      - [x] Both people on call
        > A second pair of eyes.
      - [ ] The team of the system
        > They are asleep.
      """
    ),
  ]
}

private func combined(_ text: String) -> String { "‘\(text)’ is made of other options" }
