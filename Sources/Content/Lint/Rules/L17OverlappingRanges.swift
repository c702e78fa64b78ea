/// Ranges among the options do not overlap.
struct L17OverlappingRanges: QuestionRule {
  static let id = "L17"
  static let summary = "ranges of numbers among the options do not overlap"
  static let severity = Diagnostic.Severity.error
  static let why = "a number that lies in two options makes both right"
  static let hint = "let each range begin after the end of the one before"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard !question.isMultiple else { return [] }
    let found = question.options.map { NumberInText.range(of: $0.text.text) }
    // Ranges without a unit may be chapters or versions, which are asked for as ranges.
    guard found.contains(where: { $0?.unit.isEmpty == false }) else { return [] }
    let ranges = found.map { $0?.ends }
    return question.options.indices.dropFirst().compactMap { place in
      guard let range = ranges[place],
        let other = ranges[..<place].firstIndex(where: { $0?.overlaps(range) == true })
      else { return nil }
      return Fault(
        overlap(question.options[other].text.text),
        at: item.place(of: question.options[place])
      )
    }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### How soon does a report help most? {#n}

      - [x] 0–10 minutes
        > Most harm is done early.
      - [ ] ↓10–60 minutes
        > By then others have opened it.
      - [ ] 61–90 minutes
        > By then it has spread.
      """
    ),
    .good(
      """
      ### How soon does a report help most? {#n}

      - [x] 0–10 minutes
        > Most harm is done early.
      - [ ] 11–60 minutes
        > By then others have opened it.
      - [ ] 61–90 minutes
        > By then it has spread.
      """
    ),
  ]
}

extension LintedQuestion {
  fileprivate var isMultiple: Bool { type == .multipleChoice }
}

private func overlap(_ other: String) -> String { "the range overlaps with ‘\(other)’" }
