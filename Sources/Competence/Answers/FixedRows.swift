import Content

/// Rows of fixed width: those that a file in memory holds, and those added since.
package struct FixedRows<Row: BitwiseCopyable & Sendable>: Sendable, RandomAccessCollection {
  private var held: (any HeldBytes)?
  package private(set) var heldCount = 0
  package private(set) var added: [Row] = []

  package init() {}

  /// The rows that a file in memory begins with; `nil` if it is shorter.
  package init?(_ held: any HeldBytes, count: Int) {
    let (length, isTooLong) = count.multipliedReportingOverflow(by: MemoryLayout<Row>.stride)
    guard count >= 0, !isTooLong, length <= held.bytes.count else { return nil }
    self.held = held
    heldCount = count
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { heldCount + added.count }

  package subscript(index: Int) -> Row {
    get {
      guard index < heldCount, let held else { return added[index - heldCount] }
      return held.bytes.load(fromByteOffset: index * MemoryLayout<Row>.stride, as: Row.self)
    }
    set {
      hold()
      added[index] = newValue
    }
  }

  package mutating func reserveCapacity(_ count: Int) { added.reserveCapacity(count) }
  package mutating func append(_ row: Row) { added.append(row) }

  /// Takes the rows out of the file, because one of them changes.
  private mutating func hold() {
    guard heldCount > 0 else { return }
    added = withRows(Array.init)
    (held, heldCount) = (nil, 0)
  }

  /// A sum over all rows that changes with any of them: for each column of four bytes a polynomial in
  /// an odd number, modulo 2^64.
  package var checksum: [UInt64] {
    let width = MemoryLayout<Row>.stride / 4
    var sums = [UInt64](repeating: 0, count: width)
    withRows { rows in
      let words = UnsafeRawBufferPointer(rows).assumingMemoryBound(to: UInt32.self)
      sums.withUnsafeMutableBufferPointer { sums in
        for row in 0..<rows.count {
          for column in 0..<width {
            sums[column] =
              sums[column] &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(words[row * width + column])
          }
        }
      }
    }
    return sums
  }

  /// How many bytes a row has.
  package var rowSize: Int { MemoryLayout<Row>.stride }

  /// The bytes of the rows that were added, to be written after those of the file.
  package var addedBytes: [UInt8] { added.withUnsafeBytes(Array.init) }

  /// Gives all rows as they stand in memory; those of a file and others are brought together.
  package func withRows<Result>(
    _ body: (UnsafeBufferPointer<Row>) throws -> Result
  ) rethrows
    -> Result
  {
    guard heldCount > 0, let held else { return try added.withUnsafeBufferPointer(body) }
    let length = heldCount * MemoryLayout<Row>.stride
    let kept = UnsafeRawBufferPointer(rebasing: held.bytes[..<length]).assumingMemoryBound(
      to: Row.self
    )
    guard !added.isEmpty else { return try body(kept) }
    return try (Array(kept) + added).withUnsafeBufferPointer(body)
  }
}
