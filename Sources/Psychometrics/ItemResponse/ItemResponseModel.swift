import Foundation

/// How the chance of answering an item correctly depends on a person's ability.
///
/// The three-parameter logistic model, P(θ) = c + (1 − c)/(1 + e^(−a(θ − b))), of Birnbaum, in Lord
/// and Novick (1968), *Statistical Theories of Mental Test Scores*, chapter 17. Ability θ and location
/// b are on one scale, which has mean 0 and standard deviation 1 in the group it was fitted to. The
/// slope is on the logistic scale, without the factor 1.7 that some programs put in.
package struct ItemResponseModel: Hashable, Sendable {
  /// The ability at which the item tells most; IRT's b, often called its difficulty.
  package let location: Double

  /// How sharply the item separates abilities near its location; IRT's a.
  package let slope: Double

  /// The chance of a person who knows nothing of it; IRT's c.
  package let lowerAsymptote: Probability

  /// Refuses a location that is not finite, a slope that is not positive and finite, and a lower
  /// asymptote of 1.
  package init?(location: Double, slope: Double = 1, lowerAsymptote: Probability = 0.0) {
    guard location.isFinite, slope.isFinite, slope > 0, lowerAsymptote < 1.0 else { return nil }
    self.location = location
    self.slope = slope
    self.lowerAsymptote = lowerAsymptote
  }

  /// Takes numbers that are fit by construction.
  init(fitted location: Double, slope: Double, lowerAsymptote: Probability) {
    self.location = location
    self.slope = slope
    self.lowerAsymptote = lowerAsymptote
  }

  /// The chance of a correct response.
  package func probability(atAbility ability: Double) -> Probability {
    let c = lowerAsymptote.value
    return Probability(rounding: c + (1 - c) * logistic(logit(ability)))
  }

  /// The logarithm of the chance of the given response.
  ///
  /// Finite for every finite ability, although the chance itself may be too small to write.
  package func logLikelihood(ofCorrect isCorrect: Bool, atAbility ability: Double) -> Double {
    let c = lowerAsymptote.value
    let logit = logit(ability)
    switch (isCorrect, c > 0) {
    case (true, true): return log(c + (1 - c) * logistic(logit))
    case (true, false): return -softplus(-logit)
    case (false, _): return log1p(-c) - softplus(logit)
    }
  }

  /// Fisher's information: how much one response tells about an ability near the given one.
  ///
  /// The informations of several items add up, and the root of one over the sum is the standard error
  /// of the ability. Lord (1980), *Applications of Item Response Theory*, equation 5-9.
  package func information(atAbility ability: Double) -> Double {
    let c = lowerAsymptote.value
    let knows = logistic(logit(ability))
    let knowsNot = logistic(-logit(ability))
    let correct = c + (1 - c) * knows
    guard correct > 0 else { return 0 }
    return slope * slope * knows * (knows / correct) * (1 - c) * knowsNot
  }

  private func logit(_ ability: Double) -> Double {
    slope * (ability - location)
  }
}

private func logistic(_ x: Double) -> Double {
  1 / (1 + exp(-x))
}

/// The logarithm of 1 + e^x, without overflow.
private func softplus(_ x: Double) -> Double {
  max(x, 0) + log1p(exp(-abs(x)))
}
