import Content
import Quiz

/// What is said about a response: each thing that was given with why it is right or wrong, and what
/// should have been given.
struct FeedbackReasons {
  private(set) var reasons: [FeedbackView.Reason] = []
  private(set) var remark: String?

  init(_ response: Response, to interaction: Interaction, order: OptionOrder) {
    add(response, to: interaction, order: order, prefix: "")
  }

  private mutating func add(
    _ response: Response,
    to interaction: Interaction,
    order: OptionOrder,
    prefix: String
  ) {
    switch (response, interaction) {
    case (.options(let chosen), .choice(let choice)): add(chosen, choice, order, prefix)
    case (.text(let text), .text(let interaction)): add(text, interaction, prefix)
    case (.number(let number), .number(let interaction)): add(number, interaction, prefix)
    case (.order(let given), .ordering(let ordering)): add(given, ordering, prefix)
    case (.matches(let given), .matching(let matching)): add(given, matching, prefix)
    case (.gaps(let gaps), .cloze(let cloze)):
      for ((gap, response), part) in zip(zip(cloze.gaps, gaps), order.parts(of: cloze)) {
        add(response, to: gap.interaction, order: part, prefix: "\(gap.prompt) ")
      }
    default: break  // a session refuses a response of another kind
    }
  }

  private mutating func add(
    _ chosen: Set<OptionID>,
    _ choice: ChoiceInteraction,
    _ order: OptionOrder,
    _ prefix: String
  ) {
    let all = order.options.enumerated().compactMap { place, id -> FeedbackView.Reason? in
      guard let option = choice.options.first(where: { $0.id == id }) else { return nil }
      guard option.isKey || chosen.contains(id) else { return nil }
      return FeedbackView.Reason(
        number: place + 1,
        text: prefix + option.text,
        standing: !chosen.contains(id) ? .missed : option.isKey ? .right : .wrong,
        rationale: option.rationale
      )
    }
    reasons += all.filter { $0.standing != .missed } + all.filter { $0.standing == .missed }
  }

  private mutating func add(_ text: String, _ interaction: TextInteraction, _ prefix: String) {
    let found = interaction.answer(matching: text)
    addTyped(
      prefix + text,
      isRight: found?.isAccepted == true,
      rationale: found?.rationale ?? interaction.rationale,
      right: prefix + interaction.example,
      closing: interaction.rationale
    )
  }

  private mutating func add(
    _ number: DecimalText,
    _ interaction: NumericInteraction,
    _ prefix: String
  ) {
    let found = interaction.answer(matching: number)
    let unit = interaction.unit.map { " \($0)" } ?? ""
    let accepted = interaction.answers.first { $0.isAccepted }
    addTyped(
      "\(prefix)\(number)\(unit)",
      isRight: found?.isAccepted == true,
      rationale: found?.rationale ?? interaction.rationale,
      right: "\(prefix)\(accepted?.text ?? "")\(unit)",
      closing: accepted?.rationale ?? ""
    )
  }

  private mutating func addTyped(
    _ text: String,
    isRight: Bool,
    rationale: String,
    right: String,
    closing: String
  ) {
    reasons.append(
      FeedbackView.Reason(
        number: nil,
        text: text,
        standing: isRight ? .right : .wrong,
        rationale: rationale
      )
    )
    guard !isRight else { return }
    reasons.append(
      FeedbackView.Reason(
        number: nil,
        text: right,
        standing: .missed,
        rationale: closing == rationale ? "" : closing
      )
    )
  }

  private mutating func add(
    _ given: [OptionID],
    _ ordering: OrderingInteraction,
    _ prefix: String
  ) {
    reasons += ordering.elements.enumerated().map { place, element in
      FeedbackView.Reason(
        number: place + 1,
        text: prefix + element.text,
        standing: given.indices.contains(place) && given[place] == element.id ? .right : .missed,
        rationale: element.rationale
      )
    }
    remark = ordering.rationale
  }

  private mutating func add(
    _ given: [OptionID],
    _ matching: MatchingInteraction,
    _ prefix: String
  ) {
    let texts = Dictionary(matching.matches.map { ($0.id, $0.text) }) { first, _ in first }
    for (place, prompt) in matching.prompts.enumerated() {
      let key = matching.key[place]
      reasons.append(
        FeedbackView.Reason(
          number: place + 1,
          text: "\(prefix)\(prompt): \(texts[key] ?? "")",
          standing: given.indices.contains(place) && given[place] == key ? .right : .missed,
          rationale: ""
        )
      )
    }
    remark = matching.rationale
  }
}
