import Content

/// Reads a table of questions whose first row names the columns.
package struct CSVReader {
  private let source: SourceText
  private var reading = ForeignReading()
  private var columns: [Int: CSVColumn] = [:]

  package static func read(_ source: SourceText) -> ForeignReading {
    var reader = CSVReader(source: source)
    reader.readTable()
    reader.reading.limitDiagnostics(source)
    return reader.reading
  }

  private init(source: SourceText) { self.source = source }

  private mutating func fault(
    _ severity: Diagnostic.Severity,
    _ line: Int,
    _ code: String,
    _ message: String,
    _ hint: String
  ) {
    reading.diagnostics.append(
      Diagnostic(severity, code: code, message, at: source.place(line: line, byte: 0), hint: hint)
    )
  }

  private mutating func readTable() {
    let head = source.lines.first { !$0.trimmed.isEmpty } ?? ""
    let separators = ",;\t|".utf8
    let separator = separators.max { left, right in
      head.utf8.count { $0 == left } < head.utf8.count { $0 == right }
    }
    let table = DelimitedRows(source.text, separator: separator ?? UInt8(ascii: ","))
    if let line = table.openQuote {
      return fault(
        .error,
        line,
        "csv-quote",
        "a quotation mark is not closed",
        "close it, and double those within a field"
      )
    }
    guard let heading = table.rows.first else { return }
    guard heading.fields.count <= 500 else {
      return fault(
        .error,
        heading.line,
        "csv-too-many-columns",
        "the first row has \(heading.fields.count) columns, and 500 are read",
        "keep the columns that hold questions"
      )
    }
    for (index, name) in heading.fields.enumerated() {
      if let column = CSVColumn(name) {
        if columns.values.contains(column) {
          fault(
            .warning,
            heading.line,
            "csv-column-twice",
            "the column ‘\(name.prefix(40))’ stands twice",
            "the first is read"
          )
        } else {
          columns[index] = column
        }
      } else if !name.trimmed.isEmpty {
        reading.drop("column ‘\(name.prefix(60))’", line: heading.line, "the heading is not known")
      }
    }
    guard columns.values.contains(.stem) else {
      return fault(
        .error,
        heading.line,
        "csv-no-question-column",
        "no column is called question",
        "name the columns in the first row, such as question, option1, option2, correct, explanation"
      )
    }
    for row in table.rows.dropFirst() { read(row) }
    if table.rows.count == DelimitedRows.mostRows {
      fault(
        .error,
        source.lines.count,
        "csv-too-many-rows",
        "there are too many rows",
        "divide the file"
      )
    }
  }

  private mutating func read(_ row: DelimitedRows.Row) {
    var cells: [CSVColumn: String] = [:]
    for (index, column) in columns where index < row.fields.count {
      let text = FormulaStart.restored(row.fields[index]).trimmed
      if !text.isEmpty { cells[column] = text }
    }
    guard let stem = cells[.stem] else {
      return fault(
        .error,
        row.line,
        "csv-no-question",
        "the row has no question",
        "fill the column of questions, or take the row out"
      )
    }
    var item = ForeignItem(
      kind: .singleChoice,
      title: cells[.title],
      stem: ForeignText(stem),
      location: source.place(line: row.line, byte: 0)
    )
    item.identifier = cells[.identifier]
    item.category = cells[.category]
    item.tags = (cells[.tags] ?? "").split(whereSeparator: { ",; ".contains($0) }).map(String.init)
    item.generalFeedback = ForeignText(cells[.explanation] ?? "")
    let options = (1...26).compactMap { number in
      cells[.option(number)].map { (number: number, text: $0) }
    }
    let key = cells[.correct] ?? ""
    if readAnswers(options, key, cells, row, into: &item) { reading.items.append(item) }
  }

  private mutating func readAnswers(
    _ options: [(number: Int, text: String)],
    _ key: String,
    _ cells: [CSVColumn: String],
    _ row: DelimitedRows.Row,
    into item: inout ForeignItem
  ) -> Bool {
    let isPairs = options.contains { cells[.match($0.number)] != nil }
    let kind = kind(named: cells[.kind] ?? "") ?? (isPairs ? .matching : nil)
    let feedback = { (number: Int) in ForeignText(cells[.feedback(number)] ?? "") }
    switch kind {
    case .essay?, .description?: item.kind = kind ?? .essay
    case .matching?:
      item.kind = .matching
      let all = (1...26).filter { cells[.option($0)] != nil || cells[.match($0)] != nil }
      item.pairs = all.map {
        ForeignItem.Pair(
          ForeignText(cells[.option($0)] ?? ""),
          ForeignText(cells[.match($0)] ?? "")
        )
      }
    case .ordering?:
      item.kind = .ordering
      item.answers = options.map {
        ForeignItem.Answer(ForeignText($0.text), weight: 1, feedback: feedback($0.number))
      }
    case .shortText?, .numeric?:
      return readTyped(kind ?? .shortText, options, key, feedback, row, into: &item)
    case nil where options.isEmpty:
      guard !key.isEmpty else {
        fault(
          .error,
          row.line,
          "csv-no-answer",
          "the row has neither options nor an answer",
          "fill option1, option2 and correct, or an answer alone"
        )
        return false
      }
      return readTyped(
        PlainNumber(key) == nil ? .shortText : .numeric,
        [],
        key,
        feedback,
        row,
        into: &item
      )
    case .cloze?:
      reading.drop(item.name, line: row.line, "a row cannot hold a text with gaps")
      return false
    default:
      return readChoice(kind, options, key, feedback, row, into: &item)
    }
    return true
  }

  private func kind(named name: String) -> ForeignItem.Kind? {
    if let kind = ForeignItem.Kind(rawValue: name.lowercased()) { return kind }
    switch lettersAndDigits(name) {
    case "multichoice", "multiplechoice", "mc", "choice", "singlechoice", "single":
      return .singleChoice
    case "multipleanswer", "multipleanswers", "multiresponse", "multipleresponse", "checkbox", "ma":
      return .multipleChoice
    case "truefalse", "tf": return .trueFalse
    case "shortanswer", "shorttext", "fillin", "fillintheblank", "sa", "text": return .shortText
    case "numerical", "numeric", "number": return .numeric
    case "order", "ordering", "sequence": return .ordering
    case "matching", "match": return .matching
    case "essay", "openended": return .essay
    default: return nil
    }
  }

  private mutating func readTyped(
    _ kind: ForeignItem.Kind,
    _ options: [(number: Int, text: String)],
    _ key: String,
    _ feedback: (Int) -> ForeignText,
    _ row: DelimitedRows.Row,
    into item: inout ForeignItem
  ) -> Bool {
    item.kind = kind
    let right = keyNumbers(key, options)
    let texts = options.isEmpty ? [(number: 1, text: key)] : options
    for (index, option) in texts.enumerated() {
      let weight: Double = options.isEmpty || key.isEmpty || right.contains(index) ? 1 : 0
      var answer = ForeignItem.Answer(
        ForeignText(option.text),
        weight: weight,
        feedback: feedback(option.number)
      )
      if kind == .numeric, option.text != "*" {
        let parts = option.text.replacing("±", with: "+-").split(separator: "+-").map(\.trimmed)
        let ends = option.text.split(separator: "..").compactMap { PlainNumber($0) }
        if ends.count == 2 {
          answer.text = ForeignText("\(ends[0].text)..\(ends[1].text)")
        } else if let number = parts.first.flatMap({ PlainNumber($0) }), parts.count < 3 {
          answer.text = ForeignText(number.text)
          answer.tolerance = parts.count == 2 ? PlainNumber(parts[1])?.text : nil
        } else {
          fault(
            .error,
            row.line,
            "csv-not-a-number",
            "‘\(option.text.prefix(40))’ is no number",
            "write 42, 42 +- 1 or 40..45, with a point"
          )
          return false
        }
      }
      item.answers.append(answer)
    }
    return true
  }

  private mutating func readChoice(
    _ kind: ForeignItem.Kind?,
    _ options: [(number: Int, text: String)],
    _ key: String,
    _ feedback: (Int) -> ForeignText,
    _ row: DelimitedRows.Row,
    into item: inout ForeignItem
  ) -> Bool {
    var options = options
    if kind == .trueFalse, options.isEmpty { options = [(1, "True"), (2, "False")] }
    guard options.count > 1 else {
      fault(
        .error,
        row.line,
        "csv-one-option",
        "one option is no choice",
        "fill at least two options"
      )
      return false
    }
    let right = keyNumbers(key, options)
    if right.isEmpty {
      fault(
        .warning,
        row.line,
        "csv-no-key",
        "‘\(key.prefix(40))’ names no option",
        "write the number, the letter or the text of the right option"
      )
    }
    item.kind = kind ?? (right.count > 1 ? .multipleChoice : .singleChoice)
    if item.kind == .singleChoice, right.count > 1 { item.kind = .multipleChoice }
    let words = options.map { $0.text.lowercased() }
    if kind == nil, words == ["true", "false"] { item.kind = .trueFalse }
    let share = item.kind == .multipleChoice ? 1 / Double(max(1, right.count)) : 1
    item.answers = options.enumerated().map { index, option in
      ForeignItem.Answer(
        ForeignText(option.text),
        weight: right.contains(index) ? share : 0,
        feedback: feedback(option.number)
      )
    }
    return true
  }

  /// The places of the right options, from numbers, letters or the text itself.
  private func keyNumbers(_ key: String, _ options: [(number: Int, text: String)]) -> Set<Int> {
    if let place = options.firstIndex(where: { $0.text == key }) { return [place] }
    let words = key.split(whereSeparator: { ",;|&+ ".contains($0) }).map(String.init)
    var places: Set<Int> = []
    for word in words {
      if let number = Int(word), let place = options.firstIndex(where: { $0.number == number }) {
        places.insert(place)
      } else if word.count == 1, let letter = word.lowercased().utf8.first,
        (97...122).contains(letter),
        let place = options.firstIndex(where: { $0.number == Int(letter) - 96 })
      {
        places.insert(place)
      } else {
        // Whole texts may hold spaces.
        let texts = key.split(whereSeparator: { ",;|".contains($0) }).map(\.trimmed)
        let found = texts.compactMap { text in
          options.firstIndex { $0.text.lowercased() == text.lowercased() }
        }
        return found.count == texts.count ? Set(found) : []
      }
    }
    return places
  }
}
