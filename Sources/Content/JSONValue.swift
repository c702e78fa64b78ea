/// A JSON value without fractions, the only kind that records hold.
///
/// Numbers are integers within ±(2^53 − 1) (RFC 8785, appendix D); everything finer is a decimal
/// string, so that no reader's floating-point arithmetic can change what was recorded.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  package static let largestInteger = 9_007_199_254_740_991

  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  package var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  package var integer: Int? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  package var bool: Bool? {
    guard case .bool(let flag) = self else { return nil }
    return flag
  }

  package var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}

// MARK: - Canonical text (RFC 8785)

extension JSONValue {
  /// The one byte sequence that stands for this value under RFC 8785.
  package var canonicalBytes: [UInt8] {
    var output: [UInt8] = []
    write(to: &output)
    return output
  }

  /// Appends the canonical text.
  package func write(to output: inout [UInt8]) {
    switch self {
    case .null: output += "null".utf8
    case .bool(let flag): output += (flag ? "true" : "false").utf8
    case .integer(let number): output += String(number).utf8
    case .string(let text): Self.write(text, to: &output)
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        element.write(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (index, key) in members.keys.sorted(by: precedesInUTF16).enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        Self.write(key, to: &output)
        output.append(UInt8(ascii: ":"))
        members[key]?.write(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  /// Appends a text with its quotation marks.
  package static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    let start = output.count
    // Copied at once and then looked at: nearly every text stands as it is.
    let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
      output.append(contentsOf: bytes)
      var special: UInt8 = 0  // gathered, not asked for at each byte, so that many are done at once
      for byte in bytes { special |= byte < 0x20 || byte == 0x22 || byte == 0x5C ? 1 : 0 }
      return special == 0
    }
    if isPlain == true {
      output.append(UInt8(ascii: "\""))
      return
    }
    output.removeSubrange(start...)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output += "\\\"".utf8
      case UInt8(ascii: "\\"): output += "\\\\".utf8
      case 0x08: output += "\\b".utf8
      case 0x09: output += "\\t".utf8
      case 0x0a: output += "\\n".utf8
      case 0x0c: output += "\\f".utf8
      case 0x0d: output += "\\r".utf8
      case ..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        output += "\\u00".utf8
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}

/// The order of member names in RFC 8785, section 3.2.3: by UTF-16 code units.
package func precedesInUTF16(_ left: String, _ right: String) -> Bool {
  // Bytes of UTF-8 sort as UTF-16 does, except that U+E000 and above come after surrogates there.
  let rank = { (byte: UInt8) in byte == 0xEE || byte == 0xEF ? byte + 0x10 : byte }
  for (left, right) in zip(left.utf8, right.utf8) where left != right {
    return rank(left) < rank(right)
  }
  return left.utf8.count < right.utf8.count
}
