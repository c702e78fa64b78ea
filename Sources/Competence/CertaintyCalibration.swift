import Content
import Psychometrics
import Quiz
import Records
import Session

/// How well somebody's certainty agrees with what they get right.
///
/// At each certainty the share that was right, with its interval, against the chance from which on that
/// certainty is honest; and the mean of certainty-based marks. Not a part of any decision.
package struct CertaintyCalibration: Hashable, Sendable {
  /// What one certainty was worth.
  package struct Row: Hashable, Sendable {
    package let certainty: Certainty
    package let right: Int
    package let share: WilsonInterval

    /// Surer than the answers bear out: the whole interval lies below what would be honest.
    package var isOverconfident: Bool { share.upper.value < certainty.honestFrom }
  }

  /// For each certainty that was said.
  package let rows: [Row]

  /// From −6 to 3.
  package let meanMarks: Double
  package let answers: Int

  /// Compares the answers, or returns `nil` without any.
  package init?(_ attempts: [Attempt], confidence: Probability) {
    guard !attempts.isEmpty else { return nil }
    answers = attempts.count
    let marks = attempts.reduce(0) { $0 + $1.answered.certainty.marks(isCorrect: $1.isCorrect) }
    meanMarks = Double(marks) / Double(attempts.count)
    rows = Certainty.allCases.compactMap { certainty in
      let said = attempts.filter { $0.answered.certainty == certainty }
      let right = said.count(where: \.isCorrect)
      return WilsonInterval(successes: right, of: said.count, confidence: confidence).map {
        Row(certainty: certainty, right: right, share: $0)
      }
    }
  }
}
