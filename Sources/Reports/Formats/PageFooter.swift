import Content
import Records

/// What the figures of a page rest on, and how to check it.
struct PageFooter {
  let basis: ReportBasis

  var markup: Markup {
    .tag(
      "footer",
      ["id": "basis"],
      .tag("h2", "What these figures rest on"),
      .tag(
        "div",
        .tag("dl", ["class": "pairs"], Markup(pairs.map(Self.pair))),
        .tag(
          "p",
          "To verify, run ",
          .tag("code", "debrief records verify"),
          " on the store: it recomputes the whole log, and at \(entries) it gives the root above. ",
          "A log that has grown since gives another root; a checkpoint taken together with this ",
          "report proves that the log still holds these entries, unaltered."
        )
      )
    )
  }

  private var entries: String { counted(basis.head.size, "entry", "entries") }

  private var pairs: [(name: String, value: Markup)] {
    [
      ("Origin of the log", .tag("code", Markup(basis.head.origin))),
      ("Size", Markup(entries)),
      ("Root hash", .tag("code", Markup(basis.head.root.description))),
      ("As of", "the end of \(basis.asOf), \(basis.programme.timeZone)"),
      (
        "Programme",
        Markup([
          Markup(basis.programme.organisation),
          basis.snapshot.map { Markup([", snapshot ", .tag("code", Markup($0.abbreviated))]) }
            ?? ", no snapshot in the log",
        ])
      ),
      (
        "Entries",
        Markup(basis.isSimulated ? ReportBasis.simulatedWords : "Recorded, not simulated.")
      ),
    ]
  }

  private static func pair(name: String, value: Markup) -> Markup {
    Markup([.tag("dt", Markup(name)), .tag("dd", value)])
  }
}
