/// Reads `<!-- debrief:allow L04 reason="…" -->`, the way to silence a check in one place.
///
/// The comment stands on a line of its own before a heading, and holds for what the heading covers:
/// before the title, for the file.
struct AllowanceParser {
  private(set) var allowances: [Allowance] = []
  private(set) var diagnostics: [Diagnostic] = []

  private static let opening = "<!-- debrief:allow"
  private static let closing = "-->"

  init(source: SourceText, firstLine: Int) {
    for index in source.lines.indices.dropFirst(firstLine)
    where source.lines.bytes(of: index).first == UInt8(ascii: "<") {
      let line = source.lines[index]
      if line.hasPrefix(Self.opening) { read(line, at: index, in: source) }
    }
  }

  private mutating func read(_ line: String, at index: Int, in source: SourceText) {
    let place = source.location(line: index + 1)
    let text = line.trimmed.dropFirst(Self.opening.count)
    let quotes = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard text.hasSuffix(Self.closing), quotes.count == 3, quotes[0].trimmed.hasSuffix("reason="),
      quotes[2].trimmed == Self.closing, !quotes[1].trimmed.isEmpty
    else {
      diagnostics.append(
        Diagnostic(
          code: "allow-without-reason",
          "the check is silenced without a reason",
          at: place,
          hint: "write <!-- debrief:allow L04 reason=\"why it is right here\" --> on one line"
        )
      )
      return
    }
    let names = quotes[0].trimmed.dropLast("reason=".count).trimmed
    let rules = names.split { $0 == " " || $0 == "," }.map(String.init)
    guard !rules.isEmpty, let heading = Self.heading(after: index, in: source.lines) else {
      diagnostics.append(
        Diagnostic(
          code: "allow-without-heading",
          "nothing is named that could be silenced here",
          at: place,
          hint: "name the rule, and put the comment before the heading that it is meant for"
        )
      )
      return
    }
    let level = Self.level(of: source.lines[heading])
    let end =
      level == 1
      ? source.lines.count
      : source.lines[(heading + 1)...].firstIndex { (1...level).contains(Self.level(of: $0)) }
        ?? source.lines.count
    allowances.append(
      Allowance(
        rules: rules,
        reason: String(quotes[1]),
        lines: (heading + 1)...max(heading + 1, end)
      )
    )
  }

  /// The index of the heading that follows, other comments and empty lines between them allowed.
  private static func heading(after index: Int, in lines: SourceLines) -> Int? {
    let next = lines[(index + 1)...].firstIndex { line in
      !line.trimmed.isEmpty && !line.hasPrefix(opening)
    }
    return next.flatMap { level(of: lines[$0]) > 0 ? $0 : nil }
  }

  /// How many number signs begin a heading; 0 for another line.
  private static func level(of line: String) -> Int {
    let signs = line.utf8.prefix { $0 == UInt8(ascii: "#") }.count
    return (1...6).contains(signs) && line.utf8.dropFirst(signs).first == UInt8(ascii: " ")
      ? signs : 0
  }
}
