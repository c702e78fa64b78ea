/// Cloze: a text with links to gaps, and a `####` heading for each gap.
extension AnswerParser {
  mutating func cloze(from blocks: [MarkdownBlock], line: Int) -> (Interaction, [Prose])? {
    let isGap = { (block: MarkdownBlock) in
      if case .heading(level: 4, _) = block.kind { true } else { false }
    }
    let text = blocks.prefix { !isGap($0) }
    var gaps: [ClozeInteraction.Gap] = []
    var rest = blocks.dropFirst(text.count)
    var isSound = true
    while let head = rest.first, case .heading(_, let prompt) = head.kind {
      let body = rest.dropFirst().prefix { !isGap($0) }
      rest = rest.dropFirst(1 + body.count)
      if let gap = gap(prompt, line: head.line, blocks: Array(body)) {
        gaps.append(gap)
      } else {
        isSound = false
      }
    }
    guard isSound, !gaps.isEmpty else {
      if gaps.isEmpty, isSound {
        report(
          "item-without-options",
          "the text has no gap",
          at: source.location(line: line),
          hint:
            "write [___](#gap-id) into the text, and below it “#### … {#gap-id}” with its answers"
        )
      }
      return nil
    }
    let scene = prose(of: Array(text)).map { $0.mapped { marked($0, gaps) } }
    let whole = scene.map(\.flattened).joined(separator: "\n")
    let places = gaps.map { whole.firstRange(of: $0.mark)?.lowerBound }
    for (gap, place) in zip(gaps, places) where place == nil {
      report(
        "gap-missing",
        "the text has no gap ‘\(gap.id)’",
        at: source.location(line: line),
        hint: "write [___](#\(gap.id)) where it belongs"
      )
    }
    let ordered = zip(gaps, places).enumerated().sorted { left, right in
      (left.element.1 ?? whole.endIndex, left.offset)
        < (right.element.1 ?? whole.endIndex, right.offset)
    }.map(\.element.0)
    return (.cloze(ClozeInteraction(gaps: ordered)), scene)
  }

  private mutating func gap(
    _ prompt: String,
    line: Int,
    blocks: [MarkdownBlock]
  ) -> ClozeInteraction.Gap? {
    let attributes = attributesByLine[line]
    guard let id = attributes?.identifier else {
      report(
        "gap-without-id",
        "the gap has no id",
        at: source.location(line: line),
        hint: "end the heading with {#gap-id}, and write [___](#gap-id) into the text"
      )
      return nil
    }
    guard let type = type(from: attributes, line: line) else { return nil }
    guard type != .cloze else {
      report(
        "gap-cloze",
        "a gap is no cloze itself",
        at: source.location(line: line, of: ".cloze"),
        hint: "write the gaps one after the other"
      )
      return nil
    }
    return interaction(of: type, from: blocks, line: line).map { answer in
      ClozeInteraction.Gap(id: id, prompt: prompt, interaction: answer.interaction)
    }
  }

  /// The text with `{{id}}` in the place of each link to a gap.
  private func marked(_ text: String, _ gaps: [ClozeInteraction.Gap]) -> String {
    gaps.reduce(text) { text, gap in
      text.replacing("___ (#\(gap.id))", with: gap.mark, maxReplacements: 1)
    }
  }
}

extension Prose {
  /// The same with every text changed.
  package func mapped(_ change: (String) -> String) -> Prose {
    switch self {
    case .paragraph(let text): .paragraph(change(text))
    case .bullets(let lines): .bullets(lines.map(change))
    case .numbered(let lines): .numbered(lines.map(change))
    case .quote(let text): .quote(change(text))
    case .code(let text): .code(change(text))
    case .table(let rows): .table(rows.map { $0.map(change) })
    case .image(let alternative, let path): .image(alternative: change(alternative), path: path)
    }
  }
}
