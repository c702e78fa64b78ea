/// A blank stands at the end of the stem, and there is one.
struct L25BlankInTheMiddle: QuestionRule {
  static let id = "L25"
  static let summary = "a blank stands at the end of the stem, and there is only one"
  static let severity = Diagnostic.Severity.info
  static let why = "a blank in the middle has to be remembered while the options are read"
  static let hint =
    "turn the sentence so that it ends with the blank, ask a question, or write {.cloze}"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    let blanks = Self.blanks(in: question.prompt.text)
    guard let first = blanks.first else { return [] }
    if blanks.count > 1 { return [Fault(several(blanks.count), at: place(question, item))] }
    return Self.isAtEnd(first, of: question.prompt.text)
      ? [] : [Fault(middle, at: place(question, item))]
  }

  private func place(_ question: LintedQuestion, _ item: LintedItem) -> SourceLocation {
    item.promptPlace(of: question, "__")
  }

  /// Runs of at least two underscores.
  private static func blanks(in text: String) -> [Range<Int>] {
    let bytes = Array(text.utf8)
    var runs: [Range<Int>] = []
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "_") {
      if let last = runs.last, last.upperBound == place {
        runs[runs.count - 1] = last.lowerBound..<place + 1
      } else {
        runs.append(place..<place + 1)
      }
    }
    return runs.filter { $0.count >= 2 }
  }

  private static func isAtEnd(_ blank: Range<Int>, of text: String) -> Bool {
    text.utf8.dropFirst(blank.upperBound).allSatisfy { " .?!:".utf8.contains($0) }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### An odd mail goes to ↓____ before anybody opens it. {#n}

      - [x] the desk
        > They can warn others.
      - [ ] the bin
        > Others have it still.
      - [ ] the sender
        > Whoever has the mailbox answers.
      """
    ),
    .good(
      """
      ### Before anybody opens it, an odd mail goes to ____. {#n}

      - [x] the desk
        > They can warn others.
      - [ ] the bin
        > Others have it still.
      - [ ] the sender
        > Whoever has the mailbox answers.
      """
    ),
  ]
}

private let middle = "the blank stands in the middle of the stem"

private func several(_ count: Int) -> String { "the stem has \(count) blanks" }
