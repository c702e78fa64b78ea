/// The 21 numbers that fit FSRS-6, a model of memory, to a person or a group.
///
/// The model and the meaning of w₀ to w₂₀ are given by open-spaced-repetition/fsrs-rs and py-fsrs 6;
/// the method is from Ye, Su and Cao (2022), "A stochastic shortest path algorithm for optimizing
/// spaced repetition scheduling", *KDD '22*:4381. Numbers out of bounds are refused, as in py-fsrs,
/// and not moved to the nearest bound, as in fsrs-rs: an audited schedule must be made with the
/// numbers that are written down for it.
package struct FSRSParameters: Hashable, Sendable {
  /// A hundred years of 365 days: a stability beyond it cannot be told from any other.
  ///
  /// The ceiling is ours and that of fsrs-rs; py-fsrs has none, and easy reviews at long gaps
  /// can take it to 440 years.
  package static let hundredYears = Days(36_500)

  /// The numbers that the authors of FSRS-6 fitted to the reviews of many thousand people.
  package static let standard = FSRSParameters(
    unchecked: [
      0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
      1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
    ],
    stabilityCeiling: hundredYears
  )

  /// What each parameter must lie within, w₀ first.
  package static let bounds: [ClosedRange<Double>] = [
    0.001...100, 0.001...100, 0.001...100, 0.001...100, 1...10, 0.001...4, 0.001...4,
    0.001...0.75, 0...4.5, 0...0.8, 0.001...3.5, 0.001...5, 0.001...0.25, 0.001...0.9,
    0...4, 0...1, 1...6, 0...2, 0...2, 0...0.8, 0.1...0.8,
  ]

  /// The parameters w₀ to w₂₀.
  package let weights: [Double]

  /// What a stability never grows beyond; infinitely many days for no ceiling.
  package let stabilityCeiling: Days

  /// How recall fades under these parameters.
  package let forgettingCurve: ForgettingCurve

  /// What every review would otherwise compute again.
  let constants: FSRSConstants

  /// Takes 21 parameters, or the 19 of FSRS-5 or the 17 of FSRS-4.5, which it upgrades.
  ///
  /// All parameters out of bounds are named at once. They are judged after the upgrade, so a fault in
  /// an old vector is reported with the value that the upgrade made of it.
  package init(
    validating weights: [Double],
    stabilityCeiling: Days = hundredYears
  ) throws(InvalidFSRSParameters) {
    guard let upgraded = Self.upgraded(weights) else {
      throw .wrongCount(weights.count)
    }
    let faults = zip(upgraded, Self.bounds).enumerated().compactMap { index, parameter in
      parameter.1.contains(parameter.0)
        ? nil
        : FSRSParameterOutOfBounds(index: index, value: parameter.0, bounds: parameter.1)
    }
    guard faults.isEmpty else { throw .outOfBounds(faults) }
    self.init(unchecked: upgraded, stabilityCeiling: stabilityCeiling)
  }

  /// Takes 21 numbers that are held within their bounds by construction.
  init(within weights: [Double]) {
    self.init(unchecked: weights, stabilityCeiling: Self.hundredYears)
  }

  private init(unchecked weights: [Double], stabilityCeiling: Days) {
    self.weights = weights
    self.stabilityCeiling = stabilityCeiling
    forgettingCurve = ForgettingCurve(decayParameter: weights[20])
    constants = FSRSConstants(weights)
  }
}

/// Why numbers are not parameters of FSRS-6.
package enum InvalidFSRSParameters: Error, Hashable {
  /// There are not 21 of them, nor 19 (FSRS-5) nor 17 (FSRS-4.5), but as many as given here.
  case wrongCount(Int)

  /// Some lie outside of their bounds; all of these are listed.
  case outOfBounds([FSRSParameterOutOfBounds])
}

/// A parameter of FSRS-6 that lies outside of its bounds.
package struct FSRSParameterOutOfBounds: Hashable, Sendable {
  /// Its place in the vector, 0 for w₀.
  package let index: Int

  package let value: Double
  package let bounds: ClosedRange<Double>
}
