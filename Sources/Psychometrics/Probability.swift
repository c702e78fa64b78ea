/// A number from 0 to 1 that says how likely something is, or what share of cases it holds for.
///
/// Written as a literal it needs no unwrapping: `let confidence: Probability = 0.95`.
package struct Probability: Hashable, Sendable {
  package let value: Double

  /// Takes a number from 0 to 1, and refuses any other.
  package init?(_ value: Double) {
    guard (0...1).contains(value) else { return nil }
    self.value = value
  }

  /// Takes a number that is a probability by construction, and removes what rounding added to it.
  init(rounding value: Double) {
    self.value = min(1, max(0, value))
  }

  /// How likely it is that the same thing does not happen.
  package var complement: Probability { Probability(rounding: 1 - value) }
}

extension Probability: Comparable {
  package static func < (left: Probability, right: Probability) -> Bool {
    left.value < right.value
  }
}

extension Probability: ExpressibleByFloatLiteral {
  /// Takes a literal; one outside 0 to 1 is a mistake in the program, and stops it.
  package init(floatLiteral value: Double) {
    precondition((0...1).contains(value), "a probability lies from 0 to 1")
    self.value = value
  }
}
