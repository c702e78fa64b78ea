import Content
import Psychometrics

/// The response models of items, before any data: location from the author's prior, slope 1, and the
/// chance of guessing as the lower asymptote.
package struct ItemModels: Sendable {
  private var models: [Digest: ItemResponseModel] = [:]

  /// The models of those of these versions that are still in the content.
  package init(_ library: ContentLibrary, versions: some Sequence<ItemVersion>) {
    for version in versions where library.version(of: version.item) == version {
      guard let item = library.item(version.item) else { continue }
      models[version.digest] = Self.model(of: item, location: item.difficulty)
    }
  }

  /// Adds an older version, read back from the ledger; its location is the one that the content has
  /// for the item today, or 0 where the item is gone.
  package mutating func add(_ older: Item, digest: Digest, in library: ContentLibrary) {
    models[digest] = Self.model(of: older, location: library.item(older.id)?.difficulty ?? 0)
  }

  package func contains(_ version: ItemVersion) -> Bool { models[version.digest] != nil }

  package subscript(version: ItemVersion) -> ItemResponseModel? { models[version.digest] }

  private static func model(of item: Item, location: Double) -> ItemResponseModel? {
    Probability(item.interaction.guessingChance).flatMap {
      ItemResponseModel(location: location, lowerAsymptote: $0)
    }
  }
}
