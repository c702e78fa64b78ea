import Content

/// Free text by a person, kept beside the log.
///
/// The log holds only the commitment, SHA-256(salt ‖ text). The text can be disposed of when its
/// retention ends or a person asks for it, and every leaf hash stays; the salt keeps a short text from
/// being guessed afterwards.
package struct Remark: Hashable, Sendable {
  /// Sixteen random bytes.
  package let salt: [UInt8]
  package let text: String

  package init(salt: [UInt8], text: String) {
    self.salt = salt
    self.text = text
  }

  package init(_ text: String, using generator: inout some RandomNumberGenerator) {
    let words = [generator.next(), generator.next()]
    salt = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    self.text = text
  }

  package var commitment: Digest { Digest(of: salt, Array(text.utf8)) }
}
