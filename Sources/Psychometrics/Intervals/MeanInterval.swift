/// The mean of a sample with Student's interval.
///
/// Student (1908), *Biometrika* 6:1. The quantile is that of the normal distribution with the first two
/// terms of the expansion in degrees of freedom (Abramowitz and Stegun 1964, 26.7.5), which is good to
/// three digits from eight degrees of freedom on, and too narrow below.
package struct MeanInterval: Hashable, Sendable {
  package let mean: Double
  package let lower: Double
  package let upper: Double
  package let sampleSize: Int

  /// Finds the interval, or returns `nil` for fewer than two values or one that is not finite.
  package init?(_ sample: [Double], confidence: Probability = 0.95) {
    guard case .success(let mean) = Moments.mean(of: sample),
      case .success(let variance) = Moments.variance(of: sample)
    else { return nil }
    let freedom = Double(sample.count - 1)
    let z = NormalDistribution.halfWidth(holding: confidence)
    let cube = z * z * z
    let fifth = cube * z * z
    let quantile =
      z + (cube + z) / (4 * freedom) + (5 * fifth + 16 * cube + 3 * z) / (96 * freedom * freedom)
    let half = quantile * (variance / Double(sample.count)).squareRoot()
    self.mean = mean
    lower = mean - half
    upper = mean + half
    sampleSize = sample.count
  }
}
