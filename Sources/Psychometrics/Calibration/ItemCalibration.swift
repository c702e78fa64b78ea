import Foundation

/// Items fitted to the answers of many people, by marginal maximum likelihood.
///
/// People's abilities are taken as drawn from a normal distribution and integrated out, which keeps the
/// estimates of items consistent although every person adds an unknown: the EM algorithm of Bock and
/// Aitkin (1981), *Psychometrika* 46:443, with priors as in Mislevy (1986), there 51:177, sped up by
/// the squared extrapolation of Varadhan and Roland (2008), *Scandinavian Journal of Statistics* 35:335.
///
/// Without priors the group has mean 0 and standard deviation 1. With priors on locations the scale is
/// that of the locations, and the group's mean and deviation are estimated with the items.
package struct ItemCalibration: Sendable {
  /// An item with what is known of how well it is known.
  package struct Item: Hashable, Sendable {
    package let model: ItemResponseModel

    /// How far the location and the slope are off in two of three samples; `nil` where the answers do
    /// not tell.
    package let locationError: Double?
    package let slopeError: Double?

    /// How large the answers' deviations from the model are against what it expects: 1 for answers that
    /// follow it, more for answers that do not; `nil` where errors were not asked for.
    package let fit: Double?

    /// How many people answered it, and how many of them rightly.
    package let answers: Int
    package let right: Int

    /// The slope is at the end of what can be told apart: the item does not go with the others, or
    /// all too well.
    package let isAtBound: Bool
  }

  package let model: CalibrationModel
  package let items: [Item]
  package let logLikelihood: Double

  /// The distribution of abilities that the items are fitted with.
  package let groupMean: Double
  package let groupDeviation: Double
  package let iterations: Int
  package let hasConverged: Bool

  /// How many nodes were integrated over; enough for the narrowest posterior.
  package let nodes: Int

  /// Fits items, or says why they cannot be fitted.
  ///
  /// - Parameters:
  ///   - matrix: Who answered what rightly. People without an answer count for nothing.
  ///   - model: What is estimated.
  ///   - priors: What is held for likely before.
  ///   - asymptotes: The chance of guessing each item; the mode of its prior where it is estimated.
  ///     Empty for none.
  ///   - needingErrors: Whether standard errors are computed, which takes a pass over people and pairs
  ///     of items.
  ///   - tolerance: The greatest change of a parameter at which the fit is done.
  /// - Throws: ``CalibrationRefusal``, where the sample or the input does not support the model.
  package init(
    _ matrix: ResponseMatrix,
    model: CalibrationModel,
    priors: CalibrationPriors = .none,
    asymptotes: [Double] = [],
    needingErrors: Bool = true,
    tolerance: Double = 1e-5
  ) throws(CalibrationRefusal) {
    let counts = AnswerCounts(matrix)
    try Self.check(counts, matrix, model, priors, asymptotes)
    // Long forms need a finer grid, and starting with it saves the fit that would be thrown away.
    var sizes = CalibrationGrid.sizes.drop { $0 < 48 + matrix.items / 7 }
    var start: CalibrationRun.State?
    while true {
      let size = sizes.removeFirst()
      let run = CalibrationRun(
        matrix,
        counts: counts,
        model: model,
        priors: priors,
        asymptotes: asymptotes.isEmpty ? Array(repeating: 0, count: matrix.items) : asymptotes,
        nodeCount: size
      )
      let state = run.fit(from: start, tolerance: tolerance)
      guard run.isCoarse(for: state), !sizes.isEmpty else {
        self.init(run, state, counts: counts, needingErrors: needingErrors)
        return
      }
      start = state
    }
  }

  private static func check(
    _ counts: AnswerCounts,
    _ matrix: ResponseMatrix,
    _ model: CalibrationModel,
    _ priors: CalibrationPriors,
    _ asymptotes: [Double]
  ) throws(CalibrationRefusal) {
    guard matrix.items >= CalibrationModel.fewestItems else {
      throw .tooFewItems(matrix.items, needed: CalibrationModel.fewestItems)
    }
    guard counts.people >= model.fewestPeople else {
      throw .tooFewPeople(counts.people, needed: model.fewestPeople)
    }
    guard asymptotes.isEmpty || asymptotes.count == matrix.items,
      priors.locations.isEmpty || priors.locations.count == matrix.items,
      asymptotes.allSatisfy({ $0 >= 0 && $0 < 1 }), priors.locations.allSatisfy(\.isFinite)
    else { throw .unfitInput }
    guard model != .threeParameter || asymptotes.allSatisfy({ $0 > 0 }) && !asymptotes.isEmpty
    else {
      throw .unfitInput
    }
    let empty = counts.answers.indices.filter { counts.answers[$0] == 0 }
    guard empty.isEmpty || priors.locationDeviation != nil else { throw .unanswered(empty) }
    let constant = counts.answers.indices.filter {
      counts.right[$0] == 0 || counts.right[$0] == counts.answers[$0]
    }
    guard constant.isEmpty || priors.locationDeviation != nil else { throw .constant(constant) }
  }

  private init(
    _ run: CalibrationRun,
    _ state: CalibrationRun.State,
    counts: AnswerCounts,
    needingErrors: Bool
  ) {
    let errors = needingErrors ? CalibrationErrors(run, state) : nil
    model = run.model
    items = state.curves.indices.map { index in
      let curve = state.curves[index]
      return Item(
        model: ItemResponseModel(
          fitted: curve.location,
          slope: curve.slope,
          lowerAsymptote: Probability(rounding: curve.asymptote)
        ),
        locationError: errors?.location[index],
        slopeError: errors?.slope[index],
        fit: errors?.fit[index],
        answers: counts.answers[index],
        right: counts.right[index],
        isAtBound: curve.slope <= ItemCurve.flattest * 1.001
          || curve.slope >= ItemCurve.steepest * 0.999
      )
    }
    logLikelihood = state.logLikelihood
    groupMean = state.mean
    groupDeviation = state.deviation
    iterations = state.iterations
    hasConverged = state.hasConverged
    nodes = run.grid.nodes.count
  }
}

/// Why items cannot be fitted.
package enum CalibrationRefusal: Error, Hashable, Sendable {
  case tooFewPeople(Int, needed: Int)
  case tooFewItems(Int, needed: Int)

  /// Items that everybody answered alike have no location; a prior would give them one.
  case constant([Int])

  /// Items that nobody answered.
  case unanswered([Int])

  /// The iteration did not settle.
  case notConverged

  /// Numbers that are not finite or do not belong to these items.
  case unfitInput
}

/// How many people answered each item, how many of them rightly, and how many answered anything.
struct AnswerCounts {
  private(set) var answers: [Int]
  private(set) var right: [Int]
  private(set) var people = 0

  init(_ matrix: ResponseMatrix) {
    var answers = [Int](repeating: 0, count: matrix.items)
    var right = answers
    for person in 0..<matrix.people {
      var hasAnswered = false
      let start = person * matrix.stride
      for byte in 0..<matrix.stride {
        var rightBits = matrix.right[start + byte]
        var bits = matrix.isComplete ? 0xFF : matrix.answered[start + byte]
        hasAnswered = hasAnswered || bits != 0
        while rightBits != 0 {
          right[byte * 8 + rightBits.trailingZeroBitCount] += 1
          rightBits &= rightBits - 1
        }
        guard !matrix.isComplete else { continue }
        while bits != 0 {
          answers[byte * 8 + bits.trailingZeroBitCount] += 1
          bits &= bits - 1
        }
      }
      people += hasAnswered ? 1 : 0
    }
    if matrix.isComplete { answers = Array(repeating: matrix.people, count: matrix.items) }
    self.answers = answers
    self.right = right
  }
}
