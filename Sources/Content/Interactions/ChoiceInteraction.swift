/// Choosing one or several of two to twenty-six options.
package struct ChoiceInteraction: Hashable, Sendable {
  package let type: ItemType

  /// In the order of the file; delivered in another one.
  package let options: [Option]

  package init(type: ItemType, options: [Option]) {
    self.type = type
    self.options = options
  }

  /// The options that are right.
  package var key: Set<OptionID> { Set(options.filter(\.isKey).map(\.id)) }

  /// Whether more than one option may be chosen.
  package var allowsSeveral: Bool { type == .multipleChoice }

  /// True and false keep their order; everything else is shuffled.
  package var isShuffled: Bool { type != .trueFalse }

  /// The chance that somebody who knows nothing chooses the key.
  package var guessingChance: Double {
    allowsSeveral ? 1 / (pow2(options.count) - 1) : 1 / Double(options.count)
  }

  private func pow2(_ exponent: Int) -> Double { Double(1 << exponent) }
}

/// A possible answer.
package struct Option: Hashable, Sendable {
  package let id: OptionID
  package let text: String
  package let isKey: Bool

  /// Why the option is right or wrong; shown only after the answer is stored.
  package let rationale: String

  /// Where the option stands in its file; 0 for one that was read from a record.
  package let line: Int

  package init(id: OptionID, text: String, isKey: Bool, rationale: String, line: Int = 0) {
    self.id = id
    self.text = text
    self.isKey = isKey
    self.rationale = rationale
    self.line = line
  }
}

/// The letter of an option by its place in the file: `a` is the first.
///
/// A letter means something only together with the version of the item; a record holds both.
package struct OptionID: Identifier {
  package static let largestCount = 26

  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package init(index: Int) {
    self.init(rawValue: String(UnicodeScalar(UInt8(ascii: "a") + UInt8(clamping: index))))
  }
}
