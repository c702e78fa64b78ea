import Content
import Psychometrics
import Quiz
import Session

/// What somebody still remembers of a lesson, by FSRS-6.
///
/// Memory belongs to the lesson, not to the item: whichever item of it was answered, the lesson was
/// recalled or not, and the next refresher asks another one.
package struct LessonMemory: Hashable, Sendable {
  package private(set) var state: MemoryState
  package private(set) var lastDay: Day
  package private(set) var answers: Int
  package private(set) var lapses: Int

  /// Whether the newest answer was wrong and sure.
  package private(set) var holdsMisconception: Bool

  package init(first attempt: Attempt, parameters: FSRSParameters) {
    state = MemoryState(first: attempt.grade, parameters: parameters)
    lastDay = attempt.answered.day
    answers = 1
    lapses = attempt.isCorrect ? 0 : 1
    holdsMisconception = attempt.isMisconception
  }

  package mutating func take(_ attempt: Attempt, parameters: FSRSParameters) {
    let elapsed = max(0, attempt.answered.day.days(since: lastDay))
    state = state.reviewed(attempt.grade, afterDays: elapsed, parameters: parameters)
    lastDay = max(lastDay, attempt.answered.day)
    answers += 1
    lapses += attempt.isCorrect ? 0 : 1
    holdsMisconception = attempt.isMisconception
  }

  /// The memories that attempts leave, oldest first.
  package static func all(
    _ attempts: [Attempt],
    parameters: FSRSParameters
  ) -> [LessonID: LessonMemory] {
    attempts.reduce(into: [:]) { memories, attempt in
      if memories[attempt.lesson]?.take(attempt, parameters: parameters) == nil {
        memories[attempt.lesson] = LessonMemory(first: attempt, parameters: parameters)
      }
    }
  }

  /// The chance that the lesson is recalled on a day.
  package func recall(on day: Day, parameters: FSRSParameters) -> Probability {
    parameters.forgettingCurve.retrievability(
      after: Days(max(0, day.days(since: lastDay))),
      stability: state.stability
    )
  }

  /// The day on which recall falls to the programme's target; a misconception is met again on the
  /// next day, by policy, because it is acted upon with confidence until then.
  package func dueDay(rule: RecallRule, parameters: FSRSParameters) -> Day {
    guard !holdsMisconception, let target = Probability(rule.target) else {
      return lastDay.adding(days: 1)
    }
    let days = parameters.forgettingCurve.wholeInterval(
      stability: state.stability,
      desiredRetention: target
    )
    return lastDay.adding(days: min(days, rule.longestValidity))
  }
}
