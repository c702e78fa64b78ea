/// Writes values one after the other: lengths and numbers in base 128, texts as UTF-8.
struct BinaryWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ number: Int) {
    // Zigzag, so that small negative numbers stay short.
    var rest = UInt(bitPattern: number << 1 ^ number >> (Int.bitWidth - 1))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes += text.utf8
  }

  mutating func write(_ raw: [UInt8]) {
    write(raw.count)
    bytes += raw
  }

  mutating func write(_ number: Double) { write(Int(Int64(bitPattern: number.bitPattern))) }

  mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func write(_ digest: Digest) { bytes += digest.bytes }

  mutating func write(_ text: String?) {
    write(text != nil)
    if let text { write(text) }
  }

  mutating func write<Element>(
    _ elements: [Element],
    _ each: (inout BinaryWriter, Element) -> Void
  ) {
    write(elements.count)
    for element in elements { each(&self, element) }
  }
}

/// Reads back what a ``BinaryWriter`` wrote; whatever is not that is damage.
struct BinaryReader {
  struct Damage: Error {}

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func byte() throws(Damage) -> UInt8 {
    guard position < bytes.count else { throw Damage() }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func number() throws(Damage) -> Int {
    var value: UInt = 0
    for shift in stride(from: 0, through: 63, by: 7) {
      let next = try byte()
      value |= UInt(next & 0x7F) << UInt(shift)
      if next < 0x80 { return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1) }
    }
    throw Damage()
  }

  /// A number of things that follow, each at least one byte long.
  mutating func count() throws(Damage) -> Int {
    let count = try number()
    guard (0...(bytes.count - position)).contains(count) else { throw Damage() }
    return count
  }

  mutating func raw() throws(Damage) -> UnsafeRawBufferPointer {
    let count = try count()
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)])
  }

  mutating func text() throws(Damage) -> String {
    String(decoding: try raw(), as: UTF8.self)
  }

  mutating func double() throws(Damage) -> Double {
    Double(bitPattern: UInt64(bitPattern: Int64(try number())))
  }

  mutating func flag() throws(Damage) -> Bool {
    switch try byte() {
    case 0: false
    case 1: true
    default: throw Damage()
    }
  }

  mutating func digest() throws(Damage) -> Digest {
    guard position + 32 <= bytes.count,
      let digest = Digest(bytes: Array(bytes[position..<(position + 32)]))
    else { throw Damage() }
    position += 32
    return digest
  }

  mutating func optionalText() throws(Damage) -> String? { try flag() ? try text() : nil }

  mutating func array<Element>(
    _ each: (inout BinaryReader) throws(Damage) -> Element
  ) throws(Damage) -> [Element] {
    let count = try count()
    var elements: [Element] = []
    elements.reserveCapacity(count)
    for _ in 0..<count { elements.append(try each(&self)) }
    return elements
  }

  mutating func texts() throws(Damage) -> [String] {
    try array { (reader) throws(Damage) in try reader.text() }
  }
}
