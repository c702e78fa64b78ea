/// Whether translations are still those of their originals: the same items with the same keys, made
/// from the text as it is now.
enum TranslationCheck {
  static func diagnostics(of translations: [Incident], originals: [Incident]) -> [Diagnostic] {
    let known = Dictionary(originals.map { ($0.id, $0) }) { first, _ in first }
    return translations.flatMap { translation -> [Diagnostic] in
      guard let original = known[translation.id] else {
        return [
          Diagnostic(
            code: "translation-without-original",
            "there is no incident ‘\(translation.id)’ to translate",
            at: translation.location,
            hint: "add \(translation.id).md, or take ‘source-digest’ out if this is the original"
          )
        ]
      }
      return items(of: translation, original) + staleness(of: translation, original)
    }
  }

  private static func items(of translation: Incident, _ original: Incident) -> [Diagnostic] {
    let items = { (incident: Incident) in
      Dictionary(incident.lessons.flatMap(\.items).map { ($0.id, $0) }) { first, _ in first }
    }
    let (ours, theirs) = (items(translation), items(original))
    let missing = theirs.keys.filter { ours[$0] == nil }.sorted().map { id in
      Diagnostic(
        code: "translation-items",
        "the item ‘\(id)’ is not translated",
        at: translation.location,
        hint: "add it; a translation has all items of its original"
      )
    }
    let other = ours.values.sorted { $0.id < $1.id }.compactMap { item -> Diagnostic? in
      guard let original = theirs[item.id] else {
        return Diagnostic(
          code: "translation-items",
          "the original has no item ‘\(item.id)’",
          at: item.location,
          hint: "keep the ids of the original, and add new items there first"
        )
      }
      guard !item.interaction.isAnsweredLike(original.interaction) else { return nil }
      return Diagnostic(
        code: "translation-key",
        "the item is answered otherwise than its original",
        at: item.location,
        note: "see \(original.location.path):\(original.location.line)",
        hint: "keep type, order and boxes of the original"
      )
    }
    return missing + other
  }

  private static func staleness(of translation: Incident, _ original: Incident) -> [Diagnostic] {
    let digest = original.translationDigest
    guard translation.translates != digest else { return [] }
    return [
      Diagnostic(
        .warning,
        code: "translation-stale",
        "the original changed since this was translated",
        at: translation.location,
        hint: "bring it up to date, then write source-digest: \"\(digest)\""
      )
    ]
  }
}

extension Incident {
  /// What a translation names as its `source-digest`: the start of the SHA-256 of the canonical
  /// Markdown, so that only a change of what is said counts.
  package var translationDigest: String {
    Digest(of: Array(IncidentWriter.markdown(of: self).utf8)).abbreviated
  }
}

extension Interaction {
  /// Whether two interactions differ in their words alone.
  fileprivate func isAnsweredLike(_ other: Interaction) -> Bool {
    switch (self, other) {
    case (.choice(let own), .choice(let other)):
      own.type == other.type && own.options.map(\.isKey) == other.options.map(\.isKey)
    case (.text, .text): true
    case (.number(let own), .number(let other)):
      own.answers.filter(\.isAccepted).map(\.range)
        == other.answers.filter(\.isAccepted).map(\.range)
    case (.ordering(let own), .ordering(let other)): own.elements.count == other.elements.count
    case (.matching(let own), .matching(let other)):
      own.key == other.key && own.matches.count == other.matches.count
    case (.cloze(let own), .cloze(let other)):
      own.gaps.count == other.gaps.count
        && own.gaps.allSatisfy { gap in
          other.gaps.first { $0.id == gap.id }
            .map { gap.interaction.isAnsweredLike($0.interaction) } ?? false
        }
    default: false
    }
  }
}
