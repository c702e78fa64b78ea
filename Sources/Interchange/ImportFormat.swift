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
      reading.noteNamesakes()
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
  /// Says which questions have the name that another has; names are what a second import goes by.
  fileprivate mutating func noteNamesakes() {
    var first: [String: SourceLocation] = [:]
    var namesakes: [ForeignItem] = []
    for item in items {
      guard let name = (item.identifier ?? item.title)?.lowercased(), !name.trimmed.isEmpty else {
        continue
      }
      if first[name] == nil { first[name] = item.location } else { namesakes.append(item) }
    }
    guard let item = namesakes.first,
      let earlier = first[(item.identifier ?? item.name).lowercased()]
    else { return }
    let more = namesakes.count > 1 ? ", and \(namesakes.count - 1) more are named twice" : ""
    diagnostics.append(
      Diagnostic(
        .warning,
        code: "question-named-twice",
        "‘\((item.identifier ?? item.name).prefix(60))’ is named as on line \(earlier.line)\(more)",
        at: item.location,
        hint: "give each question a name of its own, so that a second import finds it again"
      )
    )
  }

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
