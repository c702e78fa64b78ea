import Foundation

/// The reviews of one memory, oldest first.
package struct ReviewHistory: Hashable, Sendable {
  package struct Review: Hashable, Sendable {
    package let grade: ReviewGrade

    /// Whole days since the review before; of no meaning for the first.
    package let elapsedDays: Int

    package init(_ grade: ReviewGrade, afterDays elapsedDays: Int) {
      self.grade = grade
      self.elapsedDays = elapsedDays
    }
  }

  /// Whose memory it is; the memories of one person are not independent.
  package let person: Int
  package let reviews: [Review]

  package init(person: Int, reviews: [Review]) {
    self.person = person
    self.reviews = reviews
  }

  /// What parameters predict of every review that comes a day or more after the one before.
  ///
  /// A review of the same day tells what was just read and is predicted by nobody.
  package func predictions(
    _ parameters: FSRSParameters
  ) -> [RecallCalibration.Prediction] {
    guard let first = reviews.first else { return [] }
    var state = MemoryState(first: first.grade, parameters: parameters)
    var lapses = 0
    var predictions: [RecallCalibration.Prediction] = []
    for (index, review) in reviews.enumerated().dropFirst() {
      if review.elapsedDays >= 1 {
        predictions.append(
          RecallCalibration.Prediction(
            recall: parameters.forgettingCurve.retrievability(
              after: Days(review.elapsedDays),
              stability: state.stability
            ),
            isRecalled: review.grade != .again,
            elapsedDays: review.elapsedDays,
            reviews: index,
            lapses: lapses
          )
        )
        if review.grade == .again { lapses += 1 }
      }
      state = state.reviewed(review.grade, afterDays: review.elapsedDays, parameters: parameters)
    }
    return predictions
  }
}

/// Parameters of FSRS-6 fitted to an organisation's own reviews, and whether they are worth using.
///
/// The posterior mode under normal priors around the standard parameters, whose deviations are those
/// with which fsrs-rs holds its own fits to the same parameters. Found by scoring: the information of
/// a prediction R is that of a coin, so a step solves (Σ ∇R ∇Rᵀ / (R(1 − R)) + prior) Δ = gradient.
///
/// They are used only where they predict people whom they were not fitted to better than the standard
/// ones do, by more than the standard error of the difference: five folds of people, each predicted
/// from the other four.
package struct MemoryFit: Sendable {
  package let parameters: FSRSParameters

  /// By how much less the held-out log loss is than that of the standard parameters, a prediction.
  package let gain: Double
  package let gainError: Double

  /// How the standard and the fitted parameters predict people whom they were not fitted to.
  package let standard: RecallCalibration
  package let fitted: RecallCalibration
  package let people: Int

  package var isWorthUsing: Bool { gain > gainError }

  /// Why nothing was fitted.
  package enum Refusal: Error, Hashable, Sendable {
    case tooFewPredictions(Int, needed: Int)
    case tooFewPeople(Int, needed: Int)
  }

  /// Fewer predictions than this are given to the priors: fsrs-rs fits from the same number on.
  package static let fewestPredictions = 400
  package static let fewestPeople = 20
  static let folds = 5

  /// The deviations of the priors, w₀ first; `PARAMS_STDDEV` of fsrs-rs.
  static let deviations = [
    6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57,
    0.25, 1.03, 0.31, 0.32, 0.14, 0.27,
  ]

  /// Fits, or says why not; the seed decides which people share a fold.
  package init(_ histories: [ReviewHistory], seed: UInt64) throws(Refusal) {
    let people = Set(histories.map(\.person)).sorted()
    let count = histories.reduce(0) { sum, history in
      sum + history.reviews.dropFirst().count { $0.elapsedDays >= 1 }
    }
    guard count >= Self.fewestPredictions else {
      throw .tooFewPredictions(count, needed: Self.fewestPredictions)
    }
    guard people.count >= Self.fewestPeople else {
      throw .tooFewPeople(people.count, needed: Self.fewestPeople)
    }
    var generator = SplitMix64(seed: seed, stream: "memory folds")
    let order = people.stablyShuffled(using: &generator)
    let fold = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0 % Self.folds) })
    var difference: [Int: (gain: Double, count: Int)] = [:]
    var (standard, fitted): ([RecallCalibration.Prediction], [RecallCalibration.Prediction]) =
      ([], [])
    for held in 0..<Self.folds {
      let parameters = Self.mode(of: histories.filter { fold[$0.person] != held })
      for history in histories where fold[history.person] == held {
        let (old, new) = (history.predictions(.standard), history.predictions(parameters))
        standard += old
        fitted += new
        let gain = zip(old, new).reduce(0) { $0 + $1.0.logLoss - $1.1.logLoss }
        let before = difference[history.person] ?? (0, 0)
        difference[history.person] = (before.gain + gain, before.count + old.count)
      }
    }
    guard let standard = RecallCalibration(standard), let fitted = RecallCalibration(fitted) else {
      throw .tooFewPredictions(0, needed: Self.fewestPredictions)
    }
    let gain = standard.logLoss - fitted.logLoss
    let squares = difference.sorted { $0.key < $1.key }.reduce(0) { sum, element in
      let rest = element.value.gain - gain * Double(element.value.count)
      return sum + rest * rest
    }
    let (groups, total) = (Double(difference.count), Double(count))
    self.gain = gain
    gainError = (squares * groups / (groups - 1)).squareRoot() / total
    self.standard = standard
    self.fitted = fitted
    self.people = people.count
    parameters = Self.mode(of: histories)
  }

  // MARK: Scoring

  private static func mode(of histories: [ReviewHistory]) -> FSRSParameters {
    let sequences = MemorySequences(histories)
    var parameters = FSRSParameters.standard
    var objective = sequences.logLoss(parameters) + penalty(parameters)
    for _ in 0..<12 {
      var (gradient, information) = sequences.score(parameters)
      for index in gradient.indices {
        let precision = 1 / (deviations[index] * deviations[index])
        gradient[index] -=
          (parameters.weights[index] - FSRSParameters.standard.weights[index]) * precision
        information[index, index] += precision
      }
      guard let inverse = information.inverse() else { break }
      let step = gradient.indices.map { row in
        gradient.indices.reduce(0) { $0 + inverse[row, $1] * gradient[$1] }
      }
      guard let better = improved(parameters, by: step, than: objective, sequences) else { break }
      let hasSettled = objective - better.objective < 1e-7 * objective
      (parameters, objective) = better
      if hasSettled { break }
    }
    return parameters
  }

  /// The first of the step, half of it, a quarter … that lowers the objective.
  private static func improved(
    _ parameters: FSRSParameters,
    by step: [Double],
    than objective: Double,
    _ sequences: MemorySequences
  ) -> (FSRSParameters, objective: Double)? {
    var length = 1.0
    for _ in 0..<12 {
      let weights = parameters.weights.indices.map { index in
        let bounds = FSRSParameters.bounds[index]
        let moved = parameters.weights[index] + length * step[index]
        return max(bounds.lowerBound, min(bounds.upperBound, moved))
      }
      let moved = FSRSParameters(within: weights)
      let value = sequences.logLoss(moved) + penalty(moved)
      if value < objective { return (moved, value) }
      length /= 2
    }
    return nil
  }

  private static func penalty(_ parameters: FSRSParameters) -> Double {
    parameters.weights.indices.reduce(0) { sum, index in
      let gap = parameters.weights[index] - FSRSParameters.standard.weights[index]
      return sum + gap * gap / (2 * deviations[index] * deviations[index])
    }
  }
}

/// Histories side by side, longest first, so that each review is one sweep over all that have it.
private struct MemorySequences {
  private let first: [ReviewGrade]

  /// For each later review, of all histories that have it.
  private let grades: [[Float]]
  private let elapsed: [[Float]]

  init(_ histories: [ReviewHistory]) {
    let sorted = histories.map(\.reviews).filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    first = sorted.map { $0[0].grade }
    let steps = 1..<max(1, sorted.first?.count ?? 1)
    grades = steps.map { step in
      sorted.prefix { $0.count > step }.map { Float($0[step].grade.rawValue) }
    }
    elapsed = steps.map { step in
      sorted.prefix { $0.count > step }.map { Float(max(0, $0[step].elapsedDays)) }
    }
  }

  func logLoss(_ parameters: FSRSParameters) -> Double {
    var loss = 0.0
    walk([parameters]) { recalls, grades, elapsed in
      for place in grades.indices where elapsed[place] >= 1 {
        let recall = held(recalls[0][place])
        loss -= log(grades[place] > 1.5 ? recall : 1 - recall)
      }
    }
    return loss
  }

  /// The gradient of the log likelihood and the expected information, by central differences.
  func score(_ parameters: FSRSParameters) -> (gradient: [Double], information: SymmetricMatrix) {
    let count = parameters.weights.count
    var gradient = [Double](repeating: 0, count: count)
    var information = SymmetricMatrix(count: count)
    var variants = [parameters]
    var widths: [Double] = []
    for index in 0..<count {
      let weight = parameters.weights[index]
      let reach = max(2e-3, 0.02 * abs(weight))
      let bounds = FSRSParameters.bounds[index]
      let ends = [max(bounds.lowerBound, weight - reach), min(bounds.upperBound, weight + reach)]
      widths.append(ends[1] - ends[0])
      for end in ends {
        var weights = parameters.weights
        weights[index] = end
        variants.append(FSRSParameters(within: weights))
      }
    }
    var slopes = [Double](repeating: 0, count: count)
    walk(variants) { recalls, grades, elapsed in
      for place in grades.indices where elapsed[place] >= 1 {
        let recall = held(recalls[0][place])
        let deviation = (recall * (1 - recall)).squareRoot()
        for index in 0..<count {
          let rise = Double(recalls[2 * index + 2][place] - recalls[2 * index + 1][place])
          slopes[index] = rise / widths[index] / deviation
        }
        let residual = ((grades[place] > 1.5 ? 1 : 0) - recall) / deviation
        for index in 0..<count { gradient[index] += residual * slopes[index] }
        information.addSquare(of: slopes)
      }
    }
    return (gradient, information)
  }

  private func held(_ recall: Float) -> Double { max(1e-6, min(1 - 1e-6, Double(recall))) }

  /// Calls back with predicted recall under each of the variants, before each later review.
  private func walk(
    _ variants: [FSRSParameters],
    _ body: (_ recalls: [[Float]], _ grades: [Float], _ elapsed: [Float]) -> Void
  ) {
    var sweeps = variants.map { MemorySweep(first: first, parameters: $0) }
    for (grades, elapsed) in zip(grades, elapsed) {
      for index in sweeps.indices { sweeps[index].keepFirst(grades.count) }
      body(
        zip(sweeps, variants).map { $0.recall(afterDays: elapsed, parameters: $1) },
        grades,
        elapsed
      )
      for index in sweeps.indices {
        sweeps[index].review(grades, afterDays: elapsed, parameters: variants[index])
      }
    }
  }
}
