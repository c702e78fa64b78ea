import Foundation

/// How many items a sequential mastery decision takes on average.
///
/// Wald's sequential probability ratio test of ability `cut + indifference` against
/// `cut − indifference`, with items whose location is the cut and whose chance of guessing is c, so
/// that the chance of a right answer at ability θ is P = c + (1 − c) / (1 + e^(cut − θ)). With
/// A = ln((1 − β)/α) and B = ln(β/(1 − α)), an answer moves the logarithm of the ratio on average by
///
///     m1 = P1 ln(P1/P0) + (1 − P1) ln((1 − P1)/(1 − P0))    at the upper edge
///     m0 = P0 ln(P1/P0) + (1 − P0) ln((1 − P1)/(1 − P0))    at the lower edge
///
/// and the expected lengths are ((1 − β) A + β B)/m1 and (α A + (1 − α) B)/m0. Wald (1945), *Annals of
/// Mathematical Statistics* 16:117, section 4; for items, Reckase (1983) in Weiss, *New Horizons in
/// Testing*. Without guessing m1 is close to 2 δ² · 1/4, the information of a Rasch item at its
/// location; guessing makes it less.
///
/// Not a promise for one person: it is an average at the edges, it leaves out by how much the last
/// answer overshoots, nearer to the cut a decision takes longer, and items that lie away from the cut
/// say less.
package struct SequentialTestLength: Hashable, Sendable {
  /// For somebody whose ability is the upper edge of the indifference zone.
  package let atUpperEdge: Double
  package let atLowerEdge: Double

  /// Computes both, or returns `nil` where no test is asked for: error rates that are not between 0
  /// and a half, no indifference zone, or certain guessing.
  ///
  /// - Parameters:
  ///   - indifference: Half the width of the zone around the cut, in logits.
  ///   - alpha: The accepted chance of calling mastery what is not.
  ///   - beta: The accepted chance of missing mastery.
  ///   - guessing: The chance of a right answer without any knowledge.
  package init?(
    indifference: Double,
    alpha: Probability,
    beta: Probability,
    guessing: Probability
  ) {
    let isRate = { (rate: Probability) in rate.value > 0 && rate.value < 0.5 }
    guard isRate(alpha), isRate(beta), indifference > 0, guessing.value < 1 else { return nil }
    let (alpha, beta, c) = (alpha.value, beta.value, guessing.value)
    let upper = c + (1 - c) / (1 + exp(-indifference))
    let lower = c + (1 - c) / (1 + exp(indifference))
    let right = log(upper / lower)
    let wrong = log((1 - upper) / (1 - lower))
    let accept = log((1 - beta) / alpha)
    let reject = log(beta / (1 - alpha))
    atUpperEdge =
      ((1 - beta) * accept + beta * reject) / (upper * right + (1 - upper) * wrong)
    atLowerEdge =
      (alpha * accept + (1 - alpha) * reject) / (lower * right + (1 - lower) * wrong)
  }

  /// The longer of the two, in whole items.
  package var items: Int { Int(max(atUpperEdge, atLowerEdge).rounded(.up)) }
}
