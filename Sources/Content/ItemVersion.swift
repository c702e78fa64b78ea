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
    var writer = CanonicalWriter()
    self.init(of: item, by: &writer)
  }

  /// The version of an item; whoever needs many lets one writer write them all.
  init(of item: Item, by writer: inout CanonicalWriter) {
    self.item = item.id
    writer.begin()
    item.write(to: &writer)
    digest = writer.digest
    writer.begin()
    item.interaction.writeKey(to: &writer)
    keyDigest = writer.digest
  }
}

extension Item {
  /// The canonical JSON whose SHA-256 is the version's digest.
  package var versionText: [UInt8] {
    var writer = CanonicalWriter()
    write(to: &writer)
    return writer.bytes
  }

  fileprivate func write(to writer: inout CanonicalWriter) {
    writer.writeObject { item in
      item.member("facts", facts)
      // Left out where there is none, so that versions from before hints existed keep their digests.
      if !hints.isEmpty {
        item.member("hints", hints) { writer, hint in
          writer.writeObject { object in
            object.member("cost", .integer(hint.cost))
            object.member("text", hint.text)
          }
        }
      }
      item.member("id", id.rawValue)
      item.member("interaction") { interaction.write(to: &$0) }
      item.member("scene", scene) { $1.write(to: &$0) }
      item.member("stem", stem)
    }
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
