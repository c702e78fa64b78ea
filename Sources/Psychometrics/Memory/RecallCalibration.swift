import Foundation

/// How well predicted recall agreed with what was recalled.
///
/// As the open benchmarks of spaced repetition define it (open-spaced-repetition/srs-benchmark): the
/// log loss, and the root of the mean squared difference between predicted and observed recall over
/// bins of reviews alike in gap, in number of earlier reviews and in number of earlier lapses.
package struct RecallCalibration: Hashable, Sendable {
  /// One prediction and what came of it.
  package struct Prediction: Hashable, Sendable {
    package let recall: Probability
    package let isRecalled: Bool
    package let elapsedDays: Int

    /// Earlier reviews of the same memory, the first included; at least 1.
    package let reviews: Int
    package let lapses: Int

    package init(
      recall: Probability,
      isRecalled: Bool,
      elapsedDays: Int,
      reviews: Int,
      lapses: Int
    ) {
      self.recall = recall
      self.isRecalled = isRecalled
      self.elapsedDays = elapsedDays
      self.reviews = reviews
      self.lapses = lapses
    }

    /// The negative logarithm of the chance that was given to what happened; certainty that failed
    /// counts as one in ten million.
    package var logLoss: Double {
      let chance = isRecalled ? recall.value : 1 - recall.value
      return -log(max(1e-7, chance))
    }
  }

  /// A tenth of predicted recall with what was observed in it.
  package struct Decile: Hashable, Sendable {
    package let predicted: Double
    package let observed: WilsonInterval
  }

  package let count: Int
  package let logLoss: Double
  package let rmseBins: Double

  /// From low to high predicted recall; tenths without predictions are left out.
  package let deciles: [Decile]

  /// Compares predictions, or returns `nil` without any.
  package init?(_ predictions: [Prediction], confidence: Probability = 0.95) {
    guard !predictions.isEmpty else { return nil }
    count = predictions.count
    let total = Double(predictions.count)
    logLoss = predictions.reduce(0) { $0 + $1.logLoss } / total
    let bins = Dictionary(grouping: predictions, by: Bin.init)
    let squares = bins.values.map(Gap.init).sorted {
      ($0.weight, $0.square) < ($1.weight, $1.square)
    }
    rmseBins = (squares.reduce(0) { $0 + $1.weight * $1.square } / total).squareRoot()
    let tenths = Dictionary(grouping: predictions) { min(9, Int($0.recall.value * 10)) }
    deciles = tenths.sorted { $0.key < $1.key }.compactMap { _, predictions in
      WilsonInterval(
        successes: predictions.count(where: \.isRecalled),
        of: predictions.count,
        confidence: confidence
      ).map { observed in
        let sum = predictions.reduce(0) { $0 + $1.recall.value }
        return Decile(predicted: sum / Double(predictions.count), observed: observed)
      }
    }
  }

  /// Bins grow by constant factors, which are those of the benchmark.
  private struct Bin: Hashable {
    let elapsed: Int
    let reviews: Int
    let lapses: Int

    init(_ prediction: Prediction) {
      let step = { (number: Int, base: Double) in
        number < 1 ? -1 : Int((log(Double(number)) / log(base)).rounded(.down))
      }
      elapsed = step(prediction.elapsedDays, 3.62)
      reviews = step(prediction.reviews, 1.89)
      lapses = step(prediction.lapses, 1.73)
    }
  }

  private struct Gap {
    let weight: Double
    let square: Double

    init(_ predictions: [Prediction]) {
      weight = Double(predictions.count)
      let predicted = predictions.reduce(0) { $0 + $1.recall.value } / weight
      let observed = Double(predictions.count(where: \.isRecalled)) / weight
      square = (predicted - observed) * (predicted - observed)
    }
  }
}
