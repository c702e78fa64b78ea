import Foundation

/// An item's response function while it is being fitted, in numbers that may take any value: the
/// logarithm of its slope, its intercept, and the logit of its lower asymptote.
struct ItemCurve: Hashable {
  var logSlope: Double
  var intercept: Double

  /// −∞ for an item that nobody can guess.
  var logitAsymptote: Double

  /// Slopes below this are taken for none.
  static let flattest = 0.05
  static let steepest = 12.0

  init(logSlope: Double, intercept: Double, asymptote: Double) {
    self.logSlope = logSlope
    self.intercept = intercept
    logitAsymptote = asymptote > 0 ? log(asymptote / (1 - asymptote)) : -.infinity
  }

  var slope: Double { exp(logSlope) }
  var location: Double { -intercept / slope }
  var asymptote: Double { logitAsymptote == -.infinity ? 0 : 1 / (1 + exp(-logitAsymptote)) }

  /// Keeps within what can be told apart.
  mutating func hold() {
    logSlope = max(log(Self.flattest), min(log(Self.steepest), logSlope))
    intercept = max(-30, min(30, intercept))
    if logitAsymptote.isFinite { logitAsymptote = max(-9, min(0.5, logitAsymptote)) }
  }

  func chance(at ability: Double) -> Double {
    let c = asymptote
    return c + (1 - c) / (1 + exp(-(slope * ability + intercept)))
  }

  /// The derivatives of the chance by log slope, intercept and logit of the asymptote, with the chance.
  func derivatives(at ability: Double) -> (chance: Double, by: SIMD3<Double>) {
    let (a, c) = (slope, asymptote)
    let knows = 1 / (1 + exp(-(a * ability + intercept)))
    let rise = (1 - c) * knows * (1 - knows)
    return (
      c + (1 - c) * knows, SIMD3(rise * a * ability, rise, (1 - knows) * c * (1 - c))
    )
  }

  /// What the priors add to the gradient and to the information, in the same three numbers.
  func prior(
    _ priors: CalibrationPriors,
    expectedLocation: Double,
    expectedAsymptote: Double,
    fitsAsymptote: Bool
  ) -> (gradient: SIMD3<Double>, information: SymmetricMatrix3) {
    var gradient = SIMD3<Double>.zero
    var information = SymmetricMatrix3()
    if let deviation = priors.logSlopeDeviation {
      let precision = 1 / (deviation * deviation)
      gradient.x -= logSlope * precision
      information.add(SIMD3(1, 0, 0), weight: precision)
    }
    if let deviation = priors.locationDeviation {
      let precision = 1 / (deviation * deviation)
      let by = SIMD3(-location, -1 / slope, 0)
      gradient -= (location - expectedLocation) * precision * by
      information.add(by, weight: precision)
    }
    if fitsAsymptote {
      let c = asymptote
      let weight = priors.guessingWeight
      gradient.z += weight * (expectedAsymptote - c)
      information.add(SIMD3(0, 0, 1), weight: weight * c * (1 - c))
    }
    return (gradient, information)
  }
}

/// The information about up to three numbers.
struct SymmetricMatrix3 {
  var (xx, xy, xz, yy, yz, zz) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)

  mutating func add(_ v: SIMD3<Double>, weight: Double) {
    xx += weight * v.x * v.x
    xy += weight * v.x * v.y
    xz += weight * v.x * v.z
    yy += weight * v.y * v.y
    yz += weight * v.y * v.z
    zz += weight * v.z * v.z
  }

  mutating func add(_ other: SymmetricMatrix3) {
    xx += other.xx
    xy += other.xy
    xz += other.xz
    yy += other.yy
    yz += other.yz
    zz += other.zz
  }

  /// The step that the information takes from a gradient; with `count` 2 the third number stays.
  func solve(_ g: SIMD3<Double>, count: Int) -> SIMD3<Double>? {
    let determinant2 = xx * yy - xy * xy
    guard determinant2 > 0 else { return nil }
    let inverse2 = { (u: Double, v: Double) in
      ((yy * u - xy * v) / determinant2, (xx * v - xy * u) / determinant2)
    }
    guard count == 3 else {
      let (x, y) = inverse2(g.x, g.y)
      return SIMD3(x, y, 0)
    }
    let (px, py) = inverse2(xz, yz)
    let rest = zz - xz * px - yz * py
    guard rest > 0 else { return nil }
    let z = (g.z - xz * inverse2(g.x, g.y).0 - yz * inverse2(g.x, g.y).1) / rest
    let (x, y) = inverse2(g.x - xz * z, g.y - yz * z)
    return SIMD3(x, y, z)
  }
}
