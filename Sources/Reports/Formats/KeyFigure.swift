/// A large figure with what it counts and what it rests on.
struct KeyFigure {
  let value: String
  let words: String
  let note: String

  var markup: Markup {
    .tag(
      "li",
      ["class": "figure"],
      .tag("b", Markup(value)),
      .tag("span", Markup(words)),
      .tag("span", ["class": "sub"], Markup(note))
    )
  }

  static func list(_ figures: [KeyFigure]) -> Markup {
    .tag("ul", ["class": "facts"], Markup(figures.map(\.markup)))
  }
}
