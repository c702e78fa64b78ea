import Content

/// Writes notes that Anki imports: texts with gaps as cloze, all else as front and back.
///
/// The id of an item is the note’s, so that importing again updates it.
package struct AnkiWriter {
  package static func write(_ items: [ForeignItem]) -> ForeignWriting {
    var writing = ForeignWriting()
    var lines = [
      "#separator:tab", "#html:true", "#guid column:1", "#notetype column:2", "#deck column:3",
      "#tags column:6",
    ]
    for item in items {
      var changes: [String] = []
      guard let (type, front, back) = fields(item, &changes) else {
        writing.drop(item, "a flash card cannot hold the type \(item.kind.rawValue)")
        continue
      }
      let deck = (item.category ?? "Debrief").split(separator: "/").map(\.trimmed).joined(
        separator: "::"
      )
      let identifier = item.identifier ?? "\(item.category ?? "debrief")/\(item.name)"
      let tags = item.tags.map { $0.replacing(" ", with: "-") }.joined(separator: " ")
      lines.append(
        [identifier, type, deck, front, back, tags].map { field in
          DelimitedRows.quoted(oneLine(field.replacing("\t", with: " ")), separator: "\t")
        }.joined(separator: "\t")
      )
      writing.keep(item, changes: changes)
    }
    writing.bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    return writing
  }

  private static func html(_ text: ForeignText) -> String {
    text.paragraphs.map(HTMLText.escaped).joined(separator: "<br>")
  }

  private static func fields(
    _ item: ForeignItem,
    _ changes: inout [String]
  ) -> (type: String, front: String, back: String)? {
    let general = html(item.generalFeedback)
    let more = { (text: String) in
      general.isEmpty ? text : text.isEmpty ? general : "\(text)<br><br>\(general)"
    }
    switch item.kind {
    case .essay, .description: return nil
    case .cloze: return cloze(item, &changes)
    case .shortText, .numeric:
      guard let back = typed(item, &changes) else { return nil }
      return ("Basic", html(item.stem), more(back))
    case .singleChoice, .multipleChoice, .trueFalse:
      changes.append("options are a list on the front, and the key is on the back")
      let list = item.answers.map { "<li>\(html($0.text))</li>" }.joined()
      let back = item.answers.filter(\.isRight).map {
        "<b>\(html($0.text))</b><br>\(html($0.feedback))"
      }
      return (
        "Basic", "\(html(item.stem))<ol type=\"A\">\(list)</ol>",
        more(back.joined(separator: "<br>"))
      )
    case .ordering:
      changes.append("the right order is a list on the back")
      return (
        "Basic", html(item.stem),
        more("<ol>\(item.answers.map { "<li>\(html($0.text))</li>" }.joined())</ol>")
      )
    case .matching:
      changes.append("pairs are a list on the back")
      let rows = item.pairs.filter { !$0.prompt.isEmpty }.map {
        "<li>\(html($0.prompt)) – \(html($0.match))</li>"
      }
      return ("Basic", html(item.stem), more("<ul>\(rows.joined())</ul>"))
    }
  }

  /// The back of a card that asks for a word or a number: what is right, what is not, and why.
  private static func typed(_ item: ForeignItem, _ changes: inout [String]) -> String? {
    let right = item.answers.filter(\.isRight)
    guard let first = right.first else { return nil }
    if let lost = item.narrowing({ [$0] }) { changes.append(lost) }
    let shown = { (answer: ForeignItem.Answer) in
      html(answer.text) + (answer.tolerance.map { " ± \($0)" } ?? "")
    }
    if !item.generalFeedback.isEmpty || item.answers.contains(where: { !$0.feedback.isEmpty })
      || first.tolerance != nil
    {
      changes.append("feedback is on the back")
    }
    guard item.answers.count > 1 else {
      return [shown(first), html(first.feedback)].filter { !$0.isEmpty }.joined(separator: "<br>")
    }
    changes.append("all answers are listed on the back, right ones marked ✓ and wrong ones ✗")
    return (right + item.answers.filter { !$0.isRight }).shownOnce.map { answer in
      let text = answer.isRight ? "✓ <b>\(shown(answer))</b>" : "✗ \(shown(answer))"
      return answer.feedback.isEmpty ? text : "\(text) – \(html(answer.feedback))"
    }.joined(separator: "<br>")
  }

  private static func cloze(
    _ item: ForeignItem,
    _ changes: inout [String]
  ) -> (type: String, front: String, back: String)? {
    var text = html(item.stem)
    if let lost = item.narrowing({ [$0] }) { changes.append(lost) }
    for (index, gap) in item.gaps.enumerated() {
      guard let right = gap.answers.first(where: \.isRight) else { return nil }
      if gap.answers.count > 1 || gap.kind != .shortText {
        changes.append("a gap keeps its first right answer")
      }
      let whole = html(right.text)
      let answer = whole.replacing("::", with: "∷").replacing("}", with: "❵").replacing(
        "{",
        with: "❴"
      )
      if answer != whole {
        changes.append("‘::’ and braces in a gap become signs that look like them")
      }
      text = text.replacing(
        "{{\(index + 1)}}",
        with: "{{c\(index + 1)::\(answer)}}",
        maxReplacements: 1
      )
    }
    return ("Cloze", text, html(item.generalFeedback))
  }
}
