/// Writes values one after the other: lengths and numbers in base 128, texts as UTF-8.
package struct BinaryWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func write(_ number: Int) {
    // Zigzag, so that small negative numbers stay short.
    var rest = UInt(bitPattern: number << 1 ^ number >> (Int.bitWidth - 1))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  package mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes += text.utf8
  }

  package mutating func write(_ raw: [UInt8]) {
    write(raw.count)
    bytes += raw
  }

  package mutating func write(_ number: Double) { write(Int(Int64(bitPattern: number.bitPattern))) }

  package mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  package mutating func write(_ digest: Digest) { bytes += digest.bytes }

  package mutating func write(_ text: String?) {
    write(text != nil)
    if let text { write(text) }
  }

  package mutating func write<Element>(
    _ elements: [Element],
    _ each: (inout BinaryWriter, Element) -> Void
  ) {
    write(elements.count)
    for element in elements { each(&self, element) }
  }
}

/// Reads back what a ``BinaryWriter`` wrote; whatever is not that is damage.
package struct BinaryReader {
  package struct Damage: Error {
    package init() {}
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  package var isAtEnd: Bool { position == bytes.count }

  package mutating func byte() throws(Damage) -> UInt8 {
    guard position < bytes.count else { throw Damage() }
    defer { position += 1 }
    return bytes[position]
  }

  package mutating func number() throws(Damage) -> Int {
    var value: UInt = 0
    for shift in stride(from: 0, through: 63, by: 7) {
      let next = try byte()
      value |= UInt(next & 0x7F) << UInt(shift)
      if next < 0x80 { return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1) }
    }
    throw Damage()
  }

  /// A number of things that follow, each at least one byte long.
  package mutating func count() throws(Damage) -> Int {
    let count = try number()
    guard (0...(bytes.count - position)).contains(count) else { throw Damage() }
    return count
  }

  package mutating func raw() throws(Damage) -> UnsafeRawBufferPointer {
    let count = try count()
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)])
  }

  package mutating func text() throws(Damage) -> String {
    String(decoding: try raw(), as: UTF8.self)
  }

  package mutating func double() throws(Damage) -> Double {
    Double(bitPattern: UInt64(bitPattern: Int64(try number())))
  }

  package mutating func flag() throws(Damage) -> Bool {
    switch try byte() {
    case 0: false
    case 1: true
    default: throw Damage()
    }
  }

  package mutating func digest() throws(Damage) -> Digest {
    guard position + 32 <= bytes.count,
      let digest = Digest(bytes: Array(bytes[position..<(position + 32)]))
    else { throw Damage() }
    position += 32
    return digest
  }

  package mutating func optionalText() throws(Damage) -> String? { try flag() ? try text() : nil }

  package mutating func array<Element>(
    _ each: (inout BinaryReader) throws(Damage) -> Element
  ) throws(Damage) -> [Element] {
    let count = try count()
    var elements: [Element] = []
    elements.reserveCapacity(count)
    for _ in 0..<count { elements.append(try each(&self)) }
    return elements
  }

  package mutating func texts() throws(Damage) -> [String] {
    try array { (reader) throws(Damage) in try reader.text() }
  }
}
