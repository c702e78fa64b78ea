import Content

/// Each entry's whole story.
extension RegisterReport {
  var stories: HTMLPage.Section {
    let names = anchors
    return .init(
      id: "entries",
      title: "Entry by entry",
      entries.isEmpty
        ? .tag("p", "There is nothing to tell.")
        : Markup(entries.indices.map { story(of: entries[$0], anchor: names[$0]) })
    )
  }

  /// An id for each entry's place in the page: from its own id where that is plain, and unique
  /// whatever the ids are.
  var anchors: [String] {
    var taken: Set<String> = []
    return entries.enumerated().map { index, entry in
      let plain = entry.id.lowercased()
      let isPlain = isIdentifierSegment(plain) && !taken.contains("entry-\(plain)")
      // An underscore never occurs in a plain id, so the two forms do not meet.
      let name = isPlain ? "entry-\(plain)" : "entry_\(index + 1)"
      taken.insert(name)
      return name
    }
  }

  private func story(of entry: Entry, anchor: String) -> Markup {
    .tag(
      "article",
      ["id": anchor, "aria-labelledby": "\(anchor)-heading"],
      .tag("h3", ["id": "\(anchor)-heading"], "\(entry.id) · \(entry.title)"),
      .tag("dl", ["class": "pairs"], Markup(facts(of: entry))),
      history(of: entry)
    )
  }

  private func facts(of entry: Entry) -> [Markup] {
    let overdue = isOverdue(entry) ? " (overdue)" : ""
    return [
      pair("State", ["\(entry.state) (\(entry.phase.title))"]),
      pair("Waiting for", [entry.waiting].compactMap(\.self)),
      pair("Source", [entry.source]),
      pair("Severity", [entry.severity]),
      pair("Owner", [entry.owner ?? "nobody yet"]),
      pair("Raised", [entry.raised.description]),
      pair("Due", [entry.due.map { "\($0)\(overdue)" }].compactMap(\.self)),
      pair("Closed", [entry.closed?.description].compactMap(\.self)),
      pair(
        "Priority",
        [
          "\(shownDecimal(entry.priority.score, places: 1)) = "
            + entry.priority.parts.joined(separator: ", ")
        ]
      ),
      pair("Cause", entry.causes),
      pair("Action", entry.actions),
      pair("Criterion", [entry.criterion].compactMap(\.self)),
      pair("Baseline", [entry.baseline].compactMap(\.self)),
      pair("Measurement", [entry.measurement].compactMap(\.self)),
      pair("Verdict", [entry.verdict].compactMap(\.self)),
      pair("Before and after", [entry.trained].compactMap(\.self)),
    ]
  }

  /// A name with its lines; nothing where there are none.
  private func pair(_ name: String, _ lines: [String]) -> Markup {
    guard !lines.isEmpty else { return .nothing }
    let values = lines.map { Markup.tag("dd", ["class": "words"], Markup($0)) }
    return Markup([.tag("dt", Markup(name)), Markup(values)])
  }

  private func history(of entry: Entry) -> Markup {
    guard !entry.history.isEmpty else { return .nothing }
    return HTMLTable(
      caption: "History of \(entry.id)",
      columns: [.text("Day"), .text("What happened"), .text("By")],
      rows: entry.history.map { line in
        [
          "\(line.day)", .tag("span", ["class": "words"], Markup(line.words)),
          Markup(line.actor ?? "anonymous"),
        ]
      }
    ).markup()
  }
}
