import Foundation

extension FSRSParameters {
  /// The exponent of forgetting that every version before FSRS-6 had built in.
  static let decayBeforeFSRS6 = 0.5

  /// The same memory model in 21 parameters, or `nil` for a count that no version of FSRS had.
  ///
  /// The rule is that of fsrs-rs (`check_and_fill_parameters`). FSRS-5 had 19 parameters: its reviews
  /// on the same day did not depend on stability (w₁₉ = 0). FSRS-4.5 had 17: it took no account of
  /// reviews on the same day at all, and its first difficulty was linear in the grade, so w₄ and w₅
  /// are changed such that *again* and *easy* keep theirs.
  static func upgraded(_ weights: [Double]) -> [Double]? {
    switch weights.count {
    case 21:
      return weights
    case 19:
      return weights + [0, decayBeforeFSRS6]
    case 17:
      var upgraded = weights
      upgraded[4] = weights[4] + 2 * weights[5]
      upgraded[5] = log(3 * weights[5] + 1) / 3
      upgraded[6] = weights[6] + 0.5
      return upgraded + [0, 0, 0, decayBeforeFSRS6]
    default:
      return nil
    }
  }
}
