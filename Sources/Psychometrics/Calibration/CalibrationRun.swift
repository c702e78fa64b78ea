import Foundation

/// The iteration of one calibration on one grid.
struct CalibrationRun {
  /// Where the iteration stands.
  struct State {
    var curves: [ItemCurve]
    var mean = 0.0
    var deviation = 1.0
    var logLikelihood = -Double.infinity
    var iterations = 0
    var hasConverged = false

    /// All numbers that are iterated, in one line.
    fileprivate var numbers: [Double] {
      get {
        curves.flatMap { [$0.logSlope, $0.intercept, $0.logitAsymptote] } + [mean, log(deviation)]
      }
      set {
        for index in curves.indices {
          curves[index].logSlope = newValue[3 * index]
          curves[index].intercept = newValue[3 * index + 1]
          if curves[index].logitAsymptote.isFinite {
            curves[index].logitAsymptote = newValue[3 * index + 2]
          }
          curves[index].hold()
        }
        mean = newValue[3 * curves.count]
        deviation = exp(max(-3, min(3, newValue[3 * curves.count + 1])))
      }
    }
  }

  let matrix: ResponseMatrix
  let model: CalibrationModel
  let priors: CalibrationPriors
  let asymptotes: [Double]
  let grid: CalibrationGrid
  private let counts: AnswerCounts
  let pass: PosteriorPass
  let weights: [Double]

  /// Iterations after which a fit is given up as it stands.
  static let mostIterations = 500

  init(
    _ matrix: ResponseMatrix,
    counts: AnswerCounts,
    model: CalibrationModel,
    priors: CalibrationPriors,
    asymptotes: [Double],
    nodeCount: Int
  ) {
    self.matrix = matrix
    self.counts = counts
    self.model = model
    // One slope has one prior, of which each item then holds its part.
    self.priors = model == .rasch ? priors.sharing(slopeAmong: matrix.items) : priors
    self.asymptotes = asymptotes
    grid = CalibrationGrid(count: nodeCount)
    pass = PosteriorPass(matrix, nodeCount: nodeCount)
    weights = grid.weights()
  }

  /// Whether the group's distribution is estimated, because priors fix the scale.
  var fitsGroup: Bool { priors.locationDeviation != nil }
  var fitsAsymptotes: Bool { model == .threeParameter }

  func abilities(_ state: State) -> [Double] {
    grid.nodes.map { state.mean + state.deviation * $0 }
  }

  /// Whether somebody's posterior is narrower than the grid's spacing, at the ability where the items
  /// tell most.
  func isCoarse(for state: State) -> Bool {
    let information =
      abilities(state).map { ability in
        state.curves.reduce(0) { sum, curve in
          let (chance, by) = curve.derivatives(at: ability)
          let slope = by.y * curve.slope
          return sum + slope * slope / max(chance * (1 - chance), 1e-12)
        }
      }.max() ?? 0
    let deviation = state.deviation
    let narrowest = 1 / (information + 1 / (deviation * deviation)).squareRoot()
    return grid.spacing * deviation > narrowest
  }

  // MARK: Iteration

  func fit(from start: State?, tolerance: Double) -> State {
    var state = start ?? firstState()
    let most = state.iterations + Self.mostIterations
    state.hasConverged = false
    /// The newest state that plain iteration led to, and the penalised likelihood before it.
    var safe = state
    var floor = -Double.infinity
    while state.iterations < most {
      var first = step(state)
      if first.objective < floor {
        // What was extrapolated too far is put back.
        safe.iterations = first.state.iterations
        first = step(safe)
      }
      if change(state, first.state) < tolerance { return finished(first.state) }
      let second = step(first.state)
      if change(first.state, second.state) < tolerance { return finished(second.state) }
      safe = second.state
      floor = second.objective
      state = extrapolated(state, first.state, second.state)
    }
    return finished(safe, hasConverged: false)
  }

  private func finished(_ state: State, hasConverged: Bool = true) -> State {
    var state = state
    pass.run(state.curves, abilities: abilities(state), weights: weights)
    state.logLikelihood = pass.logLikelihood
    state.hasConverged = hasConverged
    return state
  }

  private func change(_ old: State, _ new: State) -> Double {
    zip(old.numbers, new.numbers).reduce(0) { largest, pair in
      pair.0.isFinite ? max(largest, abs(pair.0 - pair.1)) : largest
    }
  }

  /// Varadhan and Roland's third scheme, of the steps of two plain iterations.
  private func extrapolated(_ start: State, _ first: State, _ second: State) -> State {
    let (x0, x1, x2) = (start.numbers, first.numbers, second.numbers)
    var (stepSquare, bendSquare) = (0.0, 0.0)
    for index in x0.indices where x0[index].isFinite {
      let step = x1[index] - x0[index]
      let bend = x2[index] - x1[index] - step
      stepSquare += step * step
      bendSquare += bend * bend
    }
    guard bendSquare > 0 else { return second }
    let length = min(-1, max(-32, -(stepSquare / bendSquare).squareRoot()))
    var state = second
    state.numbers = x0.indices.map { index in
      guard x0[index].isFinite else { return x0[index] }
      let step = x1[index] - x0[index]
      let bend = x2[index] - x1[index] - step
      return x0[index] - 2 * length * step + length * length * bend
    }
    return state
  }

  private func firstState() -> State {
    State(
      curves: counts.answers.indices.map { index in
        let share = (Double(counts.right[index]) + 0.5) / (Double(counts.answers[index]) + 1)
        let c = asymptotes[index]
        let knows = max(0.02, min(0.98, (share - c) / (1 - c)))
        return ItemCurve(
          logSlope: 0,
          intercept: 1.2 * log(knows / (1 - knows)),
          asymptote: fitsAsymptotes ? max(c, 0.01) : c
        )
      }
    )
  }

  /// One iteration of EM, with the penalised log likelihood of the state that it began at.
  private func step(_ state: State) -> (state: State, objective: Double) {
    let abilities = abilities(state)
    pass.run(state.curves, abilities: abilities, weights: weights)
    var next = state
    next.iterations += 1
    next.logLikelihood = pass.logLikelihood
    if model == .rasch {
      updateTogether(&next.curves, abilities)
    } else {
      for index in next.curves.indices { update(&next.curves[index], index, abilities) }
    }
    if fitsGroup { updateGroup(&next, abilities) }
    return (next, pass.logLikelihood + logPrior(state))
  }

  private func updateGroup(_ state: inout State, _ abilities: [Double]) {
    let total = pass.people.reduce(0, +)
    let mean = zip(pass.people, abilities).reduce(0) { $0 + $1.0 * $1.1 } / total
    let square = zip(pass.people, abilities).reduce(0) {
      $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean)
    }
    state.mean = mean
    state.deviation = max(0.05, (square / total).squareRoot())
  }

  private func expected(_ index: Int, _ node: Int) -> (right: Double, answered: Double) {
    let cell = index * grid.nodes.count + node
    return (pass.right[cell], pass.answered.isEmpty ? pass.people[node] : pass.answered[cell])
  }

  /// The gradient and the information of one item's expected answers.
  private func score(
    _ curve: ItemCurve,
    _ index: Int,
    _ abilities: [Double]
  ) -> (gradient: SIMD3<Double>, information: SymmetricMatrix3) {
    var gradient = SIMD3<Double>.zero
    var information = SymmetricMatrix3()
    for (node, ability) in abilities.enumerated() {
      let (right, answered) = expected(index, node)
      guard answered > 1e-9 else { continue }
      let (chance, by) = curve.derivatives(at: ability)
      let variance = max(chance * (1 - chance), 1e-12)
      gradient += (right - answered * chance) / variance * by
      information.add(by, weight: answered / variance)
    }
    let prior = prior(of: curve, index)
    information.add(prior.information)
    return (gradient + prior.gradient, information)
  }

  func prior(
    of curve: ItemCurve,
    _ index: Int
  ) -> (gradient: SIMD3<Double>, information: SymmetricMatrix3) {
    curve.prior(
      priors,
      expectedLocation: priors.locations.isEmpty ? 0 : priors.locations[index],
      expectedAsymptote: asymptotes[index],
      fitsAsymptote: fitsAsymptotes
    )
  }

  /// Two steps of Fisher's scoring; the next iteration goes on from there.
  private func update(_ curve: inout ItemCurve, _ index: Int, _ abilities: [Double]) {
    for _ in 0..<2 {
      let (gradient, information) = score(curve, index, abilities)
      guard let step = information.solve(gradient, count: fitsAsymptotes ? 3 : 2) else { return }
      curve.move(by: step)
    }
  }

  /// The same for locations that share one slope: the slope is solved for with all intercepts at once.
  private func updateTogether(_ curves: inout [ItemCurve], _ abilities: [Double]) {
    for _ in 0..<2 {
      let scores = curves.indices.map { score(curves[$0], $0, abilities) }
      var (gradient, information) = (0.0, 0.0)
      for score in scores where score.information.yy > 0 {
        let share = score.information.xy / score.information.yy
        gradient += score.gradient.x - share * score.gradient.y
        information += score.information.xx - share * score.information.xy
      }
      guard information > 0 else { return }
      let shared = max(-1, min(1, gradient / information))
      for index in curves.indices where scores[index].information.yy > 0 {
        let (score, rows) = (scores[index].gradient, scores[index].information)
        curves[index].move(by: SIMD3(shared, (score.y - rows.xy * shared) / rows.yy, 0))
      }
    }
  }

  private func logPrior(_ state: State) -> Double {
    state.curves.enumerated().reduce(0) { sum, element in
      let (index, curve) = element
      var sum = sum
      if let deviation = priors.logSlopeDeviation {
        sum -= curve.logSlope * curve.logSlope / (2 * deviation * deviation)
      }
      if let deviation = priors.locationDeviation {
        let gap = curve.location - (priors.locations.isEmpty ? 0 : priors.locations[index])
        sum -= gap * gap / (2 * deviation * deviation)
      }
      if fitsAsymptotes {
        let (c, mode) = (curve.asymptote, asymptotes[index])
        sum += priors.guessingWeight * (mode * log(c) + (1 - mode) * log(1 - c))
      }
      return sum
    }
  }
}

extension ItemCurve {
  /// Moves by a step that is held to one, because far from the maximum a step of Newton's leaps.
  fileprivate mutating func move(by step: SIMD3<Double>) {
    let longest = max(abs(step.x), abs(step.y), abs(step.z))
    let step = longest > 1 ? step / longest : step
    logSlope += step.x
    intercept += step.y
    if logitAsymptote.isFinite { logitAsymptote += step.z }
    hold()
  }
}
