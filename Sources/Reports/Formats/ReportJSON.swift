import Foundation

/// Writes a view struct as JSON that is the same, byte for byte, for the same value: members sorted,
/// one a line, a line feed at the end.
func reportJSON(_ view: some Encodable) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  // The views hold text, integers and rounded finite numbers, which always encode.
  guard let data = try? encoder.encode(view) else { return "{}\n" }
  return String(decoding: data, as: UTF8.self) + "\n"
}
