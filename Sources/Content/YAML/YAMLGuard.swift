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

  /// Looks at one line: values begin after “- ”, “: ” and, in flow collections, after a bracket or comma.
  private mutating func scan(_ line: Substring) -> (Int, String)? {
    let characters = Array(line)
    let indent = characters.prefix { $0 == " " }.count
    if quote == nil, indent > Self.deepestNesting * 4 { return (indent + 1, "nesting too deep") }
    var mayStartValue = true
    var index = 0
    while index < characters.count {
      let character = characters[index]
      let isBeforeSpace = index + 1 == characters.count || characters[index + 1] == " "
      defer { index += 1 }
      if let open = quote {
        if open == "\"", character == "\\" { index += 1 } else if character == open { quote = nil }
        continue
      }
      if character == " " || character == "\t" { continue }
      if character == "#", index == 0 || characters[index - 1] == " " { return nil }
      if mayStartValue,
        let reason = refusal(of: character, next: characters.dropFirst(index + 1).first)
      {
        return (index + 1, reason)
      }
      switch character {
      case "\"" where mayStartValue, "'" where mayStartValue:
        quote = character
        mayStartValue = false
      case "[" where mayStartValue || depth > 0, "{" where mayStartValue || depth > 0:
        depth += 1
        if depth > Self.deepestNesting { return (index + 1, "nesting deeper than 16") }
        mayStartValue = true
      case "]", "}":
        depth = max(0, depth - 1)
        mayStartValue = false
      case ",": mayStartValue = depth > 0
      case ":": mayStartValue = isBeforeSpace || depth > 0
      case "-", "?": mayStartValue = mayStartValue && isBeforeSpace
      default: mayStartValue = false
      }
    }
    return nil
  }

  /// Why a value may not begin with this character.
  private func refusal(of character: Character, next: Character?) -> String? {
    switch character {
    case "&": "an anchor (&)"
    case "*": "an alias (*)"
    case "!": "a tag (!)"
    case "<" where next == "<": "a merge key (<<)"
    case "|", ">": "a text over several lines (\(character))"
    default: nil
    }
  }
}
