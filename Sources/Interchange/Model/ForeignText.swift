import Content

/// A text in the markup that it came in.
package struct ForeignText: Hashable, Sendable, ExpressibleByStringLiteral {
  package enum Markup: String, Codable, Sendable {
    /// Moodle's own: text whose line breaks count, and which may hold HTML.
    case moodle
    case html
    case markdown
    case plain
  }

  package var text: String
  package var markup: Markup

  package init(_ text: String, _ markup: Markup = .plain) {
    self.text = text
    self.markup = markup
  }

  package init(stringLiteral value: String) { self.init(value) }

  package var isEmpty: Bool { text.isEmpty }

  /// The text alone, in one line.
  package var plain: String { paragraphs.joined(separator: " ") }

  /// The text alone, a paragraph each.
  package var paragraphs: [String] {
    let flat =
      switch markup {
      case .html: HTMLText.flattened(text)
      case .moodle:
        text.utf8.contains(UInt8(ascii: "<")) ? HTMLText.flattened(text, breaks: true) : text
      case .markdown, .plain: text
      }
    return flat.split(whereSeparator: \.isNewline).map { line in
      line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }.filter { !$0.isEmpty }
  }

  /// Whether taking the text out of its markup loses something that can be seen.
  package var losesMarkup: Bool {
    switch markup {
    case .html, .moodle: HTMLText.hasMarkup(text)
    case .markdown, .plain: false
    }
  }
}
