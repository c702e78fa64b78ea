/// The key is not much shorter than every distractor.
struct L03KeyIsShortest: QuestionRule {
  static let id = "L03"
  static let summary = "the key is not much shorter than every distractor"
  static let severity = Diagnostic.Severity.info
  static let why = "an option that stands out is chosen for that, whether it is long or short"
  static let hint = "bring the options to about one length"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard let key = question.singleKey, let other = question.distractors.map(\.length).min(),
      Double(other) >= L01KeyIsLongest.ratio * Double(key.length),
      other >= key.length + L01KeyIsLongest.characters
    else { return [] }
    return [Fault(shorter(key.length, than: other), at: item.place(of: key))]
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### A prompt that you did not start appears. What do you do? {#n}

      - [ ] Approve it, because it will come again otherwise
        > Then somebody else is signed in as you.
      - [x] ↓Refuse and report
        > The desk sees whether others were asked as well.
      - [ ] Leave it until it goes away, and tell nobody
        > Whoever has your password still has it.
      """
    ),
    .good(
      """
      ### A prompt that you did not start appears. What do you do? {#n}

      - [ ] Approve it, then look around
        > Then somebody else is signed in as you.
      - [x] Refuse it, and tell the desk
        > The desk sees whether others were asked as well.
      - [ ] Wait until it goes away
        > Whoever has your password still has it.
      """
    ),
  ]
}

private func shorter(_ key: Int, than other: Int) -> String {
  "the key has \(key) characters, and every other option at least \(other)"
}
