import Content
import Quiz
import Session

/// Lays out what a session shows: lines of text for a width, nothing printed yet.
struct SessionScreen {
  let theme: Theme
  let width: Int

  /// Lines are no longer than this even on wide terminals; longer ones are hard to read.
  static let widest = 84

  init(theme: Theme, columns: Int) {
    self.theme = theme
    width = min(Self.widest, max(20, columns - 1))
  }

  func item(_ view: ItemView) -> [String] {
    let place = "question \(view.number) of \(view.count)"
    var lines = wrapped(
      "\(neutralised(view.incident)) (\(neutralised(view.occurred)))",
      width: width
    ).map { theme.styled($0, .accent) }
    lines.append(theme.styled(place, .faint))
    lines.append("")
    for text in view.scene { lines += wrapped(neutralised(text), width: width) + [""] }
    lines += wrapped(neutralised(view.stem), width: width).map { theme.styled($0, .strong) }
    if view.type == .multipleChoice {
      lines.append(theme.styled("Several may be right; give all of them.", .faint))
    }
    lines.append("")
    for (index, option) in view.options.enumerated() {
      lines += wrapped(neutralised(option.text), width: width, first: "  \(index + 1)  ")
    }
    return lines
  }

  func feedback(_ view: FeedbackView) -> [String] {
    var lines = wrapped(verdict(view), width: width).map {
      theme.styled($0, view.isCorrect ? .good : .bad)
    }
    for reason in view.reasons {
      let mark = reason.isKey ? theme.right : theme.wrong
      lines.append("")
      lines += wrapped(
        "\(neutralised(reason.text)) (\(words(for: reason)))",
        width: width,
        first: "\(mark) \(reason.number)  "
      ).map { theme.styled($0, .strong) }
      lines += wrapped(neutralised(reason.rationale), width: width, first: "     ")
    }
    if !view.isCorrect, let takeaway = view.takeaway.first {
      lines.append("")
      lines += wrapped(
        "\(neutralised(view.lesson)): \(neutralised(takeaway))",
        width: width
      )
    }
    lines.append("")
    lines += wrapped(
      "Behind it: \(neutralised(view.incidentTitle)). \(neutralised(view.source))",
      width: width
    ).map { theme.styled($0, .faint) }
    return lines
  }

  private func words(for reason: FeedbackView.Reason) -> String {
    switch (reason.isKey, reason.wasChosen) {
    case (true, true): "your answer, right"
    case (true, false): "right"
    case (false, _): "your answer"
    }
  }

  private func verdict(_ view: FeedbackView) -> String {
    switch (view.isCorrect, view.certainty) {
    case (true, .guess):
      "\(theme.right) Right, though you guessed: read why, it will come back soon."
    case (true, _): "\(theme.right) Right."
    case (false, .know): "\(theme.wrong) Not right, and you were sure: worth a second look."
    case (false, _): "\(theme.wrong) Not right."
    }
  }

  func summary(_ view: SummaryView) -> [String] {
    var lines = [
      String(repeating: theme.rule, count: min(width, 40)),
      theme.styled("\(view.correct) of \(view.answered) right", .strong)
        + (view.skipped > 0 ? ", \(view.skipped) skipped" : ""),
    ]
    lines += section("You were sure, and it is otherwise", view.misconceptions)
    lines += section("To read again", view.gaps)
    lines += section("Guessed right; make sure of it", view.luckyGuesses)
    if view.misconceptions.isEmpty, view.gaps.isEmpty, view.luckyGuesses.isEmpty, view.answered > 0
    {
      lines += ["", "Nothing to repair today."]
    }
    return lines
  }

  private func section(_ title: String, _ entries: [SummaryView.Line]) -> [String] {
    guard !entries.isEmpty else { return [] }
    return ["", theme.styled(title, .accent)]
      + entries.flatMap { entry in
        wrapped("\(neutralised(entry.title)).", width: width, first: "  ")
          + wrapped("Next time: \(neutralised(entry.advice))", width: width, first: "    ")
      }
  }
}
