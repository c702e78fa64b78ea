import Crypto

/// A SHA-256 value (FIPS 180-4): the fingerprint of a text, an entry or a tree.
package struct Digest: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  /// Thirty-two bytes.
  package let bytes: [UInt8]

  /// Hashes the parts as if they were one text.
  package init(of parts: [UInt8]...) {
    var hasher = SHA256()
    for part in parts { hasher.update(data: part) }
    bytes = hasher.finalize().withUnsafeBytes { Array($0) }
  }

  /// Hashes raw memory.
  package init(of buffer: UnsafeRawBufferPointer) {
    var hasher = SHA256()
    hasher.update(bufferPointer: buffer)
    bytes = hasher.finalize().withUnsafeBytes { Array($0) }
  }

  /// Hashes raw memory after a prefix, without copying it.
  package init(prefix: UInt8, of buffer: UnsafeRawBufferPointer) {
    var hasher = SHA256()
    withUnsafeBytes(of: prefix) { hasher.update(bufferPointer: $0) }
    hasher.update(bufferPointer: buffer)
    bytes = hasher.finalize().withUnsafeBytes { Array($0) }
  }

  /// Whether memory holds exactly these bytes.
  package func isHeld(by buffer: UnsafeRawBufferPointer) -> Bool {
    guard buffer.count == 32 else { return false }
    for index in 0..<32 where buffer[index] != bytes[index] { return false }
    return true
  }

  /// Takes thirty-two bytes as they are.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// Reads sixty-four lower-case hexadecimal digits.
  package init?(hexadecimal text: String) {
    var text = text
    let digest = text.withUTF8 { Digest(hexadecimal: UnsafeRawBufferPointer($0)) }
    guard let digest else { return nil }
    self = digest
  }

  /// Reads sixty-four lower-case hexadecimal digits from memory.
  package init?(hexadecimal digits: UnsafeRawBufferPointer) {
    guard digits.count == 64 else { return nil }
    var isHexadecimal = true
    bytes = [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      for index in 0..<32 {
        let (high, low) = (nibble(digits[2 * index]), nibble(digits[2 * index + 1]))
        isHexadecimal = isHexadecimal && high < 16 && low < 16
        buffer[index] = high << 4 | low & 15
      }
      count = 32
    }
    guard isHexadecimal else { return nil }
  }

  /// Sixty-four lower-case hexadecimal digits.
  package var description: String {
    let digit = { (nibble: UInt8) in nibble < 10 ? nibble + 48 : nibble + 87 }
    return String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      for (place, byte) in bytes.enumerated() {
        text[2 * place] = digit(byte >> 4)
        text[2 * place + 1] = digit(byte & 15)
      }
      return 2 * bytes.count
    }
  }

  /// The first twelve digits, enough to tell two apart in a terminal.
  package var abbreviated: String { String(description.prefix(12)) }

  package static func < (left: Digest, right: Digest) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let digest = Digest(hexadecimal: text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "a digest is written as 64 hexadecimal digits"
        )
      )
    }
    self = digest
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// The value of a lower-case hexadecimal digit, or 255.
private func nibble(_ digit: UInt8) -> UInt8 {
  switch digit {
  case 48...57: digit - 48
  case 97...102: digit - 87
  default: 255
  }
}
