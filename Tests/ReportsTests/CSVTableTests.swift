import Foundation
import Reports
import Testing

/// Reads RFC 4180, and nothing else.
struct CSVReader {
  struct Fault: Error { let offset: Int }

  private let scalars: [Unicode.Scalar]
  private var index = 0

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  static func rows(_ text: String) throws -> [[String]] {
    var reader = CSVReader(text)
    var rows: [[String]] = []
    while reader.next != nil { rows.append(try reader.row()) }
    return rows
  }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    index += 1
    return true
  }

  private mutating func row() throws -> [String] {
    var cells: [String] = []
    repeat { cells.append(try cell()) } while take(",")
    guard take("\r"), take("\n") else { throw Fault(offset: index) }
    return cells
  }

  private mutating func cell() throws -> String {
    var cell = String.UnicodeScalarView()
    let isQuoted = take("\"")
    while let scalar = next {
      if isQuoted, take("\"") {
        // Two of them stand for one; one ends the cell.
        guard take("\"") else { return String(cell) }
      } else if !isQuoted, [",", "\r", "\n", "\""].contains(scalar) {
        return String(cell)
      } else {
        index += 1
      }
      cell.append(scalar)
    }
    throw Fault(offset: index)
  }
}

func readCSV(_ text: String) throws -> [[String]] { try CSVReader.rows(text) }

@Suite struct `CSV table` {
  /// What a reader has to find for a text.
  static func expected(_ text: String) -> String {
    let first = text.unicodeScalars.first
    let isFormula = first.map { ["=", "+", "-", "@", "\t", "\r", "\n"].contains($0) } ?? false
    return (isFormula ? "'" : "") + printable(text)
  }

  static let table: (csv: CSVTable, cells: [[String]]) = {
    let texts = NastyText.some(900, seed: 5)
    let rows = stride(from: 0, to: texts.count - 2, by: 3).map { Array(texts[$0..<$0 + 3]) }
    return (
      CSVTable(
        header: ["one", "two, three", "four"],
        rows: rows.map { $0.map(CSVTable.Cell.text) }
      ),
      [["one", "two, three", "four"]] + rows.map { $0.map(expected) }
    )
  }()

  @Test func `holds what was put in`() throws {
    let read = try readCSV(Self.table.csv.text)
    #expect(read.count == Self.table.cells.count)
    for (found, wanted) in zip(read, Self.table.cells) {
      #expect(found.map { Array($0.utf8) } == wanted.map { Array($0.utf8) })
    }
  }

  @Test func `no text cell begins like a formula and none holds a control`() throws {
    for cell in try readCSV(Self.table.csv.text).joined() {
      let first = cell.unicodeScalars.first ?? " "
      #expect(!["=", "+", "-", "@", "\t", "\r", "\n"].contains(first), "\(cell.debugDescription)")
      #expect(Escaping.unsafe(cell).isEmpty, "\(cell.debugDescription)")
    }
  }

  @Test func `numbers stay numbers`() {
    let row: [CSVTable.Cell] = [
      .integer(-5), .decimal(-0.5, places: 3), .decimal(-0.000_1, places: 2), .empty,
      .text("-5"), .decimal(.nan, places: 1),
    ]
    let text = CSVTable(header: ["a", "b", "c", "d", "e", "f"], rows: [row]).text
    #expect(text == "a,b,c,d,e,f\r\n-5,-0.500,0.00,,'-5,\r\n")
  }

  static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(.enabled(if: python != nil, "skipped: there is no python3 on the PATH"))
  func `Python reads the same cells`() throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("debrief-\(UUID().uuidString).csv")
    try Data(Self.table.csv.text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.python))
    process.arguments = [
      "-c",
      """
      import csv, json, sys
      rows = csv.reader(open(sys.argv[1], newline="", encoding="utf-8"), strict=True)
      print(json.dumps(list(rows)))
      """,
      file.path,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let rows = try JSONDecoder().decode([[String]].self, from: output)
    #expect(rows.count == Self.table.cells.count)
    for (found, wanted) in zip(rows, Self.table.cells) {
      #expect(found.map { Array($0.utf8) } == wanted.map { Array($0.utf8) })
    }
  }
}
