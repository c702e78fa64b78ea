import Content

/// Writes a table of questions (RFC 4180), with an apostrophe before what a spreadsheet would compute,
/// and a replacement character for what would act on a terminal.
package struct CSVWriter {
  package static func write(_ items: [ForeignItem]) -> ForeignWriting {
    var writing = ForeignWriting()
    var rows: [[String]] = []
    let widest = max(2, items.map { max($0.answers.count, $0.pairs.count) }.max() ?? 2)
    let width = min(26, widest)
    for item in items {
      guard item.kind != .cloze else {
        writing.drop(item, "a row cannot hold a text with gaps")
        continue
      }
      guard max(item.answers.count, item.pairs.count) <= width else {
        writing.drop(item, "a row has at most \(width) options")
        continue
      }
      rows.append(row(item, width: width))
      writing.keep(item, changes: changes(item))
    }
    let numbers = 1...width
    let head =
      ["id", "category", "type", "title", "question"] + numbers.map { "option\($0)" }
      + numbers.map { "feedback\($0)" } + numbers.map { "match\($0)" } + [
        "correct", "explanation", "tags",
      ]
    let lines = ([head] + rows).map { row in
      row.map { cell in
        let harmless = FormulaStart.neutralised(neutralised(cell, keepingLineFeeds: true))
        return DelimitedRows.quoted(harmless, separator: ",")
      }.joined(separator: ",")
    }
    writing.bytes = Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    return writing
  }

  private static func row(_ item: ForeignItem, width: Int) -> [String] {
    let pad = { (cells: [String]) in cells + [String](repeating: "", count: width - cells.count) }
    let answers = item.answers.map(\.inOneCell)
    let options = item.kind == .matching ? item.pairs.map(\.prompt.text) : answers.map(text)
    let right = item.answers.indices.filter { item.answers[$0].isRight }.map { String($0 + 1) }
    let hasKey = item.kind != .ordering && item.kind != .matching
    return [
      item.identifier ?? "", item.category ?? "", item.kind.rawValue, item.title ?? "",
      item.stem.text,
    ] + pad(options) + pad(item.answers.map(\.feedback.text)) + pad(item.pairs.map(\.match.text))
      + [
        hasKey ? right.joined(separator: " ") : "", item.generalFeedback.text,
        item.tags.joined(separator: " "),
      ]
  }

  private static func text(_ answer: ForeignItem.Answer) -> String {
    answer.tolerance.map { "\(answer.text.text) +- \($0)" } ?? answer.text.text
  }

  private static func changes(_ item: ForeignItem) -> [String] {
    var changes: [String] = []
    if !item.hints.isEmpty { changes.append("hints are dropped") }
    if let lost = item.narrowing({ [$0.inOneCell] }) { changes.append(lost) }
    let texts = [item.stem] + item.answers.map(\.text)
    if texts.contains(where: { $0.markup != .plain && $0.losesMarkup }) {
      changes.append("markup is written as text")
    }
    let right = Set(item.answers.filter(\.isRight).map(\.weight))
    if right.count > 1 || item.answers.contains(where: { $0.weight < 0 }) {
      changes.append("weights are not written")
    }
    return changes
  }
}

extension ForeignItem.Answer {
  /// A pattern that is one text with `*` in it, or else the text that is shown for it.
  fileprivate var inOneCell: ForeignItem.Answer { spellings.count == 1 ? spelt[0] : self }
}
