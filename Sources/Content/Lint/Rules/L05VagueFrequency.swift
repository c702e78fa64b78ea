/// Options do not hedge with vague words of frequency.
struct L05VagueFrequency: QuestionRule {
  static let id = "L05"
  static let summary = "options do not say usually, often or sometimes"
  static let severity = Diagnostic.Severity.info
  static let why = "nobody can be wrong with usually, and everybody counts often differently"
  static let hint = "name the condition instead: when, or how often"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    question.options.compactMap { option in
      let words = option.text.words
      // ‘How often’ asks, and hedges nothing.
      let place = words.indices.first { place in
        words[place].classes.contains(.vague) && (place == 0 || words[place - 1].hash != Self.how)
      }
      return place.map { place in
        let word = option.text[words[place]]
        return Fault(vague(word), at: item.place(of: option, word))
      }
    }
  }

  private static let how = Word.hash(of: "how")

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
      - [ ] When it is clear how often it came
        > Then nobody has it.
      """
    ),
  ]
}

private func vague(_ word: String) -> String { "‘\(word)’ means something else to everybody" }
