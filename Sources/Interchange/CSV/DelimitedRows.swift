import Content

/// Rows of a text whose fields are divided by a sign and may stand in quotation marks (RFC 4180).
///
/// Fields in quotation marks may hold line feeds, the sign, and doubled quotation marks. One pass.
package struct DelimitedRows {
  package struct Row {
    package let fields: [String]
    package let line: Int

    /// Whether the first field begins with a quotation mark, so that `#` is text.
    let isQuoted: Bool
  }

  package private(set) var rows: [Row] = []

  /// The line of a quotation mark that nothing closes.
  package private(set) var openQuote: Int?

  /// More rows are refused by whoever reads them.
  package static let mostRows = ForeignSource.mostItems + 1

  package init(
    _ text: String,
    separator: UInt8,
    from firstLine: Int = 1,
    skippingComments: Bool = false,
    atMost mostRows: Int = Self.mostRows
  ) {
    var fields: [String] = []
    var field: [UInt8] = []
    var isInside = false
    var wasQuoted = false
    var firstQuoted = false
    var line = firstLine
    var start = firstLine
    var rowStart = true
    let bytes = Array(text.utf8)
    var place = 0
    var quoteLine = firstLine
    func take() {
      if fields.isEmpty { firstQuoted = wasQuoted }
      fields.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    while place < bytes.count, rows.count < mostRows {
      let byte = bytes[place]
      if rowStart, skippingComments, byte == UInt8(ascii: "#") {
        while place < bytes.count, bytes[place] != 0x0A { place += 1 }
        place += 1
        line += 1
        start = line
        continue
      }
      rowStart = false
      if isInside {
        if byte == UInt8(ascii: "\"") {
          if place + 1 < bytes.count, bytes[place + 1] == byte {
            field.append(byte)
            place += 1
          } else {
            isInside = false
          }
        } else {
          if byte == 0x0A { line += 1 }
          field.append(byte)
        }
      } else if byte == UInt8(ascii: "\""), field.isEmpty, !wasQuoted {
        isInside = true
        wasQuoted = true
        quoteLine = line
      } else if byte == separator {
        take()
      } else if byte == 0x0A {
        take()
        rows.append(Row(fields: fields, line: start, isQuoted: firstQuoted))
        fields = []
        line += 1
        start = line
        rowStart = true
      } else {
        field.append(byte)
      }
      place += 1
    }
    if isInside { openQuote = quoteLine }
    if !fields.isEmpty || !field.isEmpty || wasQuoted {
      take()
      rows.append(Row(fields: fields, line: start, isQuoted: firstQuoted))
    }
    rows.removeAll { $0.fields.allSatisfy { $0.trimmed.isEmpty } }
  }

  /// A field as RFC 4180 writes it.
  static func quoted(_ text: String, separator: Character, always: Bool = false) -> String {
    let needs =
      always || text.contains { $0 == "\"" || $0 == separator || $0.isNewline }
      || text.first?.isWhitespace == true || text.last?.isWhitespace == true || text.hasPrefix("#")
    return needs ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }
}

/// Text that a spreadsheet would take for a formula, and back.
enum FormulaStart {
  /// With an apostrophe before what begins as a formula does.
  static func neutralised(_ text: String) -> String {
    beginsLikeFormula(text.drop { $0 == "'" }) ? "'\(text)" : text
  }

  static func restored(_ text: String) -> String {
    text.hasPrefix("'") && beginsLikeFormula(text.drop { $0 == "'" })
      ? String(text.dropFirst()) : text
  }
}
