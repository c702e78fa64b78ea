/// Which wording of an item is meant: its digests.
///
/// - ``digest`` is the SHA-256 of the canonical form (RFC 8785) of everything that a learner sees,
///   without the author's `difficulty`: a new estimate is not a new question. The ledger keeps the
///   text behind it, ``Item/versionText``.
/// - ``keyDigest`` covers only what is right, letters and digits compared without case. History
///   continues while it stays: a comma in a distractor does not reset what people have shown, another
///   key does.
package struct ItemVersion: Hashable, Sendable {
  package let item: ItemID
  package let digest: Digest
  package let keyDigest: Digest

  package init(item: ItemID, digest: Digest, keyDigest: Digest) {
    self.item = item
    self.digest = digest
    self.keyDigest = keyDigest
  }

  package init(of item: Item) {
    self.item = item.id
    digest = Digest(of: item.versionText)
    keyDigest = Digest(of: item.interaction.canonicalKey.canonicalBytes)
  }
}

extension Item {
  /// The canonical JSON whose SHA-256 is the version's digest.
  package var versionText: [UInt8] { canonical.canonicalBytes }

  private var canonical: JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(id.rawValue), "stem": .string(stem),
      "scene": .array(scene.map(\.canonical)), "facts": .array(facts.map(JSONValue.string)),
      "interaction": interaction.canonical,
    ]
    // Left out where there is none, so that versions from before hints existed keep their digests.
    if !hints.isEmpty {
      members["hints"] = .array(
        hints.map { ["cost": .integer($0.cost), "text": .string($0.text)] }
      )
    }
    return .object(members)
  }

  /// Reads back a version that the ledger keeps; difficulty and place are not part of it.
  package init?(
    version text: [UInt8],
    difficulty: Double = 0,
    location: SourceLocation = SourceLocation(path: "ledger", line: 1, column: 1)
  ) {
    guard let value = try? CanonicalReader.value(of: text),  // not ours: the caller says so
      let id = value["id"]?.string, let stem = value["stem"]?.string,
      let interaction = value["interaction"].flatMap(Interaction.init(canonical:))
    else { return nil }
    self.init(
      id: ItemID(rawValue: id),
      stem: stem,
      scene: (value["scene"]?.array ?? []).compactMap(Prose.init(canonical:)),
      interaction: interaction,
      difficulty: difficulty,
      facts: (value["facts"]?.array ?? []).compactMap(\.string),
      hints: (value["hints"]?.array ?? []).compactMap { hint in
        guard let text = hint["text"]?.string, let cost = hint["cost"]?.integer else { return nil }
        return Hint(text: text, cost: cost)
      },
      location: location
    )
  }
}
