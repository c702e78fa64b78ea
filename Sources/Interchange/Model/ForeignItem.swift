import Content

/// A question as the file of another program holds it: what every reader gives and every writer takes.
///
/// It is wider than ``Item``: texts keep the markup they came in, weights are kept as they are, and
/// essays and descriptions exist, so that a loss is a decision that can be reported.
package struct ForeignItem: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Codable, Sendable {
    case singleChoice = "single-choice"
    case multipleChoice = "multiple-choice"
    case trueFalse = "true-false"
    case shortText = "short-text"
    case numeric
    case ordering
    case matching
    case cloze
    case essay
    case description

    /// Whether it can be asked and judged in a terminal.
    package var isDeliverable: Bool { self != .essay && self != .description }
  }

  /// Something to choose, to type or to put in order.
  package struct Answer: Hashable, Sendable {
    package var text: ForeignText

    /// The part of the score that it brings: 1 is all, below 0 costs.
    package var weight: Double
    package var feedback: ForeignText

    /// For a number: how far off still counts, as written; a range is `1..5` in the text.
    package var tolerance: String?

    /// What counts as this text, with `*` for any letters, where it stands for a pattern of ours.
    package var spellings: [String] = []

    /// Whether the pattern accepts more than these.
    package var hasMoreSpellings = false

    package init(
      _ text: ForeignText,
      weight: Double,
      feedback: ForeignText = "",
      tolerance: String? = nil
    ) {
      self.text = text
      self.weight = weight
      self.feedback = feedback
      self.tolerance = tolerance
    }

    package var isRight: Bool { weight > 0 }
  }

  /// What belongs to what; a pair without a prompt is an extra wrong match.
  package struct Pair: Hashable, Sendable {
    package var prompt: ForeignText
    package var match: ForeignText

    package init(_ prompt: ForeignText, _ match: ForeignText) {
      self.prompt = prompt
      self.match = match
    }
  }

  /// A gap of a text, marked in the stem by `{{1}}`, `{{2}}` and so on.
  package struct Gap: Hashable, Sendable {
    package var kind: Kind
    package var answers: [Answer]

    package init(kind: Kind, answers: [Answer]) {
      self.kind = kind
      self.answers = answers
    }
  }

  package var kind: Kind
  package var title: String?
  package var stem: ForeignText
  package var answers: [Answer] = []
  package var pairs: [Pair] = []
  package var gaps: [Gap] = []
  package var generalFeedback: ForeignText = ""
  package var hints: [ForeignText] = []
  package var tags: [String] = []

  /// The name that the other program knows it by.
  package var identifier: String?

  /// The path of its category, divided by `/`.
  package var category: String?

  /// The tag of the language that it is written in, where that is known.
  package var language: String?
  package var location: SourceLocation

  package init(
    kind: Kind,
    title: String? = nil,
    stem: ForeignText,
    location: SourceLocation
  ) {
    self.kind = kind
    self.title = title
    self.stem = stem
    self.location = location
  }

  /// The title, or the beginning of the stem.
  package var name: String {
    if let title, !title.trimmed.isEmpty { return title }
    let plain = stem.plain
    return plain.count <= 80 ? plain : plain.prefix(77) + "..."
  }
}
