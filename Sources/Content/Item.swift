/// One question with its options, drawn from a lesson.
///
/// An item asks what somebody would do; its rationales say why each way is better or worse. The item
/// keeps its ``id`` for life, while ``ItemVersion`` tells which wording was answered.
package struct Item: Hashable, Sendable {
  package let id: ItemID

  /// The part that asks.
  package let stem: String

  /// What stands between the stem and the options: the situation.
  package let scene: [Prose]
  package let interaction: Interaction

  /// The prior mean of the item's location in logits; 0 is middling, 1 is hard.
  package let difficulty: Double

  /// The facts of the incident that the key rests on.
  package let facts: [String]
  package let location: SourceLocation

  package init(
    id: ItemID,
    stem: String,
    scene: [Prose],
    interaction: Interaction,
    difficulty: Double,
    facts: [String],
    location: SourceLocation
  ) {
    self.id = id
    self.stem = stem
    self.scene = scene
    self.interaction = interaction
    self.difficulty = difficulty
    self.facts = facts
    self.location = location
  }
}

/// The kinds of items, by the name that files, records and exports use.
package enum ItemType: String, Codable, CaseIterable, Sendable {
  case singleChoice = "single-choice"
  case multipleChoice = "multiple-choice"
  case trueFalse = "true-false"
  case shortText = "short-text"
  case numeric
  case ordering
  case matching
  case cloze

  /// The class that a heading carries; a single choice carries none.
  package var headingClass: String? {
    switch self {
    case .singleChoice: nil
    case .multipleChoice: "multiple"
    default: rawValue
    }
  }
}

/// How an item is answered, and what is right.
///
/// One case per way of answering, not per ``ItemType``: choosing among options is one way, whether
/// one option is right or several. A response to it is a `Response` of the same way.
package enum Interaction: Hashable, Sendable {
  case choice(ChoiceInteraction)

  package var type: ItemType {
    switch self {
    case .choice(let choice): choice.type
    }
  }
}

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

  package init(id: OptionID, text: String, isKey: Bool, rationale: String) {
    self.id = id
    self.text = text
    self.isKey = isKey
    self.rationale = rationale
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
