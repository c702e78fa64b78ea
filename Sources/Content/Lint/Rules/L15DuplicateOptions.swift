import Foundation

/// No two options say the same.
///
/// The reader refuses options that differ in case or white space only. What is left is a full stop
/// more, and text that looks alike and is made of other characters, as imports bring it: wide letters,
/// ligatures, circled numbers. Other signs tell options apart: `C`, `C++` and `C#` are three.
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
      let folded = Self.withoutStop(
        foldedText(isPlain ? text : text.precomposedStringWithCompatibilityMapping)
      )
      if let earlier = first[folded] {
        found.append((place, earlier))
      } else {
        first[folded] = text
      }
    }
    return found
  }

  /// Without a full stop at the end, unless nothing else is there.
  private static func withoutStop(_ text: String) -> String {
    text.hasSuffix(".") && text.count > 1 ? String(text.dropLast()) : text
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
    .bad(
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > They can warn others.
      - [ ] To the bin
        > Others have them still.
      - [ ] ↓To the bin.
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
      ↓- [ ] to the BIN
        > Others have them still.
      """
    ),
    .good(
      """
      ### In which language can a program write beyond its memory most easily? {#n}

      - [x] C
        > Nothing checks the end of an array.
      - [ ] C#
        > The runtime checks it.
      - [ ] C++
        > Its containers can check it.
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
