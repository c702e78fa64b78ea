import Content

/// Entries of the register over time: each a line from the day it was raised to the day it closed.
package struct TimelineChart: Sendable {
  package enum End: Hashable, CaseIterable, Sendable {
    case open
    case effective
    case notEffective

    /// Declined, rejected, accepted or a duplicate: closed without a measurement.
    case other

    var words: String {
      switch self {
      case .open: "open"
      case .effective: "closed, effective"
      case .notEffective: "closed, not effective"
      case .other: "closed without measurement"
      }
    }

    var mark: ChartMark {
      switch self {
      case .open: .arrow
      case .effective: .dot
      case .notEffective: .diamond
      case .other: .square
      }
    }
  }

  package struct Row: Sendable {
    package let id: String
    package let title: String
    package let raised: Day
    package let due: Day?
    package let closed: Day?
    package let end: End

    package init(id: String, title: String, raised: Day, due: Day?, closed: Day?, end: End) {
      self.id = id
      self.title = title
      self.raised = raised
      self.due = due
      self.closed = closed
      self.end = end
    }
  }

  package let id: String
  package let title: String
  package let rows: [Row]
  package let asOf: Day

  /// Takes rows in the order in which they are drawn.
  package init(id: String, title: String, rows: [Row], asOf: Day) {
    self.id = id
    self.title = title
    self.rows = rows
    self.asOf = asOf
  }

  private static let top = 20.0
  private static let rowHeight = 32.0

  private var first: Day {
    let day = min(asOf, rows.map(\.raised).min() ?? asOf)
    return Month(of: day).firstDay ?? day
  }

  private var last: Day {
    max(asOf, rows.compactMap { $0.closed == nil ? $0.due : $0.closed }.max() ?? asOf)
      .adding(days: 5)
  }

  private func share(of day: Day) -> Double {
    Double(day.days(since: first)) / Double(max(1, last.days(since: first)))
  }

  private func x(_ day: Day) -> String { across(share(of: day)) }

  package var markup: Markup {
    let bottom = Self.top + Double(rows.count) * Self.rowHeight + 4
    let ends = End.allCases.filter { end in rows.contains { $0.end == end } }
    let hasDue = rows.contains { $0.closed == nil && $0.due != nil }
    return ChartFigure(
      id: id,
      title: title,
      description: description,
      height: Int(bottom + 20),
      shapes: ticks(to: bottom) + today(to: bottom)
        + rows.enumerated().flatMap { shapes(of: $0.element, at: $0.offset) },
      legend: ends.map { ($0.mark, $0.words) } + (hasDue ? [(.due, "due day")] : []),
      table: table
    ).markup
  }

  private var description: String {
    let open = rows.count { $0.end == .open }
    return
      "\(counted(rows.count, "entry", "entries")) of the register from the day each was raised "
      + "to the day it closed; \(open) still open on \(asOf)."
  }

  private func ticks(to bottom: Double) -> [Markup] {
    let months = Month.all(from: Month(of: first), through: Month(of: last))
    let step = [1, 2, 3, 6, 12].first { months.count / $0 <= 3 } ?? 24
    return months.enumerated().filter { $0.offset % step == 0 }.flatMap { _, month -> [Markup] in
      guard let day = month.firstDay, share(of: day) <= 0.97 else { return [] }
      return [
        line(from: x(day), Self.top, to: x(day), bottom, class: "track"),
        label(
          Markup(month.words),
          x: x(day),
          y: bottom + 14,
          anchor: anchor(at: share(of: day)),
          class: "axis"
        ),
      ]
    }
  }

  private func today(to bottom: Double) -> [Markup] {
    [
      line(from: x(asOf), 14, to: x(asOf), bottom, class: "target"),
      label(
        Markup("\(asOf)"),
        x: x(asOf),
        y: 10,
        anchor: anchor(at: share(of: asOf)),
        class: "axis"
      ),
    ]
  }

  private func shapes(of row: Row, at index: Int) -> [Markup] {
    let y = Self.top + Double(index) * Self.rowHeight
    let middle = y + 23
    let end = row.closed ?? asOf
    let onTime = row.closed == nil ? min(end, max(row.raised, row.due ?? end)) : end
    var shapes = [
      label(
        Markup([.tag("tspan", ["class": "strong"], Markup(row.id)), " \(shortened(row.title))"]),
        x: "0",
        y: y + 13,
        class: "name halo"
      ),
      line(from: x(row.raised), middle - 4, to: x(row.raised), middle + 4, class: "whisker"),
      line(from: x(row.raised), middle, to: x(onTime), middle, class: "whisker"),
    ]
    if onTime < end {
      shapes.append(line(from: x(onTime), middle, to: x(end), middle, class: "overdue"))
    }
    shapes.append(row.end.mark.markup(x: x(end), y: middle))
    if row.closed == nil, let due = row.due {
      if due > end {
        shapes.append(line(from: x(end), middle, to: x(due), middle, class: "track"))
      }
      shapes.append(ChartMark.due.markup(x: x(due), y: middle))
    }
    return shapes
  }

  private var table: HTMLTable {
    HTMLTable(
      caption: title,
      columns: [
        .text("Entry"), .text("Title"), .number("Raised"), .number("Due"), .number("Closed"),
        .text("End"),
      ],
      rows: rows.map { row in
        [
          Markup(row.id), Markup(row.title), "\(row.raised)",
          Markup(row.due.map(\.description) ?? "–"), Markup(row.closed.map(\.description) ?? "–"),
          Markup(row.end.words),
        ]
      }
    )
  }
}

/// A title cut to what a narrow drawing holds; the table has all of it.
private func shortened(_ title: String) -> String {
  let widest = 36
  return title.count <= widest ? title : String(title.prefix(widest - 1)) + "…"
}
