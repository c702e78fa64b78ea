/// The name that a client gives to an event before it is recorded, so that sending it twice records
/// it once: 128 random bits in the form of a version 4 UUID (RFC 9562).
package struct EventID: Hashable, Codable, Sendable, CustomStringConvertible {
  package let description: String

  package init(using generator: inout some RandomNumberGenerator) {
    let high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = [high, low].map { word in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }
    let (first, second) = (digits[0], digits[1])
    description =
      "\(first.prefix(8))-\(first.dropFirst(8).prefix(4))-\(first.suffix(4))"
      + "-\(second.prefix(4))-\(second.suffix(12))"
  }

  /// Reads a lower-case UUID.
  package init?(_ text: String) {
    guard text.utf8.count == 36 else { return nil }
    for (place, byte) in text.utf8.enumerated() {
      switch place {
      case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return nil }
      default:
        guard (48...57).contains(byte) || (97...102).contains(byte) else { return nil }
      }
    }
    description = text
  }

  /// Whether memory holds the text of an id whose sixteen bytes these are.
  package static func isText(
    _ text: UnsafeRawBufferPointer,
    of bytes: UnsafeRawBufferPointer
  ) -> Bool {
    guard text.count == 36, bytes.count == 16 else { return false }
    var place = 0
    for index in 0..<16 {
      if [4, 6, 8, 10].contains(index) {
        guard text[place] == UInt8(ascii: "-") else { return false }
        place += 1
      }
      for shift in [4, 0] as [UInt8] {
        let digit = bytes[index] >> shift & 15
        guard text[place] == (digit < 10 ? 48 + digit : 87 + digit) else { return false }
        place += 1
      }
    }
    return true
  }

  /// The sixteen bytes behind the text.
  package var bytes: [UInt8] {
    let digits = description.utf8.filter { $0 != UInt8(ascii: "-") }
    let value = { (digit: UInt8) in digit < 58 ? digit - 48 : digit - 87 }
    return stride(from: 0, to: digits.count, by: 2).map { index in
      value(digits[index]) << 4 | value(digits[index + 1])
    }
  }

  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = EventID(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "an event id is a lower-case UUID")
      )
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
