import Foundation

/// Writes a view struct as JSON that is the same, byte for byte, for the same value: members sorted,
/// one a line, a line feed at the end.
///
/// - Throws: `EncodingError` for a value that JSON cannot hold; never an empty document in its place.
package func reportJSON(_ view: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(view), as: UTF8.self) + "\n"
}
