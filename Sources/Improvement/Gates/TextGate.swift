import Content
import Records

/// Judges whether a text says anything, so that "ok" satisfies no gate.
package enum TextSubstance {
  package static let fewestCharacters = 15
  package static let fewestWords = 3

  /// Whether a text is long enough, and has enough different words, to be a statement.
  package static func isSubstantial(_ text: String) -> Bool {
    let words = words(of: text)
    return words.joined(separator: " ").count >= fewestCharacters
      && Set(words).count >= fewestWords
  }

  /// The words in lower case, without punctuation.
  package static func words(of text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "’") }
      .map { String($0).replacing("’", with: "'") }
  }
}

extension Gate {
  /// Refuses a text that is missing or says nothing; `what` names it in the sentence.
  func text(_ wording: Wording?, _ what: String) -> [Refusal] {
    guard let wording else { return [.thinText(what, next: again)] }
    guard let text = wording.known(in: remarks) else { return [.unknownText(what, next: again)] }
    return TextSubstance.isSubstantial(text) ? [] : [.thinText(what, next: again)]
  }

  /// Refuses a name or id that is blank.
  func name(_ text: String, _ what: String) -> [Refusal] {
    text.contains { !$0.isWhitespace } ? [] : [.blank(what, next: again)]
  }

  func person(_ person: PersonID, _ what: String) -> [Refusal] {
    person.isAccountable ? [] : [.noPerson(person, what, next: again)]
  }
}

extension Refusal {
  fileprivate static func thinText(_ what: String, next: String) -> Refusal {
    Refusal(
      code: "thin-text",
      sentence: "\(what) needs at least \(TextSubstance.fewestCharacters) characters and "
        + "\(TextSubstance.fewestWords) different words",
      next: "write \(what) so that a stranger understands it, then: \(next)"
    )
  }

  fileprivate static func unknownText(_ what: String, next: String) -> Refusal {
    Refusal(
      code: "unknown-text",
      sentence: "\(what) is not there to be read",
      next: "write \(what) again, then: \(next)"
    )
  }

  fileprivate static func blank(_ what: String, next: String) -> Refusal {
    Refusal(code: "blank", sentence: "\(what) is empty", next: "name \(what), then: \(next)")
  }

  fileprivate static func noPerson(_ person: PersonID, _ what: String, next: String) -> Refusal {
    Refusal(
      code: "no-person",
      sentence: "\(what) is one person, and ‘\(person)’ is none",
      next: "name a person, never a team: \(next)"
    )
  }
}
