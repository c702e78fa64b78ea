/// Spreads intervals a little, so that what was learned together is not all due together.
///
/// Anki's rule: intervals from 2.5 days on vary by one day, and 15 % of what they have up to 7 days,
/// 10 % of what they have up to 20 days, and 5 % beyond; every whole day between the ends is as likely
/// as any other. From ankitects/anki, `rslib/src/scheduler/states/fuzz.rs`. py-fsrs rounds where Anki
/// takes the floor, so that its ends are half as likely and its greatest may be exceeded by a day.
package struct IntervalFuzz: Hashable, Sendable {
  /// The intervals that may come of the given one, in days.
  package let bounds: ClosedRange<Int>

  private static let bands: [(from: Double, to: Double, share: Double)] = [
    (2.5, 7, 0.15), (7, 20, 0.1), (20, .infinity, 0.05),
  ]

  /// Finds the bounds of an interval within the least and greatest that are allowed.
  ///
  /// An interval that is not finite is taken for the greatest.
  package init(
    _ interval: Days,
    within allowed: ClosedRange<Int> = 1...ForgettingCurve.longestInterval
  ) {
    let days = interval.count.isFinite ? interval.count : Double(allowed.upperBound)
    let hold = { (days: Double) in
      Int(max(Double(allowed.lowerBound), min(Double(allowed.upperBound), days)))
    }
    let held = max(Double(allowed.lowerBound), min(Double(allowed.upperBound), days))
    guard held >= Self.bands[0].from else {
      let whole = hold(held.rounded(.toNearestOrAwayFromZero))
      bounds = whole...whole
      return
    }
    let reach = Self.bands.reduce(1.0) { sum, band in
      sum + band.share * max(0, min(held, band.to) - band.from)
    }
    let lower = hold((held - reach).rounded(.toNearestOrAwayFromZero))
    var upper = hold((held + reach).rounded(.toNearestOrAwayFromZero))
    if upper == lower, upper > 2, upper < allowed.upperBound { upper = lower + 1 }
    bounds = lower...max(lower, upper)
  }

  /// The interval for a number from 0 to below 1.
  package func days(at place: Double) -> Int {
    let count = Double(bounds.count)
    return bounds.lowerBound + Int(min(count - 1, (max(0, place) * count).rounded(.down)))
  }

  /// The interval that a seed draws.
  package func days(using generator: inout some RandomNumberGenerator) -> Int {
    bounds.lowerBound + generator.nextIndex(below: bounds.count)
  }
}
