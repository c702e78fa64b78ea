/// A drawing with everything around it that a reader without the drawing needs: a caption, a title
/// and a description for screen readers, a legend, and the same figures as a table.
///
/// The table is always in the page: out of sight on a screen until its box is ticked, in sight for a
/// screen reader and on paper. No script takes part.
struct ChartFigure {
  /// Unique in the page; it begins the ids of the parts.
  let id: String
  let title: String

  /// What the drawing shows, in a sentence.
  let description: String
  let height: Int
  let shapes: [Markup]
  let legend: [(mark: ChartMark, words: String)]
  let table: HTMLTable

  var markup: Markup {
    .tag(
      "figure",
      ["class": "chart", "id": id],
      .tag(
        "div",
        ["class": "plot"],
        .tag("figcaption", Markup(title)),
        drawing,
        legendList
      ),
      .void("input", ["type": "checkbox", "class": "toggle", "id": "\(id)-toggle"]),
      .tag("label", ["for": "\(id)-toggle"], "Show these figures as a table"),
      .tag("div", ["class": "figures"], table.markup(isReachable: false))
    )
  }

  private var drawing: Markup {
    .tag(
      "svg",
      [
        "role": "img", "width": "100%", "height": "\(height)",
        "aria-labelledby": "\(id)-title \(id)-desc",
      ],
      .tag("title", ["id": "\(id)-title"], Markup(title)),
      .tag("desc", ["id": "\(id)-desc"], Markup(description)),
      Markup(shapes)
    )
  }

  private var legendList: Markup {
    guard !legend.isEmpty else { return .nothing }
    let entries = legend.map { entry in
      Markup.tag("li", entry.mark.sample, .tag("span", Markup(entry.words)))
    }
    return .tag("ul", ["class": "legend"], Markup(entries))
  }
}

// MARK: - Shapes

/// A place along a drawing, as a share of its width: drawings stretch with the window, their text and
/// marks do not.
func across(_ share: Double) -> String { "\(decimal(min(1, max(0, share)) * 100, places: 2))%" }

/// Text in a drawing, at the start, middle or end of the place.
func label(
  _ text: Markup,
  x: String,
  y: Double,
  anchor: String? = nil,
  class name: String? = nil
) -> Markup {
  .tag(
    "text",
    ["x": x, "y": decimal(y, places: 1), "text-anchor": anchor, "class": name],
    text
  )
}

func line(from x1: String, _ y1: Double, to x2: String, _ y2: Double, class name: String) -> Markup
{
  .void(
    "line",
    [
      "x1": x1, "y1": decimal(y1, places: 1), "x2": x2, "y2": decimal(y2, places: 1),
      "class": name,
    ]
  )
}

/// How a label stands at a share of the width without leaving the drawing.
func anchor(at share: Double) -> String {
  share < 0.08 ? "start" : share > 0.92 ? "end" : "middle"
}
