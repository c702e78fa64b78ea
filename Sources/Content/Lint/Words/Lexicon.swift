/// What the words of a language mean to the rules: which are absolute, which negate, which say nothing.
///
/// Two languages are known. In any other language the rules that look at words stay silent, and those
/// that look at lengths, places and numbers work as ever.
struct Lexicon: Sendable {
  let language: Language
  private let classes: [UInt64: WordClasses]
  private let endings: [[Ending]]

  /// Pairs of words that say the opposite, by the hashes of both in either order.
  private let opposites: Set<[UInt64]>
  let allOfTheAbove: PhraseList
  let noneOfTheAbove: PhraseList

  /// What points at another option by its place.
  let positions: PhraseList
  let blame: PhraseList
  let recall: PhraseList

  enum Language: Sendable {
    case english
    case german
    case other
  }

  init(
    _ language: Language,
    classes lists: [(WordClasses, String)],
    opposites pairs: [(String, String)],
    allOfTheAbove: [String],
    noneOfTheAbove: [String],
    positions: [String],
    blame: [String],
    recall: [String]
  ) {
    self.language = language
    var classes: [UInt64: WordClasses] = [:]
    for (kind, words) in lists {
      for word in words.split(whereSeparator: \.isWhitespace) {
        classes[Word.hash(of: String(word)), default: []].insert(kind)
      }
    }
    for phrase in allOfTheAbove + noneOfTheAbove + positions + blame + recall {
      let first = String(phrase.prefix { $0 != " " })
      classes[Word.hash(of: first), default: []].insert(.beginsPhrase)
    }
    self.classes = classes
    endings = Self.endings(of: language)
    opposites = Set(
      pairs.flatMap { left, right -> [[UInt64]] in
        let (left, right) = (Word.hash(of: left), Word.hash(of: right))
        return [[left, right], [right, left]]
      }
    )
    self.allOfTheAbove = PhraseList(allOfTheAbove)
    self.noneOfTheAbove = PhraseList(noneOfTheAbove)
    self.positions = PhraseList(positions)
    self.blame = PhraseList(blame)
    self.recall = PhraseList(recall)
  }

  /// The lexicon of a language tag such as `en` or `de-AT`.
  static func of(_ tag: String) -> Lexicon {
    switch tag.lowercased().split(separator: "-").first {
    case "en": english
    case "de": german
    default: other
    }
  }

  private static let other = Lexicon(
    .other,
    classes: [],
    opposites: [],
    allOfTheAbove: [],
    noneOfTheAbove: [],
    positions: [],
    blame: [],
    recall: []
  )

  /// Whether it knows which words say something and which hold a sentence together.
  var knowsWords: Bool { language != .other }

  func classes(of hash: UInt64) -> WordClasses { classes[hash] ?? [] }

  func areOpposite(_ left: Word, _ right: Word) -> Bool {
    opposites.contains([left.hash, right.hash])
  }

  /// How many bytes an ending has that does not change what a word is about.
  ///
  /// Not a stemmer of linguistics: it makes ‘report’, ‘reports’ and ‘reported’ one, and leaves what
  /// is short alone.
  func ending(of word: UnsafeBufferPointer<UInt8>) -> Int {
    guard word.count >= 3 else { return 0 }
    for ending in endings[Int(word[word.count - 1])] where word.count >= ending.shortest {
      let start = word.count - ending.bytes.count
      var place = 0
      while place < ending.bytes.count, word[start + place] == ending.bytes[place] { place += 1 }
      if place == ending.bytes.count { return ending.isKept ? 0 : place }
    }
    return 0
  }

  private struct Ending: Sendable {
    let bytes: [UInt8]

    /// How long a word has to be to lose it.
    let shortest: Int

    /// Looks like a shorter ending, and is none.
    var isKept: Bool { bytes == [0x73, 0x73] }
  }

  /// The longest first, by their last byte.
  private static func endings(of language: Language) -> [[Ending]] {
    let list: [(String, Int)] =
      switch language {
      case .english:
        [
          ("ations", 10), ("ation", 9), ("ing", 7), ("ies", 6), ("ion", 7), ("'s", 3), ("ss", 3),
          ("ed", 6), ("es", 6), ("ly", 6), ("s", 4), ("e", 5), ("y", 5),
        ]
      case .german:
        [
          ("ungen", 9), ("ung", 7), ("en", 6), ("er", 6), ("em", 6), ("es", 6), ("e", 5),
          ("n", 5), ("s", 5),
        ]
      case .other: []
      }
    var byLast = [[Ending]](repeating: [], count: 256)
    for (text, shortest) in list {
      let bytes = Array(text.utf8)
      byLast[Int(bytes[bytes.count - 1])].append(Ending(bytes: bytes, shortest: shortest))
    }
    return byLast
  }
}

extension LintedText {
  /// Where a phrase stands that is all the text says: at most one word about the matter besides it.
  ///
  /// ‘Replace all of them’ is no option that takes in the others.
  func phrase(in list: PhraseList) -> Range<Int>? {
    guard let range = list.first(in: words) else { return nil }
    let others = words.indices.count { !range.contains($0) && words[$0].isContent }
    return others <= 1 ? range : nil
  }
}

/// Phrases that are looked for as whole words, whatever stands between the words.
///
/// A lexicon marks the words that its phrases begin with, so nearly all words are passed over.
struct PhraseList: Sendable {
  private let byFirst: [UInt64: [[UInt64]]]

  init(_ phrases: [String]) {
    let hashes = phrases.map { $0.split(separator: " ").map { Word.hash(of: String($0)) } }
    byFirst = Dictionary(grouping: hashes.filter { !$0.isEmpty }) { $0[0] }
  }

  /// Where the first phrase stands, as places in the list of words.
  func first(in words: [Word]) -> Range<Int>? {
    for start in words.indices where words[start].classes.contains(.beginsPhrase) {
      guard let candidates = byFirst[words[start].hash] else { continue }
      for phrase in candidates where start + phrase.count <= words.count {
        if phrase.indices.allSatisfy({ words[start + $0].hash == phrase[$0] }) {
          return start..<start + phrase.count
        }
      }
    }
    return nil
  }
}
