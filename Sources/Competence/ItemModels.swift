import Content
import Psychometrics
import Records

/// The response models of items: those of the newest calibration, and for items that it does not have
/// the location that the author expects, slope 1, and the chance of guessing as the lower asymptote.
package struct ItemModels: Sendable {
  private var models: [Digest: ItemResponseModel] = [:]
  private let calibrated: [Question: ItemResponseModel]

  /// The models of those of these versions that are still in the content.
  package init(
    _ library: ContentLibrary,
    versions: some Sequence<ItemVersion>,
    calibration: CalibrationRecord? = nil
  ) {
    calibrated = Dictionary(
      (calibration?.fits ?? []).flatMap(\.items).map {
        (Question(item: $0.item, keyDigest: $0.keyDigest), $0.model)
      }
    ) { first, _ in first }
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

  package subscript(version: ItemVersion) -> ItemResponseModel? {
    calibrated[Question(item: version.item, keyDigest: version.keyDigest)]
      ?? models[version.digest]
  }

  /// The models of the items of a competency as the content has them now.
  package static func current(
    of competency: CompetencyID,
    in library: ContentLibrary,
    calibration: CalibrationRecord?
  ) -> [ItemID: ItemResponseModel] {
    let items = library.lessons(for: competency).flatMap { library.lesson($0.id)?.items ?? [] }
    let versions = items.compactMap { library.version(of: $0.id) }
    let models = ItemModels(library, versions: versions, calibration: calibration)
    return Dictionary(
      versions.compactMap { version in models[version].map { (version.item, $0) } }
    ) { first, _ in first }
  }

  private static func model(of item: Item, location: Double) -> ItemResponseModel? {
    Probability(item.interaction.guessingChance).flatMap {
      ItemResponseModel(location: location, lowerAsymptote: $0)
    }
  }
}
