import Foundation

/// A sequential decision whether an ability lies above a cut, with error rates stated before it begins.
///
/// Wald's sequential probability ratio test of ability cut + δ against cut − δ: after each response
/// the logarithm of the likelihood ratio is compared with ln((1 − β)/α) above and ln(β/(1 − α)) below.
/// Wald (1945), *Annals of Mathematical Statistics* 16:117; with item response models, Reckase (1983)
/// in Weiss, *New Horizons in Testing*. The error rates hold at the edges of the zone and beyond it;
/// inside the zone either decision is acceptable by agreement.
///
/// The test has a cap: at the cap it says `undecided`, because a forced verdict there would not have
/// the error rates that were promised.
package struct MasteryTest: Hashable, Sendable {
  /// How the likelihoods at both sides of the cut are taken.
  package enum Statistic: String, Hashable, Sendable {
    /// At the two edges of the zone alone.
    case edges

    /// The largest at or beyond each edge: the generalised ratio of Thompson (2009), *Proceedings of
    /// the GMAC Conference on Computerized Adaptive Testing*. Shorter, and its error rates are not
    /// bounded by the nominal ones.
    case generalised
  }

  /// Where a test stands.
  package enum Outcome: String, Hashable, Sendable {
    case mastered
    case notMastered = "not-mastered"

    /// Not decided yet, with items left.
    case open

    /// Not decided when the cap was reached.
    case undecided
  }

  package let cut: Double
  package let indifference: Double
  package let alpha: Probability
  package let beta: Probability
  package let cap: Int
  package let statistic: Statistic

  /// Ends a test early when the chance that the verdict at the cap is another falls below this;
  /// `nil` never ends one early.
  package let curtailment: Probability?

  /// Refuses what is no test: a zone or a cap that is not positive, a cut that is not finite, error
  /// rates that are not between 0 and a half.
  package init?(
    cut: Double,
    indifference: Double,
    alpha: Probability,
    beta: Probability,
    cap: Int,
    statistic: Statistic = .edges,
    curtailment: Probability? = nil
  ) {
    let isRate = { (rate: Probability) in rate.value > 0 && rate.value < 0.5 }
    guard cut.isFinite, indifference > 0, indifference.isFinite, isRate(alpha), isRate(beta),
      cap > 0
    else { return nil }
    self.cut = cut
    self.indifference = indifference
    self.alpha = alpha
    self.beta = beta
    self.cap = cap
    self.statistic = statistic
    self.curtailment = curtailment
  }

  /// The logarithm of the ratio at and above which mastery is decided.
  package var upperBound: Double { log((1 - beta.value) / alpha.value) }

  /// The logarithm of the ratio at and below which its absence is decided.
  package var lowerBound: Double { log(beta.value / (1 - alpha.value)) }

  package var upperEdge: Double { cut + indifference }
  package var lowerEdge: Double { cut - indifference }

  /// How much one response moves the logarithm of the ratio between the edges.
  package func weight(of response: ModelledResponse) -> Double {
    response.model.logLikelihood(ofCorrect: response.isCorrect, atAbility: upperEdge)
      - response.model.logLikelihood(ofCorrect: response.isCorrect, atAbility: lowerEdge)
  }

  /// The statistic after some responses, in any order.
  package func logRatio(of responses: [ModelledResponse]) -> Double {
    switch statistic {
    case .edges: responses.reduce(0) { $0 + weight(of: $1) }
    case .generalised: generalisedLogRatio(of: responses)
    }
  }

  /// What the responses decide, given how many may still come.
  ///
  /// - Parameters:
  ///   - responses: All that were given so far.
  ///   - remaining: The models of the items that would come next; they matter only to curtailment and
  ///     to say that there are none.
  /// - Returns: A decision, `undecided` where nothing may follow, else `open`.
  package func outcome(
    of responses: [ModelledResponse],
    remaining: [ItemResponseModel]
  ) -> Outcome {
    let ratio = logRatio(of: responses)
    let left = min(cap - responses.count, remaining.count)
    if ratio >= upperBound { return .mastered }
    if ratio <= lowerBound { return .notMastered }
    guard left > 0 else { return .undecided }
    guard let curtailment else { return .open }
    return curtailed(ratio, remaining.prefix(left), below: curtailment)
  }

  /// The maximum of the likelihood over a side of the cut is on its edge or inside; abilities up to 6
  /// are searched in steps of 0.1, which is what Thompson's program does.
  private func generalisedLogRatio(of responses: [ModelledResponse]) -> Double {
    let likelihood = { (ability: Double) in
      responses.reduce(0) {
        $0 + $1.model.logLikelihood(ofCorrect: $1.isCorrect, atAbility: ability)
      }
    }
    let largest = { (from: Double, step: Double) in
      sequence(state: from) { ability in
        defer { ability += step }
        return abs(ability) <= max(6, abs(from)) ? ability : nil
      }.map(likelihood).reduce(-.infinity, max)
    }
    return largest(upperEdge, 0.1) - largest(lowerEdge, -0.1)
  }

  /// Finkelman (2008), *Journal of Educational and Behavioral Statistics* 33:442: the sum of what is
  /// left is taken as normal, at the edge that speaks against the verdict.
  private func curtailed(
    _ ratio: Double,
    _ remaining: ArraySlice<ItemResponseModel>,
    below risk: Probability
  ) -> Outcome {
    let against = ratio > 0 ? lowerEdge : upperEdge
    let moments = remaining.reduce(into: (mean: 0.0, variance: 0.0)) { sums, model in
      let right = weight(of: ModelledResponse(model, isCorrect: true))
      let wrong = weight(of: ModelledResponse(model, isCorrect: false))
      let chance = model.probability(atAbility: against).value
      sums.mean += chance * right + (1 - chance) * wrong
      sums.variance += chance * (1 - chance) * (right - wrong) * (right - wrong)
    }
    guard moments.variance > 0 else { return .open }
    let deviation = moments.variance.squareRoot()
    let below = NormalDistribution.standard.cumulative(
      at: -(ratio + moments.mean) / deviation
    )
    if ratio > 0, below < risk { return .mastered }
    if ratio < 0, below.complement < risk { return .notMastered }
    return .open
  }
}
