import Psychometrics

/// Over a set of items the key is not the longest option more often than chance would have it.
struct L02KeyIsOftenLongest: BankRule {
  static let id = "L02"
  static let summary =
    "over a set of items the key is the longest option no more often than by chance"
  static let severity = Diagnostic.Severity.error
  static let why =
    "one long key says little, but a habit of long keys is a way to pass without knowing"
  static let hint = "shorten keys or lengthen distractors, beginning with the items that L01 names"

  /// Smaller sets are not tested.
  static let fewestItems = 15

  func faults(in bank: LintedBank) -> [Fault] {
    // Where two options share the greatest length nobody can choose the longest.
    let isMeant = { (question: LintedQuestion) in
      question.singleKey != nil && question.longest != nil
    }
    return LintedSet.sets(of: bank, fewest: Self.fewestItems, where: isMeant).compactMap { set in
      let longest = set.questions.count { $0.longest?.isKey == true }
      let chances = set.questions.map { Probability(part: 1, of: $0.options.count) }
      let chance = PoissonBinomial(chances)
      let pValue = chance.upperTail(atLeast: longest)
      guard pValue.value < set.level else { return nil }
      return Fault(
        tell(longest, of: set.questions.count, expected: chance.mean, set.name, pValue),
        at: set.place,
        subject: set.subject
      )
    }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### A colleague asks for a file by chat. What do you do first? {#n}

      - [ ] Send the file
        > The account may be in other hands.
      - [x] Ring the colleague
        > A channel that the sender does not control.
      - [ ] Ask in the chat
        > Whoever has the account answers there.
      """,
      repeated: 16
    ),
    .good(
      """
      ### A colleague asks for a file by chat. What do you do first? {#n}

      - [ ] Send the file at once
        > The account may be in other hands.
      - [x] Ring the colleague
        > A channel that the sender does not control.
      - [ ] Ask in the chat
        > Whoever has the account answers there.
      """,
      repeated: 16
    ),
  ]
}

extension LintedQuestion {
  /// The option that is longer than every other one.
  fileprivate var longest: LintedOption? {
    let greatest = options.map(\.length).max()
    let candidates = options.filter { $0.length == greatest }
    return candidates.count == 1 ? candidates[0] : nil
  }
}

private func tell(
  _ longest: Int,
  of count: Int,
  expected: Double,
  _ name: String,
  _ pValue: Probability
) -> String {
  "in \(name) the key is the longest option in \(longest) of \(count) items, "
    + "by chance \(rounded(expected)) (exact Poisson-binomial test, p \(text(of: pValue)))"
}
