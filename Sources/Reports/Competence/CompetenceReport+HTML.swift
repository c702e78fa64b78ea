import Competence
import Content
import Psychometrics

extension CompetenceReport {
  /// The page.
  package var html: String {
    HTMLPage(
      title: "Security competence",
      lede: lede,
      sections: [
        about, reach, mastery, overview, sureAndWrong, itemsToReview, activity, method,
      ],
      basis: basis
    ).text
  }

  private var programme: Programme { basis.programme }
  private var minimumCell: Int { programme.minimumCell }
  private var target: String { percent(programme.signals.targetMastery) }
  private var confidence: String { percent(programme.signals.confidence) }

  private func count(_ verdict: GroupVerdict) -> Int { groups.count { $0.verdict == verdict } }

  private var lede: Markup {
    """
    \(counted(groups.count, "group", "groups")) by role and competency: \(count(.meets)) at the \
    target of \(target), \(count(.below)) below it, \(count(.open)) open, \(count(.tooFew)) with too \
    few people to judge, \(count(.suppressed)) too small to be shown.
    """
  }

  private var about: HTMLPage.Section {
    .init(
      id: "about",
      title: "What this is, and what it is not",
      .tag(
        "p",
        """
        These are estimates from everyday practice: how likely it is that people can do what their \
        role asks for, and how sure that is. They help to decide what to practise, teach or change \
        next.
        """
      ),
      .tag(
        "p",
        """
        They are not certificates; a decision about a person takes an assessment. They are not \
        completion figures either: having met a lesson is counted under reach, and nowhere as \
        competence. Knowing what to do is not yet doing it, so read them beside what people report \
        and do.
        """
      ),
      .tag(
        "p",
        "Nobody is named. Figures of fewer than \(minimumCell) people are not shown: they read ",
        .tag("span", ["class": "id"], "“n < \(minimumCell)”"),
        "."
      )
    )
  }

  private var mastery: HTMLPage.Section {
    .init(
      id: "mastery",
      title: "Mastery by role",
      .tag(
        "p",
        """
        The share of people whose mastery is likelier than not, of those with at least \
        \(Mastery.fewestResponses) spaced responses, with its \(confidence) interval. The dashed line \
        is the programme’s target.
        """
      ),
      .tag("div", ["class": "charts"], Markup(programme.roles.enumerated().map(chart)))
    )
  }

  private func chart(_ index: Int, _ role: Role) -> Markup {
    let rows = groups.filter { $0.role == role.id }
    guard !rows.isEmpty else { return .nothing }
    return DotIntervalChart(
      id: "chart-role-\(index + 1)",
      title: role.id.rawValue,
      rows: rows.map {
        DotIntervalChart.Row(label: $0.competency.rawValue, share: $0.share, verdict: $0.verdict)
      },
      target: programme.signals.targetMastery,
      minimumCell: minimumCell
    ).markup
  }

  private var overview: HTMLPage.Section {
    let roles = programme.roles.map(\.id)
    let rows = library.competencies.compactMap { competency -> HeatTable.Row? in
      let cells = roles.map { role -> HeatTable.Cell in
        guard
          let group = groups.first(where: { $0.role == role && $0.competency == competency.id })
        else { return .notRequired }
        return group.share.map { .shown($0, group.verdict) } ?? .suppressed
      }
      guard cells.contains(where: { $0 != .notRequired }) else { return nil }
      return HeatTable.Row(
        title: competency.id.rawValue,
        note: competency.statement,
        cells: cells
      )
    }
    return .init(
      id: "overview",
      title: "Roles and competencies",
      HeatTable(
        caption: "Share at mastery by competency and role; target \(target)",
        columns: roles.map(\.rawValue),
        rows: rows,
        minimumCell: minimumCell
      ).markup
    )
  }

  private var activity: HTMLPage.Section {
    .init(
      id: "activity",
      title: "Answers per month",
      months.isEmpty
        ? .tag("p", "There is no answer yet.")
        : Markup([
          StackedBarChart(
            id: "chart-months",
            title: "Answers per month, right and wrong",
            bars: months,
            minimumCell: minimumCell
          ).markup,
          .tag(
            "p",
            ["class": "note"],
            """
            The share right of a month is no measure of progress: practice asks what is weak or due. \
            Its interval allows for people giving several answers each.
            """
          ),
        ])
    )
  }
}

// MARK: - Reach and method

extension CompetenceReport {
  private var reach: HTMLPage.Section {
    let figures = keyFigures
    let hidden = "n < \(minimumCell)"
    return .init(
      id: "reach",
      title: "Reach",
      KeyFigure.list([
        KeyFigure(
          value: grouped(figures.active),
          words: figures.active == 1 ? "person enrolled and active" : "people enrolled and active",
          note: "\(grouped(figures.enrolled)) ever enrolled; a full count"
        ),
        KeyFigure(
          value: figures.practised.map { grouped($0.count) } ?? hidden,
          words: "active people who practised",
          note: figures.practised.map { "\($0.words) of n = \(grouped($0.total))" } ?? ""
        ),
        KeyFigure(
          value: figures.answers.map(grouped) ?? hidden,
          words: "answers",
          note: figures.answering.map { "by \(counted($0, "person", "people")); a full count" }
            ?? ""
        ),
        KeyFigure(
          value: figures.lessonsMet.map { percent($0.share) } ?? hidden,
          words: "of required lessons met",
          note: figures.lessonsMet.map {
            "\($0.counts) person–lesson pairs; \(percent(from: $0.lower, to: $0.upper))"
          } ?? ""
        ),
      ]),
      .tag(
        "p",
        ["class": "note after"],
        """
        Reach says who took part, not what they know. Ranges are \(confidence) intervals; that of \
        lessons allows for the pairs of one person being alike.
        """
      )
    )
  }

  private var method: HTMLPage.Section {
    .init(
      id: "method",
      title: "How it was computed",
      .tag(
        "p",
        """
        Ability is estimated for each person and competency by an item response model: the mean of \
        the posterior (EAP) under a standard normal prior, N(0, 1), with each item’s location from \
        its author and its chance of guessing as the floor. With little data it stays near the \
        prior. Mastery is the chance that ability lies at or above the cut of \
        \(shownDecimal(programme.mastery.cut, places: 2)) logits; a person counts as at mastery when \
        that chance is one half or more.
        """
      ),
      .tag(
        "p",
        """
        Only spaced responses count: for each item the newest answer that was the first of its day, \
        since an answer minutes after the reasons were read measures the reading. People with fewer \
        than \(Mastery.fewestResponses) such responses are not counted. Figures of items rest on \
        first attempts, one a person; an item is judged from \(ItemAnalysis.fewestPeople) people on.
        """
      ),
      .tag(
        "p",
        """
        Intervals of shares are Wilson’s, at the \(confidence) that the programme states; those of \
        discrimination, the correlation of an item with the share right on all others, are Fisher’s. \
        A group is called below the target of \(target) only when its whole interval is, with at \
        least \(programme.signals.minimumPeople) people. The same log gives the same figures, to the \
        last digit.
        """
      )
    )
  }
}
