import Content
import Psychometrics

extension RegisterReport {
  /// The page.
  package var html: String {
    HTMLPage(
      title: "Improvement register",
      lede: lede,
      sections: [about, figures, board, doubts, overTime, ways, list, stories],
      basis: basis
    ).text
  }

  private var lede: Markup {
    entries.isEmpty
      ? "The register holds no entry yet."
      : """
      The register holds \(counted(entries.count, "entry", "entries")): \(grouped(open.count)) open, \
      \(grouped(overdue.count)) of them overdue; \(grouped(count(.effective))) closed with a measured \
      effect, \(grouped(count(.notEffective))) without the effect that was aimed at, \
      \(grouped(count(.other))) without a measurement.
      """
  }

  private var about: HTMLPage.Section {
    .init(
      id: "about",
      title: "What this is",
      .tag(
        "p",
        """
        Everything that was seen to need a change, from whichever source, and what became of it. An \
        entry counts as effective only when a criterion that was fixed before the work was met by a \
        measurement after it. The register is about conditions, not about culprits: people stand \
        under pseudonyms.
        """
      )
    )
  }

  private var figures: HTMLPage.Section {
    .init(
      id: "figures",
      title: "Key figures",
      KeyFigure.list([
        KeyFigure(
          value: grouped(open.count),
          words: "open",
          note: "of \(counted(entries.count, "entry", "entries"))"
        ),
        KeyFigure(
          value: grouped(overdue.count),
          words: "overdue",
          note: "due before \(basis.asOf)"
        ),
        KeyFigure(
          value: grouped(waitingForVerification.count),
          words: "waiting for verification",
          note: "the work is done, its effect not yet measured"
        ),
        KeyFigure(
          value: "\(grouped(count(.effective))) / \(grouped(count(.notEffective)))",
          words: "closed, effective / not effective",
          note: outcomeNote
        ),
        medianFigure,
      ]),
      cycle
    )
  }

  private var outcomeNote: String {
    let measured = count(.effective) + count(.notEffective)
    let other = "\(grouped(count(.other))) more closed without measurement"
    guard measured >= MedianInterval.fewest,
      let share = Share(count(.effective), of: measured, confidence: confidence)
    else { return "n = \(measured), no share below n = \(MedianInterval.fewest); \(other)" }
    return "effective \(share.words), n = \(measured); \(other)"
  }

  private var medianFigure: KeyFigure {
    let words = "median days from raise to close"
    guard let found = medianDaysToClose else {
      return KeyFigure(
        value: "–",
        words: words,
        note: "n = \(daysToClose.count), no trend below n = \(MedianInterval.fewest)"
      )
    }
    return KeyFigure(
      value: decimal(found.median, places: found.median == found.median.rounded() ? 0 : 1),
      words: words,
      note:
        "\(percent(confidence.value)) interval \(found.lower)–\(found.upper), n = \(found.count)"
    )
  }

  private var cycle: Markup {
    let steps = Phase.allCases.map { phase in
      Markup.tag(
        "li",
        .tag("b", Markup(grouped(count(phase)))),
        .tag("span", Markup(phase.title)),
        .tag("span", ["class": "sub"], Markup(phase.words))
      )
    }
    return .tag(
      "ol",
      ["class": "strip", "aria-label": "Entries by phase of the cycle"],
      Markup(steps)
    )
  }

  private var list: HTMLPage.Section {
    let names = anchors
    return .init(
      id: "list",
      title: "All entries by priority",
      entries.isEmpty
        ? .tag("p", "There is nothing to list.")
        : HTMLTable(
          caption: "Entries, most urgent first; equal ones by age",
          columns: [
            .text("Entry"), .number("Priority"), .text("State"), .text("Severity"), .text("Owner"),
            .number("Raised"), .number("Due"),
          ],
          rows: entries.indices.map { row(entries[$0], anchor: names[$0]) }
        ).markup()
    )
  }

  private func row(_ entry: Entry, anchor: String) -> [Markup] {
    [
      Markup([
        .tag("a", ["href": "#\(anchor)"], Markup(entry.id)), " ", Markup(entry.title),
        .tag("span", ["class": "sub"], Markup(entry.source)),
      ]),
      Markup(shownDecimal(entry.priority.score, places: 1)),
      Markup([
        Markup(entry.state), .tag("span", ["class": "sub"], Markup(entry.phase.title)),
      ]),
      Markup(entry.severity), .tag("span", ["class": "id"], Markup(entry.owner ?? "–")),
      "\(entry.raised)", due(of: entry),
    ]
  }

  private func due(of entry: Entry) -> Markup {
    guard let due = entry.due else { return "–" }
    return Markup([
      "\(due)", isOverdue(entry) ? .tag("span", ["class": "sub"], "overdue") : .nothing,
    ])
  }

  private static let mostRows = 40

  private var overTime: HTMLPage.Section {
    let newest = entries.sorted { ($0.raised, $0.id) < ($1.raised, $1.id) }.suffix(Self.mostRows)
    let rest = entries.count - newest.count
    return .init(
      id: "time",
      title: "Over time",
      entries.isEmpty
        ? .tag("p", "There is nothing to draw.")
        : TimelineChart(
          id: "chart-time",
          title: "From raise to close",
          rows: newest.map(TimelineChart.Row.init),
          asOf: basis.asOf
        ).markup,
      rest == 0
        ? .nothing
        : .tag(
          "p",
          ["class": "note"],
          """
          The \(Self.mostRows) newest are drawn; the list above has \
          \(counted(rest, "older one", "older ones")) as well.
          """
        )
    )
  }
}

extension TimelineChart.Row {
  fileprivate init(_ entry: RegisterReport.Entry) {
    let end: TimelineChart.End =
      switch entry.outcome {
      case nil: .open
      case .effective: .effective
      case .notEffective: .notEffective
      case .other: .other
      }
    self.init(
      id: entry.id,
      title: entry.title,
      raised: entry.raised,
      due: entry.due,
      closed: entry.closed,
      end: end
    )
  }
}
