/// An item reads as easily as its matter allows.
struct L28ReadingLevel: ItemRule {
  static let id = "L28"
  static let summary = "sentences have at most 30 words, and the text reads easily (LIX at most 55)"
  static let severity = Diagnostic.Severity.warning
  static let why = "a hard text tests reading, and people whose language it is not most of all"
  static let hint = "divide the sentence, and take shorter words"

  static let longestSentence = 30

  /// In LIX, which needs no list of words; 55 and more is the language of specialists.
  ///
  /// Words per sentence plus the share of words of more than six letters, in percent. Björnsson
  /// (1968), *Läsbarhet*.
  static let hardestText = 55.0

  /// A LIX of a shorter text says little.
  static let fewestWords = 60
  private static let longWord = 7

  func faults(in item: LintedItem) -> [Fault] {
    let options = item.questions.flatMap(\.options)
    if let fault = longSentence(in: item.stem).map({ Fault(long($0), at: item.stemPlace()) })
      ?? longSentence(in: item.scene).map({ Fault(long($0), at: item.stemPlace()) })
      ?? options.lazy.compactMap({ option in
        longSentence(in: option.text).map { Fault(long($0), at: item.place(of: option)) }
          ?? longSentence(in: option.rationale).map {
            Fault(long($0), at: item.rationalePlace(of: option))
          }
      }).first
    {
      return [fault]
    }
    let texts = [item.stem, item.scene] + options.flatMap { [$0.text, $0.rationale] }
    let words = texts.reduce(0) { $0 + $1.words.count }
    guard words >= Self.fewestWords else { return [] }
    let sentences = texts.reduce(0) { $0 + $1.sentenceCount }
    let longWords = texts.reduce(0) { sum, text in
      sum + text.words.count { $0.length >= Self.longWord }
    }
    let lix = Double(words) / Double(max(1, sentences)) + 100 * Double(longWords) / Double(words)
    return lix > Self.hardestText ? [Fault(hard(lix), at: item.stemPlace())] : []
  }

  private func longSentence(in text: LintedText) -> Int? {
    guard text.words.count > Self.longestSentence else { return nil }
    return text.sentences.map(\.count).max().flatMap { $0 > Self.longestSentence ? $0 : nil }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Where does an odd mail go? {#n}

      - [x] To the desk
        > ↓The desk can warn others who have the same mail, and look at what it does when it is opened, and block the page that it leads to before anybody else in the house has opened it.
      - [ ] To the bin
        > Others have it still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
    .good(
      """
      ### Where does an odd mail go? {#n}

      - [x] To the desk
        > The desk can warn others who have the same mail. It can also block the page.
      - [ ] To the bin
        > Others have it still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
  ]
}

extension LintedText {
  /// Sentences, a text without a full stop being one.
  fileprivate var sentenceCount: Int {
    let ends = words.count { $0.traits.contains(.endsSentence) }
    guard let last = words.last else { return 0 }
    return ends + (last.traits.contains(.endsSentence) ? 0 : 1)
  }
}

private func long(_ count: Int) -> String { "a sentence here has \(count) words" }

private func hard(_ lix: Double) -> String {
  "the item reads like a specialist's text (LIX \(Int(lix.rounded())))"
}
