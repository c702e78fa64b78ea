/// Shares with their intervals, one a row, against a target.
///
/// A dot says what was counted, a whisker what it may stand for: the eye compares whiskers with the
/// target line and is kept from ranking dots that the data cannot tell apart.
package struct DotIntervalChart: Sendable {
  package struct Row: Sendable {
    package let label: String

    /// `nil` for a group that is too small to be shown.
    package let share: Share?
    package let verdict: GroupVerdict

    package init(label: String, share: Share?, verdict: GroupVerdict) {
      self.label = label
      self.share = share
      self.verdict = verdict
    }
  }

  package let id: String
  package let title: String
  package let rows: [Row]
  package let target: Double
  package let minimumCell: Int

  package init(id: String, title: String, rows: [Row], target: Double, minimumCell: Int) {
    self.id = id
    self.title = title
    self.rows = rows
    self.target = target
    self.minimumCell = minimumCell
  }

  private static let top = 20.0
  private static let rowHeight = 36.0
  private static let axisHeight = 20.0

  package var markup: Markup {
    let bottom = Self.top + Double(rows.count) * Self.rowHeight
    return ChartFigure(
      id: id,
      title: title,
      description: description,
      height: Int(bottom + Self.axisHeight),
      shapes: [targetLabel] + rows.enumerated().flatMap { shapes(of: $0.element, at: $0.offset) }
        + axis(at: bottom),
      legend: legend,
      table: table
    ).markup
  }

  private var description: String {
    let shown = rows.compactMap { row in row.share.map { "\(row.label) \($0.words)" } }
    let hidden = rows.count - shown.count
    return "Share at mastery with its interval, against a target of \(percent(target)). "
      + (shown.isEmpty ? "No group is large enough to be shown" : shown.joined(separator: "; "))
      + (hidden == 0 ? "." : "; \(hidden) not shown, n < \(minimumCell).")
  }

  private var targetLabel: Markup {
    label(
      "target \(percent(target))",
      x: across(target),
      y: 11,
      anchor: anchor(at: target),
      class: "axis"
    )
  }

  private func shapes(of row: Row, at index: Int) -> [Markup] {
    let y = Self.top + Double(index) * Self.rowHeight
    let middle = y + 23
    let head = [label(Markup(row.label), x: "0", y: y + 11, class: "name")]
    let track = [
      line(from: "0%", middle, to: "100%", middle, class: "track"),
      line(from: across(target), middle - 6, to: across(target), middle + 6, class: "target"),
    ]
    guard let share = row.share else {
      return head + track
        + [label("n < \(minimumCell)", x: "100%", y: y + 11, anchor: "end", class: "value")]
    }
    return head + track + [
      label(value(of: share), x: "100%", y: y + 11, anchor: "end", class: "value"),
      line(from: across(share.lower), middle, to: across(share.upper), middle, class: "whisker"),
      cap(share.lower, middle),
      cap(share.upper, middle),
      row.verdict.mark.markup(x: across(share.share), y: middle),
    ]
  }

  private func cap(_ share: Double, _ y: Double) -> Markup {
    line(from: across(share), y - 4, to: across(share), y + 4, class: "whisker")
  }

  private func value(of share: Share) -> Markup {
    Markup([
      .tag("tspan", ["class": "strong"], Markup(percent(share.share))),
      .tag("tspan", ["class": "wide"], " (\(percent(from: share.lower, to: share.upper)))"),
      ", n\u{A0}=\u{A0}\(share.total)",
    ])
  }

  private func axis(at y: Double) -> [Markup] {
    [0, 0.25, 0.5, 0.75, 1].map { share in
      label(
        Markup(percent(share)),
        x: across(share),
        y: y + 14,
        anchor: anchor(at: share),
        class: "axis"
      )
    }
  }

  private var legend: [(mark: ChartMark, words: String)] {
    let verdicts = GroupVerdict.allCases.filter { verdict in
      verdict != .suppressed && rows.contains { $0.verdict == verdict }
    }
    let marks = verdicts.map { ($0.mark, $0.words) }
    return (marks.isEmpty ? [] : marks + [(.whisker, "interval")]) + [(.targetLine, "target")]
  }

  private var table: HTMLTable {
    HTMLTable(
      caption: title,
      columns: [
        .text("Competency"), .number("At mastery"), .number("Share"), .number("Interval"),
        .text("Verdict"),
      ],
      rows: rows.map { row in
        guard let share = row.share else {
          let hidden: Markup = "n < \(minimumCell)"
          return [Markup(row.label), hidden, hidden, hidden, Markup(row.verdict.word)]
        }
        return [
          Markup(row.label), Markup(share.counts), Markup(percent(share.share)),
          Markup(percent(from: share.lower, to: share.upper)), Markup(row.verdict.word),
        ]
      }
    )
  }
}
