import Content
import Foundation

/// Reads notes of Anki in plain text: front and back, or a text with `{{c1::gaps}}`.
package struct AnkiReader {
  private let source: SourceText
  private let header: AnkiHeader
  private var reading = ForeignReading()
  private var fronts: [String: Int] = [:]

  package static func read(_ source: SourceText) -> ForeignReading {
    var reader = AnkiReader(source)
    reader.readNotes()
    reader.reading.limitDiagnostics(source)
    return reader.reading
  }

  private init(_ source: SourceText) {
    self.source = source
    header = AnkiHeader(Array(source.lines))
  }

  private mutating func warn(_ line: Int, _ code: String, _ message: String, _ hint: String) {
    guard reading.diagnostics.count <= ForeignSource.mostDiagnostics * 2 else { return }
    reading.diagnostics.append(
      Diagnostic(.warning, code: code, message, at: source.place(line: line, byte: 0), hint: hint)
    )
  }

  private mutating func readNotes() {
    for (key, line) in header.unknown {
      warn(line, "anki-header", "the header ‘\(key)’ is not known", "it is taken as a comment")
    }
    let body = source.lines.dropFirst(header.lineCount)
    let separator =
      header.separator
      ?? AnkiHeader.guess(body.first { !$0.trimmed.isEmpty && !$0.hasPrefix("#") } ?? "")
    let table = DelimitedRows(
      body.joined(separator: "\n"),
      separator: separator,
      from: header.lineCount + 1,
      skippingComments: true
    )
    if let line = table.openQuote {
      reading.diagnostics.append(
        Diagnostic(
          code: "anki-quote",
          "a quotation mark is not closed",
          at: source.place(line: line, byte: 0),
          hint: "close it, and double those within a field"
        )
      )
      return
    }
    for row in table.rows { read(row) }
    if table.rows.count == DelimitedRows.mostRows {
      reading.diagnostics.append(
        Diagnostic(
          code: "anki-too-many-notes",
          "there are too many notes",
          at: source.location(line: 1),
          hint: "divide the file"
        )
      )
    }
  }

  private mutating func read(_ row: DelimitedRows.Row) {
    let named = Dictionary(
      header.columns.enumerated().map { ($1.lowercased(), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let tagsColumn = header.tagsColumn ?? named["tags"]
    let special = Set(
      [header.notetypeColumn, header.deckColumn, tagsColumn, header.guidColumn].compactMap(\.self)
    )
    let cell = { (column: Int?) -> String? in
      guard let column, column < row.fields.count else { return nil }
      let text = row.fields[column].trimmed
      return text.isEmpty ? nil : text
    }
    let fields = row.fields.enumerated().filter { !special.contains($0.offset) }.map(
      \.element.trimmed
    )
    let filled = fields.filter { !$0.isEmpty }
    guard let front = fields.first, !front.isEmpty, let first = filled.first else {
      reading.drop("note", line: row.line, "the first field is empty")
      return warn(row.line, "anki-front-empty", "the note has no front", "fill the first field")
    }
    var item = ForeignItem(
      kind: .shortText,
      stem: "",
      location: source.place(line: row.line, byte: 0)
    )
    item.tags = header.tags + (cell(tagsColumn)?.split(separator: " ").map(String.init) ?? [])
    item.category = cell(header.deckColumn) ?? header.deck
    item.identifier = cell(header.guidColumn)
    if let text = filled.first(where: { $0.contains("{{c") }), readGaps(text, into: &item) {
      let others = filled.filter { $0 != text }
      if let after = fields.firstIndex(of: text).map({ fields[($0 + 1)...] })?.first(where: {
        !$0.isEmpty
      }) {
        item.generalFeedback = foreign(after)
      }
      if others.count > (item.generalFeedback.isEmpty ? 0 : 1) {
        reading.drop(
          item.name,
          line: row.line,
          "fields besides the text with gaps and the one after it"
        )
      }
    } else {
      guard filled.count > 1 else {
        reading.drop(String(first.prefix(80)), line: row.line, "the note has no back")
        return warn(
          row.line,
          "anki-back-empty",
          "the note has no back",
          "fill the second field, or mark a gap by {{c1::…}}"
        )
      }
      item.stem = foreign(first)
      item.answers = [ForeignItem.Answer(foreign(filled[1]), weight: 1)]
      if filled.count > 2 {
        item.generalFeedback = foreign(filled[2])
        if filled.count > 3 { reading.drop(item.name, line: row.line, "fields after the third") }
      }
    }
    if row.fields.contains(where: { $0.contains("[sound:") }) {
      reading.drop(item.name, line: row.line, "a sound")
    }
    look(forSame: first, row.line, item)
    reading.items.append(item)
  }

  /// Anki takes notes with one first field for one note, whichever way its letters are composed.
  private mutating func look(forSame first: String, _ line: Int, _ item: ForeignItem) {
    let key = "\(item.category ?? "")\n\(first.precomposedStringWithCanonicalMapping)"
    if let before = fronts[key] {
      warn(
        line,
        "anki-same-front",
        "the front is that of line \(before)",
        "keep one of them: Anki takes them for one note"
      )
    } else {
      fronts[key] = line
    }
  }

  private static func withoutSounds(_ text: String) -> String {
    guard text.contains("[sound:") else { return text }
    var parts = text.split(separator: "[sound:", omittingEmptySubsequences: false).map { $0[...] }
    for index in parts.indices.dropFirst() {
      let end = parts[index].firstIndex(of: "]")
      parts[index] = end.map { parts[index][parts[index].index(after: $0)...] } ?? ""
    }
    return parts.joined()
  }

  private func foreign(_ text: String) -> ForeignText {
    let plain = Self.withoutSounds(text).trimmed
    let isHTML = header.isHTML ?? (plain.contains("<") || plain.contains("&"))
    return ForeignText(plain, isHTML ? .html : .plain)
  }

  /// `{{c1::answer::hint}}`; a gap within a gap stays text.
  private func readGaps(_ text: String, into item: inout ForeignItem) -> Bool {
    let bytes = Array(text.utf8)
    var stem: [UInt8] = []
    var place = 0
    var canEnd = true
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "{"), canEnd, let start = Self.gapStart(bytes, place)
      else {
        stem.append(bytes[place])
        place += 1
        continue
      }
      guard
        let end = bytes[start...].firstIndex(where: {
          $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "{")
        })
      else {
        canEnd = false
        continue
      }
      let parts = String(decoding: bytes[start..<end], as: UTF8.self).split(
        separator: "::",
        maxSplits: 1
      )
      guard bytes[end] == UInt8(ascii: "}"), let answer = parts.first.map({ foreign(String($0)) }),
        !answer.plain.isEmpty, item.gaps.count < 200
      else {
        stem += bytes[place..<end]
        place = end
        continue
      }
      item.gaps.append(
        ForeignItem.Gap(kind: .shortText, answers: [ForeignItem.Answer(answer, weight: 1)])
      )
      stem += "{{\(item.gaps.count)}}".utf8
      if parts.count == 2 { stem += " (\(parts[1]))".utf8 }
      place = end + 1
      if place < bytes.count, bytes[place] == UInt8(ascii: "}") { place += 1 }
    }
    guard !item.gaps.isEmpty else { return false }
    item.kind = .cloze
    item.stem = foreign(String(decoding: stem, as: UTF8.self))
    return true
  }

  /// Where the answer begins, if `{{c1::` stands at a place.
  private static func gapStart(_ bytes: [UInt8], _ place: Int) -> Int? {
    guard bytes[place...].starts(with: "{{c".utf8) else { return nil }
    let digits = bytes[(place + 3)...].prefix(3).prefix { (48...57).contains($0) }
    let after = digits.endIndex
    guard !digits.isEmpty, bytes[after...].starts(with: "::".utf8) else { return nil }
    return after + 2
  }
}
