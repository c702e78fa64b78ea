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

  /// What a learner may ask for before answering, in this order.
  package let hints: [Hint]
  package let location: SourceLocation

  package init(
    id: ItemID,
    stem: String,
    scene: [Prose],
    interaction: Interaction,
    difficulty: Double,
    facts: [String],
    hints: [Hint] = [],
    location: SourceLocation
  ) {
    self.id = id
    self.stem = stem
    self.scene = scene
    self.interaction = interaction
    self.difficulty = difficulty
    self.facts = facts
    self.hints = hints
    self.location = location
  }
}

/// Help that can be asked for before answering, at a price.
package struct Hint: Hashable, Sendable {
  package let text: String

  /// The part of the score that it costs, in hundredths.
  package let cost: Int

  package init(text: String, cost: Int) {
    self.text = text
    self.cost = cost
  }

  /// What a hint costs when the author does not say: a quarter.
  package static let usualCost = 25
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
package indirect enum Interaction: Hashable, Sendable {
  case choice(ChoiceInteraction)
  case text(TextInteraction)
  case number(NumericInteraction)
  case ordering(OrderingInteraction)
  case matching(MatchingInteraction)
  case cloze(ClozeInteraction)

  package var type: ItemType {
    switch self {
    case .choice(let choice): choice.type
    case .text: .shortText
    case .number: .numeric
    case .ordering: .ordering
    case .matching: .matching
    case .cloze: .cloze
    }
  }

  /// The chance that somebody who knows nothing answers rightly.
  package var guessingChance: Double {
    switch self {
    case .choice(let choice): choice.guessingChance
    case .text, .number: 0
    case .ordering(let ordering): ordering.guessingChance
    case .matching(let matching): matching.guessingChance
    case .cloze(let cloze): cloze.gaps.reduce(1) { $0 * $1.interaction.guessingChance }
    }
  }

  /// Everything that a learner reads in order to answer.
  package var texts: [String] {
    switch self {
    case .choice(let choice): choice.options.map(\.text)
    case .text, .number: []
    case .ordering(let ordering): ordering.elements.map(\.text)
    case .matching(let matching): matching.prompts + matching.matches.map(\.text)
    case .cloze(let cloze): cloze.gaps.flatMap { [$0.prompt] + $0.interaction.texts }
    }
  }
}
