import Foundation

/// The parameters of FSRS-6 under names, with the exponentials of parameters taken once.
///
/// A review takes three powers and an exponential; without these it would take three more.
struct FSRSConstants: Hashable, Sendable {
  /// w₀ to w₃, the days of stability after a first review, *again* first.
  let firstStability: SIMD4<Double>

  /// The difficulty after a first review, not yet held within 1 to 10, *again* first.
  let firstDifficulty: SIMD4<Double>

  /// w₆, how far a grade moves the difficulty.
  let difficultyStep: Double

  /// w₇, the share by which difficulty returns to that of an easy first review.
  let difficultyReversion: Double

  /// e^w₈, w₉, w₁₀, w₁₅ and w₁₆: growth of stability when something was recalled.
  let growth: Double
  let growthByStability: Double
  let growthByForgetting: Double
  let hardPenalty: Double
  let easyBonus: Double

  /// w₁₁ to w₁₄: stability after a lapse.
  let lapse: Double
  let lapseByDifficulty: Double
  let lapseByStability: Double
  let lapseByForgetting: Double

  /// e^(w₁₇ w₁₈): what a lapse divides stability by at the least.
  let smallestLapseLoss: Double

  /// e^(w₁₇ (G − 3 + w₁₈)) for each grade G, *again* first, and w₁₉: a review on the same day.
  let sameDayGrowth: SIMD4<Double>
  let sameDayByStability: Double

  init(_ w: [Double]) {
    let grades = ReviewGrade.allCases.map { Double($0.rawValue) }
    firstStability = SIMD4(w[0...3])
    firstDifficulty = SIMD4(grades.map { w[4] - exp(w[5] * ($0 - 1)) + 1 })
    difficultyStep = w[6]
    difficultyReversion = w[7]
    growth = exp(w[8])
    growthByStability = w[9]
    growthByForgetting = w[10]
    lapse = w[11]
    lapseByDifficulty = w[12]
    lapseByStability = w[13]
    lapseByForgetting = w[14]
    hardPenalty = w[15]
    easyBonus = w[16]
    smallestLapseLoss = exp(w[17] * w[18])
    sameDayGrowth = SIMD4(grades.map { exp(w[17] * ($0 - 3 + w[18])) })
    sameDayByStability = w[19]
  }
}
