import Content

/// Writes Moodle XML.
package struct MoodleXMLWriter {
  private var writing = ForeignWriting()
  private var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<quiz>"]
  private var category: String?

  package static func write(_ items: [ForeignItem]) -> ForeignWriting {
    var writer = MoodleXMLWriter()
    for item in items { writer.write(item) }
    writer.lines.append("</quiz>")
    writer.writing.bytes = Array((writer.lines.joined(separator: "\n") + "\n").utf8)
    return writer.writing
  }

  private mutating func write(_ item: ForeignItem) {
    if let wanted = item.category, wanted != category {
      category = wanted
      lines += [
        "<question type=\"category\">", "<category><text>\(xml(wanted))</text></category>",
        "</question>",
      ]
    }
    var changes: [String] = []
    if let lost = item.narrowing(\.spelt) { changes.append(lost) }
    lines.append("<question type=\"\(type(of: item.kind))\">")
    lines.append("<name><text>\(xml(item.title ?? item.name))</text></name>")
    var stem = item.stem
    if item.kind == .cloze { stem.text = cloze(item) }
    element("questiontext", stem)
    element("generalfeedback", item.generalFeedback)
    lines.append("<defaultgrade>1</defaultgrade>")
    if let identifier = item.identifier { lines.append("<idnumber>\(xml(identifier))</idnumber>") }
    writeAnswers(of: item, &changes)
    for hint in item.hints { element("hint", hint) }
    if !item.tags.isEmpty {
      lines.append("<tags>")
      for tag in item.tags { lines.append("<tag><text>\(xml(tag))</text></tag>") }
      lines.append("</tags>")
    }
    lines.append("</question>")
    writing.keep(item, changes: changes)
  }

  private func type(of kind: ForeignItem.Kind) -> String {
    switch kind {
    case .singleChoice, .multipleChoice: "multichoice"
    case .trueFalse: "truefalse"
    case .shortText: "shortanswer"
    case .numeric: "numerical"
    case .ordering: "ordering"
    case .matching: "matching"
    case .cloze: "cloze"
    case .essay: "essay"
    case .description: "description"
    }
  }

  private func format(_ markup: ForeignText.Markup) -> String {
    switch markup {
    case .moodle: "moodle_auto_format"
    case .html: "html"
    case .markdown: "markdown"
    case .plain: "plain_text"
    }
  }

  private mutating func element(
    _ name: String,
    _ text: ForeignText,
    _ attributes: String = "",
    inside: String = ""
  ) {
    lines.append(
      "<\(name)\(attributes) format=\"\(format(text.markup))\"><text>\(xml(text.text))</text>\(inside)</\(name)>"
    )
  }

  private func feedback(_ answer: ForeignItem.Answer) -> String {
    "<feedback format=\"\(format(answer.feedback.markup))\"><text>\(xml(answer.feedback.text))</text></feedback>"
  }

  private mutating func writeAnswers(of item: ForeignItem, _ changes: inout [String]) {
    switch item.kind {
    case .singleChoice, .multipleChoice:
      lines += [
        "<single>\(item.kind == .singleChoice)</single>", "<shuffleanswers>true</shuffleanswers>",
        "<answernumbering>abc</answernumbering>",
      ]
      writeOptions(item.answers)
    case .trueFalse:
      if item.answers.allSatisfy({ GIFTReader.truth($0.text.text) != nil }) {
        writeOptions(
          item.answers.map { answer in
            var answer = answer
            answer.text = GIFTReader.truth(answer.text.text) == true ? "true" : "false"
            return answer
          }
        )
      } else {
        changes.append("true and false in other words become a choice")
        lines[lines.lastIndex { $0.hasPrefix("<question type=\"truefalse\"") } ?? 0] =
          "<question type=\"multichoice\">"
        lines.append("<single>true</single>")
        writeOptions(item.answers)
      }
    case .shortText:
      lines.append("<usecase>0</usecase>")
      writeOptions(item.answers.spelt)
    case .ordering:
      writeOptions(
        item.answers.map { ForeignItem.Answer($0.text, weight: 0, feedback: $0.feedback) }
      )
    case .numeric:
      for answer in item.answers {
        let (number, tolerance) = Self.middle(answer, &changes)
        let fraction = " fraction=\"\(percent(answer.weight))\""
        let inside = "<tolerance>\(tolerance)</tolerance>\(feedback(answer))"
        lines.append("<answer\(fraction)><text>\(xml(number))</text>\(inside)</answer>")
      }
    case .matching:
      lines.append("<shuffleanswers>true</shuffleanswers>")
      for pair in item.pairs {
        element(
          "subquestion",
          pair.prompt,
          inside: "<answer><text>\(xml(pair.match.text))</text></answer>"
        )
      }
    case .cloze, .essay, .description: break
    }
  }

  private mutating func writeOptions(_ answers: [ForeignItem.Answer]) {
    for answer in answers {
      element(
        "answer",
        answer.text,
        " fraction=\"\(percent(answer.weight))\"",
        inside: feedback(answer)
      )
    }
  }

  /// Moodle knows a range as its middle and half its width.
  static func middle(_ answer: ForeignItem.Answer, _ changes: inout [String]) -> (String, String) {
    let ends = answer.text.text.split(separator: "..").compactMap { DecimalText($0) }
    guard ends.count == 2, let sum = ends[0].adding(ends[1]),
      let width = ends[1].adding(ends[0], times: -1),
      let half = DecimalText("0.5"), let middle = product(sum, half),
      let tolerance = product(width, half)
    else { return (answer.text.text, answer.tolerance ?? "0") }
    changes.append("a range is written as its middle and a tolerance")
    return (middle, tolerance)
  }

  /// Half of a number: a tenth of five times it.
  private static func product(_ number: DecimalText, _ half: DecimalText) -> String? {
    guard let five = DecimalText(0).adding(number, times: 5) else { return nil }
    let parts = five.description.split(separator: ".", omittingEmptySubsequences: false)
    let isNegative = parts[0].hasPrefix("-")
    let whole = isNegative ? parts[0].dropFirst() : parts[0]
    let fraction = parts.count == 2 ? parts[1] : ""
    var tail = String((whole.last.map(String.init) ?? "0") + fraction)
    while tail.last == "0" { tail.removeLast() }
    let head = whole.dropLast()
    let sign = isNegative ? "-" : ""
    return "\(sign)\(head.isEmpty ? "0" : head)\(tail.isEmpty ? "" : ".\(tail)")"
  }

  // MARK: Gaps

  private func cloze(_ item: ForeignItem) -> String {
    item.gaps.enumerated().reduce(item.stem.text) { text, gap in
      text.replacing("{{\(gap.offset + 1)}}", with: written(gap.element), maxReplacements: 1)
    }
  }

  private func written(_ gap: ForeignItem.Gap) -> String {
    let kind =
      switch gap.kind {
      case .numeric: "NUMERICAL"
      case .multipleChoice: "MULTIRESPONSE"
      case .shortText: "SHORTANSWER"
      default: "MULTICHOICE"
      }
    var ignored: [String] = []
    let answers = gap.answers.spelt.map { answer in
      let sign = answer.weight == 1 ? "=" : "%\(percent(answer.weight))%"
      var text = escaped(answer.text.text)
      if gap.kind == .numeric {
        let (number, tolerance) = Self.middle(answer, &ignored)
        text = "\(number):\(tolerance)"
      }
      return sign + text + (answer.feedback.isEmpty ? "" : "#\(escaped(answer.feedback.text))")
    }
    return "{1:\(kind):\(answers.joined(separator: "~"))}"
  }

  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { output, character in
      if "\\~#}/\"".contains(character) { output.append("\\") }
      output.append(character)
    }
  }
}
