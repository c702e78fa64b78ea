import Content

/// What can be written, by the name that the command line uses.
package enum ExportFormat: String, CaseIterable, Sendable {
  case gift
  case moodleXML = "moodle-xml"
  case qti3
  case anki
  case csv
  case markdown

  /// How the names of its files end.
  package var fileExtension: String {
    switch self {
    case .gift: "gift"
    case .moodleXML: "xml"
    case .qti3: "zip"
    case .anki: "txt"
    case .csv: "csv"
    case .markdown: "md"
    }
  }

  /// Writes questions as one file, and says what did not fit into it.
  ///
  /// Markdown is not among them: it is written by incident.
  package func write(_ items: [ForeignItem]) -> ForeignWriting {
    switch self {
    case .gift: GIFTWriter.write(items)
    case .moodleXML: MoodleXMLWriter.write(items)
    case .qti3: QTI3Writer.write(items)
    case .anki: AnkiWriter.write(items)
    case .csv: CSVWriter.write(items)
    case .markdown: ForeignWriting()
    }
  }
}

/// What a writer gives: the bytes of a file, and what became of each question.
package struct ForeignWriting: Sendable {
  package var bytes: [UInt8] = []
  package private(set) var losses: [Loss] = []

  /// How many questions the file holds.
  package private(set) var count = 0

  package init() {}

  mutating func keep(_ item: ForeignItem, changes: [String] = []) {
    count += 1
    if changes.isEmpty {
      losses.append(Loss(.kept, item: item.name, line: item.location.line, reason: "as it was"))
    }
    for change in changes {
      losses.append(Loss(.changed, item: item.name, line: item.location.line, reason: change))
    }
  }

  mutating func drop(_ item: ForeignItem, _ reason: String) {
    losses.append(Loss(.dropped, item: item.name, line: item.location.line, reason: reason))
  }

  /// Takes over what is an incident as a whole.
  package mutating func keep(incident: Incident) {
    for item in incident.lessons.flatMap(\.items) { keep(ForeignItem(item)) }
  }
}
