import Content
import Quiz

/// What a learner does in a session.
package enum SessionCommand: Hashable, Codable, Sendable {
  /// Show the next item, or the summary after the last one.
  case next
  case answer(Response, Certainty)
  case skip
}

/// What a learner sees next.
///
/// It never carries a key before the answer to it is stored: an item is shown as an ``ItemView``,
/// which has none, and the reasons come in a ``FeedbackView`` that goes with the answer's event.
package enum SessionReply: Hashable, Codable, Sendable {
  case item(ItemView)
  case feedback(FeedbackView)
  case skipped
  case summary(SummaryView)

  /// The command does not fit the moment; the text says what does.
  case refused(String)
}

/// An item without its key.
package struct ItemView: Hashable, Codable, Sendable {
  package struct OptionView: Hashable, Codable, Sendable {
    package let id: OptionID
    package let text: String
  }

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
  package let options: [OptionView]
}

/// What an answer was worth and why.
package struct FeedbackView: Hashable, Codable, Sendable {
  package struct Reason: Hashable, Codable, Sendable {
    package let option: OptionID

    /// Its number on the screen, counted from one.
    package let number: Int
    package let text: String
    package let isKey: Bool
    package let wasChosen: Bool
    package let rationale: String
  }

  package let isCorrect: Bool
  package let certainty: Certainty

  /// Chosen options first, then keys that were not chosen.
  package let reasons: [Reason]
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
