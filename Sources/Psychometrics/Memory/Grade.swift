/// How well something was recalled at one review, in the four steps that FSRS knows.
///
/// The raw values are those of the FSRS papers and of every FSRS data set, so they may be written
/// down. `hard` still means that it was recalled: only `again` is a lapse.
package enum ReviewGrade: Int, CaseIterable, Hashable, Sendable {
  /// Not recalled.
  case again = 1

  /// Recalled, with great effort.
  case hard

  /// Recalled, with some effort.
  case good

  /// Recalled without effort.
  case easy
}
