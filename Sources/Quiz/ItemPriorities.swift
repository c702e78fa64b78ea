import Content
import Psychometrics

/// Which lessons a person should meet next and why, and which items they have met.
///
/// Made by Competence from the log, used here to choose items; the loop closes through this value.
package struct ItemPriorities: Sendable {
  /// Why a lesson should be asked now.
  ///
  /// Cases stand in the order of their urgency.
  package enum Reason: Hashable, Sendable {
    /// Answered wrongly by somebody who was sure.
    case misconception

    /// Predicted recall fell below the programme's target.
    case due(recall: Probability)

    /// The competency is below the cut, or too little is known to say.
    case weak

    /// Required and never met.
    case new

    /// Nothing is due; practice ahead of time.
    case early(recall: Probability)

    package var rank: Int {
      switch self {
      case .misconception: 0
      case .due: 1
      case .weak: 2
      case .new: 3
      case .early: 4
      }
    }

    /// Predicted recall, where there is a memory to predict.
    package var recall: Probability? {
      switch self {
      case .due(let recall), .early(let recall): recall
      case .misconception, .weak, .new: nil
      }
    }
  }

  /// One lesson with the reason to ask it.
  package struct LessonPriority: Hashable, Sendable {
    package let lesson: LessonID
    package let reason: Reason

    package init(lesson: LessonID, reason: Reason) {
      self.lesson = lesson
      self.reason = reason
    }
  }

  /// In the order of the content.
  package let lessons: [LessonPriority]

  /// The day on which each item was last answered; an item that is not here was never met.
  package let lastMet: [ItemID: Day]

  package init(lessons: [LessonPriority], lastMet: [ItemID: Day]) {
    self.lessons = lessons
    self.lastMet = lastMet
  }

  /// The lessons by urgency: by reason, then by predicted recall, then by chance, so that what is
  /// equally urgent comes from different incidents.
  func ordered(using generator: inout some RandomNumberGenerator) -> [LessonPriority] {
    lessons.stablyShuffled(using: &generator).enumerated().sorted { left, right in
      let order = { (element: (offset: Int, element: LessonPriority)) in
        (element.element.reason.rank, element.element.reason.recall?.value ?? 0, element.offset)
      }
      return order(left) < order(right)
    }.map(\.element)
  }

  /// The lessons that ask for attention now.
  package var pressing: [LessonPriority] { lessons.filter { $0.reason.rank < 4 } }
}
