import Content

/// A table as RFC 4180 writes it: UTF-8 without a mark, a header, CRLF after every row.
///
/// Spreadsheets run a text that begins like a formula. So a text cell that begins like one
/// (``beginsLikeFormula(_:)``) gets a leading `'`; number cells never do, or `-5` would be no number.
/// The guard cannot be undone from the file alone: JSON holds the text without it.
package struct CSVTable: Hashable, Sendable {
  package enum Cell: Hashable, Sendable {
    case text(String)
    case integer(Int)

    /// Rounded to a fixed number of decimals.
    case decimal(Double, places: Int)
    case empty
  }

  package let header: [String]
  package let rows: [[Cell]]

  package init(header: [String], rows: [[Cell]]) {
    self.header = header
    self.rows = rows
  }

  /// The whole file.
  package var text: String {
    ([header.map(Cell.text)] + rows).map { cells in
      cells.map(\.written).joined(separator: ",") + "\r\n"
    }.joined()
  }
}

extension CSVTable.Cell {
  /// The value, or an empty cell.
  package init(_ value: Double?, places: Int) {
    self = value.map { .decimal($0, places: places) } ?? .empty
  }

  package init(_ value: Int?) { self = value.map { .integer($0) } ?? .empty }

  package init(_ text: String?) { self = text.map { .text($0) } ?? .empty }

  fileprivate var written: String {
    switch self {
    case .text(let text): Self.quoted(Self.guarded(text))
    case .integer(let number): String(number)
    case .decimal(let value, let places): Reports.decimal(value, places: places)
    case .empty: ""
    }
  }

  /// The guard looks at the text as it came: neutralising turns a tab into a space.
  private static func guarded(_ text: String) -> String {
    (beginsLikeFormula(text) ? "'" : "") + printable(text)
  }

  private static func quoted(_ text: String) -> String {
    let special: Set<Unicode.Scalar> = ["\"", ",", "\n", "\r"]
    guard text.unicodeScalars.contains(where: special.contains) else { return text }
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\"" { output.append(scalar) }
      output.append(scalar)
    }
    return "\"\(String(output))\""
  }
}
