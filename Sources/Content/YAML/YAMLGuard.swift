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

  /// The first refusal in a text, or `nil` for text that may be parsed.
  static func refusal(of lines: [Substring]) -> Refusal? {
    let size = lines.reduce(0) { $0 + $1.utf8.count + 1 }
    if size > largestText {
      return Refusal(line: 1, column: 1, reason: "\(size) bytes of YAML, more than 65536")
    }
    var scanner = YAMLGuard()
    for (index, line) in lines.enumerated() {
      if let (column, reason) = scanner.scan(line) {
        return Refusal(line: index + 1, column: column, reason: reason)
      }
    }
    return nil
  }

  private var depth = 0
  private var quote: Character?

  private mutating func scan(_ line: Substring) -> (Int, String)? {
    var previous: Character = "\n"
    var mayStartValue = true
    let indent = line.prefix { $0 == " " }.count
    if quote == nil, indent > Self.deepestNesting * 4 { return (indent + 1, "nesting too deep") }
    for (offset, character) in line.enumerated() {
      defer { previous = character }
      if let open = quote {
        if character == open, !(open == "\"" && previous == "\\") { quote = nil }
        continue
      }
      if character == " " || character == "\t" { continue }
      if character == "#", previous == " " || previous == "\n" { return nil }
      if mayStartValue {
        switch character {
        case "&": return (offset + 1, "an anchor (&)")
        case "*": return (offset + 1, "an alias (*)")
        case "!": return (offset + 1, "a tag (!)")
        case "<" where line.dropFirst(offset).hasPrefix("<<"):
          return (offset + 1, "a merge key (<<)")
        case "\"", "'":
          quote = character
          mayStartValue = false
          continue
        default: break
        }
      }
      switch character {
      case "[", "{":
        depth += 1
        if depth > Self.deepestNesting { return (offset + 1, "nesting deeper than 16") }
        mayStartValue = true
      case "]", "}":
        depth = max(0, depth - 1)
        mayStartValue = false
      case ",", ":", "-", "?": mayStartValue = true
      default: mayStartValue = false
      }
    }
    return nil
  }
}
