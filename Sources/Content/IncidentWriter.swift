/// Writes an incident as the one Markdown text that the reader understands as the same incident.
///
/// Reading what was written gives an equal incident, places aside; writing it again gives the same
/// text. Formatting inside a line, such as emphasis, is not part of an incident and not written.
package struct IncidentWriter {
  private let incident: Incident
  private var lines: [String] = []

  /// The Markdown of an incident.
  package static func markdown(of incident: Incident) -> String {
    var writer = IncidentWriter(incident: incident)
    writer.write()
    while writer.lines.last == "" { writer.lines.removeLast() }
    return writer.lines.joined(separator: "\n") + "\n"
  }

  private init(incident: Incident) { self.incident = incident }

  private mutating func write() {
    writeFrontMatter()
    writeAllowances(before: nil)
    block("# \(MarkdownText.inline(incident.title))")
    write(incident.narrative)
    if !incident.facts.isEmpty {
      block("## Facts {.facts}")
      for fact in incident.facts {
        list(
          "\(MarkdownText.inline(fact.statement)) {#\(fact.id)\(origin(fact.source, fact.status))}"
        )
      }
      gap()
    }
    if !incident.timeline.isEmpty {
      block("## Timeline {.timeline}")
      for entry in incident.timeline {
        let origin = origin(entry.source, entry.status).trimmed
        list("**\(entry.when)** \(MarkdownText.inline(entry.statement)) {\(origin)}")
      }
      gap()
    }
    if !incident.causes.isEmpty {
      block("## Causes {.causes}")
      for cause in incident.causes {
        let control = cause.control.map { " control=\($0)" } ?? ""
        let origin = origin(cause.source, cause.status)
        list("\(MarkdownText.inline(cause.statement)) {#\(cause.id)\(control)\(origin)}")
      }
      gap()
    }
    for lesson in incident.lessons { write(lesson) }
    incident.tabletop.map { write($0) }
  }

  // MARK: Lines

  private mutating func block(_ line: String) { lines += [line, ""] }

  private mutating func list(_ line: String) { lines.append("- \(line)") }

  private mutating func gap() { if lines.last != "" { lines.append("") } }

  private mutating func write(_ prose: [Prose], replacing links: [String: String] = [:]) {
    for (index, element) in prose.enumerated() {
      lines += MarkdownText.block(element, replacing: links) + [""]
      let next = index + 1 < prose.count ? prose[index + 1] : nil
      if element.isList, next?.isList ?? true { block("<!-- -->") }  // else two lists were one
    }
  }

  private func origin(_ source: String?, _ status: Fact.Status) -> String {
    (source.map { " source=\($0)" } ?? "")
      + (status == .established ? "" : " status=\(status.rawValue)")
  }

  /// The comments that silence a check for the element at a line, or for the file.
  private mutating func writeAllowances(before location: SourceLocation?) {
    guard !incident.allowances.isEmpty else { return }
    let headings = headingLines
    for allowance in incident.allowances {
      let line = allowance.lines.lowerBound
      guard location.map({ $0.line == line }) ?? !headings.contains(line) else { continue }
      let names = allowance.rules.joined(separator: " ")
      block("<!-- debrief:allow \(names) reason=\"\(allowance.reason)\" -->")
    }
  }

  private var headingLines: Set<Int> {
    let lessons = incident.lessons.flatMap { [$0.location] + $0.items.map(\.location) }
    let scenes = incident.tabletop.map { [$0.location] + $0.scenes.map(\.location) } ?? []
    return Set((lessons + scenes).map(\.line))
  }

  // MARK: Front matter

  private mutating func writeFrontMatter() {
    lines += ["---", "incident: \(incident.id)", "title: \(yamlText(incident.title))"]
    if incident.language != "en" { lines.append("lang: \(incident.language)") }
    if let digest = incident.translates { lines.append("source-digest: \(yamlText(digest))") }
    lines += ["occurred: \(incident.occurred)", "severity: \(incident.severity)"]
    if !incident.audience.isEmpty {
      lines.append("audience: [\(incident.audience.map(\.rawValue).joined(separator: ", "))]")
    }
    if !incident.attack.isEmpty {
      lines.append("attack: [\(incident.attack.joined(separator: ", "))]")
    }
    lines.append("sources:")
    for source in incident.sources {
      lines.append(
        "  - {id: \(yamlText(source.id)), title: \(yamlText(source.title)), "
          + "publisher: \(yamlText(source.publisher)), date: \(source.date), "
          + "url: \(yamlText(source.url))}"
      )
    }
    lines += ["review-by: \(incident.reviewBy)", "owner: \(yamlText(incident.owner))", "---", ""]
  }

  /// A double-quoted YAML text (YAML 1.2, section 7.3.1).
  private func yamlText(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }

  // MARK: Lessons and items

  private mutating func write(_ lesson: Lesson) {
    writeAllowances(before: lesson.location)
    let controls = lesson.controls.map(\.rawValue).joined(separator: ",")
    let id = lesson.id.rawValue.split(separator: "/").last.map(String.init) ?? ""
    block(
      "## Lesson: \(MarkdownText.inline(lesson.title)) {#\(id) .lesson "
        + "competency=\(lesson.competency)\(controls.isEmpty ? "" : " controls=\(controls)")}"
    )
    write(lesson.takeaway)
    for item in lesson.items { write(item) }
  }

  private mutating func write(_ item: Item) {
    writeAllowances(before: item.location)
    let id = item.id.rawValue.split(separator: "/").last.map(String.init) ?? ""
    var attributes = "#\(id)" + typeAttributes(of: item.interaction)
    if item.difficulty != 0 { attributes += " difficulty=\(item.difficulty)" }
    if !item.facts.isEmpty { attributes += " fact=\(item.facts.joined(separator: ","))" }
    block("### \(MarkdownText.inline(item.stem)) {\(attributes)}")
    var links: [String: String] = [:]
    if case .cloze(let cloze) = item.interaction {
      for gap in cloze.gaps { links[gap.mark] = "[___](#\(gap.id))" }
    }
    write(item.scene, replacing: links)
    for hint in item.hints {
      block("\(MarkdownText.inline(hint.text)) {.hint cost=\(decimal(hint.cost))}")
    }
    write(item.interaction)
  }

  private func decimal(_ hundredths: Int) -> String {
    hundredths == 100 ? "1" : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
  }

  private func typeAttributes(of interaction: Interaction) -> String {
    let name = interaction.type.headingClass.map { " .\($0)" } ?? ""
    guard case .number(let number) = interaction, let unit = number.unit else { return name }
    return "\(name) unit=\(unit.contains(" ") ? "\"\(unit)\"" : unit)"
  }

  private mutating func write(_ interaction: Interaction) {
    switch interaction {
    case .choice(let choice):
      for option in choice.options { check(option.isKey, option.text, option.rationale) }
      gap()
    case .text(let text):
      for answer in text.answers {
        let shown = answer.isPattern ? "`\(answer.text)`" : MarkdownText.inline(answer.text)
        checkWritten(answer.isAccepted, shown, answer.rationale)
      }
      gap()
      block("> \(MarkdownText.inline(text.rationale))")
    case .number(let number):
      for answer in number.answers { check(answer.isAccepted, answer.text, answer.rationale) }
      gap()
      block("> \(MarkdownText.inline(number.rationale))")
    case .ordering(let ordering):
      for (index, element) in ordering.elements.enumerated() {
        lines.append("\(index + 1). \(MarkdownText.inline(element.text))")
        lines.append("   \(index > 8 ? " " : "")> \(MarkdownText.inline(element.rationale))")
      }
      gap()
      block("> \(MarkdownText.inline(ordering.rationale))")
    case .matching(let matching):
      lines += MarkdownText.block(
        .table([matching.titles] + matching.rows.map { [$0.prompt, $0.match] })
      )
      gap()
      block("> \(MarkdownText.inline(matching.rationale))")
    case .cloze(let cloze):
      for part in cloze.gaps {
        let type = typeAttributes(of: part.interaction)
        block("#### \(MarkdownText.inline(part.prompt)) {#\(part.id)\(type)}")
        write(part.interaction)
      }
    }
  }

  private mutating func check(_ isRight: Bool, _ text: String, _ rationale: String) {
    checkWritten(isRight, MarkdownText.inline(text), rationale)
  }

  private mutating func checkWritten(_ isRight: Bool, _ text: String, _ rationale: String) {
    lines.append("- [\(isRight ? "x" : " ")] \(text)")
    if !rationale.isEmpty { lines.append("  > \(MarkdownText.inline(rationale))") }
  }

  // MARK: The tabletop

  private mutating func write(_ tabletop: Tabletop) {
    writeAllowances(before: tabletop.location)
    block("## Tabletop: \(MarkdownText.inline(tabletop.title)) {#\(tabletop.id) .replay}")
    write(tabletop.opening)
    for scene in tabletop.scenes {
      writeAllowances(before: scene.location)
      let actual = scene.isActual ? " .actual" : ""
      let ending = scene.ending.map { " .ending outcome=\($0.outcome.rawValue)" } ?? ""
      block("### \(MarkdownText.inline(scene.title)) {#\(scene.id)\(actual)\(ending)}")
      write(scene.text)
      for choice in scene.choices {
        list("[\(MarkdownText.inline(choice.text))](#\(choice.target))")
        lines.append("  > \(MarkdownText.inline(choice.consequence))")
      }
      gap()
      if let ending = scene.ending { block("> \(MarkdownText.inline(ending.debrief))") }
    }
  }
}

extension Prose {
  fileprivate var isList: Bool {
    switch self {
    case .bullets, .numbered: true
    case .paragraph, .quote, .code, .table, .image: false
    }
  }
}
