import Foundation

/// A number with exactly so many decimals, a half rounded away from zero; empty for what is no number.
///
/// No locale takes part: reports have to be the same, byte for byte, on every machine.
package func decimal(_ value: Double, places: Int) -> String {
  let scaled = (abs(value) * pow(10, Double(places))).rounded()
  guard scaled < 1e15 else { return "" }
  let digits = String(Int(scaled))
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard places > 0 else { return sign + padded }
  return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
}

/// The number that ``decimal(_:places:)`` writes.
package func rounded(_ value: Double, places: Int) -> Double {
  Double(decimal(value, places: places)) ?? 0
}

/// The same for a reader: with a true minus sign.
package func shownDecimal(_ value: Double, places: Int) -> String {
  decimal(value, places: places).replacing("-", with: "\u{2212}")
}

/// A share as whole percent; the space before the sign does not break.
package func percent(_ share: Double) -> String { "\(decimal(share * 100, places: 0))\u{A0}%" }

/// An interval of shares as whole percent.
package func percent(from lower: Double, to upper: Double) -> String {
  "\(decimal(lower * 100, places: 0))–\(percent(upper))"
}

/// A count with thousands set apart by a narrow space that does not break.
package func grouped(_ count: Int) -> String {
  var groups: [Substring] = []
  var rest = Substring(String(count.magnitude))
  while rest.count > 3 {
    groups.insert(rest.suffix(3), at: 0)
    rest = rest.dropLast(3)
  }
  return (count < 0 ? "\u{2212}" : "") + ([rest] + groups).joined(separator: "\u{202F}")
}

/// A count with its noun.
package func counted(_ count: Int, _ one: String, _ many: String) -> String {
  "\(grouped(count))\u{A0}\(count == 1 ? one : many)"
}
