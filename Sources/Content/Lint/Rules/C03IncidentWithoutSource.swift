/// What an incident tells rests on sources, and every source is used.
struct C03IncidentWithoutSource: IncidentRule {
  static let id = "C03"
  static let summary = "an incident has established facts with sources, and uses every source"
  static let severity = Diagnostic.Severity.warning
  static let why =
    "an auditor follows a source to what rests on it; a story without any is a rumour"
  static let hint = "add {.facts} with source=ID, or take out the source that nothing rests on"

  func faults(in incident: LintedIncident) -> [Fault] {
    let story = incident.incident
    guard !story.facts.isEmpty else { return [Fault(factless, at: incident.titlePlace)] }
    let used = Set(
      story.facts.map(\.source) + story.timeline.map(\.source) + story.causes.compactMap(\.source)
    )
    return story.sources.filter { !used.contains($0.id) }.map { source in
      let line = incident.source.lines.firstIndex { $0.contains("id: \(source.id),") }
      let place = line.map { incident.source.location(line: $0 + 1, of: source.id) }
      return Fault(unused(source.id), at: place ?? story.location, severity: .info)
    }
  }

  static let examples: [LintExample] = [
    .bad(file(facts: "", title: "↓# A file")),
    .bad(
      file(facts: facts, title: "# A file")
        .replacing(
          "sources:",
          with: """
            sources:
              - {id: ↓press, title: News, publisher: Example Paper, date: 2025-05-12, url: "https://example.org/n"}
            """
        )
    ),
    .good(file(facts: facts, title: "# A file")),
  ]

  private static let facts = """
    ## Facts {.facts}

    - A report was published. {#report source=review}
    """

  private static func file(facts: String, title: String) -> String {
    """
    ---
    incident: example
    title: A file
    occurred: 2025-03
    severity: 3
    sources:
      - {id: review, title: Review, publisher: Example Council, date: 2025-05-12, url: "https://example.org/r"}
    review-by: 2027-05-01
    owner: training
    ---

    \(title)

    \(facts)

    ## Lesson: say it at once {#say-it .lesson competency=report-early controls=A.6.8}

    Report first, look later.
    """
  }
}

private let factless = "the incident states no fact"

private func unused(_ id: String) -> String { "nothing rests on the source ‘\(id)’" }
