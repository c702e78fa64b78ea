/// A zip archive whose files are stored as they are (APPNOTE 6.3.10, method 0).
///
/// The text of a few questions gains little by compression, and nothing has to be linked for it.
struct StoredZip {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// Names are UTF-8 (general purpose bit 11); times are the first that zip knows, so that the same
  /// questions give the same bytes.
  mutating func add(_ name: String, _ bytes: [UInt8]) {
    let offset = body.count
    var common: [UInt8] = []
    append(UInt16(20), to: &common)
    append(UInt16(0x0800), to: &common)
    append(UInt16(0), to: &common)
    append(UInt16(0), to: &common)
    append(UInt16(0x0021), to: &common)
    append(Self.checksum(bytes), to: &common)
    append(UInt32(bytes.count), to: &common)
    append(UInt32(bytes.count), to: &common)
    append(UInt16(name.utf8.count), to: &common)
    append(UInt16(0), to: &common)
    append(UInt32(0x0403_4B50), to: &body)
    body += common
    body += name.utf8
    body += bytes
    append(UInt32(0x0201_4B50), to: &directory)
    append(UInt16(20), to: &directory)
    directory += common
    for _ in 0..<3 { append(UInt16(0), to: &directory) }
    append(UInt32(0), to: &directory)
    append(UInt32(offset), to: &directory)
    directory += name.utf8
    count += 1
  }

  var bytes: [UInt8] {
    var end: [UInt8] = []
    append(UInt32(0x0605_4B50), to: &end)
    append(UInt32(0), to: &end)
    append(UInt16(count), to: &end)
    append(UInt16(count), to: &end)
    append(UInt32(directory.count), to: &end)
    append(UInt32(body.count), to: &end)
    append(UInt16(0), to: &end)
    return body + directory + end
  }

  private func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }

  /// CRC-32 as zip has it (ISO 3309, reflected, 0xEDB88320).
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes { value = table[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8) }
    return ~value
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }
}
