/// A table of a page: a caption, a header, and rows whose first cell names the row.
package struct HTMLTable: Sendable {
  package struct Column: Sendable {
    package let title: String

    /// Numbers stand right-aligned, in figures of one width.
    package let isNumber: Bool

    package static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
    package static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
  }

  package let caption: String
  package let columns: [Column]
  package let rows: [[Markup]]

  package init(caption: String, columns: [Column], rows: [[Markup]]) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }

  /// A table that scrolls sideways in itself where the window is narrow.
  ///
  /// The keyboard can stop at it in order to scroll, unless the table may be out of sight.
  package func markup(isReachable: Bool = true) -> Markup {
    .tag(
      "div",
      [
        "class": "scroll", "tabindex": isReachable ? "0" : nil,
        "role": isReachable ? "region" : nil, "aria-label": isReachable ? caption : nil,
      ],
      .tag("table", .tag("caption", Markup(caption)), head, .tag("tbody", Markup(rows.map(row))))
    )
  }

  private var head: Markup {
    let cells = columns.map { column in
      Markup.tag(
        "th",
        ["scope": "col", "class": column.isNumber ? "number" : nil],
        Markup(column.title)
      )
    }
    return .tag("thead", .tag("tr", Markup(cells)))
  }

  private func row(_ cells: [Markup]) -> Markup {
    let parts = zip(columns, cells).enumerated().map { index, pair -> Markup in
      let (column, cell) = pair
      return index == 0
        ? .tag("th", ["scope": "row"], cell)
        : .tag("td", ["class": column.isNumber ? "number" : nil], cell)
    }
    return .tag("tr", Markup(parts))
  }
}
