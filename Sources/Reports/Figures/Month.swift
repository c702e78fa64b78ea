import Content

/// A month of the calendar.
package struct Month: Hashable, Comparable, Sendable {
  package let year: Int

  /// From 1.
  package let number: Int

  package init(of day: Day) { (year, number) = (day.components.year, day.components.month) }

  private init(ordinal: Int) { (year, number) = (ordinal / 12, ordinal % 12 + 1) }

  /// Months counted from year 0.
  private var ordinal: Int { year * 12 + number - 1 }

  package var next: Month { Month(ordinal: ordinal + 1) }

  /// All months from one to another, both counted in.
  package static func all(from first: Month, through last: Month) -> [Month] {
    first <= last ? (first.ordinal...last.ordinal).map(Month.init(ordinal:)) : []
  }

  package static func < (left: Month, right: Month) -> Bool { left.ordinal < right.ordinal }

  var firstDay: Day? { Day(year: year, month: number, day: 1) }

  private static let names = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Three letters.
  var name: String { Self.names[number - 1] }

  var words: String { "\(name) \(year)" }

  /// `YYYY-MM`.
  package var iso: String { "\(year)-\(number < 10 ? "0" : "")\(number)" }
}
