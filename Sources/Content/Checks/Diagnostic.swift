/// A fault found in content: what is wrong, where, and the next step.
///
/// Not a finding: in this product a finding is the result of an audit.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, CaseIterable, Codable, Comparable, Sendable {
    case info
    case warning
    case error

    package static func < (left: Severity, right: Severity) -> Bool {
      left.rank < right.rank
    }

    private var rank: Int { [.info, .warning, .error].firstIndex(of: self) ?? 0 }
  }

  package let severity: Severity

  /// A stable name of the kind of fault, such as `item-without-key`.
  package let code: String

  /// Lower case, no full stop.
  package let message: String
  package let location: SourceLocation

  /// What is said under the mark in the excerpt.
  package let note: String?

  /// What to do about it.
  package let hint: String

  /// The id of the item, lesson, incident or competency that it is about, where there is one.
  package let subject: String?

  package init(
    _ severity: Severity = .error,
    code: String,
    _ message: String,
    at location: SourceLocation,
    note: String? = nil,
    hint: String,
    subject: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
    self.note = note
    self.hint = hint
    self.subject = subject
  }
}

extension Diagnostic: Comparable {
  package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    (left.location, right.severity, left.code) < (right.location, left.severity, right.code)
  }
}

// MARK: - As text

extension Diagnostic {
  /// The diagnostic with its excerpt, in the shape of compilers; safe to print on a terminal.
  package var text: String {
    let gutter = String(location.line)
    let margin = String(repeating: " ", count: gutter.count)
    var lines = [
      "debrief: \(severity.rawValue): \(neutralised(message))",
      "\(margin) --> \(neutralised(location.path)):\(gutter):\(location.column)",
    ]
    if let excerpt = location.excerpt {
      let shown = Excerpt(of: excerpt, column: location.column, length: location.length)
      lines.append("\(gutter) | \(shown.text)")
      let mark =
        String(repeating: " ", count: shown.markStart)
        + String(repeating: "^", count: shown.markLength)
      lines.append("\(margin) | \(mark)\(note.map { " \(neutralised($0))" } ?? "")")
    }
    lines.append("\(margin) hint: \(neutralised(hint))")
    return lines.joined(separator: "\n")
  }
}

/// A stretch of a line that fits a terminal, with the place of the mark in it.
struct Excerpt {
  static let widest = 100

  let text: String
  let markStart: Int
  let markLength: Int

  init(of line: String, column: Int, length: Int) {
    // Only what is near the mark is looked at; a line may be a megabyte.
    let reach = line.prefix(max(0, column - 1) + Self.widest + 1)
    let before = max(0, column - 1 - Self.widest)
    let hidden = min(before, reach.count)
    let characters = Array(neutralised(String(reach.dropFirst(hidden))))
    let mark = min(max(0, column - 1 - hidden), characters.count)
    let start = mark > Self.widest * 3 / 4 || hidden > 0 ? max(0, mark - Self.widest / 2) : 0
    let end = min(characters.count, start + Self.widest)
    let lead = start > 0 || hidden > 0 ? "…" : ""
    text = lead + String(characters[start..<end]) + (end < characters.count ? "…" : "")
    markStart = mark - start + lead.count
    markLength = max(1, min(length, max(1, end - mark)))
  }
}
