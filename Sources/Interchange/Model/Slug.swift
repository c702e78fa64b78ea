import Content
import Foundation

/// A text as an identifier: letters of ASCII and digits joined by hyphens, at most 60 of them.
///
/// Letters with marks lose them; a text that has nothing left gets a name from its digest, so that the
/// same text has the same name in every run.
func slug(_ text: String, fallback: String) -> String {
  let plain = text.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars
  var output = ""
  for scalar in plain.prefix(400) {
    if scalar.isASCII, scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value) {
      output.unicodeScalars.append(scalar)
    } else if scalar.properties.canonicalCombiningClass == .notReordered, output.last != "-" {
      output += "-"
    }
    if output.utf8.count >= 60 { break }
  }
  let trimmed = output.split(separator: "-").joined(separator: "-")
  guard !trimmed.isEmpty else {
    let composed = text.precomposedStringWithCanonicalMapping
    return "\(fallback)-\("\(Digest(of: Array(composed.utf8)))".prefix(12))"
  }
  return trimmed
}
