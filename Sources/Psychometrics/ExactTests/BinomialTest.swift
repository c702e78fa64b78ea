import Foundation

/// The exact test of a share: how surprising a count is if each trial succeeds with a given chance.
///
/// Two-sided by the method of small p-values: all outcomes that are no more likely than the observed
/// one are added, as `binom.test` of R does. Not a test of a difference between two shares.
/// Conover (1999), *Practical Nonparametric Statistics*, section 3.1.
package struct BinomialTest: Hashable, Sendable {
  package let pValue: Probability

  /// Tests, or returns `nil` without trials or for an impossible count.
  package init?(successes: Int, of trials: Int, chance: Probability) {
    guard trials > 0, (0...trials).contains(successes) else { return nil }
    let observed = Self.mass(successes, of: trials, chance: chance)
    // Outcomes that are as likely as the observed one differ from it by rounding.
    let limit = observed * (1 + 1e-7)
    let tail = (0...trials).reduce(0.0) { sum, count in
      let mass = Self.mass(count, of: trials, chance: chance)
      return mass <= limit ? sum + mass : sum
    }
    pValue = Probability(rounding: tail)
  }

  /// The chance of exactly so many successes.
  static func mass(_ count: Int, of trials: Int, chance: Probability) -> Double {
    let (p, q) = (chance.value, 1 - chance.value)
    if p == 0 || q == 0 { return (p == 0 ? 0 : trials) == count ? 1 : 0 }
    let (n, k) = (Double(trials), Double(count))
    return exp(
      logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * log(p) + (n - k) * log(q)
    )
  }
}
