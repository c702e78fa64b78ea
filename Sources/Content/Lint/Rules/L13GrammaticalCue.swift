/// The grammar of the stem fits every option.
struct L13GrammaticalCue: QuestionRule {
  static let id = "L13"
  static let summary = "the grammar of the stem fits every option"
  static let severity = Diagnostic.Severity.warning
  static let why = "a stem that ends in ‘an’ excludes what does not begin with a vowel"
  static let hint = "write a(n), or take the article into the options"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard item.lexicon.language == .english, let article = question.prompt.words.last,
      article.hash == Self.a || article.hash == Self.an, question.type != .trueFalse
    else { return [] }
    let wantsVowel = article.hash == Self.an
    let fits = question.options.map { Self.beginsWithVowel($0.text.text) == wantsVowel }
    let keysFit = zip(question.options, fits).allSatisfy { !$0.isKey || $1 }
    guard keysFit, fits.contains(false) else { return [] }
    let text = question.prompt[article]
    let excluded = fits.count { !$0 }
    let place = item.promptPlace(of: question, text, fromEnd: true)
    return [Fault(cue(text, excluded), at: place)]
  }

  private static func beginsWithVowel(_ text: String) -> Bool {
    text.utf8.first.map { Array("aeiouAEIOU".utf8).contains($0) } ?? false
  }

  private static let a = Word.hash(of: "a")
  private static let an = Word.hash(of: "an")

  static let examples: [LintExample] = [
    .bad(
      """
      ### Before you open it, an odd file goes to ↓an … {#n}

      - [x] isolated computer
        > It has nothing to lose.
      - [ ] colleague with time
        > Now two may open it.
      - [ ] printer
        > It opens the file as well.
      """
    ),
    .good(
      """
      ### Before you open it, an odd file goes to … {#n}

      - [x] an isolated computer
        > It has nothing to lose.
      - [ ] a colleague with time
        > Now two may open it.
      - [ ] a printer
        > It opens the file as well.
      """
    ),
  ]
}

private func cue(_ article: String, _ count: Int) -> String {
  "‘\(article)’ fits the key, and not \(count == 1 ? "one" : "\(count)") of the other options"
}
