/// Texts to begin a content file, a lesson, an item or a competency with.
///
/// Whatever a person still has to write carries the class `.unfilled`, or lacks a reason, so that
/// `content check` refuses the scaffold until somebody filled it.
package enum ContentScaffold {
  /// What is asked before an incident is begun.
  package struct IncidentAnswers: Sendable {
    package var id: IncidentID
    package var title: String
    package var occurred: String
    package var severity: Int
    package var sourceTitle: String
    package var publisher: String
    package var published: String
    package var url: String
    package var competency: CompetencyID
    package var reviewBy: Day

    package init(
      id: IncidentID,
      title: String,
      occurred: String,
      severity: Int,
      sourceTitle: String,
      publisher: String,
      published: String,
      url: String,
      competency: CompetencyID,
      reviewBy: Day
    ) {
      self.id = id
      self.title = title
      self.occurred = occurred
      self.severity = severity
      self.sourceTitle = sourceTitle
      self.publisher = publisher
      self.published = published
      self.url = url
      self.competency = competency
      self.reviewBy = reviewBy
    }
  }

  package static func incident(_ answers: IncidentAnswers) -> String {
    """
    ---
    incident: \(answers.id)
    title: \(quoted(answers.title))
    occurred: \(answers.occurred)
    severity: \(answers.severity)
    audience: []
    sources:
      - {id: report, title: \(quoted(answers.sourceTitle)), publisher: \(quoted(answers.publisher)), date: \(answers.published), url: \(quoted(answers.url))}
    review-by: \(answers.reviewBy)
    owner: security-training
    ---

    # \(MarkdownText.inline(answers.title))

    What happened, in plain words; why it grew; what was learned.

    ## Facts {.facts}

    - One statement that the report makes. {#fact-1 .unfilled source=report}

    ## Timeline {.timeline}

    - **\(answers.occurred.prefix { $0 != "/" })** What happened first. {source=report}

    ## Causes {.causes}

    - A condition that let it happen: people, process, technology or supplier. {#cause-1 .unfilled source=report}

    \(lesson(id: "first-lesson", competency: answers.competency))
    """
  }

  package static func lesson(id: String, competency: CompetencyID) -> String {
    """
    ## Lesson: what to do next time {#\(id) .lesson .unfilled competency=\(competency)}

    The behaviour, in a few sentences.

    \(item(id: "\(id)-item-1", type: .singleChoice))
    """
  }

  package static func item(id: String, type: ItemType) -> String {
    let name = type.headingClass.map { " .\($0)" } ?? ""
    return """
      ### What do you do first? {#\(id)\(name)}

      A situation at work, in one or two sentences.

      \(answer(to: type, id: id))
      """
  }

  private static func answer(to type: ItemType, id: String) -> String {
    switch type {
    case .singleChoice:
      "- [x] What an expert does\n- [ ] What a tired colleague does\n- [ ] What looks quicker\n"
    case .multipleChoice:
      "- [x] One right answer\n- [x] Another right answer\n- [ ] A tempting wrong one\n"
    case .trueFalse: "- [ ] True\n- [x] False\n"
    case .shortText: "- [x] word\n"
    case .numeric: "- [x] 42\n"
    case .ordering: "1. First\n2. Second\n3. Third\n"
    case .matching: "| one | other |\n|---|---|\n| a | b |\n| c | d |\n|  | e |\n"
    case .cloze:
      "A text with a [___](#\(id)-gap).\n\n#### What belongs there? {#\(id)-gap .short-text}\n\n- [x] word\n"
    }
  }

  package static func competency(id: String, statement: String, controls: [ControlID]) -> String {
    let names = controls.map(\.rawValue).joined(separator: ", ")
    return "  - id: \(id)\n    statement: \(quoted(statement))\n    controls: [\(names)]\n"
  }

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }

  /// The text with a part inserted where it belongs: a lesson before the tabletop or at the end.
  package static func adding(lesson: String, to text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let place = lines.firstIndex { $0.hasPrefix("## ") && $0.contains(".replay") }
    return inserting(lesson, at: place, in: lines)
  }

  /// The text with an item at the end of a lesson, or `nil` if there is no such lesson.
  package static func adding(item: String, toLesson id: String, in text: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = lines.firstIndex { line in
      line.hasPrefix("## ") && Attributes.split(line)?.attributes.identifier == id
    }
    guard let start else { return nil }
    let end = lines[(start + 1)...].firstIndex { $0.hasPrefix("## ") }
    return inserting(item, at: end, in: lines)
  }

  private static func inserting(_ part: String, at place: Int?, in lines: [String]) -> String {
    let head = lines[..<(place ?? lines.count)].joined(separator: "\n")
    let tail = place.map { lines[$0...].joined(separator: "\n") }
    let body = head.trimmedNewlines + "\n\n" + part.trimmedNewlines + "\n"
    return tail.map { body + "\n" + $0 } ?? body
  }
}

extension String {
  fileprivate var trimmedNewlines: String {
    var view = self[...]
    while view.last?.isNewline == true { view.removeLast() }
    return String(view)
  }
}
