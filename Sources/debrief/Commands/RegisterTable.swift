import Content
import Interchange
import Storage

/// A register as a CSV file lists it, its columns mapped to what an entry has.
struct RegisterTable {
  enum Field: String, CaseIterable {
    case statement
    case reference
    case source
    case severity
    case requirement
    case evidence
    case effect
    case control
    case status
  }

  struct Row {
    let line: Int

    /// Only cells that hold something.
    let cells: [Field: String]

    /// Which of the rows before it in the file are alike, counted from 1.
    let copy: Int

    /// Tells the row from all others by what it holds, wherever it stands.
    var mark: String { "#\(Self.digest(cells).abbreviated)" + (copy > 1 ? "-\(copy)" : "") }

    static func digest(_ cells: [Field: String]) -> Digest {
      let members = cells.map { ($0.key.rawValue, JSONValue.string($0.value)) }
      return Digest(of: JSONValue.object(Dictionary(members) { $1 }).canonicalBytes)
    }
  }

  let rows: [Row]

  /// Columns that no mapping names.
  let unmapped: [String]

  /// An organisation beyond this imports in parts.
  private static let mostRows = 10_000

  init(path: String, mapping: [String]) throws {
    let bytes: [UInt8]
    do throws(FileFault) { bytes = try readRegularFile(path, atMost: 64 << 20) } catch {
      throw Refusal(.noInput, "\(path): \(error.reason)", hint: "name a CSV file that you may read")
    }
    let text = try SourceText(path: path, bytes: bytes).text
    let table = DelimitedRows(text, separator: UInt8(ascii: ","), atMost: Self.mostRows + 2)
    guard let header = table.rows.first?.fields.map(\.trimmed) else {
      throw Refusal(.badData, "\(path) is empty", hint: "the first line names the columns")
    }
    if let line = table.openQuote {
      throw Refusal(
        .badData,
        "\(path):\(line): a quotation mark is never closed",
        hint: "close it, or double it where it is part of the text"
      )
    }
    guard table.rows.count <= Self.mostRows + 1 else {
      throw Refusal(
        .badData,
        "\(path) has more than \(Self.mostRows) rows",
        hint: "divide it into parts"
      )
    }
    let fields = try Self.fields(mapping, header: header)
    unmapped = header.indices.filter { fields[$0] == nil }.map { header[$0] }
    var copies: [[Field: String]: Int] = [:]
    rows = table.rows.dropFirst().map { row in
      var cells: [Field: String] = [:]
      for (index, text) in row.fields.enumerated() where !text.trimmed.isEmpty {
        if let field = fields[index] { cells[field] = text.trimmed }
      }
      copies[cells, default: 0] += 1
      return Row(line: row.line, cells: cells, copy: copies[cells] ?? 1)
    }
  }

  /// What each column is.
  private static func fields(_ mapping: [String], header: [String]) throws -> [Int: Field] {
    var fields: [Int: Field] = [:]
    for text in mapping {
      let parts = text.split(separator: "=", maxSplits: 1).map(\.trimmed)
      guard parts.count == 2, let field = Field(rawValue: parts[1]) else {
        throw Refusal(
          .usage,
          "‘\(text)’ maps nothing",
          hint: "write COLUMN=FIELD; fields are "
            + Field.allCases.map(\.rawValue).joined(separator: ", ")
        )
      }
      guard let column = header.firstIndex(of: parts[0]) else {
        throw Refusal(
          .badData,
          "there is no column ‘\(parts[0])’",
          hint: "columns are: \(header.joined(separator: ", "))"
        )
      }
      guard !fields.values.contains(field), fields[column] == nil else {
        throw Refusal(.usage, "‘\(text)’ is mapped twice", hint: "map each once")
      }
      fields[column] = field
    }
    guard fields.values.contains(.statement) else {
      throw Refusal(
        .usage,
        "no column is mapped to statement",
        hint: "say which column tells what was seen: --map COLUMN=statement"
      )
    }
    return fields
  }
}

extension RegisterTable.Row {
  /// A cell that holds one of several words; `nil` for an empty one.
  func word<Value>(
    _ field: RegisterTable.Field,
    _ read: (String) -> Value?
  ) throws(RowFault) -> Value? {
    guard let text = cells[field] else { return nil }
    guard let value = read(text) ?? read(text.lowercased()) else {
      throw RowFault("‘\(text)’ is no \(field.rawValue)")
    }
    return value
  }
}
