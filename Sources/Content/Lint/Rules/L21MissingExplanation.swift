/// Every distractor says why it is wrong, or one text explains them all.
struct L21MissingExplanation: ItemRule {
  static let id = "L21"
  static let summary = "every option says why it is right or wrong"
  static let severity = Diagnostic.Severity.warning
  static let why = "people learn from the reason, not from the mark"
  static let hint = "add “  > why” below it; before it may decide about somebody it has to be there"

  func faults(in item: LintedItem) -> [Fault] {
    item.questions.flatMap { question in
      question.options.filter(\.rationale.isEmpty).map { option in
        Fault(unexplained, at: item.place(of: option))
      }
    } + unexplainedSteps(of: item)
  }

  /// What has no options needs one reason for the whole.
  private func unexplainedSteps(of item: LintedItem) -> [Fault] {
    let rationale: String? =
      switch item.item.interaction {
      case .choice, .cloze: nil
      case .text(let text): text.rationale
      case .number(let number): number.rationale
      case .ordering(let ordering): ordering.rationale
      case .matching(let matching): matching.rationale
      }
    guard let rationale, rationale.trimmed.isEmpty else { return [] }
    return [Fault(unexplainedItem, at: item.stemPlace())]
  }

  static let examples: [LintExample] = [
    .refused(
      by: "option-without-rationale",
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > They can warn others.
      ↓- [ ] To the bin
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
    .good(
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the bin
        > Others have them still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
  ]
}

private let unexplained =
  "the option does not say why it is right or wrong (an error for assessments)"
private let unexplainedItem = "nothing says why the answer is right (an error for assessments)"
