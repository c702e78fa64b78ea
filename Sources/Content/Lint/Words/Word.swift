/// A word of a text, with everything that rules compare by, computed once.
struct Word: Sendable {
  /// Of the lower-case bytes: FNV-1a, 64 bits (Fowler, Noll and Vo).
  ///
  /// Two words are taken for the same if their hashes are. Among a hundred thousand different words
  /// the chance that any two share one is below one in a thousand million.
  let hash: UInt64

  /// The hash without an ending such as `-s` or `-ed`.
  let stem: UInt64

  /// Where it stands in the bytes of the text as it was written.
  let bytes: Range<Int>
  let length: Int
  let classes: WordClasses
  let traits: Traits

  struct Traits: OptionSet, Sendable {
    let rawValue: UInt8

    /// A full stop, question mark or exclamation mark follows.
    static let endsSentence = Traits(rawValue: 1)
    static let hasDigit = Traits(rawValue: 2)
    static let isCapitalised = Traits(rawValue: 4)

    /// At least two letters, all of them capitals.
    static let isCapitals = Traits(rawValue: 8)

    /// Nothing but digits.
    static let isNumber = Traits(rawValue: 16)

    /// A comma, semicolon or colon follows.
    static let endsClause = Traits(rawValue: 32)
  }

  /// Whether it says something about the matter rather than hold a sentence together.
  var isContent: Bool {
    length >= 3 && classes.isDisjoint(with: .stop) && !traits.contains(.isNumber)
  }

  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  static func extend(_ hash: UInt64, by byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  /// The hash of a word that is written in lower case.
  static func hash(of text: String) -> UInt64 { text.utf8.reduce(seed) { extend($0, by: $1) } }
}

/// What a word can be to a rule.
struct WordClasses: OptionSet, Sendable {
  let rawValue: UInt32

  /// Holds a sentence together: articles, prepositions, pronouns, auxiliary verbs.
  static let stop = WordClasses(rawValue: 1 << 0)

  /// Leaves no exception: always, never, every.
  static let absolute = WordClasses(rawValue: 1 << 1)

  /// Leaves every exception: usually, sometimes.
  static let vague = WordClasses(rawValue: 1 << 2)

  /// Turns a statement round: not, never, no.
  static let negative = WordClasses(rawValue: 1 << 3)

  /// Asks for the odd one out: not, except, least.
  static let exception = WordClasses(rawValue: 1 << 4)

  /// Begins a question: which, what, who.
  static let interrogative = WordClasses(rawValue: 1 << 5)

  /// Begins a clause that a negation may belong to: if, when, that.
  static let subordinate = WordClasses(rawValue: 1 << 6)

  /// Says no more than right or wrong.
  static let verdict = WordClasses(rawValue: 1 << 7)

  /// Nobody would choose it in earnest.
  static let absurd = WordClasses(rawValue: 1 << 8)

  /// A verb that a statement or an instruction is built on.
  static let verb = WordClasses(rawValue: 1 << 9)

  /// Mr, Mrs, Dr: a name follows.
  static let title = WordClasses(rawValue: 1 << 10)

  /// Links labels of options: and, or, both, neither.
  static let conjunction = WordClasses(rawValue: 1 << 11)

  /// Two options at once: both.
  static let both = WordClasses(rawValue: 1 << 12)

  /// The language of standards: shall.
  static let normative = WordClasses(rawValue: 1 << 13)

  /// A phrase that some rule looks for begins with it.
  static let beginsPhrase = WordClasses(rawValue: 1 << 15)

  /// What standards speak of.
  static let normativeSubject = WordClasses(rawValue: 1 << 14)
}
