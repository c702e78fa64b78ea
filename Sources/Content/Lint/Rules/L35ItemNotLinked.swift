/// An item belongs to a competency that exists.
struct L35ItemNotLinked: ItemRule {
  static let id = "L35"
  static let summary = "an item belongs to a lesson, and through it to a competency and an incident"
  static let severity = Diagnostic.Severity.warning
  static let why = "evidence of nothing that the programme asks for is no evidence"
  static let hint =
    "name a competency of competencies.yaml; before it may decide about somebody it has to be there"

  func faults(in item: LintedItem) -> [Fault] {
    // The reader has seen to the rest: what has no lesson is not read at all.
    item.lesson.competency.rawValue.isEmpty ? [Fault(unlinked, at: item.stemPlace())] : []
  }

  static let examples: [LintExample] = [
    .refused(
      by: "lesson-without-competency",
      """
      ↓## Lesson: say it at once {#say-it .lesson controls=A.6.8}

      Report first, look later.

      ### Where does an odd mail go? {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the bin
        > Others have it still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
    .good(
      """
      ### Where does an odd mail go? {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the bin
        > Others have it still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
  ]
}

private let unlinked = "the item serves no competency (an error for assessments)"
