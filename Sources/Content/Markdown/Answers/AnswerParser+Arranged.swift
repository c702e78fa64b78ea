/// Ordering and matching: a numbered list or a table, and a closing quotation.
extension AnswerParser {
  mutating func ordering(from blocks: [MarkdownBlock], line: Int) -> (Interaction, [Prose])? {
    let place = blocks.lastIndex { block in
      if case .list(isOrdered: true, _) = block.kind { true } else { false }
    }
    guard let place, case .list(_, let items) = blocks[place].kind else {
      report(
        "item-without-options",
        "there is nothing to put in order",
        at: source.location(line: line),
        hint: "add a numbered list in the right order, each element with “   > why”"
      )
      return nil
    }
    guard (2...OptionID.largestCount).contains(items.count) else {
      report(
        "too-few-options",
        "\(items.count) elements cannot be put in order",
        at: source.location(line: items.first?.line ?? line),
        hint: "write 3 to 6 elements"
      )
      return nil
    }
    let elements = items.enumerated().compactMap { index, item in
      textAndRationale(of: item).map { text, rationale in
        OrderingInteraction.Element(
          id: OptionID(index: index),
          text: text,
          rationale: rationale,
          line: item.line
        )
      }
    }
    let rationale = closingRationale(Array(blocks[(place + 1)...]), line: line)
    guard elements.count == items.count else { return nil }
    reportDuplicates(elements.map { ($0.text, $0.line) })
    return (
      .ordering(OrderingInteraction(elements: elements, rationale: rationale)),
      prose(of: Array(blocks[..<place]))
    )
  }

  mutating func matching(from blocks: [MarkdownBlock], line: Int) -> (Interaction, [Prose])? {
    let place = blocks.lastIndex { block in
      if case .table = block.kind { true } else { false }
    }
    guard let place, case .table(let rows) = blocks[place].kind else {
      report(
        "item-without-options",
        "there is nothing to match",
        at: source.location(line: line),
        hint: "add a table of two columns: what is asked for, and what belongs to it"
      )
      return nil
    }
    let rationale = closingRationale(Array(blocks[(place + 1)...]), line: line)
    let isPair = { (row: [String]) in row.count == 2 && !row[1].isEmpty }
    guard rows.allSatisfy(isPair) else {
      report(
        "match-form",
        "a row is no pair",
        at: source.location(line: blocks[place].line),
        hint: "write two columns, and leave only the left cell empty for an extra wrong match"
      )
      return nil
    }
    let matching = MatchingInteraction(
      titles: rows[0],
      rows: rows.dropFirst().map { ($0[0], $0[1]) },
      rationale: rationale
    )
    guard matching.prompts.count >= 2, (2...OptionID.largestCount).contains(matching.matches.count)
    else {
      report(
        "too-few-options",
        "one match is no choice",
        at: source.location(line: blocks[place].line),
        hint: "write 3 to 5 pairs"
      )
      return nil
    }
    reportDuplicates(matching.prompts.enumerated().map { ($1, blocks[place].line + 2 + $0) })
    return (.matching(matching), prose(of: Array(blocks[..<place])))
  }
}
