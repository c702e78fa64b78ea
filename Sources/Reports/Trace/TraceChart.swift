import Improvement

/// The way from incident to effect as a drawing: a row for each thing, stepping to the right by its
/// place in the loop, with a line from each to what follows from it.
struct TraceChart {
  let id: String
  let title: String
  let trace: Trace

  private static let rowHeight = 24.0

  /// More rows than this are in the table alone.
  private static let mostRows = 24

  private var shown: Int { min(trace.nodes.count, Self.mostRows) }

  var markup: Markup {
    ChartFigure(
      id: id,
      title: title,
      description: description,
      height: Int(Double(shown) * Self.rowHeight) + 8,
      shapes: links + (0..<shown).flatMap(row),
      legend: [],
      table: table
    ).markup
  }

  private var description: String {
    let kinds = Trace.Node.Kind.allCases.compactMap { kind -> String? in
      let count = trace.nodes.count { $0.kind == kind }
      return count > 0 ? "\(kind.words) \(count)" : nil
    }
    return "From incident to effect: \(kinds.joined(separator: ", "))."
  }

  private func share(_ node: Int) -> Double {
    0.01 + 0.035 * Double(trace.nodes[node].kind.rawValue)
  }

  private func y(_ node: Int) -> Double { Double(node) * Self.rowHeight + 12 }

  private var links: [Markup] {
    trace.links.filter { $0.from < shown && $0.to < shown }.map { link in
      line(
        from: across(share(link.from)),
        y(link.from),
        to: across(share(link.to)),
        y(link.to),
        class: "base"
      )
    }
  }

  private func row(_ index: Int) -> [Markup] {
    let node = trace.nodes[index]
    let mark = index == trace.origin ? ChartMark.diamond : .dot
    return [
      mark.markup(x: across(share(index)), y: y(index)),
      label(
        Markup([
          .tag("tspan", ["class": "strong"], Markup(node.kind.words)), " \(shortened(node.words))",
        ]),
        x: across(share(index) + 0.015),
        y: y(index) + 4,
        class: "halo"
      ),
    ]
  }

  private var table: HTMLTable {
    HTMLTable(
      caption: title,
      columns: [.text("What"), .text("Name"), .text("Words"), .text("Leads to")],
      rows: trace.nodes.enumerated().map { index, node in
        [
          Markup(node.kind.words), Markup(node.id), Markup(node.words),
          Markup(trace.nodes(after: index).map { trace.nodes[$0].id }.joined(separator: ", ")),
        ]
      }
    )
  }
}

/// A text cut to what a drawing holds; the table has all of it.
private func shortened(_ text: String) -> String {
  let widest = 84
  return text.count <= widest ? text : String(text.prefix(widest - 1)) + "…"
}
