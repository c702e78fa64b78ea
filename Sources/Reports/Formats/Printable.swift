import Content

/// Text from outside in the one form in which reports show it: `neutralised(_:)`, line feeds kept,
/// and the code points that XML has no way to write replaced by `�`.
package func printable(_ text: String) -> String {
  let lines = String(text.replacing("\r\n", with: "\n"))
  let safe = neutralised(lines, keepingLineFeeds: true)
  guard safe.unicodeScalars.contains(where: isNoncharacter) else { return safe }
  var output = String.UnicodeScalarView()
  for scalar in safe.unicodeScalars {
    output.append(isNoncharacter(scalar) ? "\u{FFFD}" : scalar)
  }
  return String(output)
}

private func isNoncharacter(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
}
