import Content

/// The Markdown of a draft.
struct DraftText {
  /// One item from its heading on, with the digest of what was imported.
  struct Block: Hashable {
    let id: String
    let digest: String
    var lines: [String]
  }

  /// A lesson from its heading to its first item.
  static func head(of lesson: Draft.Lesson) -> [String] {
    [
      "## Lesson: \(inline(lesson.title)) {#\(lesson.id) .lesson competency=unfilled}",
      "",
      "What should somebody do next time? {.unfilled}", "",
    ]
  }

  /// What stands before the lessons.
  static func opening(_ draft: Draft) -> [String] {
    var lines = [
      "---", "incident: \(draft.slug)", "title: \(quoted(draft.title))",
      "occurred: \(draft.incident?.occurred ?? "unfilled")", "severity: unfilled",
    ]
    let references = draft.incident?.references ?? []
    lines.append(references.isEmpty ? "sources: []" : "sources:")
    for (index, address) in references.enumerated() {
      lines.append(
        "  - {id: report-\(index + 1), title: unfilled, publisher: unfilled, date: unfilled, url: \(quoted(address))}"
      )
    }
    lines += [
      "review-by: unfilled", "owner: unfilled", "---", "", "# \(inline(draft.title))",
      "",
    ]
    lines += ["What happened, in plain words? {.unfilled}", ""]
    if let summary = draft.incident?.summary, !summary.isEmpty {
      lines += ["The record says, often in the words of the press; write it anew: {.unfilled}", ""]
      for paragraph in ForeignText(summary).paragraphs {
        lines += ["> \(inline(paragraph))", ""]
      }
    }
    lines += ["## Facts {.facts}", ""]
    let source = references.isEmpty ? "unfilled" : "report-1"
    for fact in draft.incident?.facts ?? [] {
      lines.append(
        "- \(inline(fact.statement)) {#\(fact.id) source=\(source) status=alleged}"
      )
    }
    if draft.incident == nil {
      lines.append("- What is known, and from where? {#fact-1 .unfilled source=unfilled}")
    }
    lines += ["", "## Causes {.causes}", "", "- Why could it happen? {#cause-1 .unfilled}", ""]
    return lines
  }

  /// What a record leaves to a person: a lesson with an item that nobody has written.
  static let unfilledLesson: [String] = [
    "## Lesson: What should be done next time? {#lesson-1 .lesson .unfilled competency=unfilled}",
    "",
    "What should somebody do next time? {.unfilled}", "",
    "### What do you do first? {#item-1 .unfilled}", "", "- [ ] The right thing to do",
    "- [ ] A tempting mistake", "",
  ]

  static func block(_ item: Item) -> Block {
    let digest = Digest(of: item.versionText).abbreviated
    let id = item.id.rawValue.split(separator: "/").last.map(String.init) ?? ""
    var lines = markdown(of: item)
    if let heading = lines.first, heading.hasSuffix("}") {
      lines[0] = "\(heading.dropLast()) imported=\(digest)}"
    }
    return Block(id: id, digest: digest, lines: lines)
  }

  /// The lines of an item as an incident file has them, without rationales that nobody wrote.
  static func markdown(of item: Item) -> [String] {
    let lesson = Content.Lesson(
      id: item.id.lesson,
      title: "x",
      competency: CompetencyID(rawValue: "x"),
      controls: [],
      takeaway: [],
      items: [item],
      location: SourceLocation(path: "", line: 1, column: 1)
    )
    let text = IncidentWriter.markdown(of: .around(lesson))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = lines.firstIndex { $0.hasPrefix("### ") } ?? 0
    var kept: [String] = []
    for line in lines[start...] {
      if line.trimmed == ">" { continue }
      if line.isEmpty, kept.last?.isEmpty == true { continue }
      kept.append(line)
    }
    return kept
  }

  /// One line of Markdown, without what would act on the terminal of whoever reads the file.
  private static func inline(_ text: String) -> String { MarkdownText.inline(neutralised(text)) }

  private static func quoted(_ text: String) -> String {
    let line = text.map { $0.isNewline ? " " : String($0) }.joined()
    return "\"\(neutralised(line).replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}

extension Incident {
  /// An incident that is nothing but one lesson.
  fileprivate static func around(_ lesson: Content.Lesson) -> Incident {
    Incident(
      id: lesson.id.incident,
      title: "x",
      occurred: "2000",
      severity: 1,
      audience: [],
      attack: [],
      sources: [],
      reviewBy: Day(number: 0),
      owner: "x",
      narrative: [],
      facts: [],
      timeline: [],
      causes: [],
      lessons: [lesson],
      tabletop: nil,
      language: "en",
      translates: nil,
      allowances: [],
      location: lesson.location
    )
  }
}
