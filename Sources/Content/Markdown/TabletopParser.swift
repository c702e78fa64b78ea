/// Reads a tabletop: scenes below a `.replay` heading, their links, and how they end.
struct TabletopParser {
  let source: SourceText
  let attributesByLine: [Int: Attributes]
  private(set) var diagnostics: [Diagnostic] = []

  init(source: SourceText, attributesByLine: [Int: Attributes]) {
    self.source = source
    self.attributesByLine = attributesByLine
  }

  mutating func tabletop(
    title: String,
    line: Int,
    blocks: [MarkdownBlock],
    scenes sections: [(title: String, line: Int, blocks: [MarkdownBlock])]
  ) -> Tabletop? {
    guard let id = attributesByLine[line]?.identifier else {
      report(
        "tabletop-without-id",
        "the tabletop has no id",
        at: source.location(line: line),
        hint: "end the heading with {#replay .replay}"
      )
      return nil
    }
    let scenes = sections.compactMap { scene($0.title, line: $0.line, blocks: $0.blocks) }
    guard scenes.count == sections.count, !scenes.isEmpty else {
      if sections.isEmpty {
        report(
          "tabletop-without-scene",
          "the tabletop has no scene",
          at: source.location(line: line),
          hint: "add “### … {#scene-id}” with a list of links to other scenes"
        )
      }
      return nil
    }
    checkLinks(scenes)
    checkActualPath(scenes)
    return Tabletop(
      id: id,
      title: title,
      opening: prose(of: blocks),
      scenes: scenes,
      location: source.location(line: line)
    )
  }

  private mutating func scene(
    _ title: String,
    line: Int,
    blocks: [MarkdownBlock]
  ) -> Tabletop.Scene? {
    let place = source.location(line: line)
    guard let found = attributesByLine[line], let id = found.identifier else {
      report(
        "scene-without-id",
        "the scene has no id",
        at: place,
        hint: "end the heading with {#scene-id}"
      )
      return nil
    }
    let listPlace = blocks.lastIndex { if case .list = $0.kind { true } else { false } }
    let isEnding = found.classes.contains("ending")
    var choices: [Tabletop.Choice] = []
    var ending: Tabletop.Ending?
    var text = blocks
    if isEnding {
      ending = self.ending(found, line: line, blocks: blocks)
      if case .quote = blocks.last?.kind { text.removeLast() }
    } else if let listPlace, case .list(_, let items) = blocks[listPlace].kind {
      choices = items.compactMap { choice($0) }
      text = Array(blocks[..<listPlace])
      for extra in blocks[(listPlace + 1)...] {
        report(
          "item-text-after-options",
          "this stands after the choices, where nobody sees it",
          at: source.location(line: extra.line),
          hint: "put it before the list of links"
        )
      }
    } else {
      report(
        "scene-without-choice",
        "the scene leads nowhere",
        at: place,
        hint: "add a list of “- [what you do](#scene-id)”, or the class .ending"
      )
    }
    return Tabletop.Scene(
      id: id,
      title: title,
      text: prose(of: text),
      choices: choices,
      isActual: found.classes.contains("actual"),
      ending: ending,
      location: place
    )
  }

  private mutating func ending(
    _ found: Attributes,
    line: Int,
    blocks: [MarkdownBlock]
  ) -> Tabletop.Ending? {
    let word = found["outcome"] ?? ""
    let outcome = Tabletop.Ending.Outcome(rawValue: word)
    if outcome == nil {
      report(
        "ending-outcome",
        word.isEmpty ? "the ending does not say how it compares" : "‘\(word)’ is no outcome",
        at: source.location(line: line),
        hint: "write outcome=better, outcome=as-happened or outcome=worse"
      )
    }
    guard case .quote(let inner) = blocks.last?.kind else {
      report(
        "ending-without-debrief",
        "the ending has no debrief",
        at: source.location(line: line),
        hint: "close it with “> what made the difference, and what to do next time”"
      )
      return nil
    }
    let debrief = flattened(inner)
    return outcome.map { Tabletop.Ending(outcome: $0, debrief: debrief) }
  }

  private mutating func choice(_ item: MarkdownBlock.ListItem) -> Tabletop.Choice? {
    let quotes = item.blocks.compactMap { block -> String? in
      guard case .quote(let inner) = block.kind else { return nil }
      return flattened(inner)
    }
    guard case .paragraph(let text) = item.blocks.first?.kind, text.hasSuffix(")"),
      let open = text.ranges(of: " (#").last, quotes.count == 1, item.blocks.count == 2
    else {
      report(
        "choice-form",
        "a choice is a link to a scene with what follows from it below",
        at: source.location(line: item.line),
        hint: "write “- [what you do](#scene-id)” and below it “  > what follows”"
      )
      return nil
    }
    return Tabletop.Choice(
      text: String(text[..<open.lowerBound]),
      target: String(text[open.upperBound...].dropLast()),
      consequence: quotes[0],
      line: item.line
    )
  }

  // MARK: The story as a whole

  private mutating func checkLinks(_ scenes: [Tabletop.Scene]) {
    let known = Dictionary(scenes.map { ($0.id, $0) }) { first, _ in first }
    for choice in scenes.flatMap(\.choices) where known[choice.target] == nil {
      report(
        "tabletop-link-dead",
        "there is no scene ‘\(choice.target)’",
        at: source.location(line: choice.line, of: "#\(choice.target)"),
        hint: nearest(to: choice.target, in: known.keys.sorted()).map { "did you mean ‘#\($0)’?" }
          ?? "add “### … {#\(choice.target)}” to the tabletop"
      )
    }
    var reached: Set<String> = []
    var open = [scenes[0].id]
    while let id = open.popLast() {
      guard reached.insert(id).inserted else { continue }
      open += known[id]?.choices.map(\.target) ?? []
    }
    for scene in scenes where !reached.contains(scene.id) {
      report(
        "scene-unreachable",
        "no choice leads to this scene",
        at: scene.location,
        hint: "link to it from another scene, or take it out"
      )
    }
    // What cannot reach an ending is caught in a circle.
    var ends = Set(scenes.filter { $0.ending != nil }.map(\.id))
    var grew = true
    while grew {
      let more = scenes.filter { scene in
        !ends.contains(scene.id) && scene.choices.contains { ends.contains($0.target) }
      }.map(\.id)
      ends.formUnion(more)
      grew = !more.isEmpty
    }
    for scene in scenes where !ends.contains(scene.id) && !scene.choices.isEmpty {
      report(
        "scene-without-way-out",
        "from here no ending can be reached",
        at: scene.location,
        hint: "let one of its choices lead towards a scene with the class .ending"
      )
    }
  }

  private mutating func checkActualPath(_ scenes: [Tabletop.Scene]) {
    let actual = scenes.filter(\.isActual)
    guard let first = actual.first else { return }
    guard first.id == scenes[0].id else {
      report(
        "actual-path",
        "the real path does not begin where the story does",
        at: first.location,
        hint: "mark the first scene with .actual as well"
      )
      return
    }
    var reached = [first.id]
    while let scene = scenes.first(where: { $0.id == reached[reached.count - 1] }) {
      let next = scene.choices.map(\.target).filter { target in
        actual.contains { $0.id == target } && !reached.contains(target)
      }
      guard let step = next.first else { break }
      reached.append(step)
    }
    for scene in actual where !reached.contains(scene.id) {
      report(
        "actual-path",
        "the real path does not lead here",
        at: scene.location,
        hint: "a scene with .actual is reached by a choice of the one before it on the real path"
      )
    }
  }

  private mutating func report(
    _ code: String,
    _ message: String,
    at location: SourceLocation,
    hint: String
  ) {
    diagnostics.append(Diagnostic(code: code, message, at: location, hint: hint))
  }
}
