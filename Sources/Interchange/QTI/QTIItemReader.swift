import Content

/// Reads an item of QTI 2.1, 2.2 or 3.0.
///
/// Supported are choices, inline choices, text entries, essays, matches, orders, associations, gap
/// matches and hot texts, with the response templates and the common conditions. Others are listed as
/// dropped: there is no drawing in a terminal, and code that comes with an item is never run.
struct QTIItemReader {
  let document: XMLDocument
  var reading = ForeignReading()
  private var responses: [String: QTIResponse] = [:]
  private var feedback: [String: ForeignText] = [:]

  /// How far off a number may be, by the number.
  private var tolerances: [String: String] = [:]

  init(_ document: XMLDocument) { self.document = document }

  private static let blocks: Set<String> = [
    "choice-interaction", "order-interaction", "match-interaction", "associate-interaction",
    "extended-text-interaction", "hottext-interaction", "gap-match-interaction",
  ]
  private static let inline: Set<String> = ["text-entry-interaction", "inline-choice-interaction"]

  /// Interactions that ask nothing: a button, a film.
  private static let silent: Set<String> = ["end-attempt-interaction", "media-interaction"]

  /// What is no part of the question.
  private static let besides: Set<String> = [
    "rubric-block", "feedback-block", "feedback-inline", "template-block", "template-inline",
    "stylesheet", "catalog-info",
  ]

  mutating func read(_ item: XMLElement) {
    let title = item.qti("title")?.trimmed ?? ""
    let name = title.isEmpty ? item.qti("identifier") ?? "item" : title
    guard let body = item.qtiFirst("item-body") else {
      return drop(name, item, "the item has no body")
    }
    let interactions = body.descendants.filter { $0.qtiName.hasSuffix("-interaction") }
    let odd = interactions.filter { element in
      let kind = element.qtiName
      return !Self.blocks.contains(kind) && !Self.inline.contains(kind)
        && !Self.silent.contains(kind)
    }
    for kind in Set(odd.map(\.qtiName)).sorted() {
      drop(
        name,
        odd.first { $0.qtiName == kind } ?? item,
        "a ‘\(kind)’ cannot be asked in a terminal"
      )
    }
    guard odd.isEmpty else { return }
    if item.qti("adaptive") == "true" {
      return drop(name, item, "an adaptive item changes with each response")
    }
    if item.qtiFirst("template-processing") != nil {
      return drop(name, item, "a template draws its numbers by chance")
    }
    readDeclarations(item)
    readFeedback(item)
    readBody(body, item, title: title.isEmpty ? nil : title)
  }

  private mutating func drop(_ name: String, _ element: XMLElement, _ reason: String) {
    reading.drop(name, line: element.line, reason)
    reading.diagnostics.append(
      Diagnostic(
        .warning,
        code: "qti-left-out",
        "‘\(name.prefix(80))’ is left out: \(reason)",
        at: document.location(of: element),
        hint: "write it anew as a choice, a text, a number, an order or a match"
      )
    )
  }

  // MARK: Declarations

  private mutating func readDeclarations(_ item: XMLElement) {
    for declaration in item.qtiAll("response-declaration") {
      guard let identifier = declaration.qti("identifier") else { continue }
      responses[identifier] = QTIResponse(declaration)
    }
    // Conditions of the form: if RESPONSE is this value, SCORE is that.
    for condition in item.qtiFirst("response-processing")?.qtiDescendants([
      "response-if", "response-else-if",
    ]) ?? [] where setsScore(condition) {
      let tests = condition.qtiDescendants(["match", "equal", "string-match", "member", "contains"])
      var values: [String: [String]] = [:]
      for test in tests where test.qti("tolerance-mode") == "absolute" {
        guard
          let margin = test.qti("tolerance")?.split(separator: " ").first.flatMap({
            PlainNumber($0)
          }),
          let value = test.qtiFirst("base-value")?.allText.trimmed, margin.value > 0
        else { continue }
        tolerances[value] = margin.text
      }
      for test in tests where !isNegated(test, in: condition) {
        guard let variable = test.qtiFirst("variable")?.qti("identifier") else { continue }
        values[variable, default: []] += test.qtiDescendants(["base-value"]).map(\.allText.trimmed)
      }
      for (variable, values) in values where !values.isEmpty {
        responses[variable]?.take(conditions: values)
      }
    }
  }

  private func setsScore(_ condition: XMLElement) -> Bool {
    condition.elements.contains { element in
      guard element.qtiName == "set-outcome-value",
        element.qti("identifier")?.uppercased().contains("SCORE") == true
      else { return false }
      let value = element.qtiDescendants(["base-value"]).first?.allText.trimmed
      return value.flatMap { Double($0) }.map { $0 > 0 } ?? false
    }
  }

  private func isNegated(_ test: XMLElement, in condition: XMLElement) -> Bool {
    condition.qtiDescendants(["not"]).contains { negation in
      negation.descendants.contains { $0 === test }
    }
  }

  /// Feedback by the name of the choice that it is for.
  private mutating func readFeedback(_ item: XMLElement) {
    for element in item.qtiDescendants(["modal-feedback", "feedback-inline", "feedback-block"]) {
      guard let identifier = element.qti("identifier"), element.qti("show-hide") != "hide" else {
        continue
      }
      let text = ForeignText.html(element.markup(without: []))
      if !text.isEmpty, feedback[identifier] == nil { feedback[identifier] = text }
    }
  }

  // MARK: The body

  private enum Segment {
    case markup(String)
    case interaction(XMLElement)
  }

  private func segments(of element: XMLElement) -> [Segment] {
    element.children.flatMap { child -> [Segment] in
      switch child {
      case .text(let text): return [.markup(HTMLText.escaped(text))]
      case .element(let element):
        let kind = element.qtiName
        if Self.blocks.contains(kind) || Self.inline.contains(kind) {
          return [.interaction(element)]
        }
        if Self.silent.contains(kind) || Self.besides.contains(kind) { return [] }
        if element.qtiDescendants(Self.blocks.union(Self.inline)).isEmpty {
          let inside = element.markup(without: Self.besides.union(Self.silent))
          let alternative = element["alt"].map { " alt=\"\(HTMLText.escaped($0))\"" } ?? ""
          return [.markup("<\(element.name)\(alternative)>\(inside)</\(element.name)>")]
        }
        return [.markup("<br/>")] + segments(of: element) + [.markup("<br/>")]
      }
    }
  }

  private mutating func readBody(_ body: XMLElement, _ item: XMLElement, title: String?) {
    let segments = segments(of: body)
    let interactions = segments.compactMap { segment -> XMLElement? in
      if case .interaction(let element) = segment { element } else { nil }
    }
    let blockCount = interactions.count { Self.blocks.contains($0.qtiName) }
    var markup = ""
    var gaps: [XMLElement] = []
    var number = 0
    let inlineCount = interactions.count - blockCount
    for segment in segments {
      switch segment {
      case .markup(let text): markup += text
      case .interaction(let element) where Self.inline.contains(element.qtiName):
        gaps.append(element)
        markup += inlineCount == 1 ? "_____" : "{{\(gaps.count)}}"
      case .interaction(let element):
        number += 1
        let part = blockCount + min(1, inlineCount) > 1 ? title.map { "\($0) (\(number))" } : title
        readBlock(element, stem: markup, title: part, item)
        if gaps.isEmpty { markup = "" }
      }
    }
    if !gaps.isEmpty {
      readGaps(gaps, stem: markup, title: title, item)
    } else if interactions.isEmpty {
      append(foreign(.description, title, markup, item))
    }
  }

  private func foreign(
    _ kind: ForeignItem.Kind,
    _ title: String?,
    _ stem: String,
    _ item: XMLElement
  ) -> ForeignItem {
    var foreign = ForeignItem(
      kind: kind,
      title: title,
      stem: .html(stem),
      location: document.location(of: item)
    )
    foreign.identifier = item.qti("identifier")
    foreign.generalFeedback = feedback["general"] ?? ""
    return foreign
  }

  private mutating func append(_ item: ForeignItem) {
    let needsKey = item.kind.isDeliverable
    let hasKey =
      item.answers.contains(where: \.isRight) || !item.pairs.isEmpty
      || (!item.gaps.isEmpty && item.gaps.allSatisfy { $0.answers.contains(where: \.isRight) })
    if needsKey, !hasKey {
      reading.diagnostics.append(
        Diagnostic(
          .warning,
          code: "qti-no-key",
          "the item does not say what is right",
          at: item.location,
          hint: "add a correct response to the item, or mark the right answer in the draft"
        )
      )
    }
    reading.items.append(item)
  }

  // MARK: Interactions

  private mutating func readBlock(
    _ element: XMLElement,
    stem: String,
    title: String?,
    _ item: XMLElement
  ) {
    let prompt = element.qtiFirst("prompt")?.markup(without: Self.besides) ?? ""
    let response = element.qti("response-identifier").flatMap { responses[$0] }
    var foreign = foreign(.essay, title, stem + "<br/>" + prompt, item)
    switch element.qtiName {
    case "choice-interaction":
      let choices = element.qtiDescendants(["simple-choice"])
      readChoices(choices, response, element, into: &foreign)
    case "hottext-interaction":
      foreign.stem = .html(foreign.stem.text + "<br/>" + element.markup(without: ["prompt"]))
      readChoices(element.qtiDescendants(["hottext"]), response, element, into: &foreign)
    case "order-interaction":
      foreign.kind = .ordering
      let choices = element.qtiDescendants(["simple-choice"])
      let texts = Dictionary(choices.map { ($0.qti("identifier") ?? "", text($0)) }) { first, _ in
        first
      }
      foreign.answers = (response?.correct ?? []).compactMap { texts[$0] }.map {
        ForeignItem.Answer($0, weight: 1)
      }
      if foreign.answers.count < choices.count {
        foreign.answers = choices.map { ForeignItem.Answer(text($0), weight: 0) }
      }
    case "match-interaction", "associate-interaction": readPairs(element, response, into: &foreign)
    case "gap-match-interaction": return readGapMatch(element, response, foreign)
    default: foreign.kind = .essay
    }
    append(foreign)
  }

  private func text(_ choice: XMLElement) -> ForeignText {
    .html(choice.markup(without: Self.besides))
  }

  private func readChoices(
    _ choices: [XMLElement],
    _ response: QTIResponse?,
    _ element: XMLElement,
    into item: inout ForeignItem
  ) {
    let isSingle =
      element.qti("max-choices").map { $0 == "1" } ?? (response?.cardinality != "multiple")
    let cardinality = response?.cardinality ?? (isSingle ? "single" : "multiple")
    item.kind = cardinality == "single" ? .singleChoice : .multipleChoice
    item.answers = choices.map { choice in
      let identifier = choice.qti("identifier") ?? ""
      return ForeignItem.Answer(
        text(choice),
        weight: response?.weight(of: identifier) ?? 0,
        feedback: feedback[identifier] ?? ""
      )
    }
    let words = Set(item.answers.map { $0.text.plain.lowercased() })
    if item.answers.count == 2, words == ["true", "false"], item.kind == .singleChoice {
      item.kind = .trueFalse
      item.answers = item.answers.map { answer in
        var answer = answer
        answer.text = answer.text.plain.lowercased() == "true" ? "True" : "False"
        return answer
      }
    }
  }

  private func readPairs(
    _ element: XMLElement,
    _ response: QTIResponse?,
    into item: inout ForeignItem
  ) {
    item.kind = .matching
    let choices = element.qtiDescendants(["simple-associable-choice"])
    let texts = Dictionary(choices.map { ($0.qti("identifier") ?? "", text($0)) }) { first, _ in
      first
    }
    var used: Set<String> = []
    for value in response?.rightValues ?? [] {
      let ends = value.split(separator: " ").map(String.init)
      guard ends.count == 2, let prompt = texts[ends[0]], let match = texts[ends[1]] else {
        continue
      }
      item.pairs.append(ForeignItem.Pair(prompt, match))
      used.formUnion(ends)
    }
    let extra = element.qtiAll("simple-match-set").dropFirst().flatMap {
      $0.qtiAll("simple-associable-choice")
    }
    guard !item.pairs.isEmpty else { return }
    for choice in extra where !used.contains(choice.qti("identifier") ?? "") {
      item.pairs.append(ForeignItem.Pair("", text(choice)))
    }
  }

  private mutating func readGapMatch(
    _ element: XMLElement,
    _ response: QTIResponse?,
    _ foreign: ForeignItem
  ) {
    var foreign = foreign
    guard element.qtiDescendants(["gap-img"]).isEmpty else {
      return drop(foreign.name, element, "pictures that are moved into gaps")
    }
    let texts = element.qtiDescendants(["gap-text"]).map { ($0.qti("identifier") ?? "", text($0)) }
    let right = (response?.rightValues ?? []).map { $0.split(separator: " ").map(String.init) }
    foreign.kind = .cloze
    var markup = foreign.stem.text
    for child in element.elements where child.qtiName != "gap-text" && child.qtiName != "prompt" {
      markup += "<br/>" + gapMarkup(child, texts, right, into: &foreign)
    }
    foreign.stem = .html(markup)
    append(foreign)
  }

  private func gapMarkup(
    _ element: XMLElement,
    _ texts: [(String, ForeignText)],
    _ right: [[String]],
    into item: inout ForeignItem
  ) -> String {
    if element.qtiName == "gap" {
      let name = element.qti("identifier") ?? ""
      let answers = texts.map { identifier, text in
        ForeignItem.Answer(text, weight: right.contains([identifier, name]) ? 1 : 0)
      }
      item.gaps.append(ForeignItem.Gap(kind: .singleChoice, answers: answers))
      return "{{\(item.gaps.count)}}"
    }
    var markup = ""
    for child in element.children {
      switch child {
      case .text(let text): markup += HTMLText.escaped(text)
      case .element(let inner): markup += gapMarkup(inner, texts, right, into: &item)
      }
    }
    return HTMLText.isBlock(element.name) ? "<p>\(markup)</p>" : markup
  }

  private mutating func readGaps(
    _ gaps: [XMLElement],
    stem: String,
    title: String?,
    _ item: XMLElement
  ) {
    var foreign = foreign(.cloze, title, stem, item)
    foreign.gaps = gaps.map(gap)
    if gaps.count == 1 {
      foreign.kind = foreign.gaps[0].kind
      foreign.answers = foreign.gaps[0].answers
      foreign.gaps = []
    }
    append(foreign)
  }

  private func gap(_ element: XMLElement) -> ForeignItem.Gap {
    let response = element.qti("response-identifier").flatMap { responses[$0] }
    if element.qtiName == "inline-choice-interaction" {
      let answers = element.qtiAll("inline-choice").map { choice in
        let identifier = choice.qti("identifier") ?? ""
        return ForeignItem.Answer(
          text(choice),
          weight: response?.weight(of: identifier) ?? 0,
          feedback: feedback[identifier] ?? ""
        )
      }
      return ForeignItem.Gap(kind: .singleChoice, answers: answers)
    }
    let isNumber = ["float", "integer"].contains(response?.baseType ?? "string")
    let wrong = response?.mapped.filter { $0.points == 0 }.map(\.key) ?? []
    let values = (response?.rightValues ?? []) + wrong
    let answers = values.compactMap { value -> ForeignItem.Answer? in
      let weight = response?.mapped.isEmpty == false ? response?.weight(of: value) ?? 0 : 1.0
      guard isNumber else { return ForeignItem.Answer(ForeignText(value), weight: weight) }
      return PlainNumber(value).map {
        ForeignItem.Answer(ForeignText($0.text), weight: weight, tolerance: tolerances[value])
      }
    }
    return ForeignItem.Gap(kind: isNumber ? .numeric : .shortText, answers: answers)
  }
}
