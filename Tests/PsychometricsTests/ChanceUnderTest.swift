/// Pearson's chi-square of counts that should all be equal.
func chiSquare(_ counts: [Int]) -> Double {
  let expected = Double(counts.reduce(0, +)) / Double(counts.count)
  return counts.reduce(0) { sum, count in
    sum + (Double(count) - expected) * (Double(count) - expected) / expected
  }
}

/// Gives one number for ever.
struct Constant: RandomNumberGenerator {
  let value: UInt64
  func next() -> UInt64 { value }
}

/// Gives the listed numbers, and then zeros.
struct Scripted: RandomNumberGenerator {
  var values: [UInt64]
  mutating func next() -> UInt64 { values.isEmpty ? 0 : values.removeFirst() }
}
