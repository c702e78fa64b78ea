/// A mark of a drawing; each differs from the others by its shape, not by colour alone.
enum ChartMark: Hashable, Sendable {
  case dot
  case ring
  case diamond
  case square
  case arrow
  case due
  case solidBar
  case hatchedBar
  case whisker
  case targetLine

  /// The mark around a place.
  func markup(x: String, y: Double) -> Markup {
    // A nested drawing carries the mark to a place that is given in percent.
    .tag(
      "svg",
      ["x": x, "y": decimal(y, places: 1), "class": "mark", "width": "1", "height": "1"],
      shape
    )
  }

  /// The mark by itself, for a legend.
  var sample: Markup {
    .tag(
      "svg",
      [
        "class": "sample", "width": "18", "height": "12", "viewBox": "-9 -6 18 12",
        "aria-hidden": "true",
      ],
      shape
    )
  }

  private var shape: Markup {
    switch self {
    case .dot: .void("circle", ["r": "4.5", "class": "fill"])
    case .ring: .void("circle", ["r": "4", "class": "hollow"])
    case .diamond: .void("path", ["d": "M0-5.8 5.8 0 0 5.8-5.8 0Z", "class": "fill weak"])
    case .square:
      .void("rect", ["x": "-4", "y": "-4", "width": "8", "height": "8", "class": "hollow"])
    case .arrow: .void("path", ["d": "M-3-4.5 4 0-3 4.5", "class": "stroke"])
    case .due: .void("path", ["d": "M-4.5-7.5H4.5L0-1Z", "class": "fill weak"])
    case .solidBar:
      .void("rect", ["x": "-8", "y": "-5", "width": "16", "height": "10", "class": "bar"])
    case .hatchedBar: Self.hatchedSample
    case .whisker:
      Markup([
        .void("line", ["x1": "-8", "x2": "8", "y1": "0", "y2": "0", "class": "whisker"]),
        .void("path", ["d": "M-8-4V4M8-4V4", "class": "whisker"]),
      ])
    case .targetLine:
      .void("line", ["x1": "0", "x2": "0", "y1": "-6", "y2": "6", "class": "target"])
    }
  }

  /// Strokes instead of a pattern, whose id would have to be unique in the page.
  private static var hatchedSample: Markup {
    Markup([
      .void("rect", ["x": "-8", "y": "-5", "width": "16", "height": "10", "class": "hatchframe"]),
      .void("path", ["d": "M-8 1-2-5M-8 5 2-5M-4 5 6-5M0 5 8-3M4 5 8 1", "class": "hatch"]),
    ])
  }
}
