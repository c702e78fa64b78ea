/// The name that a client gives to an event before it is recorded, so that sending it twice records
/// it once: 128 random bits in the form of a version 4 UUID (RFC 9562).
package struct EventID: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The sixteen bytes as two numbers, the first byte being the highest.
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

  package init(using generator: inout some RandomNumberGenerator) {
    high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
  }

  /// Reads a lower-case UUID.
  package init?(_ text: String) {
    var text = text
    let read = text.withUTF8 { EventID(UnsafeRawBufferPointer($0)) }
    guard let read else { return nil }
    self = read
  }

  /// Reads a lower-case UUID from memory.
  package init?(_ text: UnsafeRawBufferPointer) {
    guard text.count == 36 else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for place in 0..<36 {
      let byte = text[place]
      switch place {
      case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return nil }
      default:
        guard (48...57).contains(byte) || (97...102).contains(byte) else { return nil }
        high = high << 4 | low >> 60
        low = low << 4 | UInt64(byte < 58 ? byte - 48 : byte - 87)
      }
    }
    (self.high, self.low) = (high, low)
  }

  /// As a lower-case UUID.
  package var description: String {
    let bytes = bytes
    return String(unsafeUninitializedCapacity: 36) { text in
      var place = 0
      for index in 0..<16 {
        if Self.hyphens.contains(index) {
          text[place] = UInt8(ascii: "-")
          place += 1
        }
        for digit in [bytes[index] >> 4, bytes[index] & 15] {
          text[place] = digit < 10 ? 48 + digit : 87 + digit
          place += 1
        }
      }
      return place
    }
  }

  /// The bytes that a hyphen stands before.
  private static let hyphens = [4, 6, 8, 10]

  /// Whether memory holds the text of an id whose sixteen bytes these are.
  package static func isText(
    _ text: UnsafeRawBufferPointer,
    of bytes: UnsafeRawBufferPointer
  ) -> Bool {
    guard bytes.count == 16, let id = EventID(text) else { return false }
    return id.high == UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
      && id.low == UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
  }

  /// The sixteen bytes behind the text.
  package var bytes: [UInt8] {
    [high, low].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
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
