import Content

/// Tells a change of spelling from a change of what a clause says.
///
/// Word for word, each new one has to be its counterpart with another letter or two: it begins alike,
/// and the letters that differ are few among those that stay. A word that may, must, counts or turns a
/// sentence round is never a matter of spelling, and nor is a number. What is left can still change a
/// meaning (a contract is one letter from a contact), so a lead answers for the judgement.
package enum SpellingChange {
  /// Whether the difference between two clauses can pass for a typo.
  package static func isPossible(
    from old: PolicyText.Clause?,
    to new: PolicyText.Clause?
  ) -> Bool {
    guard let old, let new, old.words.count == new.words.count else { return false }
    return zip(old.words, new.words).allSatisfy { $0 == $1 || isSpelling($0, $1) }
  }

  /// Letters that may differ within a word.
  private static let mostLetters = 2

  /// Of so many letters one may differ.
  private static let lettersForOne = 4

  private static func isSpelling(_ old: String, _ new: String) -> Bool {
    guard !isWeighty(old), !isWeighty(new) else { return false }
    let (left, right) = (letters(old), letters(new))
    if left == right { return true }  // nothing but marks and capitals
    let distance = editDistance(left, right)
    let isSmall = distance * lettersForOne <= max(left.count, right.count)
    return left.first == right.first && distance <= mostLetters
      && (isSmall || isTurned(left, right))
  }

  /// Whether two letters beside each other changed places.
  private static func isTurned(_ left: String, _ right: String) -> Bool {
    let places = zip(left, right).enumerated().filter { $0.element.0 != $0.element.1 }.map(\.offset)
    return places.count == 2 && places[1] == places[0] + 1 && left.sorted() == right.sorted()
  }

  private static func letters(_ word: String) -> String {
    String(word.lowercased().replacing("’", with: "'").filter { $0.isLetter || $0 == "'" })
  }

  private static func isWeighty(_ word: String) -> Bool {
    let letters = letters(word)
    return word.contains(where: \.isNumber) || letters.hasSuffix("n't") || letters.isEmpty
      || weighty.contains(letters)
  }

  private static let weighty = Set(
    [
      modality, negation, quantity, order,
    ].joined()
  )

  private static let modality = [
    "must", "may", "might", "shall", "should", "can", "could", "will", "would", "need", "needs",
    "cannot", "allow", "allowed", "forbid", "forbidden", "permitted", "prohibited", "required",
    "optional", "muss", "müssen", "darf", "dürfen", "soll", "sollen", "sollte", "sollten", "kann",
    "können", "erlaubt", "verboten", "freiwillig", "nötig",
  ]

  private static let negation = [
    "not", "no", "none", "never", "nobody", "nothing", "neither", "nor", "without", "within",
    "unless", "except", "only", "nicht", "kein", "keine", "keinen", "keinem", "keiner", "keines",
    "nie", "niemals", "niemand", "nichts", "ohne", "außer", "nur",
  ]

  private static let quantity = [
    "all", "any", "many", "every", "each", "some", "few", "most", "both", "either", "half", "once",
    "twice", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "twenty", "thirty", "hundred", "thousand", "first", "second", "third",
    "alle", "allen", "jede", "jeder", "jedes", "jeden", "einige", "viele", "wenige", "beide",
    "halb", "einmal", "zweimal", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
    "zehn", "elf", "zwölf", "hundert", "tausend",
  ]

  private static let order = [
    "and", "or", "if", "before", "after", "until", "since", "und", "oder", "wenn", "vor", "nach",
    "bis", "seit",
  ]
}
