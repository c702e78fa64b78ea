/// Shares of roles by competencies, side by side: darker is a larger share, and the number says it.
package struct HeatTable: Sendable {
  package enum Cell: Hashable, Sendable {
    /// The role does not need the competency.
    case notRequired
    case suppressed
    case shown(Share, GroupVerdict)
  }

  package struct Row: Sendable {
    package let title: String
    package let note: String
    package let cells: [Cell]

    package init(title: String, note: String, cells: [Cell]) {
      self.title = title
      self.note = note
      self.cells = cells
    }
  }

  package let caption: String
  package let columns: [String]
  package let rows: [Row]
  package let minimumCell: Int

  package init(caption: String, columns: [String], rows: [Row], minimumCell: Int) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.minimumCell = minimumCell
  }

  package var markup: Markup {
    let head = (["Competency"] + columns).enumerated().map { index, title in
      Markup.tag("th", ["scope": "col", "class": index == 0 ? nil : "number"], Markup(title))
    }
    return Markup([
      .tag(
        "div",
        ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": caption],
        .tag(
          "table",
          ["class": "heat"],
          .tag("caption", Markup(caption)),
          .tag("thead", .tag("tr", Markup(head))),
          .tag("tbody", Markup(rows.map(row)))
        )
      ),
      .tag("p", ["class": "note"], Markup(legend)),
    ])
  }

  private var legend: String {
    "Share at mastery, and how many of how many people. \(Self.belowSign) the whole interval lies "
      + "below the target; \(Self.meetsSign) at or above it. n < \(minimumCell): the group is too "
      + "small to be shown. –: the role does not need it."
  }

  private func row(_ row: Row) -> Markup {
    .tag(
      "tr",
      .tag(
        "th",
        ["scope": "row"],
        Markup(row.title),
        .tag("span", ["class": "sub"], Markup(row.note))
      ),
      Markup(row.cells.map(cell))
    )
  }

  private func cell(_ cell: Cell) -> Markup {
    switch cell {
    case .notRequired: return .tag("td", ["class": "number none"], "–")
    case .suppressed: return .tag("td", ["class": "number none"], "n < \(minimumCell)")
    case .shown(let share, let verdict):
      let sign =
        verdict == .below ? "\(Self.belowSign) " : verdict == .meets ? "\(Self.meetsSign) " : ""
      return .tag(
        "td",
        ["class": "number heat\(Self.step(of: share.share))"],
        "\(sign)\(percent(share.share))",
        .tag("span", ["class": "sub"], Markup(share.counts))
      )
    }
  }

  private static let belowSign = "▽"
  private static let meetsSign = "●"

  /// One of four steps of shading.
  private static func step(of share: Double) -> Int { min(3, Int(share * 4)) }
}
