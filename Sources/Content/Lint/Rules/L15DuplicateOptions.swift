import Foundation

/// No two options say the same.
///
/// The reader refuses options of the same letters and digits. What is left is text that looks alike
/// and is made of other characters, as imports bring it: wide letters, ligatures, circled numbers.
struct L15DuplicateOptions: ItemRule {
  static let id = "L15"
  static let summary = "no two options say the same"
  static let severity = Diagnostic.Severity.error
  static let why = "of two equal options at most one can be right, and both are known to be wrong"
  static let hint = "keep one of them"

  func faults(in item: LintedItem) -> [Fault] {
    let choices = item.questions.flatMap { question in
      duplicates(in: question.options.map(\.text.text)).map { place, text in
        Fault(same(text), at: item.place(of: question.options[place]))
      }
    }
    guard case .ordering(let ordering) = item.item.interaction else { return choices }
    return choices
      + duplicates(in: ordering.elements.map(\.text)).map { place, text in
        Fault(same(text), at: item.source.location(line: ordering.elements[place].line))
      }
  }

  /// The places of texts that say what an earlier one says, with that one.
  private func duplicates(in texts: [String]) -> [(Int, String)] {
    var first: [String: String] = [:]
    var found: [(Int, String)] = []
    for (place, text) in texts.enumerated() {
      // NFKC is needed only for what is not ASCII.
      let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
      let folded = lettersAndDigits(isPlain ? text : text.precomposedStringWithCompatibilityMapping)
      if let earlier = first[folded] {
        found.append((place, earlier))
      } else {
        first[folded] = text
      }
    }
    return found
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the bin
        > Others have them still.
      - [ ] ↓To the ｂｉｎ
        > Others have them still.
      """
    ),
    .refused(
      by: "option-duplicate",
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the bin
        > Others have them still.
      ↓- [ ] To the bin.
        > Others have them still.
      """
    ),
    .good(
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the bin
        > Others have them still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
  ]
}

private func same(_ text: String) -> String { "the option says the same as ‘\(text)’" }
