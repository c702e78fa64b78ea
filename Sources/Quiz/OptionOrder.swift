import Content
import Psychometrics

/// The order in which an item's options are shown.
///
/// Drawn from the session's seed and the item, and recorded: resuming shows the same order, and where
/// the key stood can be checked years later without repeating the draw.
package struct OptionOrder: Hashable, Codable, Sendable {
  package let options: [OptionID]

  package init(_ options: [OptionID]) { self.options = options }

  package init(of item: Item, seed: UInt64) {
    switch item.interaction {
    case .choice(let choice):
      let inFile = choice.options.map(\.id)
      guard choice.isShuffled else {
        options = inFile
        return
      }
      var generator = SplitMix64(seed: seed, stream: "option order of \(item.id)")
      options = inFile.stablyShuffled(using: &generator)
    }
  }
}
