import Content

/// Takes the text out of HTML: tags go, blocks become lines, entities become characters.
///
/// This is no HTML parser and need not be one: nothing of the result is ever shown as HTML.
package enum HTMLText {
  private static let blocks: Set<String> = [
    "p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
    "blockquote", "section", "article", "hr", "dd", "dt",
  ]

  static func isBlock(_ name: String) -> Bool { blocks.contains(name) }

  /// What is left out with all that is in it.
  private static let hidden: Set<String> = ["script", "style", "object", "iframe"]

  /// The text of HTML; `breaks` says that line feeds count, as they do in Moodle's own format.
  package static func flattened(_ html: String, breaks: Bool = false) -> String {
    let bytes = Array(html.utf8)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var place = 0
    // A comment or tag without an end is looked for once, not from every place again.
    var hasTagEnd = true
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "<"), hasTagEnd, startsTag(bytes, place) {
        guard let tag = Tag(bytes, at: place) else {
          hasTagEnd = false
          continue
        }
        place = tag.end
        if tag.name == "img", let alternative = tag.alternative {
          output += alternative.utf8
        } else if blocks.contains(tag.name) {
          output.append(0x0A)
        } else if hidden.contains(tag.name), !tag.isClosing {
          place = end(of: tag.name, in: bytes, from: place)
        }
      } else if byte == UInt8(ascii: "&"), let (text, end) = entity(bytes, at: place) {
        output += text.utf8
        place = end
      } else {
        output.append(!breaks && (byte == 0x0A || byte == 0x0D) ? 0x20 : byte)
        place += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Whether there is a tag other than a paragraph or line break around or in the text.
  package static func hasMarkup(_ html: String) -> Bool {
    let bytes = Array(html.utf8)
    var place = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<"), startsTag(bytes, place) else {
        place += 1
        continue
      }
      guard let tag = Tag(bytes, at: place) else { return false }
      if !["p", "br", "div", "span", "!--"].contains(tag.name) { return true }
      place = tag.end
    }
    return false
  }

  /// Text as HTML that reads back as the same text.
  package static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E }) else { return text }
    var output: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): output += "&amp;".utf8
      case UInt8(ascii: "<"): output += "&lt;".utf8
      case UInt8(ascii: ">"): output += "&gt;".utf8
      default: output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func startsTag(_ bytes: [UInt8], _ place: Int) -> Bool {
    guard place + 1 < bytes.count else { return false }
    switch bytes[place + 1] | 0x20 {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): return true
    case UInt8(ascii: "/"): return place + 2 < bytes.count
    default: return bytes[place + 1] == UInt8(ascii: "!")
    }
  }

  private static func end(of name: String, in bytes: [UInt8], from place: Int) -> Int {
    let closing = Array("</\(name)".utf8)
    var place = place
    while place < bytes.count {
      if bytes[place] == closing[0],
        bytes[place...].prefix(closing.count).map({ $0 | 0x20 }) == closing.map({ $0 | 0x20 })
      {
        return place
      }
      place += 1
    }
    return bytes.count
  }

  private static let named: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–",
    "mdash": "—", "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
    "copy": "©", "reg": "®", "deg": "°", "plusmn": "±", "times": "×", "divide": "÷", "euro": "€",
    "pound": "£", "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü",
    "szlig": "ß", "eacute": "é", "egrave": "è", "agrave": "à", "acirc": "â", "ecirc": "ê",
    "ccedil": "ç", "ocirc": "ô", "ntilde": "ñ", "rarr": "→", "larr": "←", "le": "≤", "ge": "≥",
    "ne": "≠", "bull": "•", "middot": "·", "laquo": "«", "raquo": "»", "sup2": "²", "frac12": "½",
  ]

  private static func entity(_ bytes: [UInt8], at place: Int) -> (text: String, end: Int)? {
    let window = bytes[(place + 1)...].prefix(12)
    guard let end = window.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
    if let text = named[name] { return (text, end + 1) }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
    let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let number, let scalar = Unicode.Scalar(number) else { return nil }
    return (String(scalar), end + 1)
  }
}

/// A tag or comment.
private struct Tag {
  let name: String
  let isClosing: Bool
  let end: Int

  /// What is said instead of a picture.
  let alternative: String?

  init?(_ bytes: [UInt8], at place: Int) {
    if bytes[place...].prefix(4).elementsEqual("<!--".utf8) {
      var next = place + 4
      while next + 2 < bytes.count,
        !(bytes[next] == 0x2D && bytes[next + 1] == 0x2D && bytes[next + 2] == 0x3E)
      {
        next += 1
      }
      guard next + 2 < bytes.count else { return nil }
      (name, isClosing, end, alternative) = ("!--", false, next + 3, nil)
      return
    }
    var next = place + 1
    let isClosing = bytes[next] == UInt8(ascii: "/")
    if isClosing { next += 1 }
    let start = next
    while next < bytes.count, isNameByte(bytes[next]) { next += 1 }
    name = String(decoding: bytes[start..<next], as: UTF8.self).lowercased()
    var quote: UInt8 = 0
    let attributes = next
    while next < bytes.count {
      let byte = bytes[next]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        break
      }
      next += 1
    }
    guard next < bytes.count else { return nil }
    self.isClosing = isClosing
    end = next + 1
    alternative =
      name == "img"
      ? Self.alternative(String(decoding: bytes[attributes..<next], as: UTF8.self)) : nil
  }

  private static func alternative(_ attributes: String) -> String? {
    guard let match = attributes.firstMatch(of: #/\balt\s*=\s*["']([^"']*)["']/#) else {
      return nil
    }
    return match.output.1.trimmed.isEmpty ? nil : "[\(match.output.1)]"
  }
}

private func isNameByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"):
    true
  default: false
  }
}
