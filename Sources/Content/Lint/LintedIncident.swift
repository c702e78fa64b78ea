/// An incident with its items as rules see them, and the text of its file.
struct LintedIncident: Sendable {
  let incident: Incident
  let source: SourceText
  let lexicon: Lexicon
  let items: [LintedItem]
  let today: Day

  /// What the file tells outside its items: the account, facts, causes and takeaways.
  let paragraphs: [ProseParagraph]

  init(_ incident: Incident, source: SourceText, library: ContentLibrary, today: Day) {
    let lexicon = Lexicon.of(incident.language)
    self.incident = incident
    self.source = source
    self.lexicon = lexicon
    self.today = today
    paragraphs = Self.paragraphs(of: source, lexicon)
    items = incident.lessons.flatMap { lesson -> [LintedItem] in
      let takeaway = LintedText(
        lesson.takeaway.map(\.flattened).joined(separator: " ") + " " + lesson.title,
        lexicon
      )
      return lesson.items.map { item in
        LintedItem(
          item,
          lesson: lesson,
          takeaway: takeaway,
          incident: incident,
          source: source,
          lexicon: lexicon
        )
      }
    }
  }

  /// Where the title stands; an allowance before it holds for the whole file.
  var titlePlace: SourceLocation {
    let line = source.lines.firstIndex { $0.hasPrefix("# ") }
    return line.map { source.location(line: $0 + 1) } ?? incident.location
  }

  /// Where a name of the front matter stands.
  func frontMatterPlace(of name: String) -> SourceLocation {
    let line = source.lines.firstIndex { $0.hasPrefix("\(name):") }
    return line.map { source.location(line: $0 + 1) } ?? incident.location
  }

  // MARK: Prose

  /// A paragraph comes as one text, however its lines are broken; front matter, items and tabletop
  /// are left out.
  private static func paragraphs(of source: SourceText, _ lexicon: Lexicon) -> [ProseParagraph] {
    var paragraphs: [ProseParagraph] = []
    var zone = Zone.frontMatter
    var lines: [Int] = []
    let close = { (paragraphs: inout [ProseParagraph], lines: inout [Int]) in
      if !lines.isEmpty { paragraphs.append(ProseParagraph(lines, of: source, lexicon)) }
      lines = []
    }
    for (index, line) in source.lines.enumerated() {
      let next = zone.after(line, index: index)
      let isText = next == .prose && zone == .prose && !line.utf8.allSatisfy { $0 == 0x20 }
      let beginsElement = line.hasPrefix("- ") || line.hasPrefix("#")
      if !isText || beginsElement { close(&paragraphs, &lines) }
      if isText, !line.hasPrefix("<!--") { lines.append(index) }
      if line.hasPrefix("#") { close(&paragraphs, &lines) }
      zone = next
    }
    close(&paragraphs, &lines)
    return paragraphs
  }

  private enum Zone {
    case frontMatter
    case prose
    case other

    func after(_ line: String, index: Int) -> Zone {
      if self == .frontMatter { return index > 0 && line == "---" ? .prose : .frontMatter }
      if line.hasPrefix("### ") { return .other }
      if line.hasPrefix("## ") { return line.contains(".replay") ? .other : .prose }
      return self
    }
  }
}

/// A paragraph of a file, or an element of a list, with the way back to its lines.
struct ProseParagraph: Sendable {
  let text: LintedText
  private let source: SourceText

  /// The index of each line, and where its text begins in the bytes of the paragraph.
  private let starts: [(line: Int, byte: Int)]

  init(_ lines: [Int], of source: SourceText, _ lexicon: Lexicon) {
    var joined = ""
    var starts: [(line: Int, byte: Int)] = []
    for line in lines {
      starts.append((line, joined.utf8.count))
      let text = source.lines[line]
      joined += Attributes.split(text)?.rest ?? text
      joined += "\n"
    }
    self.source = source
    self.starts = starts
    text = LintedText(joined, lexicon)
  }

  func place(of words: Range<Int>) -> SourceLocation {
    let byte = text.words[words.lowerBound].bytes.lowerBound
    let start = starts.last { $0.byte <= byte }
    guard let start else { return source.location(line: 1) }
    let line = source.lines[start.line]
    let offset = line.utf8.index(
      line.startIndex,
      offsetBy: byte - start.byte,
      limitedBy: line.endIndex
    )
    let column = line.distance(from: line.startIndex, to: offset ?? line.endIndex)
    return source.location(
      line: start.line + 1,
      column: column + 1,
      length: text[words: words].count
    )
  }

  /// Whether words stand between quotation marks: they are spoken of, not said.
  func isQuoted(_ words: Range<Int>) -> Bool {
    let start = text.words[words.lowerBound].bytes.lowerBound
    let before = String(decoding: text.text.utf8.prefix(start), as: UTF8.self)
    let opened = before.count { "“‘„«".contains($0) } - before.count { "”»".contains($0) }
    return opened > 0 || before.count { $0 == "\"" } % 2 == 1
  }
}
