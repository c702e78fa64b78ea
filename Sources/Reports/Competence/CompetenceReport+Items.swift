import Competence
import Content
import Psychometrics

/// The sections on items.
extension CompetenceReport {
  /// More would bury what matters; the JSON has all.
  private static let mostMisconceptions = 12

  var sureAndWrong: HTMLPage.Section {
    let shown = misconceptions.prefix(Self.mostMisconceptions)
    let rest = misconceptions.count - shown.count
    return .init(
      id: "misconceptions",
      title: "Sure and wrong",
      .tag(
        "p",
        """
        Whoever is sure and wrong acts on it, and does not ask. Here are the items where that \
        happened most, by the lower end of the interval. They point at what a lesson has to make \
        clear, or at an item that misleads.
        """
      ),
      shown.isEmpty
        ? .tag("p", "Nobody was sure and wrong about an item that enough people met.")
        : HTMLTable(
          caption: "People who were sure and wrong at their first attempt",
          columns: [.text("Item"), .number("People"), .number("Share"), .number("Interval")],
          rows: shown.map { item in
            let share = item.misconceptions
            return [
              Self.name(item), Markup(share.counts), Markup(percent(share.share)),
              Markup(percent(from: share.lower, to: share.upper)),
            ]
          }
        ).markup(),
      .tag("p", ["class": "note"], Markup(remainder(rest)))
    )
  }

  private func remainder(_ rest: Int) -> String {
    let more =
      rest == 0 ? "" : "\(counted(rest, "more item", "more items")) with a smaller share. "
    return more
      + "\(counted(hiddenItems, "item", "items")) answered by fewer than "
      + "\(basis.programme.minimumCell) people not shown."
  }

  var itemsToReview: HTMLPage.Section {
    let judgedItems = """
      Met by the \(ItemAnalysis.fewestPeople) people that a judgement takes: \(grouped(judged)) of \
      \(counted(items.count + hiddenItems, "answered item", "answered items")).
      """
    return .init(
      id: "items",
      title: "Items that deserve a look",
      .tag("p", Markup(judgedItems), suspects.isEmpty ? " None of them stands out." : ""),
      suspects.isEmpty
        ? .nothing
        : HTMLTable(
          caption: "Items whose figures speak against the item itself",
          columns: [.text("Item"), .text("Why"), .number("Facility"), .number("Discrimination")],
          rows: suspects.map { item in
            [
              Self.name(item),
              item.verdicts.map { Markup($0) }.joined(by: "; "),
              Markup([
                Markup(percent(item.facility.share)),
                Self.sub(
                  percent(from: item.facility.lower, to: item.facility.upper),
                  item.facility.total
                ),
              ]),
              Self.discrimination(of: item),
            ]
          }
        ).markup()
    )
  }

  private static func name(_ item: ItemFigures) -> Markup {
    Markup([
      Markup(item.stem),
      .tag("span", ["class": "sub"], .tag("code", Markup(item.item.rawValue))),
    ])
  }

  private static func sub(_ interval: String, _ count: Int) -> Markup {
    .tag("span", ["class": "sub"], "\(interval), n\u{A0}=\u{A0}\(grouped(count))")
  }

  private static func discrimination(of item: ItemFigures) -> Markup {
    guard let found = item.discrimination else {
      return .tag("span", ["class": "sub"], Markup(item.withoutDiscrimination ?? "–"))
    }
    let (lower, upper) = (
      shownDecimal(found.lower, places: 2), shownDecimal(found.upper, places: 2)
    )
    return Markup([
      Markup(shownDecimal(found.correlation, places: 2)), sub("\(lower) to \(upper)", found.pairs),
    ])
  }
}
