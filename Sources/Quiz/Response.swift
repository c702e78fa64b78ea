import Content

/// What somebody answered in one attempt at an item.
package indirect enum Response: Hashable, Codable, Sendable {
  /// The options that were chosen.
  case options(Set<OptionID>)

  /// A text as it was typed.
  case text(String)

  /// A text of which the record holds only the commitment; it cannot be judged again.
  case committed(Digest)
  case number(DecimalText)

  /// All elements, in the order given.
  case order([OptionID])

  /// A match for each prompt, in the order of the prompts.
  case matches([OptionID])

  /// A response for each gap, in the order of the gaps.
  case gaps([Response])

  /// The texts in it, in their order; the ledger keeps them beside the log.
  package var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .gaps(let gaps): gaps.flatMap(\.texts)
    case .options, .committed, .number, .order, .matches: []
    }
  }
}

extension Interaction {
  /// A response that is right; of several accepted texts or numbers, the first.
  package var rightResponse: Response {
    switch self {
    case .choice(let choice): .options(choice.key)
    case .text(let text): .text(text.example)
    case .number(let number):
      .number(number.answers.first { $0.isAccepted }?.range.lowerBound ?? DecimalText(0))
    case .ordering(let ordering): .order(ordering.key)
    case .matching(let matching): .matches(matching.key)
    case .cloze(let cloze): .gaps(cloze.gaps.map(\.interaction.rightResponse))
    }
  }

  /// Why a response cannot be an answer to this, or `nil` if it can.
  package func refusal(of response: Response) -> String? {
    switch (self, response) {
    case (.choice(let choice), .options(let chosen)):
      guard chosen.isSubset(of: choice.options.map(\.id)) else { return "there is no such option" }
      guard choice.allowsSeveral || chosen.count == 1 else { return "choose one option" }
      return chosen.isEmpty ? "choose at least one option" : nil
    case (.text, .text(let text)):
      guard text.utf8.count <= TextInteraction.longestText else {
        return "the answer is longer than \(TextInteraction.longestText) bytes"
      }
      return lettersAndDigits(text).isEmpty ? "type a word or a few" : nil
    case (.number, .number): return nil
    case (.ordering(let ordering), .order(let order)):
      return Set(order) == Set(ordering.key) && order.count == ordering.key.count
        ? nil : "give every number once, in your order"
    case (.matching(let matching), .matches(let matches)):
      guard matches.count == matching.prompts.count else { return "give one match for each line" }
      return Set(matches).isSubset(of: matching.matches.map(\.id)) ? nil : "there is no such match"
    case (.cloze(let cloze), .gaps(let gaps)):
      guard gaps.count == cloze.gaps.count else { return "fill every gap" }
      return zip(cloze.gaps, gaps).lazy.compactMap { $0.interaction.refusal(of: $1) }.first
    case (.choice, _), (.text, _), (.number, _), (.ordering, _), (.matching, _), (.cloze, _):
      return "this is answered in another way"
    }
  }
}
