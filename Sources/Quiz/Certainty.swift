import Psychometrics

/// How sure somebody says they are of a response.
///
/// It never changes whether the response is right. It tells a misconception (sure and wrong) from a
/// gap (unsure and wrong) and from a lucky guess (unsure and right); each needs something else.
package enum Certainty: String, Codable, CaseIterable, Sendable {
  case guess
  case think
  case know

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
