/// Typing a word or a short phrase.
///
/// Answers are compared by their letters and digits alone, without case: what somebody knows does not
/// hang on a hyphen. An answer in backquotes is a ``TextPattern``.
package struct TextInteraction: Hashable, Sendable {
  /// A text that was foreseen: accepted, or wrong for a reason that can be said.
  package struct Answer: Hashable, Sendable {
    /// As the author wrote it, without backquotes.
    package let text: String
    package let isPattern: Bool
    package let isAccepted: Bool
    package let rationale: String
    package let line: Int

    package init(
      text: String,
      isPattern: Bool,
      isAccepted: Bool,
      rationale: String,
      line: Int = 0
    ) {
      self.text = text
      self.isPattern = isPattern
      self.isAccepted = isAccepted
      self.rationale = rationale
      self.line = line
    }

    func matches(_ plain: String) -> Bool {
      isPattern
        ? TextPattern(text)?.matches(plain) ?? false : lettersAndDigits(text) == plain
    }
  }

  package let answers: [Answer]

  /// Said for every answer that was not foreseen.
  package let rationale: String

  package init(answers: [Answer], rationale: String) {
    self.answers = answers
    self.rationale = rationale
  }

  /// Longer texts are refused before they are compared.
  package static let longestText = 200

  /// The first answer that a text is, accepted ones before others.
  package func answer(matching text: String) -> Answer? {
    let plain = lettersAndDigits(text)
    let accepted = answers.first { $0.isAccepted && $0.matches(plain) }
    return accepted ?? answers.first { $0.matches(plain) }
  }

  /// An accepted answer to show: the first that is no pattern, else the first pattern spelt out, one
  /// that asks for whole words before one with runs of any letters.
  package var example: String {
    let accepted = answers.filter(\.isAccepted)
    if let plain = accepted.first(where: { !$0.isPattern }) { return plain.text }
    let patterns = accepted.compactMap { TextPattern($0.text) }
    if let whole = patterns.first(where: { !$0.isStem }) { return whole.example }
    guard let stem = patterns.first else { return "" }
    let start = lettersAndDigits(stem.example)
    let whole = words.filter { $0.hasPrefix(start) && stem.matches($0) }
    return whole.min { $0.count < $1.count } ?? stem.example
  }

  /// The words of the reasons: one of them may complete a stem such as `confiden*`.
  private var words: [String] {
    (answers.filter(\.isAccepted).map(\.rationale) + [rationale]).flatMap { reason in
      reason.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    }
  }
}
