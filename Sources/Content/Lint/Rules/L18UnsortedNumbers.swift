/// Options that are numbers stand in their order.
struct L18UnsortedNumbers: QuestionRule {
  static let id = "L18"
  static let summary = "options that are numbers stand in their order"
  static let severity = Diagnostic.Severity.info
  static let why =
    "whoever knows the number looks for it; a heap of numbers costs time and tests nothing"
  static let hint = "sort them in the file, so that readers and translators find them"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard question.options.count >= 3 else { return [] }
    let numbers = question.options.compactMap { NumberInText.single(in: $0.text.text) }
    guard numbers.count == question.options.count, Set(numbers.map(\.unit)).count == 1 else {
      return []
    }
    // Numbers such as 4.3 and 9.2 without a unit are those of clauses.
    let isClause = { (option: LintedOption) in option.text.text.contains(".") }
    guard numbers[0].unit != "" || !question.options.allSatisfy(isClause) else { return [] }
    let values = numbers.map(\.value)
    guard values != values.sorted(), values != values.sorted(by: >) else { return [] }
    return [Fault(unsorted, at: item.place(of: question.options[0]))]
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### How many people look at an odd event? {#n}

      - [ ] ↓3
        > Two are enough.
      - [ ] 1
        > Whoever looked first will see the same again.
      - [x] 2
        > A second pair of eyes.
      """
    ),
    .good(
      """
      ### How many people look at an odd event? {#n}

      - [ ] 1
        > Whoever looked first will see the same again.
      - [x] 2
        > A second pair of eyes.
      - [ ] 3
        > Two are enough.
      """
    ),
  ]
}

private let unsorted = "the numbers are not in order"
