/// Refuses the parts of YAML that content has no use for, before a parser sees them.
///
/// Anchors and aliases can blow a few lines up to gigabytes (CWE-776), tags can name types, and
/// merge keys hide where a value comes from. None of them is needed for a list of facts.
struct YAMLGuard {
  static let largestText = 64 * 1_024
  static let deepestNesting = 16

  /// One refusal: where it stands and what it is.
  struct Refusal {
    let line: Int
    let column: Int
    let reason: String
  }

  /// The first refusal among lines in UTF-8, or `nil` for text that may be parsed.
  static func refusal(of lines: [ArraySlice<UInt8>]) -> Refusal? {
    let size = lines.reduce(0) { $0 + $1.count + 1 }
    if size > largestText {
      return Refusal(line: 1, column: 1, reason: "\(size) bytes of YAML, more than 65536")
    }
    var scanner = YAMLGuard()
    for (index, line) in lines.enumerated() {
      if let (place, reason) = scanner.scan(line) {
        let before = String(decoding: line[..<place], as: UTF8.self)
        return Refusal(line: index + 1, column: before.count + 1, reason: reason)
      }
    }
    return nil
  }

  private var depth = 0
  private var quote: UInt8?

  /// Looks at one line: values begin after “- ”, “: ” and, in flow collections, after a bracket or comma.
  private mutating func scan(_ line: ArraySlice<UInt8>) -> (place: Int, reason: String)? {
    let indent = line.prefix { $0 == UInt8(ascii: " ") }
    if quote == nil, indent.count > Self.deepestNesting * 4 {
      return (indent.endIndex, "nesting too deep")
    }
    var mayStartValue = true
    var index = line.startIndex
    while index < line.endIndex {
      let byte = line[index]
      let isBeforeSpace = index + 1 == line.endIndex || line[index + 1] == UInt8(ascii: " ")
      defer { index += 1 }
      if let open = quote {
        if open == UInt8(ascii: "\""), byte == UInt8(ascii: "\\") {
          index += 1
        } else if byte == open {
          quote = nil
        }
        continue
      }
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { continue }
      if byte == UInt8(ascii: "#"), index == line.startIndex || line[index - 1] == UInt8(ascii: " ")
      {
        return nil
      }
      if mayStartValue, let reason = refusal(of: byte, next: line[(index + 1)...].first) {
        return (index, reason)
      }
      switch byte {
      case UInt8(ascii: "\"") where mayStartValue, UInt8(ascii: "'") where mayStartValue:
        quote = byte
        mayStartValue = false
      case UInt8(ascii: "[") where mayStartValue || depth > 0,
        UInt8(ascii: "{") where mayStartValue || depth > 0:
        depth += 1
        if depth > Self.deepestNesting { return (index, "nesting deeper than 16") }
        mayStartValue = true
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth = max(0, depth - 1)
        mayStartValue = false
      case UInt8(ascii: ","): mayStartValue = depth > 0
      case UInt8(ascii: ":"): mayStartValue = isBeforeSpace || depth > 0
      case UInt8(ascii: "-"), UInt8(ascii: "?"): mayStartValue = mayStartValue && isBeforeSpace
      default: mayStartValue = false
      }
    }
    return nil
  }

  /// Why a value may not begin with this byte.
  private func refusal(of byte: UInt8, next: UInt8?) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "an anchor (&)"
    case UInt8(ascii: "*"): "an alias (*)"
    case UInt8(ascii: "!"): "a tag (!)"
    case UInt8(ascii: "<") where next == UInt8(ascii: "<"): "a merge key (<<)"
    case UInt8(ascii: "|"): "a text over several lines (|)"
    case UInt8(ascii: ">"): "a text over several lines (>)"
    default: nil
    }
  }
}
