/// Which of many tests to believe, so that the expected share of false ones among those believed
/// stays below a rate.
///
/// Benjamini and Hochberg (1995), *Journal of the Royal Statistical Society* B 57:289. It holds for
/// independent tests and for the positive dependence of Benjamini and Yekutieli (2001), *Annals of
/// Statistics* 29:1165, that groups sharing people have. Not a bound on the chance of any false one.
package struct BenjaminiHochberg: Hashable, Sendable {
  /// For each test, the least rate at which it would be believed; in the order that was given.
  package let adjusted: [Probability]

  /// Adjusts p-values for their number; none gives none.
  package init(_ pValues: [Probability]) {
    let count = Double(pValues.count)
    let descending = pValues.indices.sorted { (pValues[$0], $0) > (pValues[$1], $1) }
    var adjusted: [Probability] = Array(repeating: 1.0, count: pValues.count)
    var least = 1.0
    for (place, index) in descending.enumerated() {
      let rank = count - Double(place)
      least = min(least, pValues[index].value * (count / rank))
      adjusted[index] = Probability(rounding: least)
    }
    self.adjusted = adjusted
  }

  /// The places of the tests that are believed at a false discovery rate.
  package func discoveries(at rate: Probability) -> [Int] {
    adjusted.indices.filter { adjusted[$0] <= rate }
  }
}
