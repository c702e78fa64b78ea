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
    lines += form(view.form)
    return lines
  }

  /// What is offered to answer with, and how to answer where that is not plain.
  func form(_ form: AnswerForm) -> [String] {
    switch form {
    case .choice(let choices, let several):
      return (several ? note("Several may be right; give all of them.") : []) + [""]
        + numbered(choices.map(\.text))
    case .text: return note("Type a word or a few.")
    case .number(let unit):
      return note(unit.map { "Type a number, in \(neutralised($0))." } ?? "Type a number.")
    case .order(let choices):
      return note("Type all numbers in the right order, as 2 1 3.") + [""]
        + numbered(choices.map(\.text))
    case .matches(let prompts, let choices):
      let letters = choices.indices.map { OptionID(index: $0).rawValue }
      return note("Type one letter for each line, in their order, as b a c.") + [""]
        + numbered(prompts) + [""]
        + zip(letters, choices).flatMap { letter, choice in
          wrapped(neutralised(choice.text), width: width, first: "  \(letter)  ")
        }
    case .gaps(let gaps):
      return note("\(gaps.count) gaps; you are asked for one after the other.")
    }
  }

  /// The question for one gap.
  func gap(_ gap: AnswerForm.Gap, number: Int) -> [String] {
    wrapped(neutralised(gap.prompt), width: width, first: "[\(number)] ").map {
      theme.styled($0, .strong)
    } + form(gap.form)
  }

  func hint(_ view: HintView) -> [String] {
    hint(text: view.text, cost: view.cost, left: view.left)
  }

  func hint(text: String, cost: Int, left: Int) -> [String] {
    let price = cost == 0 ? "" : " It costs \(cost) % of the score."
    return wrapped("Hint: \(neutralised(text))", width: width).map { theme.styled($0, .accent) }
      + note("\(left == 0 ? "No further hint." : "\(left) more.")\(price)")
  }

  private func note(_ text: String) -> [String] {
    wrapped(text, width: width).map { theme.styled($0, .faint) }
  }

  private func numbered(_ texts: [String]) -> [String] {
    texts.enumerated().flatMap { index, text in
      wrapped(neutralised(text), width: width, first: "  \(index + 1)  ")
    }
  }

  func feedback(_ view: FeedbackView) -> [String] {
    var lines = wrapped(verdict(view), width: width).map {
      theme.styled($0, view.isCorrect ? .good : .bad)
    }
    for reason in view.reasons {
      // What was arranged otherwise is wrong, what was not chosen is what is right.
      let isWrong = reason.standing == .wrong || reason.standing == .missed && view.remark != nil
      let mark = isWrong ? theme.wrong : theme.right
      let number = reason.number.map { "\($0)  " } ?? ""
      lines.append("")
      lines += wrapped(
        "\(neutralised(reason.text)) (\(words(for: reason, view)))",
        width: width,
        first: "\(mark) \(number)"
      ).map { theme.styled($0, .strong) }
      if !reason.rationale.isEmpty {
        lines += wrapped(neutralised(reason.rationale), width: width, first: "     ")
      }
    }
    if let remark = view.remark {
      lines.append("")
      lines += wrapped(neutralised(remark), width: width)
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

  /// What is said to those who answer otherwise.
  func reasons(_ others: [(text: String, rationale: String)]) -> [String] {
    others.flatMap { other in
      [""]
        + wrapped(neutralised(other.text), width: width, first: "\(theme.wrong) ").map {
          theme.styled($0, .strong)
        } + wrapped(neutralised(other.rationale), width: width, first: "     ")
    }
  }

  private func words(for reason: FeedbackView.Reason, _ view: FeedbackView) -> String {
    switch reason.standing {
    case .right: view.remark == nil ? "your answer, right" : "as you said"
    case .wrong: "your answer"
    case .missed: view.remark == nil ? "right" : "you had it otherwise"
    }
  }

  private func verdict(_ view: FeedbackView) -> String {
    switch (view.isCorrect, view.certainty) {
    case (true, .guess):
      "\(theme.right) Right, though you guessed: read why, it will come back soon."
    case (true, _): "\(theme.right) Right."
    case (false, _) where view.credit > 0:
      "\(theme.wrong) Partly right: \((view.credit + 50) / 100) %."
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
