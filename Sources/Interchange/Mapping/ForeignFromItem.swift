import Content

extension ForeignItem {
  /// An item of ours for the file of another program.
  package init(_ item: Item, category: String? = nil) {
    let name = item.id.rawValue.split(separator: "/").last.map(String.init) ?? item.id.rawValue
    let scene = item.scene.map(\.flattened)
    var kind: Kind = .cloze
    var stem = [item.stem] + scene
    var title = name
    if case .cloze = item.interaction {
      // The stem of a cloze says what to do; the text with its gaps is the scene.
      title = item.stem
      stem = scene
    } else {
      kind = Kind(rawValue: item.interaction.type.rawValue) ?? .description
    }
    self.init(
      kind: kind,
      title: title,
      stem: ForeignText(stem.joined(separator: "\n\n")),
      location: item.location
    )
    identifier = item.id.rawValue
    self.category = category
    hints = item.hints.map { ForeignText($0.text) }
    take(item.interaction)
  }

  private mutating func take(_ interaction: Interaction) {
    switch interaction {
    case .choice, .text, .number:
      answers = Self.answers(of: interaction)
      switch interaction {
      case .text(let text): generalFeedback = ForeignText(text.rationale)
      case .number(let number): generalFeedback = ForeignText(number.rationale)
      default: break
      }
    case .ordering(let ordering):
      generalFeedback = ForeignText(ordering.rationale)
      answers = ordering.elements.map {
        Answer(ForeignText($0.text), weight: 1, feedback: ForeignText($0.rationale))
      }
    case .matching(let matching):
      generalFeedback = ForeignText(matching.rationale)
      pairs = matching.rows.map { Pair(ForeignText($0.prompt), ForeignText($0.match)) }
    case .cloze(let cloze):
      for (index, gap) in cloze.gaps.enumerated() {
        stem.text = stem.text.replacing(gap.mark, with: "{{\(index + 1)}}")
        let kind = Kind(rawValue: gap.interaction.type.rawValue) ?? .shortText
        gaps.append(Gap(kind: kind, answers: Self.answers(of: gap.interaction)))
        // One text for all gaps is all that other programs have.
        if generalFeedback.isEmpty { generalFeedback = Self.rationale(of: gap.interaction) }
      }
    }
  }

  /// What is said of every answer that was not foreseen.
  private static func rationale(of interaction: Interaction) -> ForeignText {
    switch interaction {
    case .text(let text): ForeignText(text.rationale)
    case .number(let number): ForeignText(number.rationale)
    case .choice, .ordering, .matching, .cloze: ""
    }
  }

  private static func answers(of interaction: Interaction) -> [Answer] {
    switch interaction {
    case .choice(let choice):
      let share = choice.allowsSeveral ? 1 / Double(max(1, choice.key.count)) : 1
      return choice.options.map {
        Answer(
          ForeignText($0.text),
          weight: $0.isKey ? share : 0,
          feedback: ForeignText($0.rationale)
        )
      }
    case .text(let text):
      return text.answers.flatMap { answer in
        // Alternatives of a pattern are not known elsewhere: the one that is shown stands for it.
        let written =
          answer.isPattern && answer.text.contains("(")
          ? TextPattern(answer.text)?.example : answer.text
        return [
          Answer(
            ForeignText(written ?? answer.text),
            weight: answer.isAccepted ? 1 : 0,
            feedback: ForeignText(answer.rationale)
          )
        ]
      }
    case .number(let number):
      return number.answers.map { answer in
        let parts = answer.text.replacing("±", with: "+-").split(separator: "+-").map(\.trimmed)
        return Answer(
          ForeignText(parts[0].replacing(" ", with: "")),
          weight: answer.isAccepted ? 1 : 0,
          feedback: ForeignText(answer.rationale),
          tolerance: parts.count == 2 ? parts[1] : nil
        )
      }
    case .ordering, .matching, .cloze: return []
    }
  }
}
