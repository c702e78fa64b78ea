import Content

extension ForeignItem {
  /// An item of ours for the file of another program.
  package init(_ item: Item, category: String? = nil, language: String? = nil) {
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
    self.language = language
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
      // Where a format holds one right answer, it is the one that is shown here.
      let example = text.example
      let first =
        text.answers.firstIndex { $0.isAccepted && $0.shown == example }
        ?? text.answers.firstIndex { $0.isAccepted && $0.isPattern }
      guard let first else { return text.answers.map(Self.typed) }
      var shown = Self.typed(text.answers[first])
      shown.text = ForeignText(example)
      let others = text.answers.indices.filter { $0 != first }.map { text.answers[$0] }
      return [shown] + others.map(Self.typed)
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

  /// A text that was foreseen; of a pattern, what it accepts as far as it is spelt out.
  private static func typed(_ answer: TextInteraction.Answer) -> Answer {
    var written = Answer(
      ForeignText(answer.shown),
      weight: answer.isAccepted ? 1 : 0,
      feedback: ForeignText(answer.rationale)
    )
    if answer.isPattern, let pattern = TextPattern(answer.text) {
      written.spellings = pattern.spellings
      written.hasMoreSpellings = !pattern.isSpeltOut
    }
    return written
  }
}

extension TextInteraction.Answer {
  /// What is shown of it: a pattern by one text that it accepts.
  fileprivate var shown: String { isPattern ? TextPattern(text)?.example ?? text : text }
}

extension [ForeignItem.Answer] {
  /// The answers in each of their spellings, for a format that has `*` for any letters; what two
  /// patterns accept stands once.
  var spelt: [ForeignItem.Answer] { flatMap(\.spelt).onceEach(in: self) }

  /// The same answers without those patterns whose shown text stands before.
  var shownOnce: [ForeignItem.Answer] { onceEach(in: self) }

  private func onceEach(in answers: [ForeignItem.Answer]) -> [ForeignItem.Answer] {
    guard answers.contains(where: { !$0.spellings.isEmpty }) else { return self }
    var seen: Set<String> = []
    return filter { seen.insert($0.text.text.lowercased()).inserted }
  }
}

extension ForeignItem.Answer {
  /// The answer in each of its spellings, for a format that has `*` for any letters.
  var spelt: [ForeignItem.Answer] {
    spellings.isEmpty ? [self] : spellings.map { spelling($0) }
  }

  /// The answer in those of its spellings that are words; in the one that is shown if none is.
  var speltPlainly: [ForeignItem.Answer] {
    let plain = spellings.filter { !$0.contains("*") }
    return plain.isEmpty ? [spelling(text.text)] : plain.map { spelling($0) }
  }

  private func spelling(_ text: String) -> ForeignItem.Answer {
    var answer = ForeignItem.Answer(
      ForeignText(text, self.text.markup),
      weight: weight,
      feedback: feedback
    )
    answer.tolerance = tolerance
    return answer
  }
}

extension ForeignItem {
  /// What a file says of typed answers whose patterns it cannot hold, `nil` if it holds them all.
  ///
  /// - Parameter written: What the format writes for an answer.
  /// - Returns: A change to report.
  func narrowing(_ written: (Answer) -> [Answer]) -> String? {
    let patterns = (answers + gaps.flatMap(\.answers)).filter { answer in
      !answer.spellings.isEmpty
        && (answer.hasMoreSpellings || written(answer).map(\.text.text) != answer.spellings)
    }
    guard !patterns.isEmpty else { return nil }
    let names = patterns.prefix(3).map { "‘\($0.text.text)’" }.joined(separator: ", ")
    let more = patterns.count > 3 ? " and \(patterns.count - 3) more" : ""
    return "further spellings that are known here are lost, of \(names)\(more)"
  }
}
