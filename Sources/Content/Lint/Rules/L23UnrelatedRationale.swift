/// What is said about the key has to do with the item.
struct L23UnrelatedRationale: QuestionRule {
  static let id = "L23"
  static let summary = "what is said about the key has a word in common with the item or its lesson"
  static let severity = Diagnostic.Severity.info
  static let why = "a reason that shares no word with the matter may belong to another item"
  static let hint = "say why this answer is right, in the words of the situation"

  /// Shorter reasons are too short to tell.
  static let fewestWords = 4

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard let key = question.singleKey else { return [] }
    let said = key.rationale.words.filter(\.isContent)
    guard said.count >= Self.fewestWords else { return [] }
    let matter =
      [item.stem, item.scene, item.takeaway, question.prompt]
      + question.options.map(\.text) + question.distractors.map(\.rationale)
    let isRelated = said.contains { word in
      matter.contains { text in text.words.contains { $0.stem == word.stem } }
    }
    return isRelated ? [] : [Fault(unrelated, at: item.rationalePlace(of: key))]
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > ↓Plain backups restore lost servers quickly.
      - [ ] To the bin
        > Others have them still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
    .good(
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > The desk warns others who have the same mail.
      - [ ] To the bin
        > Others have them still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
  ]
}

private let unrelated = "the reason shares no word with the item or its lesson"
