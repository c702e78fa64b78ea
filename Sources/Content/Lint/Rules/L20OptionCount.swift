/// There are three to five options, and at most eight where several are right.
struct L20OptionCount: QuestionRule {
  static let id = "L20"
  static let summary = "a single choice has three to five options, a multiple choice at most eight"
  static let severity = Diagnostic.Severity.warning
  static let why = "two options are a coin, and a sixth is seldom a mistake that anybody makes"
  static let hint = "keep what tired colleagues would really do"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    let count = question.options.count
    switch question.type {
    case .singleChoice where count < 3:
      return [Fault(few, at: item.place(of: question.options[0]), severity: .info, hint: addMore)]
    case .singleChoice where count > 5:
      return [Fault(many(count), at: item.place(of: question.options[5]))]
    case .multipleChoice where count > 8:
      return [Fault(many(count), at: item.place(of: question.options[8]))]
    default: return []
    }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Where do odd mails go? {#n}

      - [x] ↓To the desk
        > They can warn others.
      - [ ] To the bin
        > Others have them still.
      """
    ),
    .bad(
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the bin
        > Others have them still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      - [ ] To a friend
        > Now two may open it.
      - [ ] To a folder
        > It is opened later.
      - [ ] ↓To the printer
        > It opens the file as well.
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

private let few = "two options leave a chance of one half to whoever guesses"
private let addMore = "add another mistake, or write it as {.true-false}"

private func many(_ count: Int) -> String { "\(count) options are more than anybody weighs" }
