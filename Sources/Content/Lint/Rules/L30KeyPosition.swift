import Psychometrics

/// Keys stand in all places about equally often.
struct L30KeyPosition: BankRule {
  static let id = "L30"
  static let summary = "over a set of items the key stands in all places about equally often"
  static let severity = Diagnostic.Severity.info
  static let why =
    "options are shown in a new order each time, but exports and readers keep that of the file"
  static let hint = "move keys to other places; history stays, since an answer names its version"

  static let fewestItems = 15

  func faults(in bank: LintedBank) -> [Fault] {
    (3...5).flatMap { count in
      let isMeant = { (question: LintedQuestion) in
        question.type == .singleChoice && question.options.count == count
      }
      return LintedSet.sets(of: bank, fewest: Self.fewestItems, where: isMeant).compactMap { set in
        fault(of: set, options: count)
      }
    }
  }

  private func fault(of set: LintedSet, options: Int) -> Fault? {
    var counts = [Int](repeating: 0, count: options)
    for question in set.questions {
      if let place = question.options.firstIndex(where: \.isKey) { counts[place] += 1 }
    }
    guard let test = MultinomialTest(counts: counts), test.pValue.value < set.level else {
      return nil
    }
    return Fault(
      unbalanced(counts, of: set.questions.count, set.name, test),
      at: set.place,
      subject: set.subject
    )
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Where does an odd mail go? {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the bin
        > Others have it still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """,
      repeated: 15
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
      """,
      repeated: 4
    ),
  ]
}

private func unbalanced(
  _ counts: [Int],
  of total: Int,
  _ name: String,
  _ test: MultinomialTest
) -> String {
  let places = counts.map(String.init).joined(separator: "/")
  let kind = test.isExact ? "exact multinomial test" : "χ² test, approximate"
  return "in \(name) the keys of \(total) items with \(counts.count) options stand \(places) "
    + "(\(kind), p \(text(of: test.pValue)))"
}
