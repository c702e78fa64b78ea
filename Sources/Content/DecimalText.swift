/// A decimal number exactly as somebody wrote it, such as `0.80`.
///
/// Records hold no floating-point numbers, so that no reader's arithmetic changes what was recorded.
/// The text is kept for display; texts of one number, such as `0.8` and `0.80`, are equal.
package struct DecimalText: Sendable, CustomStringConvertible {
  /// Long enough for every measurement, and too short to be an attack.
  package static let longestText = 40

  package let description: String

  /// Reads an optional minus sign, digits, and optionally a point with more digits.
  package init?(_ text: some StringProtocol) {
    let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, text.utf8.count <= Self.longestText,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    description = String(text)
  }

  package init(_ number: Int) { description = String(number) }

  /// The nearest floating-point number, for drawing and for arithmetic that is not recorded.
  package var double: Double { Double(description) ?? .nan }
}

extension DecimalText {
  /// The exact sum with a multiple of another number, or `nil` where it has more than eighteen digits.
  package func adding(_ other: DecimalText, times factor: Int = 1) -> DecimalText? {
    let scale = max(scale, other.scale)
    guard let left = scaled(to: scale), let right = other.scaled(to: scale) else { return nil }
    let (product, overflow) = right.multipliedReportingOverflow(by: factor)
    let (sum, carry) = left.addingReportingOverflow(product)
    guard !overflow, !carry, sum != .min else { return nil }
    let digits = String(abs(sum))
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let point = scale == 0 ? "" : ".\(padded.suffix(scale))"
    return DecimalText("\(sum < 0 ? "-" : "")\(padded.dropLast(scale))\(point)")
  }

  /// How many digits stand after the point.
  private var scale: Int {
    description.firstIndex(of: ".").map {
      description.distance(from: $0, to: description.endIndex) - 1
    } ?? 0
  }

  private func scaled(to scale: Int) -> Int? {
    let zeros = String(repeating: "0", count: scale - self.scale)
    return Int(description.filter { $0 != "." } + zeros)
  }
}

extension DecimalText: Hashable, Comparable {
  package static func == (left: DecimalText, right: DecimalText) -> Bool {
    left.exact == right.exact
  }

  package static func < (left: DecimalText, right: DecimalText) -> Bool {
    let (left, right) = (left.exact, right.exact)
    guard left.isNegative == right.isNegative else { return left.isNegative }
    return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(exact) }

  private var exact: ExactDecimal { ExactDecimal(description) }
}

/// The digits that matter, so that comparing them compares the numbers.
private struct ExactDecimal: Hashable {
  let isNegative: Bool
  let whole: String
  let fraction: String

  init(_ text: String) {
    let parts = text.drop { $0 == "-" }.split(separator: ".")
    whole = String((parts.first ?? "").drop { $0 == "0" })
    var digits = parts.count == 2 ? parts[1] : ""
    while digits.last == "0" { digits.removeLast() }
    fraction = String(digits)
    isNegative = text.hasPrefix("-") && !(whole.isEmpty && fraction.isEmpty)
  }

  /// Compares without the signs.
  func isSmaller(than other: ExactDecimal) -> Bool {
    (whole.utf8.count, whole, fraction) < (other.whole.utf8.count, other.whole, other.fraction)
  }
}

extension DecimalText: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let number = DecimalText(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a decimal number is digits")
      )
    }
    self = number
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
