/// Right and wrong answers by month, one above the other.
package struct StackedBarChart: Sendable {
  package struct Bar: Sendable {
    package let month: Month

    /// The share right of all answers; `nil` when too few people answered to be shown.
    package let share: Share?
    package let people: Int?

    package init(month: Month, share: Share?, people: Int?) {
      self.month = month
      self.share = share
      self.people = people
    }

    /// Whether nobody answered, which is no secret.
    var isEmpty: Bool { people == 0 }
  }

  package let id: String
  package let title: String
  package let bars: [Bar]
  package let minimumCell: Int

  package init(id: String, title: String, bars: [Bar], minimumCell: Int) {
    self.id = id
    self.title = title
    self.bars = bars
    self.minimumCell = minimumCell
  }

  private static let top = 18.0
  private static let plotHeight = 170.0
  private static let axisHeight = 36.0
  private static var floor: Double { top + plotHeight }

  /// A few bars are not stretched over the whole width.
  private var slots: Double { Double(max(bars.count, 8)) }

  /// The top of the scale: an even number of units, tens, hundreds … so that its half is round too.
  private var ceiling: Int {
    let most = bars.compactMap(\.share?.total).max() ?? 1
    var step = 1
    while true {
      for factor in [2, 4, 6, 8, 10] where factor * step >= most { return factor * step }
      step *= 10
    }
  }

  package var markup: Markup {
    ChartFigure(
      id: id,
      title: title,
      description: description,
      height: Int(Self.floor + Self.axisHeight),
      shapes: [hatch] + scale + bars.indices.flatMap(shapes) + months,
      legend: [(.solidBar, "right"), (.hatchedBar, "wrong")]
        + (bars.contains { $0.share == nil && !$0.isEmpty }
          ? [(.ring, "fewer than \(minimumCell) people: not shown")] : []),
      table: table
    ).markup
  }

  private var description: String {
    let shown = bars.compactMap(\.share)
    let right = shown.map(\.count).reduce(0, +)
    let wrong = shown.map(\.total).reduce(0, +) - right
    let span = [bars.first, bars.last].compactMap { $0?.month.words }
    return "Answers by month from \(span.joined(separator: " to ")): "
      + "\(grouped(right)) right and \(grouped(wrong)) wrong in the months that are shown."
  }

  private func height(of count: Int) -> Double {
    Self.plotHeight * Double(count) / Double(ceiling)
  }

  private var scale: [Markup] {
    [0, ceiling / 2, ceiling].flatMap { count -> [Markup] in
      let y = Self.floor - height(of: count)
      return [
        line(from: "0%", y, to: "100%", y, class: count == 0 ? "base" : "track"),
        label(Markup(grouped(count)), x: "0", y: y - 4, class: "axis"),
      ].dropLast(count == 0 ? 1 : 0)
    }
  }

  private var hatch: Markup {
    .tag(
      "pattern",
      [
        "id": "\(id)-hatch", "width": "5", "height": "5", "patternUnits": "userSpaceOnUse",
        "patternTransform": "rotate(45)",
      ],
      .void("line", ["x1": "1", "x2": "1", "y1": "0", "y2": "5", "class": "hatch"])
    )
  }

  private func shapes(at index: Int) -> [Markup] {
    guard let share = bars[index].share else {
      return bars[index].isEmpty
        ? [] : [ChartMark.ring.markup(x: across((Double(index) + 0.5) / slots), y: Self.floor - 6)]
    }
    let right = height(of: share.count)
    let wrong = height(of: share.total - share.count)
    return [
      bar(at: index, from: Self.floor - right, height: right, class: "bar", fill: nil),
      bar(
        at: index,
        from: Self.floor - right - wrong,
        height: wrong,
        class: "hatchframe",
        fill: "url(#\(id)-hatch)"
      ),
    ]
  }

  private func bar(
    at index: Int,
    from y: Double,
    height: Double,
    class name: String,
    fill: String?
  ) -> Markup {
    .void(
      "rect",
      [
        "x": across((Double(index) + 0.18) / slots), "width": across(0.64 / slots),
        "y": decimal(y, places: 1), "height": decimal(height, places: 1), "class": name,
        "fill": fill,
      ]
    )
  }

  /// As many months are named as a narrow window holds, and the year where it begins.
  private var months: [Markup] {
    let step = max(1, (bars.count + 6) / 7)
    let named = bars.indices.filter { $0 % step == 0 }
    return named.enumerated().flatMap { order, index -> [Markup] in
      let month = bars[index].month
      let x = across((Double(index) + 0.5) / slots)
      let isNewYear = order == 0 || bars[named[order - 1]].month.year != month.year
      return [label(Markup(month.name), x: x, y: Self.floor + 15, anchor: "middle", class: "axis")]
        + (isNewYear
          ? [label("\(month.year)", x: x, y: Self.floor + 29, anchor: "middle", class: "axis")]
          : [])
    }
  }

  private var table: HTMLTable {
    HTMLTable(
      caption: title,
      columns: [
        .text("Month"), .number("People"), .number("Right"), .number("Wrong"),
        .number("Share right"), .number("Interval"),
      ],
      rows: bars.map { bar in
        guard let share = bar.share, let people = bar.people else {
          let hidden: Markup = bar.isEmpty ? "–" : "n < \(minimumCell)"
          return [Markup(bar.month.words), bar.isEmpty ? "0" : hidden]
            + Array(repeating: hidden, count: 4)
        }
        return [
          Markup(bar.month.words), Markup(grouped(people)), Markup(grouped(share.count)),
          Markup(grouped(share.total - share.count)), Markup(percent(share.share)),
          Markup(percent(from: share.lower, to: share.upper)),
        ]
      }
    )
  }
}
