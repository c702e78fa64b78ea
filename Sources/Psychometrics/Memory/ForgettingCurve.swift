import Foundation

/// How recall fades with time: the chance of recalling something, as a function of the days since
/// it was last reviewed.
///
/// FSRS-6 uses the power law R(t, S) = (1 + factor · t/S)^decay, with the factor chosen such that
/// R(S, S) = 0.9: a memory's stability S is the number of days until its chance of recall has fallen
/// to nine in ten. Its exponent is the parameter w₂₀, so people differ in the shape of their
/// forgetting and not only in its speed. Power rather than exponential decay follows Wixted and
/// Ebbesen (1991), *Psychological Science* 2:409; FSRS is from Ye, Su and Cao (2022), *KDD '22*:4381.
package struct ForgettingCurve: Hashable, Sendable {
  /// The chance of recall that a memory's stability is defined by.
  package static let retrievabilityAtStability: Probability = 0.9

  /// The longest interval ever proposed: a hundred years of 365 days, as in py-fsrs.
  package static let longestInterval = 36_500

  /// The exponent of the power law, always negative.
  package let decay: Double

  /// What makes R(S, S) = 0.9.
  package let factor: Double

  /// Takes the parameter w₂₀, which is the decay without its sign.
  init(decayParameter: Double) {
    decay = -decayParameter
    factor = pow(Self.retrievabilityAtStability.value, 1 / decay) - 1
  }

  /// The chance of recall when some days have passed since the last review.
  ///
  /// A review that lies in the future counts as one that happens now. A stability below
  /// ``MemoryState/stabilityFloor`` counts as the floor.
  package func retrievability(after elapsed: Days, stability: Days) -> Probability {
    let stability = max(MemoryState.stabilityFloor, stability)
    return Probability(rounding: recall(after: max(0, elapsed.count), stability: stability.count))
  }

  /// The days after which the chance of recall has fallen to the desired retention, unrounded.
  ///
  /// Nothing is ever retained for certain, so a desired retention of 1 gives no days, and one of 0
  /// gives infinitely many.
  package func interval(stability: Days, desiredRetention: Probability) -> Days {
    Days(stability.count / factor * (pow(desiredRetention.value, 1 / decay) - 1))
  }

  /// The same interval as something to schedule by: a whole number of days, at least 1 and at most
  /// ``longestInterval``.
  ///
  /// Halves go to the even neighbour as in py-fsrs; Anki rounds them up.
  package func wholeInterval(stability: Days, desiredRetention: Probability) -> Int {
    let raw = interval(stability: stability, desiredRetention: desiredRetention).count
    let rounded = raw.rounded(.toNearestOrEven)
    return Int(max(1, min(Double(Self.longestInterval), rounded)))
  }

  /// The formula itself, for a time that is not negative and a stability that is positive.
  func recall(after elapsed: Double, stability: Double) -> Double {
    pow(1 + factor * elapsed / stability, decay)
  }
}
