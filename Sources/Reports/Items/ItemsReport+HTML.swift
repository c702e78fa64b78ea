import Competence
import Content
import Psychometrics
import Quiz
import Records

extension ItemsReport {
  /// The page.
  package var html: String {
    HTMLPage(
      title: "Items",
      lede: lede,
      sections: [map, attention, misconceptions, pool, calibrated, corrected, method],
      basis: basis
    ).text
  }

  private func count(_ advice: ItemEvidence.Advice) -> Int { lines.count { $0.advice == advice } }

  private var lede: Markup {
    """
    \(counted(lines.count, "question", "questions")) answered by enough people: \
    \(grouped(count(.retire))) to mend or retire, \(grouped(count(.watch))) to look at, \
    \(grouped(count(.keep))) to keep; \(grouped(hidden)) answered by too few to be shown.
    """
  }

  private var map: HTMLPage.Section {
    let judged = lines.filter { $0.figures.facility.total >= ItemAnalysis.fewestPeople }
    let points = judged.compactMap { line in
      line.figures.discrimination.map { discrimination in
        ItemMapChart.Point(
          label: line.figures.item.rawValue,
          facility: line.figures.facility.share,
          discrimination: discrimination.correlation,
          mark: line.advice == .retire ? .diamond : line.advice == .watch ? .ring : .dot,
          words: line.advice.words
        )
      }
    }
    return .init(
      id: "map",
      title: "How items lie",
      .tag(
        "p",
        """
        Each mark is a question: from left to right by the share of people who knew it when they first \
        met it, from below by how well it tells people apart. Shown are the \(grouped(judged.count)) that at \
        least \(ItemAnalysis.fewestPeople) people answered; of fewer a place here would mean nothing.
        """
      ),
      points.isEmpty
        ? .tag("p", "No question has enough answers beside others yet.")
        : ItemMapChart(
          id: "chart-items",
          title: "Facility and discrimination",
          points: points
        ).markup
    )
  }

  private var attention: HTMLPage.Section {
    let asking = lines.filter { !$0.words.isEmpty }
    return .init(
      id: "attention",
      title: "Items that ask for attention",
      asking.isEmpty
        ? .tag("p", "None of the questions stands out.")
        : Markup(asking.map(article))
    )
  }

  private func article(_ line: Line) -> Markup {
    let evidence = line.evidence
    let figures = line.figures
    var facts: [(String, String)] = [
      ("Advice", line.advice.words),
      ("Known at first sight", "\(figures.facility.words), n = \(grouped(figures.facility.total))"),
      ("Discrimination", discrimination(figures)),
    ]
    if let times = evidence.times {
      facts.append(
        (
          "Time to answer",
          "\(decimal(times.median, places: 0)) s (half between \(decimal(times.lower, places: 0)) and "
            + "\(decimal(times.upper, places: 0)) s)"
        )
      )
    }
    if let model = evidence.model {
      let source = evidence.calibrated == nil ? "the author’s expectation" : "calibrated"
      let error = evidence.calibrated?.locationError.map { " ± \(decimal($0, places: 2))" } ?? ""
      facts.append(
        (
          "Location and slope",
          "\(shownDecimal(model.location, places: 2))\(error), "
            + "\(shownDecimal(model.slope, places: 2)) (\(source))"
        )
      )
    }
    return .tag(
      "article",
      .tag("h3", Markup(printable(figures.stem))),
      .tag("p", ["class": "note"], .tag("code", Markup(printable(figures.item.rawValue)))),
      .tag("ul", ["class": "plain"], Markup(line.words.map { .tag("li", Markup(printable($0))) })),
      .tag(
        "dl",
        ["class": "pairs"],
        Markup(facts.flatMap { [.tag("dt", Markup($0.0)), .tag("dd", Markup($0.1))] })
      ),
      options(evidence),
      certainty(evidence)
    )
  }

  private func discrimination(_ figures: ItemFigures) -> String {
    guard let found = figures.discrimination else {
      return figures.withoutDiscrimination ?? "cannot be estimated"
    }
    return
      "\(shownDecimal(found.correlation, places: 2)) (\(shownDecimal(found.lower, places: 2)) to "
      + "\(shownDecimal(found.upper, places: 2))), n = \(grouped(found.pairs))"
  }

  private func options(_ evidence: ItemEvidence) -> Markup {
    guard !evidence.options.isEmpty else { return .nothing }
    return HTMLTable(
      caption: "Who chose what, by the share right on other questions",
      columns: [
        .text("Option"), .number("Lower third"), .number("Middle third"), .number("Upper third"),
      ],
      rows: evidence.options.map { row in
        [Markup("\(row.isKey ? "● " : "")\(printable(row.text))")]
          + zip(row.chosen, evidence.thirds).map { Markup("\($0) of \($1)") }
      }
    ).markup()
  }

  private func certainty(_ evidence: ItemEvidence) -> Markup {
    HTMLTable(
      caption: "How sure people were",
      columns: [.text("Said"), .number("Right"), .number("Wrong")],
      rows: evidence.certainty.map { row in
        [Markup(row.certainty.words), Markup(grouped(row.right)), Markup(grouped(row.wrong))]
      }
    ).markup()
  }

  /// More would bury what matters; the JSON has all.
  private static let mostCells = 20

  private var misconceptions: HTMLPage.Section {
    let shown = heat.cells.prefix(Self.mostCells)
    return .init(
      id: "misconceptions",
      title: "Sure and wrong, by group",
      .tag(
        "p",
        """
        Whoever is sure and wrong acts on it. Each line is one option of one question as one role takes \
        it, the surest first by the lower end of the interval.
        """
      ),
      shown.isEmpty
        ? .tag("p", "Nobody was sure and wrong in a group that is large enough to be shown.")
        : HTMLTable(
          caption: "People who were sure and chose it, of those in the role who answered",
          columns: [
            .text("Question"), .text("Option"), .text("Role"), .number("People"), .number("Share"),
            .number("Interval"),
          ],
          rows: shown.map { cell in
            let share = Share(cell.sure, cell.share)
            return [
              Markup([
                Markup(stem(of: cell.question.item)),
                .tag("span", ["class": "sub"], .tag("code", Markup(cell.question.item.rawValue))),
              ]),
              Markup(text(of: cell)), Markup(cell.role.rawValue), Markup(share.counts),
              Markup(percent(share.share)), Markup(percent(from: share.lower, to: share.upper)),
            ]
          }
        ).markup(),
      .tag(
        "p",
        ["class": "note"],
        """
        \(grouped(max(0, heat.cells.count - shown.count))) more in the JSON; \
        \(grouped(heat.suppressed)) groups of a question with fewer than \
        \(basis.programme.minimumCell) people are not shown.
        """
      )
    )
  }

  private func stem(of item: ItemID) -> String {
    printable(library.item(item)?.stem ?? item.rawValue)
  }

  private func text(of cell: MisconceptionHeat.Cell) -> String {
    guard let option = cell.option else { return "another answer" }
    guard library.version(of: cell.question.item) == cell.version,
      case .choice(let choice)? = library.item(cell.question.item)?.interaction,
      let text = choice.options.first(where: { $0.id == option })?.text
    else { return "option \(option)" }
    return printable(text)
  }

  private var pool: HTMLPage.Section {
    .init(
      id: "pool",
      title: "Which to write",
      .tag(
        "p",
        """
        How many questions each competency has, and how many a decision takes on average at the edge \
        of the zone around the cut, with the programme’s error rates.
        """
      ),
      HTMLTable(
        caption: "Questions by competency",
        columns: [
          .text("Competency"), .number("Questions"), .number("To retire"),
          .number("A decision takes"),
          .number("To write"),
        ],
        rows: needs.map { need in
          [
            Markup(need.competency.rawValue), Markup(grouped(need.items)),
            Markup(grouped(need.retiring)), Markup(need.needed.map(grouped) ?? "–"),
            Markup(grouped(need.missing)),
          ]
        }
      ).markup()
    )
  }

  private var calibrated: HTMLPage.Section {
    guard let calibration else {
      return .init(
        id: "calibration",
        title: "Calibration",
        .tag(
          "p",
          "Locations are what authors expect: nothing was calibrated yet (content items --calibrate)."
        )
      )
    }
    return .init(
      id: "calibration",
      title: "Calibration",
      HTMLTable(
        caption: "Fitted from the first \(grouped(calibration.size)) entries of the log",
        columns: [
          .text("Competency"), .text("Model"), .number("People"), .number("Questions"),
          .number("Group’s mean"), .number("Deviation"),
        ],
        rows: calibration.fits.map { fit in
          [
            Markup(fit.competency.rawValue), Markup(fit.model.rawValue),
            Markup(grouped(fit.people)),
            Markup(grouped(fit.items.count)), Markup(shownDecimal(fit.groupMean, places: 2)),
            Markup(shownDecimal(fit.groupDeviation, places: 2)),
          ]
        }
      ).markup()
    )
  }

  private var corrected: HTMLPage.Section {
    .init(
      id: "corrected",
      title: "Keys that were corrected",
      corrections.isEmpty
        ? .tag("p", "No key was corrected.")
        : HTMLTable(
          caption: "Answers judged anew; both results stay in the log",
          columns: [
            .text("Question"), .text("When"), .text("Why"), .number("Answers"), .number("Changed"),
            .number("People"),
          ],
          rows: corrections.map { line in
            [
              Markup([
                Markup(stem(of: line.correction.item)),
                .tag("span", ["class": "sub"], .tag("code", Markup(line.correction.item.rawValue))),
              ]),
              Markup(line.day.description), Markup(printable(line.reason ?? "disposed of")),
              Markup(grouped(line.correction.answers)), Markup(grouped(line.correction.changed)),
              Markup(grouped(line.correction.people)),
            ]
          }
        ).markup()
    )
  }

  private var method: HTMLPage.Section {
    .init(
      id: "method",
      title: "How it was computed",
      .tag(
        "p",
        """
        Every figure rests on first answers, one a person, because a later answer measures the reasons \
        read in between. Intervals of shares are Wilson’s, of discrimination Fisher’s, of changes \
        Newcombe’s, at the \(percent(basis.programme.signals.confidence)) that the programme states; \
        verdicts take \(percent(ItemAnalysis.verdictConfidence.value)) and \
        \(ItemAnalysis.fewestPeople) people. An item that becomes easier may have leaked or been taught \
        well: the question is looked at, never a person.
        """
      )
    )
  }
}

extension Certainty {
  fileprivate var words: String {
    switch self {
    case .guess: "guessed"
    case .think: "thought so"
    case .know: "knew"
    }
  }
}
