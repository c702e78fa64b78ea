import Content
import Improvement

/// The board: a column for each part of the cycle, with what stands in it; and the way from incident
/// to effect of entries that have come far.
extension RegisterReport {
  /// More cards than this make a column that nobody reads.
  private static let mostCards = 8

  var board: HTMLPage.Section {
    .init(
      id: "board",
      title: "Board",
      entries.isEmpty
        ? .tag("p", "There is nothing on it.")
        : .tag("div", ["class": "board"], Markup(Phase.allCases.map(column)))
    )
  }

  private func column(_ phase: Phase) -> Markup {
    let all = entries.enumerated().filter { $0.element.phase == phase }
    let cards = all.prefix(Self.mostCards).map { card($0.element, anchor: anchors[$0.offset]) }
    let rest = all.count - cards.count
    return .tag(
      "div",
      .tag("h3", Markup("\(phase.title) · \(all.count)")),
      cards.isEmpty
        ? .tag("p", ["class": "note"], "nothing") : .tag("ul", ["class": "cards"], Markup(cards)),
      rest > 0 ? .tag("p", ["class": "note"], Markup("and \(rest) more")) : .nothing
    )
  }

  private func card(_ entry: Entry, anchor: String) -> Markup {
    let due = entry.due.map { "\(isOverdue(entry) ? "overdue since" : "next") \($0)" }
    return .tag(
      "li",
      .tag("a", ["href": "#\(anchor)"], Markup(entry.id)),
      " ",
      Markup(entry.title.count > 90 ? String(entry.title.prefix(89)) + "…" : entry.title),
      .tag(
        "span",
        ["class": "sub"],
        Markup([entry.state, due].compactMap(\.self).joined(separator: ", "))
      )
    )
  }

  var doubts: HTMLPage.Section {
    .init(
      id: "doubts",
      title: "Form without substance",
      substance.isEmpty
        ? .tag("p", "No rule has anything to say.")
        : HTMLTable(
          caption: "What the rules detect",
          columns: [.text("Rule"), .text("Level"), .text("Finding"), .text("What resolves it")],
          rows: substance.map { finding in
            [
              Markup(finding.rule), Markup(finding.level.rawValue), Markup(finding.sentence),
              Markup(finding.resolve),
            ]
          }
        ).markup(),
      .tag(
        "p",
        ["class": "note"],
        waivedCount == 0
          ? "Nothing is waived."
          : Markup("\(counted(waivedCount, "finding is", "findings are")) waived for a time.")
      )
    )
  }

  var ways: HTMLPage.Section {
    .init(
      id: "ways",
      title: "From incident to effect",
      traces.isEmpty
        ? .tag("p", "No entry has come as far as an action yet.")
        : Markup(
          traces.enumerated().map { index, trace in
            TraceChart(
              id: "trace-\(index + 1)",
              title: "The way of \(trace.nodes[trace.origin].id)",
              trace: trace
            ).markup
          }
        )
    )
  }
}
