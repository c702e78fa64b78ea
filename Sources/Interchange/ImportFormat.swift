import Content

/// What can be read, by the name that the command line uses.
package enum ImportFormat: String, CaseIterable, Sendable {
  case gift
  case moodleXML = "moodle-xml"
  case aiken
  case qti
  case anki
  case text2qti
  case csv
  case veris

  /// Reads the bytes of one file; whatever is wrong with it is among the diagnostics.
  package func read(path: String, bytes: [UInt8]) -> ForeignReading {
    if self == .qti, QTIPackage.isPackage(bytes) {
      var reading = QTIPackage(path: path).read(bytes)
      let start = SourceText(path: path, text: "")
      reading.limitDiagnostics(start)
      reading.refuseIfEmpty(start, self)
      return reading
    }
    do throws(ContentFault) {
      let file = try ForeignSource(path: path, bytes: bytes)
      var reading = read(file.source)
      reading.diagnostics = file.notes + reading.diagnostics
      reading.refuseIfEmpty(file.source, self)
      return reading
    } catch {
      var reading = ForeignReading()
      reading.diagnostics = error.diagnostics
      return reading
    }
  }

  private func read(_ source: SourceText) -> ForeignReading {
    switch self {
    case .gift: GIFTReader.read(source)
    case .moodleXML: MoodleXMLReader.read(source)
    case .aiken: AikenReader.read(source)
    case .qti: QTIReader.read(source)
    case .anki: AnkiReader.read(source)
    case .text2qti: Text2QTIReader.read(source)
    case .csv: CSVReader.read(source)
    case .veris: VERISReader.read(source)
    }
  }
}

extension ForeignReading {
  /// A file without a question is no success, whatever else it holds.
  fileprivate mutating func refuseIfEmpty(_ source: SourceText, _ format: ImportFormat) {
    if items.count > ForeignSource.mostItems {
      diagnostics.append(
        Diagnostic(
          code: "too-many-questions",
          "the file holds \(items.count) questions, and \(ForeignSource.mostItems) are read",
          at: source.location(line: 1),
          hint: "divide it into several files"
        )
      )
      items.removeLast(items.count - ForeignSource.mostItems)
    }
    guard items.isEmpty, incident == nil, !hasErrors else { return }
    diagnostics.append(
      Diagnostic(
        code: "no-question",
        losses.contains { $0.outcome == .dropped }
          ? "no question of the file can be taken over" : "the file holds no question",
        at: source.location(line: 1),
        hint: "check that the file is \(format.rawValue), and what the report says was dropped"
      )
    )
  }
}
