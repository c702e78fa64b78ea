import Psychometrics

/// A p-value as a message says it.
func text(of pValue: Probability) -> String {
  pValue.value < 0.0001 ? "< 0.0001" : "= \(rounded(pValue.value, digits: 4))"
}

/// A number with few digits after the point.
func rounded(_ value: Double, digits: Int = 1) -> String {
  let scale = (0..<digits).reduce(1) { product, _ in product * 10 }
  let whole = Int((value * Double(scale)).rounded())
  let fraction = String(whole % scale)
  return "\(whole / scale).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
}

extension Probability {
  /// One of so many that are equally likely.
  init(part: Int, of whole: Int) {
    self = Probability(whole > 0 ? Double(part) / Double(whole) : 0) ?? 0.0
  }
}
