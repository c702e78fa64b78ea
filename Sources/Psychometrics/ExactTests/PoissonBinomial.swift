/// How often something happens in independent trials of different chances.
///
/// With chances all alike it is the binomial distribution. Found exactly, by adding one trial after
/// the other, in time proportional to trials times count: recursion (RF1) of Barlow and Heidtmann
/// (1984), *IEEE Transactions on Reliability* R-33:322; Hong (2013), *Computational Statistics and
/// Data Analysis* 59:41. All terms are positive, so nothing cancels.
package struct PoissonBinomial: Hashable, Sendable {
  package let chances: [Probability]

  package init(_ chances: [Probability]) { self.chances = chances }

  /// How often it happens on average.
  package var mean: Double { chances.reduce(0) { $0 + $1.value } }

  /// The chance that it happens at least so often.
  package func upperTail(atLeast count: Int) -> Probability {
    guard count > 0 else { return 1.0 }
    guard count <= chances.count else { return 0.0 }
    // `states[k]` is the chance of k so far; the last state stands for `count` or more.
    var states = [Double](repeating: 0, count: count + 1)
    states[0] = 1
    for chance in chances {
      states[count] += states[count - 1] * chance.value
      for k in stride(from: count - 1, to: 0, by: -1) {
        states[k] = states[k] * (1 - chance.value) + states[k - 1] * chance.value
      }
      states[0] *= 1 - chance.value
    }
    return Probability(rounding: states[count])
  }
}
