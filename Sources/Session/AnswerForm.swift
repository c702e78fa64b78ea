import Content
import Quiz

extension AnswerForm {
  /// How an interaction is asked, with what it offers in this order.
  init(_ interaction: Interaction, order: OptionOrder) {
    switch interaction {
    case .choice(let choice):
      let texts = Self.texts(choice.options.map { ($0.id, $0.text) })
      self = .choice(Self.choices(order, texts), several: choice.allowsSeveral)
    case .text: self = .text
    case .number(let number): self = .number(unit: number.unit)
    case .ordering(let ordering):
      self = .order(Self.choices(order, Self.texts(ordering.elements.map { ($0.id, $0.text) })))
    case .matching(let matching):
      let texts = Self.texts(matching.matches.map { ($0.id, $0.text) })
      self = .matches(prompts: matching.prompts, choices: Self.choices(order, texts))
    case .cloze(let cloze):
      self = .gaps(
        zip(cloze.gaps, order.parts(of: cloze)).map { gap, part in
          Gap(prompt: gap.prompt, form: AnswerForm(gap.interaction, order: part))
        }
      )
    }
  }

  private static func texts(_ pairs: [(OptionID, String)]) -> [OptionID: String] {
    Dictionary(pairs) { first, _ in first }
  }

  private static func choices(_ order: OptionOrder, _ texts: [OptionID: String]) -> [Choice] {
    order.options.map { Choice(id: $0, text: texts[$0] ?? "") }
  }
}

extension Item {
  /// The situation as lines, with numbered blanks in the place of gaps.
  var sceneLines: [String] {
    guard case .cloze(let cloze) = interaction else { return scene.map(\.flattened) }
    return scene.map { prose in
      cloze.gaps.enumerated().reduce(prose.flattened) { text, gap in
        text.replacing(gap.element.mark, with: "[\(gap.offset + 1)] ______")
      }
    }
  }
}
