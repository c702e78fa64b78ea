import Content
import Records

/// A document of paragraphs, lists, tables and key figures, which can be a page as well as Markdown.
///
/// Texts may be anything: each form escapes them in its own way.
package struct PlainDocument: Sendable {
  package enum Block: Sendable {
    case paragraph(String)
    case list([String])
    case figures([Figure])
    case table(caption: String, columns: [HTMLTable.Column], rows: [[String]])
  }

  package struct Figure: Sendable {
    package let value: String
    package let words: String
    package let note: String

    package init(_ value: String, _ words: String, note: String) {
      self.value = value
      self.words = words
      self.note = note
    }
  }

  package struct Section: Sendable {
    package let id: String
    package let title: String
    package let blocks: [Block]

    package init(_ id: String, _ title: String, _ blocks: [Block]) {
      self.id = id
      self.title = title
      self.blocks = blocks
    }
  }

  package let title: String
  package let lede: String
  package let sections: [Section]
  package let basis: ReportBasis

  package init(title: String, lede: String, sections: [Section], basis: ReportBasis) {
    self.title = title
    self.lede = lede
    self.sections = sections
    self.basis = basis
  }
}

// MARK: - HTML

extension PlainDocument {
  package var html: String {
    HTMLPage(
      title: title,
      lede: Markup(lede),
      sections: sections.map { section in
        HTMLPage.Section(
          id: section.id,
          title: section.title,
          Markup(section.blocks.map(\.markup))
        )
      },
      basis: basis
    ).text
  }
}

extension PlainDocument.Block {
  fileprivate var markup: Markup {
    switch self {
    case .paragraph(let text): .tag("p", Markup(text))
    case .list(let lines):
      .tag("ul", ["class": "plain"], Markup(lines.map { .tag("li", Markup($0)) }))
    case .figures(let figures):
      KeyFigure.list(
        figures.map { KeyFigure(value: $0.value, words: $0.words, note: $0.note) }
      )
    case .table(let caption, let columns, let rows):
      HTMLTable(
        caption: caption,
        columns: columns,
        rows: rows.map { row in
          row.map { Markup.tag("span", ["class": "words"], Markup($0)) }
        }
      ).markup()
    }
  }
}

// MARK: - Markdown

extension PlainDocument {
  /// The same as CommonMark with GitHub's tables.
  package var markdown: String {
    let simulated = basis.isSimulated ? ["> \(ReportBasis.simulatedWords)", ""] : []
    let organisation = MarkdownText.inline(printable(basis.programme.organisation))
    let head = ["# \(plain(title))", "", "\(organisation), as of \(basis.asOf)", ""]
    let body = sections.flatMap { section in
      ["## \(plain(section.title))", ""] + section.blocks.flatMap(\.lines)
    }
    let foot = [
      "---", "",
      "Rests on \(basis.head.size) entries of `\(basis.head.origin)` with root "
        + "`\(basis.head.root)`; check it with `debrief records verify`.",
    ]
    let all = head + simulated + [plain(lede), ""] + body + foot
    return all.joined(separator: "\n") + "\n"
  }
}

/// A text on one line that is nothing but text in Markdown, also in a cell of a table.
private func plain(_ text: String) -> String {
  let line = printable(text).split(whereSeparator: \.isNewline).joined(separator: " ")
  return MarkdownText.inline(line)
}

extension PlainDocument.Block {
  fileprivate var lines: [String] {
    switch self {
    case .paragraph(let text): return [plain(text), ""]
    case .list(let lines): return lines.map { "- \(plain($0))" } + [""]
    case .figures(let figures):
      return figures.map { "- **\(plain($0.value))** \(plain($0.words)) (\(plain($0.note)))" } + [
        ""
      ]
    case .table(_, let columns, let rows):
      let row = { (cells: [String]) in "| \(cells.map(plain).joined(separator: " | ")) |" }
      let rule = columns.map { $0.isNumber ? "---:" : "---" }.joined(separator: " | ")
      return [row(columns.map(\.title)), "| \(rule) |"] + rows.map(row) + [""]
    }
  }
}
