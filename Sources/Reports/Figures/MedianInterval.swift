import Foundation
import Psychometrics

/// The median of some whole numbers, with an interval that assumes nothing about their distribution.
///
/// The bounds are two of the numbers themselves: those between which the true median lies with at
/// least the confidence, by the binomial distribution of how many fall below it.
package struct MedianInterval: Hashable, Sendable {
  package let median: Double
  package let lower: Int
  package let upper: Int
  package let count: Int

  /// Below this count nothing is said about the usual case.
  package static let fewest = 8

  package init?(of numbers: [Int], confidence: Probability) {
    let sorted = numbers.sorted()
    let count = sorted.count
    guard count >= Self.fewest else { return nil }
    let tail = (1 - confidence.value) / 2
    var below = 0.0
    var chance = pow(0.5, Double(count))
    var index = 0
    while below + chance <= tail, index < count / 2 {
      below += chance
      chance *= Double(count - index) / Double(index + 1)
      index += 1
    }
    guard index > 0 else { return nil }
    self.count = count
    median = Double(sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    lower = sorted[index - 1]
    upper = sorted[count - index]
  }
}
