import Foundation

/// The abilities at which calibration integrates, evenly spaced from −5 to 5, in units of the group's
/// own standard deviation around its mean.
///
/// A grid coarser than the posterior of a person gives wrong parameters without notice: its spacing is
/// checked after the fit, and the fit repeated with more nodes where that is needed.
struct CalibrationGrid {
  static let end = 5.0

  /// Numbers of nodes that are tried, each a whole number of vectors.
  static let sizes = [48, 64, 96, 144, 216, 320]

  let nodes: [Double]

  init(count: Int) {
    let spacing = 2 * Self.end / Double(count - 1)
    nodes = (0..<count).map { -Self.end + Double($0) * spacing }
  }

  var spacing: Double { nodes[1] - nodes[0] }

  /// The normalised weights of a normal distribution at the nodes.
  func weights() -> [Double] {
    let weights = nodes.map { exp(-$0 * $0 / 2) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}
