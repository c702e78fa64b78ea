/// Why an event may not happen, in words for the person who tried.
package struct Refusal: Hashable, Sendable {
  /// Stays the same between versions, for scripts and tests.
  package let code: String

  /// One plain sentence, in lower case and without a full stop.
  package let sentence: String

  /// What to do instead, where possible a command to type.
  package let next: String

  package init(code: String, sentence: String, next: String) {
    self.code = code
    self.sentence = sentence
    self.next = next
  }
}
