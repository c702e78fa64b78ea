import Psychometrics

/// How sure somebody says they are of a response.
///
/// It never changes whether the response is right. It tells a misconception (sure and wrong) from a
/// gap (unsure and wrong) and from a lucky guess (unsure and right); each needs something else.
package enum Certainty: String, Codable, CaseIterable, Sendable {
  case guess
  case think
  case know

  /// The marks of certainty-based marking: 1, 2 or 3 for right answers, 0, −2 or −6 for wrong ones.
  ///
  /// Honesty pays best under this tariff: think from two chances in three on, know from four in five.
  /// Gardner-Medwin (1995), *Association for Learning Technology Journal* 3:80, as Moodle has it. For
  /// feedback alone; nothing is decided by it.
  package func marks(isCorrect: Bool) -> Int {
    switch self {
    case .guess: isCorrect ? 1 : 0
    case .think: isCorrect ? 2 : -2
    case .know: isCorrect ? 3 : -6
    }
  }

  /// The least chance of being right at which this certainty pays best.
  package var honestFrom: Double {
    switch self {
    case .guess: 0
    case .think: 2 / 3
    case .know: 4 / 5
    }
  }

  /// The grade that a response gives to the memory of its lesson.
  ///
  /// People do not grade themselves: the grade follows from what they did. A lucky guess counts as
  /// hard recall, sure recall as easy, recall with a hint never better than hard (Measurement article,
  /// “From answers to grades”).
  package func grade(isCorrect: Bool, withHints: Bool = false) -> ReviewGrade {
    guard isCorrect else { return .again }
    guard !withHints else { return .hard }
    switch self {
    case .guess: return .hard
    case .think: return .good
    case .know: return .easy
    }
  }
}
