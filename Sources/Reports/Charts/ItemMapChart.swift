/// Items by how many people know them and how well they tell people apart: one mark an item.
///
/// What lies low tells nobody apart, what lies at the right end is known to nearly all; a mark's shape
/// says what to do with the item.
struct ItemMapChart {
  struct Point {
    let label: String

    /// From 0 to 1.
    let facility: Double

    /// From −1 to 1.
    let discrimination: Double
    let mark: ChartMark
    let words: String
  }

  let id: String
  let title: String
  let points: [Point]

  private static let height = 260.0
  private static let top = 12.0
  private static let range = -0.4...0.8

  var markup: Markup {
    ChartFigure(
      id: id,
      title: title,
      description: description,
      height: Int(Self.height + 40),
      shapes: grid
        + points.map { point in
          point.mark.markup(x: across(0.06 + 0.94 * point.facility), y: y(point.discrimination))
        },
      legend: legend,
      table: HTMLTable(
        caption: title,
        columns: [.text("Item"), .number("Facility"), .number("Discrimination"), .text("Advice")],
        rows: points.map { point in
          [
            Markup(point.label), Markup(percent(point.facility)),
            Markup(shownDecimal(point.discrimination, places: 2)), Markup(point.words),
          ]
        }
      )
    ).markup
  }

  private var description: String {
    let apart = points.count { $0.discrimination <= 0 }
    return
      "\(counted(points.count, "item", "items")) by the share of people who know them, from left to "
      + "right, and by discrimination, from below; \(apart) at or below zero discrimination."
  }

  private func y(_ value: Double) -> Double {
    let held = max(Self.range.lowerBound, min(Self.range.upperBound, value))
    let share = (held - Self.range.lowerBound) / (Self.range.upperBound - Self.range.lowerBound)
    return Self.top + (1 - share) * Self.height
  }

  private var grid: [Markup] {
    let levels = [-0.4, 0, 0.4, 0.8].flatMap { level in
      [
        line(from: "6%", y(level), to: "100%", y(level), class: level == 0 ? "target" : "track"),
        label(Markup(shownDecimal(level, places: 1)), x: "0%", y: y(level) + 4, class: "axis"),
      ]
    }
    let shares = [0, 0.25, 0.5, 0.75, 1].map { share in
      label(
        Markup(percent(share)),
        x: across(0.06 + 0.94 * share),
        y: Self.top + Self.height + 18,
        anchor: share == 1 ? "end" : "middle",
        class: "axis"
      )
    }
    return levels + shares
  }

  private var legend: [(mark: ChartMark, words: String)] {
    var seen: [ChartMark: String] = [:]
    for point in points { seen[point.mark] = point.words }
    return seen.sorted { $0.value < $1.value }.map { ($0.key, $0.value) }
      + [(.targetLine, "tells nobody apart")]
  }
}
