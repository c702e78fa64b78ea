/// A text with its words, computed once and shared by all rules.
///
/// Words are runs of letters and digits; an apostrophe inside belongs to the word, a hyphen divides.
/// Lower case is made for ASCII and Latin-1 letters, which is what English and German have.
struct LintedText: Sendable {
  let text: String
  let words: [Word]

  /// In Unicode scalars, which for our texts are characters.
  let length: Int

  init(_ text: String, _ lexicon: Lexicon) {
    var copy = text
    var reader = WordReader(lexicon)
    copy.withUTF8 { reader.read($0) }
    self.text = copy
    words = reader.words
    length = reader.length
  }

  /// A word as it was written.
  subscript(word: Word) -> String {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: word.bytes.lowerBound)
    return String(text[start..<utf8.index(start, offsetBy: word.bytes.count)])
  }

  /// The words from one to another, with what stands between them.
  subscript(words range: Range<Int>) -> String {
    guard let first = words[range].first, let last = words[range].last else { return "" }
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: first.bytes.lowerBound)
    let count = last.bytes.upperBound - first.bytes.lowerBound
    return String(text[start..<utf8.index(start, offsetBy: count)])
  }

  func first(_ kind: WordClasses) -> Word? {
    words.first { !$0.classes.isDisjoint(with: kind) }
  }

  func has(_ kind: WordClasses) -> Bool {
    words.contains { !$0.classes.isDisjoint(with: kind) }
  }

  var isEmpty: Bool { words.isEmpty }

  /// The places of words by sentence.
  var sentences: [Range<Int>] {
    var sentences: [Range<Int>] = []
    var start = 0
    for (place, word) in words.enumerated() where word.traits.contains(.endsSentence) {
      sentences.append(start..<place + 1)
      start = place + 1
    }
    return start < words.count ? sentences + [start..<words.count] : sentences
  }

  /// The last byte that is no space.
  var lastByte: UInt8? { text.utf8.last { $0 != 0x20 } }
}

/// Reads words from bytes in one pass.
private struct WordReader {
  let lexicon: Lexicon
  var words: [Word] = []
  var length = 0

  /// The lower-case bytes of the word that is being read, and the hash up to each of them.
  private var lower: [UInt8] = []
  private var hashes: [UInt64] = []
  private var traits: Word.Traits = []
  private var letters = 0
  private var capitals = 0
  private var digits = 0
  private var wordLength = 0

  init(_ lexicon: Lexicon) {
    self.lexicon = lexicon
    lower.reserveCapacity(32)
    hashes.reserveCapacity(32)
  }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    words.reserveCapacity(bytes.count / 6 + 1)
    var place = 0
    while place < bytes.count {
      let width = self.width(of: bytes, at: place)
      guard width.isLetter else {
        length += 1
        place += width.bytes
        continue
      }
      let start = place
      place = readWord(bytes, from: start)
      finish(start..<place, of: bytes)
    }
  }

  /// Takes bytes until the word ends, and returns where.
  private mutating func readWord(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var place = start
    while place < bytes.count {
      let width = self.width(of: bytes, at: place)
      if width.isLetter {
        take(bytes, place..<min(place + width.bytes, bytes.count))
      } else if width.isApostrophe, place > start, place + width.bytes < bytes.count,
        self.width(of: bytes, at: place + width.bytes).isLetter
      {
        append(UInt8(ascii: "'"))
      } else {
        break
      }
      length += 1
      wordLength += 1
      place += width.bytes
    }
    return min(place, bytes.count)
  }

  private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    let byte = bytes[range.lowerBound]
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"):
      letters += 1
      capitals += 1
      append(byte + 32)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      digits += 1
      append(byte)
    case 0xC3 where range.count == 2 && bytes[range.lowerBound + 1] <= 0x9E:
      letters += 1
      capitals += 1
      append(byte)
      append(bytes[range.lowerBound + 1] + 0x20)
    default:
      letters += 1
      for place in range { append(bytes[place]) }
    }
  }

  private mutating func append(_ byte: UInt8) {
    lower.append(byte)
    hashes.append(Word.extend(hashes.last ?? Word.seed, by: byte))
  }

  private mutating func finish(_ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) {
    let hash = hashes[hashes.count - 1]
    let ending = lower.withUnsafeBufferPointer { lexicon.ending(of: $0) }
    let stem = ending > 0 ? hashes[hashes.count - 1 - ending] : hash
    var traits: Word.Traits = endsSentence(bytes, after: range.upperBound) ? .endsSentence : []
    if range.upperBound < bytes.count, endsClause(bytes[range.upperBound]) {
      traits.insert(.endsClause)
    }
    if digits > 0 { traits.insert(letters == 0 ? [.hasDigit, .isNumber] : .hasDigit) }
    if capitals > 0, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[range.lowerBound]) {
      traits.insert(.isCapitalised)
    }
    if letters >= 2, capitals == letters { traits.insert(.isCapitals) }
    words.append(
      Word(
        hash: hash,
        stem: stem,
        bytes: range,
        length: wordLength,
        classes: lexicon.classes(of: hash),
        traits: traits
      )
    )
    lower.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
    (letters, capitals, digits, wordLength) = (0, 0, 0, 0)
  }

  /// Whether a mark that closes a sentence follows, quotation marks and brackets passed over.
  private func endsSentence(_ bytes: UnsafeBufferPointer<UInt8>, after place: Int) -> Bool {
    var place = place
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"):
        return place + 1 == bytes.count || !isWordByte(bytes[place + 1])
      case UInt8(ascii: ")"), UInt8(ascii: "\""), UInt8(ascii: "`"): place += 1
      case 0xE2 where place + 2 < bytes.count && bytes[place + 1] == 0x80: place += 3
      default: return false
      }
    }
    return false
  }

  private func endsClause(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ":")
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// What begins at a place: how many bytes it has, and whether it belongs to a word.
  @inline(__always)
  private func width(
    of bytes: UnsafeBufferPointer<UInt8>,
    at place: Int
  ) -> (bytes: Int, isLetter: Bool, isApostrophe: Bool) {
    let byte = bytes[place]
    switch byte {
    case ..<0x80: return (1, isWordByte(byte), byte == UInt8(ascii: "'"))
    // Latin-1 signs such as © and the no-break space.
    case 0xC2: return (2, false, false)
    case 0xC3:
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      return (2, next != 0x97 && next != 0xB7, false)
    // Dashes, quotation marks, arrows and other signs.
    case 0xE2:
      let isApostrophe =
        place + 2 < bytes.count && bytes[place + 1] == 0x80 && bytes[place + 2] == 0x99
      return (3, false, isApostrophe)
    case ..<0xE0: return (2, true, false)
    case ..<0xF0: return (3, true, false)
    default: return (4, true, false)
    }
  }
}
