/// A length of time in days, whole or with a fraction.
///
/// It is a length and not a date: which calendar day it is, and in which time zone a day ends, is for
/// the caller to settle before counting.
package struct Days: Hashable, Sendable {
  /// How many days; half a day is 0.5.
  package let count: Double

  package init(_ count: Double) {
    self.count = count
  }

  package init(_ count: Int) {
    self.count = Double(count)
  }
}

extension Days: Comparable {
  package static func < (left: Days, right: Days) -> Bool {
    left.count < right.count
  }
}

extension Days: CustomStringConvertible {
  package var description: String { "\(count) d" }
}
