/// Options do not hedge with vague words of frequency.
struct L05VagueFrequency: QuestionRule {
  static let id = "L05"
  static let summary = "options do not say usually, often or sometimes"
  static let severity = Diagnostic.Severity.info
  static let why = "nobody can be wrong with usually, and everybody counts often differently"
  static let hint = "name the condition instead: when, or how often"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    question.options.compactMap { option in
      // ‘May’ with a capital inside a sentence is a month.
      let word = option.text.words.enumerated().first { place, word in
        word.classes.contains(.vague) && (place == 0 || !word.traits.contains(.isCapitalised))
      }
      return word.map { _, word in
        let word = option.text[word]
        return Fault(vague(word), at: item.place(of: option, word))
      }
    }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### When is an alert closed? {#n}

      - [ ] When it is ↓usually a false one
        > This one may be different.
      - [x] When somebody else has looked as well
        > A second pair of eyes.
      - [ ] When the shift ends
        > Then nobody has it.
      """
    ),
    .good(
      """
      ### When is an alert closed? {#n}

      - [ ] When it came twice before
        > This one may be different.
      - [x] When somebody else has looked as well
        > A second pair of eyes.
      - [ ] When the shift ends in May
        > Then nobody has it.
      """
    ),
  ]
}

private func vague(_ word: String) -> String { "‘\(word)’ means something else to everybody" }
