import Content
import Psychometrics

/// The order in which what an item offers is shown.
///
/// Drawn from the session's seed and the item, and recorded: resuming shows the same order, and where
/// the key stood can be checked years later without repeating the draw. For a cloze it is the orders
/// of its gaps, one after the other.
package struct OptionOrder: Hashable, Codable, Sendable {
  package let options: [OptionID]

  package init(_ options: [OptionID]) { self.options = options }

  package init(of item: Item, seed: UInt64) {
    var generator = SplitMix64(seed: seed, stream: "option order of \(item.id)")
    options = Self.draw(item.interaction, using: &generator)
  }

  private static func draw(
    _ interaction: Interaction,
    using generator: inout SplitMix64
  ) -> [OptionID] {
    let inFile = interaction.offered
    switch interaction {
    case .choice(let choice) where !choice.isShuffled: return inFile
    case .choice, .matching: return inFile.stablyShuffled(using: &generator)
    case .ordering:
      let shuffled = inFile.stablyShuffled(using: &generator)
      // The right order would be no task.
      return shuffled == inFile ? Array(inFile.dropFirst() + inFile.prefix(1)) : shuffled
    case .text, .number: return []
    case .cloze(let cloze):
      return cloze.gaps.flatMap { draw($0.interaction, using: &generator) }
    }
  }

  /// The part of a cloze's order that belongs to each gap.
  package func parts(of cloze: ClozeInteraction) -> [OptionOrder] {
    var rest = options[...]
    return cloze.gaps.map { gap in
      let part = rest.prefix(gap.interaction.offered.count)
      rest = rest.dropFirst(part.count)
      return OptionOrder(Array(part))
    }
  }
}

extension Interaction {
  /// What is offered to choose from, in the order of the file.
  fileprivate var offered: [OptionID] {
    switch self {
    case .choice(let choice): choice.options.map(\.id)
    case .ordering(let ordering): ordering.key
    case .matching(let matching): matching.matches.map(\.id)
    case .text, .number: []
    case .cloze(let cloze): cloze.gaps.flatMap(\.interaction.offered)
    }
  }
}
