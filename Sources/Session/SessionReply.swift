import Content
import Quiz

/// What a learner does in a session.
package enum SessionCommand: Hashable, Codable, Sendable {
  /// Show the next item, or the summary after the last one.
  case next

  /// Show the next hint of the item on the screen.
  case hint
  case answer(Response, Certainty)
  case skip

  /// Say what is wrong with the item on the screen, or with the one just answered.
  case flag(String)
}

/// What a learner sees next.
///
/// It never carries a key before the answer to it is stored: an item is shown as an ``ItemView``,
/// which has none, and the reasons come in a ``FeedbackView`` that goes with the answer's event.
package enum SessionReply: Hashable, Codable, Sendable {
  case item(ItemView)
  case hint(HintView)
  case feedback(FeedbackView)

  /// An answer of an assessment is stored; how many there are now.
  case stored(Int)
  case skipped
  case flagged
  case summary(SummaryView)

  /// The command does not fit the moment; the text says what does.
  case refused(String)
}

/// A hint, with what it cost and how many are left.
package struct HintView: Hashable, Codable, Sendable {
  package let text: String

  /// In hundredths of the score.
  package let cost: Int
  package let left: Int
}

/// How an item, or a gap of one, is to be answered; it holds no key.
package indirect enum AnswerForm: Hashable, Codable, Sendable {
  package struct Choice: Hashable, Codable, Sendable {
    package let id: OptionID
    package let text: String
  }

  package struct Gap: Hashable, Codable, Sendable {
    package let prompt: String
    package let form: AnswerForm
  }

  case choice([Choice], several: Bool)
  case text
  case number(unit: String?)
  case order([Choice])
  case matches(prompts: [String], choices: [Choice])
  case gaps([Gap])
}

/// An item without its key.
package struct ItemView: Hashable, Codable, Sendable {
  package let item: ItemID
  package let incident: String

  /// The year or years in which the incident happened.
  package let occurred: String

  /// Counted from one.
  package let number: Int
  package let count: Int
  package let type: ItemType
  package let stem: String
  package let scene: [String]

  /// In the order of this session.
  package let form: AnswerForm

  /// Whether it decides on mastery: then nothing is said of its key.
  package let isAssessed: Bool

  /// How many hints can still be asked for, and what the next costs in hundredths.
  package let hintsLeft: Int
  package let nextHintCost: Int?
}

/// What an answer was worth and why.
package struct FeedbackView: Hashable, Codable, Sendable {
  /// Something that was chosen, typed or placed, or should have been.
  package struct Reason: Hashable, Codable, Sendable {
    package enum Standing: String, Codable, Sendable {
      /// Given, and right.
      case right

      /// Given, and wrong.
      case wrong

      /// Right, and not given.
      case missed
    }

    /// Its number on the screen, counted from one, where it has one.
    package let number: Int?
    package let text: String
    package let standing: Standing
    package let rationale: String
  }

  package let isCorrect: Bool
  package let certainty: Certainty

  /// From 0 to 10,000.
  package let credit: Int

  /// What was given first, then what should have been.
  package let reasons: [Reason]

  /// What is said of the answer as a whole, where there is such a thing.
  package let remark: String?
  package let lesson: String
  package let takeaway: [String]
  package let incident: IncidentID
  package let incidentTitle: String

  /// The public report behind it.
  package let source: String
}

/// How a session went, and what to do next time.
package struct SummaryView: Hashable, Codable, Sendable {
  package struct Line: Hashable, Codable, Sendable {
    package let lesson: LessonID
    package let title: String
    package let advice: String
  }

  package let answered: Int
  package let correct: Int
  package let skipped: Int
  package let planned: Int

  /// Sure and wrong: what to unlearn.
  package let misconceptions: [Line]

  /// Wrong without being sure: what to read.
  package let gaps: [Line]

  /// Right by guessing.
  package let luckyGuesses: [Line]
}
