/// Numbers that an option consists of, apart from a unit.
enum NumberInText {
  /// The number that a text begins with, if only a unit of one or two words follows: `10 minutes`.
  static func single(in text: String) -> (value: Double, unit: String)? {
    guard beginsWithDigit(text) else { return nil }
    var rest = text.trimmed[...]
    guard let value = number(&rest) else { return nil }
    return isUnit(rest).map { (value, $0) }
  }

  /// The range that a text consists of, with its unit: `10–60 minutes` or `10 to 60 minutes`.
  static func range(of text: String) -> (ends: ClosedRange<Double>, unit: String)? {
    guard beginsWithDigit(text) else { return nil }
    var rest = text.trimmed[...]
    guard let lower = number(&rest) else { return nil }
    rest = rest.drop { $0 == " " }
    guard let mark = ["–", "-", "to ", "bis "].first(where: { rest.hasPrefix($0) }) else {
      return nil
    }
    rest = rest.dropFirst(mark.count).drop { $0 == " " }
    guard let upper = number(&rest), let unit = isUnit(rest), lower <= upper else { return nil }
    return (lower...upper, unit)
  }

  private static func beginsWithDigit(_ text: String) -> Bool {
    text.utf8.first { $0 != 0x20 }.map { (0x30...0x39).contains($0) } ?? false
  }

  /// Takes a number from the beginning of a text: digits, with one point or comma among them.
  private static func number(_ rest: inout Substring) -> Double? {
    let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "," }
    guard let first = digits.first, first != ".", first != ",",
      let value = Double(digits.replacing(",", with: "."))
    else { return nil }
    rest = rest.dropFirst(digits.count)
    return value
  }

  /// What is left, if it may be a unit: at most two words of letters, or a sign such as %.
  private static func isUnit(_ rest: Substring) -> String? {
    let words = rest.split(separator: " ")
    let isWord = { (word: Substring) in word.allSatisfy { $0.isLetter || $0 == "%" || $0 == "€" } }
    return words.count <= 2 && words.allSatisfy(isWord) ? words.joined(separator: " ") : nil
  }
}
