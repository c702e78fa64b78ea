/// Plain text as CommonMark that reads back as the same text.
package enum MarkdownText {
  /// One line of text; whatever Markdown would take for markup is escaped.
  package static func inline(_ text: String) -> String {
    var output = ""
    var rest = text[...]
    while let next = rest.first {
      if next == "`", let code = codeSpan(at: rest) {
        output += code
        rest = rest.dropFirst(code.count)
        continue
      }
      if special.contains(next) { output.append("\\") }
      output.append(next.isNewline ? " " : next)
      rest.removeFirst()
    }
    output = escapingStart(output)
    // A brace at the end would be looked at for attributes.
    if output.hasSuffix("}") { output = output.dropLast() + "&#125;" }
    return output
  }

  private static let special: Set<Character> = [
    "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "~", "&", "!",
  ]

  /// A span of code that stands in the text with its backquotes, as the reader keeps it.
  private static func codeSpan(at text: Substring) -> String? {
    guard let end = text.dropFirst().firstIndex(of: "`") else { return nil }
    let span = text[...end]
    let inside = span.dropFirst().dropLast()
    guard !inside.isEmpty, inside.first != " ", inside.last != " ", !inside.contains("|"),
      !inside.contains(where: \.isNewline), text[text.index(after: end)...].first != "`"
    else { return nil }
    return String(span)
  }

  /// A hyphen, plus or number at the start of a line would begin a list.
  private static func escapingStart(_ text: String) -> String {
    guard let first = text.first else { return text }
    if "-+=".contains(first) { return "\\" + text }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let after = text[digits.endIndex...]
    guard !digits.isEmpty, let mark = after.first, mark == "." || mark == ")" else { return text }
    return "\(digits)\\\(after)"
  }

  /// The lines of a block; some texts may be replaced by links after escaping.
  static func block(_ prose: Prose, replacing links: [String: String] = [:]) -> [String] {
    let inline = { (text: String) in
      links.reduce(MarkdownText.inline(text)) { written, link in
        written.replacing(MarkdownText.inline(link.key), with: link.value)
          .replacing(link.key, with: link.value)
      }
    }
    switch prose {
    case .paragraph(let text): return [inline(text)]
    case .bullets(let lines): return lines.map { "- \(inline($0))" }
    case .numbered(let lines): return lines.enumerated().map { "\($0 + 1). \(inline($1))" }
    case .quote(let text): return ["> \(inline(text))"]
    case .code(let text):
      let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
      let fence = String(repeating: "`", count: max(3, longest + 1))
      return [fence]
        + text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        .trimmingLastEmpty + [fence]
    case .table(let rows):
      guard let head = rows.first else { return [] }
      let row = { (cells: [String]) in "| \(cells.map(inline).joined(separator: " | ")) |" }
      return [row(head), "|" + head.map { _ in "---|" }.joined()] + rows.dropFirst().map(row)
    case .image(let alternative, let path): return ["![\(inline(alternative))](<\(path)>)"]
    }
  }
}

extension [String] {
  /// Code keeps the line feed of its last line, which is no line of its own.
  fileprivate var trimmingLastEmpty: [String] { last == "" ? Array(dropLast()) : self }
}
