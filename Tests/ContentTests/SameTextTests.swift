import Testing

@testable import Content

@Suite struct `Texts that say the same` {
  @Test(arguments: [
    ("To the bin", "to  the BIN", true), ("Ä", "ä", true), ("a\u{200B}b", "ab", true),
    ("C", "C++", false), ("C++", "C#", false), ("=1", "-1", false), ("~", "=", false),
    ("~", "~", true), ("To the bin", "To the bin.", false),
  ])
  func `differ in case and white space only`(left: String, right: String, isSame: Bool) {
    #expect(sayTheSame(left, right) == isSame)
    #expect((foldedText(left) == foldedText(right)) == isSame)
  }

  /// An item whose options differ in signs, as it would be written.
  @Test func `are what the reader refuses`() {
    let codes = { (options: [String]) in
      let list = options.enumerated().map { place, text in
        "- [\(place == 0 ? "x" : " ")] `\(text)`\n  > Because it is so."
      }
      let example = LintExample(
        verdict: .good,
        markdown: "### Which of them is it? {#it}\n\n\(list.joined(separator: "\n"))"
      )
      return ContentReading(example.sources).diagnostics.map(\.code)
    }
    #expect(codes(["C", "C++", "C#"]) == [])
    #expect(codes(["=1", "-1"]) == [])
    #expect(codes(["~", "=", "#", "{"]) == [])
    #expect(codes(["C", "c"]) == ["option-duplicate"])
  }
}
