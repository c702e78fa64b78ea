import Foundation

/// Reads canonical JSON (RFC 8785) byte by byte and refuses everything that is not canonical.
///
/// There is exactly one way to write a record, so a reader that accepted another way would let two
/// texts mean the same record. Refused are: white space between tokens, member names out of order or
/// twice, escapes that were not needed, numbers with a fraction, an exponent or a leading zero,
/// invalid UTF-8, nesting deeper than 64, and anything after the value.
package struct CanonicalReader {
  /// Where the text stopped being canonical.
  package struct Fault: Error, Hashable, CustomStringConvertible {
    /// Bytes from the start.
    package let offset: Int
    package let reason: String
    package var description: String { "\(reason) at byte \(offset)" }
  }

  package static let deepestNesting = 64

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// Whether a string that was gone past since somebody reset it holds an escape.
  private var hasEscapes = false

  /// Reads one value that fills the text.
  package static func value(of bytes: [UInt8]) throws(Fault) -> JSONValue {
    let result: Result<JSONValue, Fault> = bytes.withUnsafeBytes { buffer in
      var reader = CanonicalReader(buffer)
      return Result { () throws(Fault) in try reader.whole() }
    }
    return try result.get()
  }

  package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The value, which has to end where the text ends.
  package mutating func whole() throws(Fault) -> JSONValue {
    let value = try value(depth: 0)
    try end()
    return value
  }

  /// Visits the members of the object that fills the text: the name and the range of its value.
  ///
  /// Values are checked as strictly as by ``whole()``, but nothing is allocated for them.
  package mutating func members(
    _ visit: (UnsafeRawBufferPointer, Range<Int>) throws(Fault) -> Void
  ) throws(Fault) {
    try skipMembers(depth: 1, visit)
    try end()
  }

  /// Checks that the text ends here.
  package func end() throws(Fault) {
    guard position == bytes.count else { throw fault("text after the value") }
  }

  // MARK: Objects whose members are known

  /// Goes past bytes that have to stand here, such as the name of a member with its comma and colon.
  package mutating func skip(_ token: StaticString) throws(Fault) {
    let length = token.utf8CodeUnitCount
    guard position + length <= bytes.count, let start = bytes.baseAddress,
      memcmp(start + position, token.utf8Start, length) == 0
    else { throw fault("‘\(token)’ was expected") }
    position += length
  }

  /// The text of a string as it stands there, between its quotation marks.
  package mutating func rawText() throws(Fault) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[try skipString()])
  }

  /// The same, or `nil` for `null`.
  package mutating func rawTextOrNull() throws(Fault) -> UnsafeRawBufferPointer? {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "n") else { return try rawText() }
    try skip("null")
    return nil
  }

  /// The next value is a string.
  package mutating func text() throws(Fault) -> String { try string() }

  /// The next value, whatever it is.
  package mutating func value() throws(Fault) -> JSONValue { try value(depth: 1) }

  // MARK: Values that are kept

  private mutating func value(depth: Int) throws(Fault) -> JSONValue {
    guard position < bytes.count else { throw fault("the text ends too early") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    default:
      let start = position
      try skipScalar()
      switch bytes[start] {
      case UInt8(ascii: "n"): return .null
      case UInt8(ascii: "t"): return .bool(true)
      case UInt8(ascii: "f"): return .bool(false)
      default:
        guard let number = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
          throw fault("a number that is no integer")
        }
        return .integer(number)
      }
    }
  }

  private mutating func object(depth: Int) throws(Fault) -> JSONValue {
    var members: [String: JSONValue] = [:]
    try eachMember(depth: depth) { (reader, name) throws(Fault) in
      members[reader.unescaped(name)] = try reader.value(depth: depth)
    }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(Fault) -> JSONValue {
    var elements: [JSONValue] = []
    try eachElement(depth: depth) { (reader) throws(Fault) in
      elements.append(try reader.value(depth: depth))
    }
    return .array(elements)
  }

  private mutating func string() throws(Fault) -> String {
    hasEscapes = false
    let range = try skipString()
    return hasEscapes ? unescaped(range) : String(decoding: bytes[range], as: UTF8.self)
  }

  /// The text of a string token between its quotation marks, which was checked before.
  private func unescaped(_ range: Range<Int>) -> String {
    let slice = bytes[range]
    guard slice.contains(UInt8(ascii: "\\")) else { return String(decoding: slice, as: UTF8.self) }
    var output: [UInt8] = []
    output.reserveCapacity(slice.count)
    var index = slice.startIndex
    while index < slice.endIndex {
      guard slice[index] == UInt8(ascii: "\\") else {
        output.append(slice[index])
        index += 1
        continue
      }
      switch slice[index + 1] {
      case UInt8(ascii: "b"): output.append(0x08)
      case UInt8(ascii: "t"): output.append(0x09)
      case UInt8(ascii: "n"): output.append(0x0a)
      case UInt8(ascii: "f"): output.append(0x0c)
      case UInt8(ascii: "r"): output.append(0x0d)
      case UInt8(ascii: "u"):
        output.append(nibble(slice[index + 4]) << 4 | nibble(slice[index + 5]))
        index += 4
      default: output.append(slice[index + 1])
      }
      index += 2
    }
    return String(decoding: output, as: UTF8.self)
  }

  private func nibble(_ digit: UInt8) -> UInt8 { digit < 58 ? digit - 48 : digit - 87 }

  // MARK: Walking

  private mutating func skipValue(depth: Int) throws(Fault) {
    guard position < bytes.count else { throw fault("the text ends too early") }
    switch bytes[position] {
    case UInt8(ascii: "{"): try skipMembers(depth: depth + 1) { (_, _) throws(Fault) in }
    case UInt8(ascii: "["):
      try eachElement(depth: depth + 1) { (reader) throws(Fault) in
        try reader.skipValue(depth: depth + 1)
      }
    case UInt8(ascii: "\""): _ = try skipString()
    default: try skipScalar()
    }
  }

  private mutating func skipMembers(
    depth: Int,
    _ visit: (UnsafeRawBufferPointer, Range<Int>) throws(Fault) -> Void
  ) throws(Fault) {
    try eachMember(depth: depth) { (reader, name) throws(Fault) in
      let start = reader.position
      try reader.skipValue(depth: depth)
      try visit(UnsafeRawBufferPointer(rebasing: reader.bytes[name]), start..<reader.position)
    }
  }

  private mutating func eachMember(
    depth: Int,
    _ body: (inout CanonicalReader, Range<Int>) throws(Fault) -> Void
  ) throws(Fault) {
    guard depth <= Self.deepestNesting else { throw fault("nesting deeper than 64") }
    try expect(UInt8(ascii: "{"))
    if take(UInt8(ascii: "}")) { return }
    var previous: Range<Int>?
    repeat {
      let name = try skipString()
      if let previous, !precedes(previous, name) {
        throw fault("member names out of order or twice")
      }
      previous = name
      try expect(UInt8(ascii: ":"))
      try body(&self, name)
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
  }

  private mutating func eachElement(
    depth: Int,
    _ body: (inout CanonicalReader) throws(Fault) -> Void
  ) throws(Fault) {
    guard depth <= Self.deepestNesting else { throw fault("nesting deeper than 64") }
    try expect(UInt8(ascii: "["))
    if take(UInt8(ascii: "]")) { return }
    repeat { try body(&self) } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"))
  }

  /// Bytes below 0x80 without escapes sort as UTF-16 does; anything else takes the slow way.
  private func precedes(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    let plain = { (byte: UInt8) in byte < 0x80 && byte != UInt8(ascii: "\\") }
    if bytes[left].allSatisfy(plain), bytes[right].allSatisfy(plain) {
      return bytes[left].lexicographicallyPrecedes(bytes[right])
    }
    return precedesInUTF16(unescaped(left), unescaped(right))
  }

  /// Checks a string token and returns the range between its quotation marks.
  private mutating func skipString() throws(Fault) -> Range<Int> {
    try expect(UInt8(ascii: "\""))
    let start = position
    var needsUTF8Check = false
    while position < bytes.count {
      while hasEightPlainBytes { position += 8 }
      guard position < bytes.count else { break }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let range = start..<position
        if needsUTF8Check, !isValidUTF8(range) { throw fault("invalid UTF-8") }
        position += 1
        return range
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try skipEscape()
      } else if byte < 0x20 {
        throw fault("a control character that is not escaped")
      } else {
        if byte >= 0x80 { needsUTF8Check = true }
        position += 1
      }
    }
    throw fault("a string without an end")
  }

  /// Whether the next eight bytes are ASCII without a quotation mark, a backslash or a control
  /// character: no byte is zero after what it must not be was taken away (Mycroft's test).
  private var hasEightPlainBytes: Bool {
    guard position + 8 <= bytes.count else { return false }
    let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let hasZero = { (word: UInt64) in (word &- ones) & ~word & tops }
    let quote = hasZero(word ^ ones &* 0x22)
    let backslash = hasZero(word ^ ones &* 0x5C)
    let control = (word &- ones &* 0x20) & ~word
    return (word | quote | backslash | control) & tops == 0
  }

  private func isValidUTF8(_ range: Range<Int>) -> Bool {
    String(validating: bytes[range], as: UTF8.self) != nil
  }

  private mutating func skipEscape() throws(Fault) {
    guard position + 1 < bytes.count else { throw fault("the text ends too early") }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "t"),
      UInt8(ascii: "n"), UInt8(ascii: "f"), UInt8(ascii: "r"):
      position += 2
    case UInt8(ascii: "u"):
      let short: Set<UInt8> = [0x08, 0x09, 0x0a, 0x0c, 0x0d]
      guard position + 5 < bytes.count, bytes[position + 2] == 48, bytes[position + 3] == 48,
        bytes[position + 4] == 48 || bytes[position + 4] == 49,
        (48...57).contains(bytes[position + 5]) || (97...102).contains(bytes[position + 5]),
        !short.contains(nibble(bytes[position + 4]) << 4 | nibble(bytes[position + 5]))
      else { throw fault("an escape that is not canonical") }
      position += 6
    default: throw fault("an escape that is not canonical")
    }
  }

  private mutating func skipScalar() throws(Fault) {
    for word in ["null", "true", "false"] as [StaticString]
    where bytes[position] == word.utf8Start.pointee {
      for offset in 0..<word.utf8CodeUnitCount {
        guard position + offset < bytes.count,
          bytes[position + offset] == word.utf8Start[offset]
        else { throw fault("an unknown word") }
      }
      position += word.utf8CodeUnitCount
      return
    }
    let isNegative = take(UInt8(ascii: "-"))
    let start = position
    while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
    let digits = position - start
    guard digits > 0, digits == 1 || bytes[start] != 48, !(isNegative && bytes[start] == 48) else {
      throw fault("a number that is not canonical")
    }
    guard digits < 16 || isWithinSafeRange(start..<position) else {
      throw fault("a number beyond 2^53 − 1")
    }
  }

  private func isWithinSafeRange(_ range: Range<Int>) -> Bool {
    guard let number = Int(String(decoding: bytes[range], as: UTF8.self)) else { return false }
    return number <= JSONValue.largestInteger
  }

  private mutating func expect(_ byte: UInt8) throws(Fault) {
    guard take(byte) else {
      throw fault("‘\(Character(UnicodeScalar(byte)))’ was expected")
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private func fault(_ reason: String) -> Fault { Fault(offset: position, reason: reason) }
}
