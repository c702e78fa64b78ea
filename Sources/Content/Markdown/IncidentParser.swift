/// Reads one incident file: front matter, narrative, facts, timeline, causes, lessons and items.
///
/// Structure is carried by heading classes, not by English words, so that a translation parses alike.
/// Nothing is thrown: every fault of the file becomes a diagnostic, and ``incident`` is there only if
/// none of them is an error.
struct IncidentParser {
  let source: SourceText
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var incident: Incident?

  /// Attributes by the line at whose end they stand.
  private var attributes: [Int: Attributes] = [:]

  /// The lines that an import or a scaffold left for a person to fill.
  private var unfilledLines: [Int] = []

  init(_ source: SourceText) {
    self.source = source
    parse()
    if diagnostics.contains(where: { $0.severity == .error }) { incident = nil }
  }

  // MARK: The file

  private mutating func parse() {
    guard let frontMatterEnd else {
      report(
        "front-matter-missing",
        "the file does not begin with front matter",
        at: source.location(line: 1),
        hint: "begin with a line “---”, then “incident: …”, and close with another “---”"
      )
      return
    }
    let header = IncidentHeader(source, lines: 1..<frontMatterEnd)
    diagnostics += header.diagnostics

    let body = body(after: frontMatterEnd)
    let blocks = MarkdownParser.blocks(of: body)
    checkPictures(blocks)
    let sections = sections(of: blocks)
    var facts: [Fact] = []
    var timeline: [TimelineEntry] = []
    var causes: [Cause] = []
    var lessons: [Lesson] = []
    var tabletop: Tabletop?
    for section in sections.level2 {
      let classes = section.attributes?.classes ?? []
      switch classes {
      case ["facts"]: facts += self.facts(in: section)
      case ["timeline"]: timeline += self.timeline(in: section)
      case ["causes"]: causes += self.causes(in: section)
      case ["lesson"]: lesson(in: section, of: header.id).map { lessons.append($0) }
      case ["replay"]: tabletop = tabletop ?? self.tabletop(in: section)
      default: reportUnknown(section, classes: classes)
      }
    }
    let allowances = AllowanceParser(source: source, firstLine: frontMatterEnd + 1)
    diagnostics += allowances.diagnostics
    checkUnfilled()
    checkIdentifiers(facts: facts, causes: causes, lessons: lessons)
    checkReferences(header: header, facts: facts, lessons: lessons)
    checkSources(header: header, timeline: timeline, facts: facts, causes: causes)
    if !sections.level2.contains(where: { $0.attributes?.classes == ["lesson"] }) {
      report(
        "incident-without-lesson",
        "the incident has no lesson",
        at: source.location(line: frontMatterEnd + 1),
        severity: .warning,
        hint: "add “## Lesson: … {#id .lesson competency=… controls=…}”"
      )
    }
    incident = header.incident(
      narrative: sections.narrative,
      facts: facts,
      timeline: timeline,
      causes: causes,
      lessons: lessons,
      tabletop: tabletop,
      allowances: allowances.allowances
    )
  }

  /// The index of the line that closes the front matter.
  private var frontMatterEnd: Int? {
    let isMark = { (index: Int) in source.lines.bytes(of: index).elementsEqual("---".utf8) }
    guard isMark(0) else { return nil }
    return source.lines.indices.dropFirst().first(where: isMark)
  }

  /// The text after the front matter, at its old line numbers, attributes taken out.
  ///
  /// Lines without attributes, nearly all of them, are taken over together.
  private mutating func body(after end: Int) -> [UInt8] {
    let text = source.utf8
    var fence: Fence?
    var body = [UInt8](repeating: UInt8(ascii: "\n"), count: end + 1)
    body.reserveCapacity(text.count)
    var taken = source.lines.range(of: end).upperBound + 1
    for index in source.lines.indices.dropFirst(end + 1) {
      let line = source.lines.range(of: index)
      guard let (first, last) = ends(of: line, in: text) else { continue }
      if Fence.marks.contains(first), let mark = Fence(text[line]) {
        if let open = fence {
          if mark.closes(open) { fence = nil }
        } else {
          fence = mark
        }
      }
      // A byte beyond ASCII may be of white space after the brace.
      guard last == UInt8(ascii: "}") || last >= 0x80, fence == nil,
        mayCarryAttributes(text[line]), let (rest, found) = Attributes.split(text[line])
      else { continue }
      if found.classes.contains("unfilled") { unfilledLines.append(index + 1) }
      attributes[index + 1] = found.without("unfilled")
      body += text[taken..<line.lowerBound]
      body += rest
      taken = line.upperBound
    }
    if taken < text.count { body += text[taken...] }
    return body
  }

  /// The first and the last byte of a line that are no blanks.
  private func ends(of line: Range<Int>, in text: [UInt8]) -> (first: UInt8, last: UInt8)? {
    var (start, end) = (line.lowerBound, line.upperBound)
    while start < end, isBlank(text[start]) { start += 1 }
    while start < end, isBlank(text[end - 1]) { end -= 1 }
    return start < end ? (text[start], text[end - 1]) : nil
  }

  /// Headings and the elements of lists do, options and what is said about them do not.
  private func mayCarryAttributes(_ line: ArraySlice<UInt8>) -> Bool {
    let start = line.drop(while: isBlank)
    return !start.starts(with: ">".utf8) && !start.starts(with: "- [".utf8)
      && !start.starts(with: "|".utf8)
  }

  // MARK: Sections

  /// A heading with what stands below it, and the headings below that.
  private struct Section {
    let title: String
    let line: Int
    let attributes: Attributes?
    var blocks: [MarkdownBlock] = []
    var subsections: [Section] = []
  }

  private func sections(
    of blocks: [MarkdownBlock]
  ) -> (narrative: [Prose], level2: [Section]) {
    var narrative: [MarkdownBlock] = []
    var sections: [Section] = []
    for block in blocks {
      if case .heading(let level, let text) = block.kind, level == 2 || level == 3 {
        let section = Section(title: text, line: block.line, attributes: attributes[block.line])
        if level == 3, !sections.isEmpty {
          sections[sections.count - 1].subsections.append(section)
        } else {
          sections.append(section)
        }
      } else if sections.isEmpty {
        narrative.append(block)
      } else if sections[sections.count - 1].subsections.isEmpty {
        sections[sections.count - 1].blocks.append(block)
      } else {
        let last = sections[sections.count - 1].subsections.count - 1
        sections[sections.count - 1].subsections[last].blocks.append(block)
      }
    }
    return (prose(of: narrative), sections)
  }

  private mutating func reportUnknown(_ section: Section, classes: [String]) {
    let known = ["facts", "timeline", "causes", "lesson", "replay"]
    let near = classes.compactMap { nearest(to: $0, in: known) }.first
    report(
      "section-unknown",
      "this section has no class that is known here",
      at: source.location(line: section.line),
      hint: near.map { "write {.\($0)} at the end of the heading" }
        ?? "end the heading with {.facts}, {.timeline}, {.causes} or {#id .lesson competency=…}"
    )
  }

  // MARK: Facts, timeline, causes

  private func elements(of section: Section) -> [MarkdownBlock.ListItem] {
    section.blocks.flatMap { block -> [MarkdownBlock.ListItem] in
      guard case .list(_, let items) = block.kind else { return [] }
      return items
    }
  }

  /// The attributes at the end of a list element, which may go over several lines.
  private func attributes(of item: MarkdownBlock.ListItem) -> Attributes? {
    var line = item.line
    while line <= source.lines.count {
      if let found = attributes[line] { return found }
      line += 1
      guard source.lines.indices.contains(line - 1), source.lines[line - 1].hasPrefix("  ") else {
        return nil
      }
    }
    return nil
  }

  private func text(of item: MarkdownBlock.ListItem) -> String {
    flattened(item.blocks)
  }

  private mutating func facts(in section: Section) -> [Fact] {
    elements(of: section).compactMap { item in
      guard let found = attributes(of: item), let id = found.identifier else {
        report(
          "fact-without-id",
          "the fact has no id",
          at: source.location(line: item.line),
          hint: "end it with {#id source=…}"
        )
        return nil
      }
      guard let origin = found["source"] else {
        report(
          "fact-without-source",
          "the fact names no source",
          at: source.location(line: item.line),
          hint: "add source=ID, an id from ‘sources’ in the front matter"
        )
        return nil
      }
      return Fact(
        id: id,
        statement: text(of: item),
        source: origin,
        status: status(found, line: item.line),
        location: source.location(line: item.line)
      )
    }
  }

  private mutating func status(_ found: Attributes, line: Int) -> Fact.Status {
    guard let text = found["status"] else { return .established }
    guard let status = Fact.Status(rawValue: text) else {
      report(
        "fact-status",
        "‘\(text)’ is no status",
        at: source.location(line: line, of: text),
        hint: "write established, alleged or disputed"
      )
      return .disputed
    }
    return status
  }

  private mutating func timeline(in section: Section) -> [TimelineEntry] {
    elements(of: section).compactMap { item in
      let raw = source.lines[item.line - 1].drop { " -*".contains($0) }
      guard let end = raw.firstRange(of: "**"), isMoment(String(raw[..<end.lowerBound])) else {
        report(
          "timeline-without-day",
          "the entry does not begin with a day",
          at: source.location(line: item.line),
          hint: "begin with “- **2025-03-04** …”"
        )
        return nil
      }
      let when = String(raw[..<end.lowerBound])
      let found = attributes(of: item)
      guard let found, let origin = found["source"] else {
        report(
          "timeline-without-source",
          "the entry names no source",
          at: source.location(line: item.line),
          hint: "end it with {source=ID}"
        )
        return nil
      }
      return TimelineEntry(
        when: when,
        statement: String(text(of: item).dropFirst(when.count)).trimmed,
        source: origin,
        status: status(found, line: item.line)
      )
    }
  }

  private mutating func causes(in section: Section) -> [Cause] {
    elements(of: section).compactMap { item in
      guard let found = attributes(of: item), let id = found.identifier else {
        report(
          "cause-without-id",
          "the cause has no id",
          at: source.location(line: item.line),
          hint: "end it with {#id control=A.…}"
        )
        return nil
      }
      let control = found["control"].map { ControlID(rawValue: $0) }
      if let control { check(control, line: item.line) }
      return Cause(
        id: id,
        statement: text(of: item),
        control: control,
        source: found["source"],
        status: status(found, line: item.line)
      )
    }
  }

  private mutating func check(_ control: ControlID, line: Int) {
    guard !control.isKnown else { return }
    report(
      "control-unknown",
      "‘\(control)’ is no control of Annex A",
      at: source.location(line: line, of: control.rawValue),
      hint: "write a number of the 2022 edition, such as A.6.8"
    )
  }

  // MARK: Lessons and items

  private mutating func lesson(in section: Section, of incident: IncidentID?) -> Lesson? {
    let place = source.location(line: section.line)
    guard let found = section.attributes, let id = found.identifier else {
      report(
        "lesson-without-id",
        "the lesson has no id",
        at: place,
        hint: "end the heading with {#id .lesson competency=…}"
      )
      return nil
    }
    guard let competency = found["competency"] else {
      report(
        "lesson-without-competency",
        "the lesson names no competency",
        at: place,
        hint: "add competency=ID, an id from competencies.yaml"
      )
      return nil
    }
    let controls = found.list("controls").map(ControlID.init(rawValue:))
    for control in controls { check(control, line: section.line) }
    let lessonID = LessonID(incident ?? IncidentID(rawValue: "unknown"), id)
    let items = section.subsections.compactMap { item(in: $0, of: lessonID) }
    if section.subsections.isEmpty {
      report(
        "lesson-without-items",
        "the lesson asks nothing",
        at: place,
        severity: .warning,
        hint: "add “### What do you do … ? {#id}” with options"
      )
    }
    return Lesson(
      id: lessonID,
      title: title(section.title),
      competency: CompetencyID(rawValue: competency),
      controls: controls,
      takeaway: prose(of: section.blocks),
      items: items,
      location: place
    )
  }

  /// A lesson's title without the word before its colon: “Lesson: confirm …” is “Confirm …”.
  private func title(_ heading: String) -> String {
    guard let colon = heading.firstIndex(of: ":"), heading[..<colon].allSatisfy(\.isLetter) else {
      return heading
    }
    let rest = heading[heading.index(after: colon)...].trimmed
    return rest.prefix(1).uppercased() + rest.dropFirst()
  }

  private mutating func item(in section: Section, of lesson: LessonID) -> Item? {
    var parser = ItemParser(source: source, attributesByLine: attributes, lesson: lesson)
    let item = parser.item(heading: section.title, line: section.line, blocks: section.blocks)
    diagnostics += parser.diagnostics
    return item
  }

  private mutating func tabletop(in section: Section) -> Tabletop? {
    var parser = TabletopParser(source: source, attributesByLine: attributes)
    let tabletop = parser.tabletop(
      title: title(section.title),
      line: section.line,
      blocks: section.blocks,
      scenes: section.subsections.map { (title: $0.title, line: $0.line, blocks: $0.blocks) }
    )
    diagnostics += parser.diagnostics
    return tabletop
  }

  // MARK: Checks across the file

  private mutating func checkPictures(_ blocks: [MarkdownBlock]) {
    for block in blocks {
      guard case .image(let alternative, let path) = block.kind else { continue }
      let isInside = !path.hasPrefix("/") && !path.contains("..") && !path.contains(":")
      if alternative.isEmpty {
        report(
          "picture-without-text",
          "the picture has no text for those who do not see it",
          at: source.location(line: block.line),
          hint: "write ![what it shows](\(path)); the terminal shows nothing else"
        )
      }
      if !isInside {
        report(
          "picture-path",
          "‘\(path)’ is no file beside this one",
          at: source.location(line: block.line),
          hint: "keep pictures below Content/incidents, and name them from there"
        )
      }
    }
  }

  /// What an import or a scaffold left for a person to fill.
  private mutating func checkUnfilled() {
    for line in unfilledLines {
      report(
        "unfilled",
        "this is for a person to fill",
        at: source.location(line: line, of: ".unfilled"),
        hint: "write what is known, and take the class .unfilled away"
      )
    }
  }

  private mutating func checkIdentifiers(facts: [Fact], causes: [Cause], lessons: [Lesson]) {
    var first: [String: Int] = [:]
    for (line, found) in attributes.sorted(by: { $0.key < $1.key }) {
      guard let id = found.identifier else { continue }
      if !isIdentifierSegment(id) {
        report(
          "id-form",
          "‘\(id)’ is no id",
          at: source.location(line: line, of: "#\(id)"),
          hint: "use lower-case letters, digits and hyphens"
        )
      }
      if let earlier = first[id] {
        report(
          "id-duplicate",
          "the id ‘\(id)’ is used twice",
          at: source.location(line: line, of: "#\(id)"),
          note: "first used on line \(earlier)",
          hint: "give this one another id; people's history hangs on it, so keep the older one"
        )
      }
      first[id] = first[id] ?? line
    }
  }

  private mutating func checkReferences(
    header: IncidentHeader,
    facts: [Fact],
    lessons: [Lesson]
  ) {
    let statusByID = Dictionary(facts.map { ($0.id, $0) }) { first, _ in first }
    for lesson in lessons {
      for item in lesson.items where !item.facts.isEmpty {
        checkFacts(of: item, statusByID)
      }
    }
  }

  private mutating func checkFacts(of item: Item, _ statusByID: [String: Fact]) {
    for name in item.facts {
      let place = source.location(line: item.location.line, of: name)
      guard let fact = statusByID[name] else {
        report(
          "fact-unknown",
          "there is no fact ‘\(name)’",
          at: place,
          hint: nearest(to: name, in: statusByID.keys.sorted()).map { "did you mean ‘\($0)’?" }
            ?? "add it below {.facts}, with its source"
        )
        continue
      }
      guard fact.status != .established else { continue }
      report(
        "key-on-unsettled-fact",
        "the key rests on a fact that is \(fact.status.rawValue)",
        at: place,
        note: "see line \(fact.location.line)",
        hint: "ask for behaviour that is right whether or not the fact holds, or leave it out"
      )
    }
  }

  private mutating func checkSources(
    header: IncidentHeader,
    timeline: [TimelineEntry],
    facts: [Fact],
    causes: [Cause]
  ) {
    guard header.wasRead else { return }  // its own fault is reported already
    let known = Set(header.sources.map(\.id))
    for (line, found) in attributes.sorted(by: { $0.key < $1.key }) {
      guard let name = found["source"], !known.contains(name) else { continue }
      report(
        "source-unknown",
        "there is no source ‘\(name)’",
        at: source.location(line: line, of: name),
        hint: nearest(to: name, in: known.sorted()).map { "did you mean ‘\($0)’?" }
          ?? "add it to ‘sources’ in the front matter"
      )
    }
  }

  private mutating func report(
    _ code: String,
    _ message: String,
    at location: SourceLocation,
    severity: Diagnostic.Severity = .error,
    note: String? = nil,
    hint: String
  ) {
    diagnostics.append(
      Diagnostic(severity, code: code, message, at: location, note: note, hint: hint)
    )
  }
}

/// A line that may open or close a block of code (CommonMark 0.29, section 4.5).
private struct Fence {
  private let mark: UInt8
  private let length: Int
  private let isBare: Bool

  static let marks = [UInt8(ascii: "`"), UInt8(ascii: "~")]

  init?(_ line: ArraySlice<UInt8>) {
    let text = line.drop(while: isBlank)
    guard let first = text.first, Self.marks.contains(first) else { return nil }
    mark = first
    length = text.prefix { $0 == first }.count
    let rest = text.dropFirst(length)
    guard length >= 3, first == UInt8(ascii: "~") || !rest.contains(first) else { return nil }
    isBare = rest.allSatisfy(isBlank)
  }

  func closes(_ open: Fence) -> Bool { isBare && mark == open.mark && length >= open.length }
}

/// Whether a text is a day, a month or a year, with or without a time of day.
private func isMoment(_ text: String) -> Bool {
  let parts = text.split(separator: " ")
  guard let date = parts.first, parts.count <= 2, isPartialDay(String(date)) else { return false }
  return parts.count == 1 || Timestamp("2000-01-01T\(parts[1])Z") != nil
}

/// Whether a text is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
package func isPartialDay(_ text: String) -> Bool {
  let completions = ["", "-01", "-01-01"]
  return completions.contains { Day(text + $0) != nil }
}

/// What is left of blocks once structure is known.
func prose(of blocks: [MarkdownBlock]) -> [Prose] {
  blocks.compactMap { block in
    switch block.kind {
    case .paragraph(let text): .paragraph(text)
    case .heading(let level, let text): level == 1 ? nil : .paragraph(text)
    case .quote(let inner): .quote(flattened(inner))
    case .code(let text): .code(text)
    case .table(let rows): .table(rows)
    case .image(let alternative, let path): .image(alternative: alternative, path: path)
    case .list(let isOrdered, let items):
      isOrdered
        ? .numbered(items.map { flattened($0.blocks) })
        : .bullets(items.map { flattened($0.blocks) })
    case .html, .rule: nil
    }
  }
}

/// Blocks as one line of text; most often they are one paragraph, which is that line.
func flattened(_ blocks: [MarkdownBlock]) -> String {
  if blocks.count == 1, case .paragraph(let text) = blocks[0].kind { return text }
  return prose(of: blocks).map(\.flattened).joined(separator: " ")
}

/// One incident file on its own, without the programme and the competencies it belongs to.
package enum IncidentText {
  /// The incident that a text describes, or `nil` if it has an error.
  package static func incident(of text: String, at path: String) -> Incident? {
    IncidentParser(SourceText(path: path, text: text)).incident
  }
}
