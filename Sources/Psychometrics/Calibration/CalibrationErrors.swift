import Foundation

/// How far fitted items may be off, from how much the people agree on them.
///
/// The observed information is estimated by the sum of squares and products of the derivatives of each
/// person's marginal log likelihood (the empirical cross-product of McLachlan and Krishnan, 1997, *The
/// EM Algorithm*, section 4.3), with the information of the priors; its inverse holds the variances.
struct CalibrationErrors {
  private(set) var location: [Double?]
  private(set) var slope: [Double?]

  /// The infit mean square of each item, with abilities as uncertain as they are.
  ///
  /// Squared residuals over what the model expects of them. Wright and Masters (1982), *Rating Scale
  /// Analysis*, chapter 5.
  private(set) var fit: [Double?]

  init(_ run: CalibrationRun, _ state: CalibrationRun.State) {
    let layout = Layout(run, state)
    var information = Self.priorInformation(run, state, layout)
    let abilities = run.abilities(state)
    let tables = Self.derivatives(state.curves, abilities)
    var score = [Double](repeating: 0, count: layout.count)
    let chances = state.curves.map { curve in abilities.map { curve.chance(at: $0) } }
    var residuals = [Double](repeating: 0, count: state.curves.count)
    var expected = residuals
    run.pass.eachPosterior(state.curves, abilities: abilities, weights: run.weights) {
      person,
      posterior in
      for index in score.indices { score[index] = 0 }
      for item in state.curves.indices {
        let cell = run.matrix[person, item]
        guard cell != ResponseMatrix.Cell.missing else { continue }
        let table = cell == ResponseMatrix.Cell.right ? tables.right[item] : tables.wrong[item]
        var by = SIMD3<Double>.zero
        var byScaled = 0.0
        for node in posterior.indices {
          by += posterior[node] * table[node]
          byScaled += posterior[node] * table[node].y * run.grid.nodes[node]
        }
        if let group = layout.group {
          let slope = state.curves[item].slope
          score[group] += slope * by.y
          score[group + 1] += slope * state.deviation * byScaled
        }
        score[layout.slope(item)] += by.x
        score[layout.intercept(item)] += by.y
        if let place = layout.asymptote(item) { score[place] += by.z }
        let right = cell == ResponseMatrix.Cell.right ? 1.0 : 0.0
        for node in posterior.indices {
          let chance = chances[item][node]
          residuals[item] += posterior[node] * (right - chance) * (right - chance)
          expected[item] += posterior[node] * chance * (1 - chance)
        }
      }
      information.addSquare(of: score)
    }
    let variances = information.inverse()
    fit = state.curves.indices.map { expected[$0] > 0 ? residuals[$0] / expected[$0] : nil }
    location = state.curves.indices.map { item in
      guard let variances else { return nil }
      let curve = state.curves[item]
      let (i, j) = (layout.slope(item), layout.intercept(item))
      let (byI, byJ) = (-curve.location, -1 / curve.slope)
      let variance =
        byI * byI * variances[i, i] + 2 * byI * byJ * variances[i, j] + byJ * byJ * variances[j, j]
      return variance > 0 ? variance.squareRoot() : nil
    }
    slope = state.curves.indices.map { item in
      guard let variances else { return nil }
      let variance = variances[layout.slope(item), layout.slope(item)]
      return variance > 0 ? state.curves[item].slope * variance.squareRoot() : nil
    }
  }

  /// Where each number of an item stands in the information; a shared slope has one place.
  private struct Layout {
    let items: Int
    let isShared: Bool
    let hasAsymptotes: Bool

    /// Where the group's mean stands, and after it the logarithm of its deviation, if they are fitted.
    let group: Int?
    let count: Int

    init(_ run: CalibrationRun, _ state: CalibrationRun.State) {
      items = state.curves.count
      isShared = run.model == .rasch
      hasAsymptotes = run.fitsAsymptotes
      let ofItems = items * (hasAsymptotes ? 3 : isShared ? 1 : 2) + (isShared ? 1 : 0)
      group = run.fitsGroup ? ofItems : nil
      count = ofItems + (run.fitsGroup ? 2 : 0)
    }

    func intercept(_ item: Int) -> Int { item }
    func slope(_ item: Int) -> Int { isShared ? items : items + item }
    func asymptote(_ item: Int) -> Int? { hasAsymptotes ? 2 * items + item : nil }
  }

  private static func priorInformation(
    _ run: CalibrationRun,
    _ state: CalibrationRun.State,
    _ layout: Layout
  ) -> SymmetricMatrix {
    var information = SymmetricMatrix(count: layout.count)
    for (item, curve) in state.curves.enumerated() {
      let prior = run.prior(of: curve, item).information
      let (i, j) = (layout.slope(item), layout.intercept(item))
      information[i, i] += prior.xx
      information[i, j] += prior.xy
      information[j, j] += prior.yy
      if let k = layout.asymptote(item) { information[k, k] += prior.zz }
    }
    return information
  }

  private static func derivatives(
    _ curves: [ItemCurve],
    _ abilities: [Double]
  ) -> (right: [[SIMD3<Double>]], wrong: [[SIMD3<Double>]]) {
    var (right, wrong): ([[SIMD3<Double>]], [[SIMD3<Double>]]) = ([], [])
    for curve in curves {
      let points = abilities.map { curve.derivatives(at: $0) }
      right.append(points.map { $0.by / max($0.chance, 1e-12) })
      wrong.append(points.map { -$0.by / max(1 - $0.chance, 1e-12) })
    }
    return (right, wrong)
  }
}

/// A symmetric matrix, of which the lower triangle is kept.
struct SymmetricMatrix {
  let count: Int
  private var cells: [Double]

  init(count: Int) {
    self.count = count
    cells = Array(repeating: 0, count: count * (count + 1) / 2)
  }

  subscript(row: Int, column: Int) -> Double {
    get { cells[Self.place(row, column)] }
    set { cells[Self.place(row, column)] = newValue }
  }

  private static func place(_ row: Int, _ column: Int) -> Int {
    let (high, low) = (max(row, column), min(row, column))
    return high * (high + 1) / 2 + low
  }

  /// Adds the products of all pairs of numbers.
  mutating func addSquare(of numbers: [Double]) {
    var place = 0
    cells.withUnsafeMutableBufferPointer { cells in
      numbers.withUnsafeBufferPointer { numbers in
        for row in 0..<count {
          let factor = numbers[row]
          if factor != 0 {
            for column in 0...row { cells[place + column] += factor * numbers[column] }
          }
          place += row + 1
        }
      }
    }
  }

  /// The inverse by Cholesky's decomposition; `nil` for a matrix that is not positive definite.
  func inverse() -> SymmetricMatrix? {
    var factor = self
    for row in 0..<count {
      for column in 0...row {
        var sum = factor[row, column]
        for other in 0..<column { sum -= factor[row, other] * factor[column, other] }
        if row == column {
          guard sum > 1e-12 else { return nil }
          factor[row, row] = sum.squareRoot()
        } else {
          factor[row, column] = sum / factor[column, column]
        }
      }
    }
    // The inverse of the lower triangle, then its transpose times itself.
    var triangle = SymmetricMatrix(count: count)
    for column in 0..<count {
      triangle[column, column] = 1 / factor[column, column]
      for row in column + 1..<max(count, column + 1) {
        var sum = 0.0
        for other in column..<row { sum -= factor[row, other] * triangle[other, column] }
        triangle[row, column] = sum / factor[row, row]
      }
    }
    var inverse = SymmetricMatrix(count: count)
    for row in 0..<count {
      for column in 0...row {
        var sum = 0.0
        for other in row..<count { sum += triangle[other, row] * triangle[other, column] }
        inverse[row, column] = sum
      }
    }
    return inverse
  }
}
