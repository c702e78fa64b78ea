import Content

/// A stretch of a GIFT file between blank lines, escapes resolved.
///
/// Each unit is a byte; one that was escaped has ``escaped`` added, so that it is text and never
/// a sign of the format. Every unit knows where it came from.
struct GIFTParagraph {
  static let escaped: UInt16 = 0x100

  var units: [UInt16] = []

  /// For each unit its place in the bytes of the file.
  var offsets: [Int32] = []

  /// Comment lines without their slashes.
  var comments: [String] = []

  /// Whether the last brace that is no text opens.
  private(set) var isInBraces = false

  var span: GIFTSpan { GIFTSpan(paragraph: self, start: 0, end: units.count) }

  mutating func append(_ unit: UInt16, at offset: Int) {
    if unit == 0x7B || unit == 0x7D { isInBraces = unit == 0x7B }
    units.append(unit)
    offsets.append(Int32(truncatingIfNeeded: offset))
  }

  /// Takes a line, with `\:` and its like as text and `\n` as a line feed.
  mutating func append(line bytes: ArraySlice<UInt8>) {
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let byte = bytes[place]
      let next = place + 1 < bytes.endIndex ? bytes[place + 1] : 0
      if byte == UInt8(ascii: "\\"), let unit = Self.unit(escaping: next) {
        append(unit, at: place)
        place += 2
      } else {
        append(UInt16(byte), at: place)
        place += 1
      }
    }
  }

  /// `\[` and others are no escapes: the backslash stays.
  private static func unit(escaping byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: "#"), UInt8(ascii: "="), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "~"), UInt8(ascii: "\\"):
      escaped | UInt16(byte)
    case UInt8(ascii: "n"): escaped | 0x0A
    default: nil
    }
  }
}

/// A part of a paragraph.
struct GIFTSpan {
  let paragraph: GIFTParagraph
  var start: Int
  var end: Int

  var isEmpty: Bool { start >= end }
  var units: ArraySlice<UInt16> { paragraph.units[start..<max(start, end)] }
  var first: UInt8? { isEmpty ? nil : UInt8(exactly: paragraph.units[start]) }

  /// The place in the file of the first unit, or of what follows the span.
  var offset: Int { offset(of: start) }

  func offset(of index: Int) -> Int {
    let offsets = paragraph.offsets
    return Int(index < offsets.count ? offsets[index] : offsets.last ?? 0)
  }

  /// The first place of a sign that is not escaped.
  func index(of sign: Character) -> Int? {
    sign.asciiValue.flatMap { value in units.firstIndex(of: UInt16(value)) }
  }

  func contains(_ sign: Character) -> Bool { index(of: sign) != nil }

  /// The first place of several signs in a row.
  func index(of signs: String) -> Int? {
    let wanted = signs.utf8.map(UInt16.init)
    guard let head = wanted.first, end - start >= wanted.count else { return nil }
    return (start...(end - wanted.count)).first { place in
      paragraph.units[place] == head
        && paragraph.units[place..<(place + wanted.count)].elementsEqual(wanted)
    }
  }

  func lastIndex(of signs: String) -> Int? {
    let wanted = signs.utf8.map(UInt16.init)
    guard let head = wanted.first, end - start >= wanted.count else { return nil }
    return (start...(end - wanted.count)).last { place in
      paragraph.units[place] == head
        && paragraph.units[place..<(place + wanted.count)].elementsEqual(wanted)
    }
  }

  func from(_ index: Int) -> GIFTSpan {
    GIFTSpan(paragraph: paragraph, start: min(index, end), end: end)
  }

  func upTo(_ index: Int) -> GIFTSpan {
    GIFTSpan(paragraph: paragraph, start: start, end: max(start, min(index, end)))
  }

  /// The same with one sign taken as text, in a paragraph of its own: what surrounds it may be long.
  func escaping(_ index: Int) -> GIFTSpan {
    var part = GIFTParagraph()
    part.units = Array(units)
    part.offsets = Array(paragraph.offsets[start..<max(start, end)])
    part.units[index - start] |= GIFTParagraph.escaped
    return part.span
  }

  /// The parts that begin at one of the signs, each with its sign, and what comes before the first.
  func parts(at signs: Set<UInt8>) -> [GIFTSpan] {
    var parts: [GIFTSpan] = []
    var begin = start
    for place in start..<max(start, end) {
      guard let byte = UInt8(exactly: paragraph.units[place]), signs.contains(byte) else {
        continue
      }
      parts.append(GIFTSpan(paragraph: paragraph, start: begin, end: place))
      begin = place
    }
    return parts + [GIFTSpan(paragraph: paragraph, start: begin, end: end)]
  }

  var trimmed: GIFTSpan {
    var span = self
    while span.start < span.end, isBlank(paragraph.units[span.start]) { span.start += 1 }
    while span.start < span.end, isBlank(paragraph.units[span.end - 1]) { span.end -= 1 }
    return span
  }

  /// The text without white space at its ends.
  var text: String {
    var bytes = units.map { UInt8(truncatingIfNeeded: $0) }[...]
    while let first = bytes.first, isBlank(UInt16(first)) { bytes.removeFirst() }
    while let last = bytes.last, isBlank(UInt16(last)) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What Moodle trims: white space of ASCII, and nothing else.
func isBlank(_ unit: UInt16) -> Bool {
  switch unit {
  case 0x20, 0x09, 0x0A, 0x0B, 0x0D: true
  default: false
  }
}
