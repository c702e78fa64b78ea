import Content
import Foundation

/// A number as files of other programs write it, such as `-3`, `.5` or `1e3`, and as a plain decimal.
struct PlainNumber {
  let text: String
  let value: Double

  init?(_ text: some StringProtocol) {
    let trimmed = text.trimmed
    guard trimmed.utf8.count <= 40,
      let match = trimmed.wholeMatch(
        of: #/([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,2}))?/#
      ),
      let value = Double(trimmed), value.isFinite
    else { return nil }
    self.value = value
    let (sign, whole, fraction) = (match.1 == "-" ? "-" : "", match.2, match.3 ?? "")
    guard !(whole.isEmpty && fraction.isEmpty) else { return nil }
    guard let exponent = match.4.flatMap({ Int($0) }) else {
      self.text = "\(sign)\(whole.isEmpty ? "0" : whole)\(fraction.isEmpty ? "" : ".\(fraction)")"
      return
    }
    // The point moves; no arithmetic that could round.
    let digits = String(whole + fraction)
    let point = whole.count + exponent
    let padded =
      point <= 0
      ? String(repeating: "0", count: 1 - point) + digits
      : digits + String(repeating: "0", count: max(0, point - digits.count))
    let head = padded.prefix(max(1, point))
    let tail = padded.dropFirst(max(1, point))
    self.text = "\(sign)\(head)\(tail.isEmpty ? "" : ".\(tail)")"
  }
}
