/// Options are written alike.
struct L14OptionsNotParallel: QuestionRule {
  static let id = "L14"
  static let summary = "options begin and end alike"
  static let severity = Diagnostic.Severity.info
  static let why =
    "an option that is a sentence among fragments was written at another time, often the key"
  static let hint = "end all options with a full stop or none, and begin all with a capital or none"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard question.options.count >= 3 else { return [] }
    return odd(in: question, of: item, ending) { Self.endsSentence($0) } + small(question, item)
  }

  /// An option that begins small among capitals; a capital among small ones may begin a name.
  private func small(_ question: LintedQuestion, _ item: LintedItem) -> [Fault] {
    let those = question.options.filter { Self.beginsSmall($0.text) }
    guard let first = those.first, 2 * those.count < question.options.count else { return [] }
    return [Fault(beginning, at: item.place(of: first))]
  }

  /// The options that differ, if they are fewer than those they differ from.
  private func odd(
    in question: LintedQuestion,
    of item: LintedItem,
    _ message: String,
    _ has: (LintedText) -> Bool
  ) -> [Fault] {
    let those = question.options.filter { has($0.text) }
    let others = question.options.filter { !has($0.text) }
    guard !those.isEmpty, !others.isEmpty else { return [] }
    let fewer = those.count <= others.count ? those : others
    return [Fault(message, at: item.place(of: fewer[0]))]
  }

  private static func endsSentence(_ text: LintedText) -> Bool {
    text.lastByte == UInt8(ascii: ".") && !text.text.hasSuffix("..")
  }

  private static func beginsSmall(_ text: LintedText) -> Bool {
    text.text.unicodeScalars.first.map(\.properties.isLowercase) ?? false
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Where do odd mails go? {#n}

      - [ ] To the bin
        > Others have them still.
      - [x] ↓To the desk.
        > They can warn others.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
    .good(
      """
      ### Where do odd mails go? {#n}

      - [ ] To the bin
        > Others have them still.
      - [x] To the desk
        > They can warn others.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
  ]
}

private let ending = "one option ends like a sentence, and others do not"
private let beginning = "one option begins with a small letter, and others do not"
