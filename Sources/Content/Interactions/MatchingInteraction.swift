/// Saying what belongs to what.
package struct MatchingInteraction: Hashable, Sendable {
  /// Something that prompts may be matched with.
  package struct Match: Hashable, Sendable {
    package let id: OptionID
    package let text: String

    package init(id: OptionID, text: String) {
      self.id = id
      self.text = text
    }
  }

  /// The headings of the two columns.
  package let titles: [String]

  /// The left column.
  package let prompts: [String]

  /// The right column, each text once; some may belong to no prompt.
  package let matches: [Match]

  /// The right match of each prompt.
  package let key: [OptionID]

  /// Why these belong together.
  package let rationale: String

  /// Takes the rows of a table below its titles; a row without a prompt is an extra wrong match.
  ///
  /// Rows that say the same on the right share one match.
  package init(titles: [String], rows: [(prompt: String, match: String)], rationale: String) {
    var ids: [String: OptionID] = [:]
    var matches: [Match] = []
    var prompts: [String] = []
    var key: [OptionID] = []
    // Extra matches come last, so that letters do not hang on where their rows stand.
    for row in rows.filter({ !$0.prompt.isEmpty }) + rows.filter(\.prompt.isEmpty) {
      let id = ids[row.match] ?? OptionID(index: matches.count)
      if ids.updateValue(id, forKey: row.match) == nil {
        matches.append(Match(id: id, text: row.match))
      }
      guard !row.prompt.isEmpty else { continue }
      prompts.append(row.prompt)
      key.append(id)
    }
    self.titles = titles
    self.prompts = prompts
    self.matches = matches
    self.key = key
    self.rationale = rationale
  }

  /// The rows of the table in the file.
  package var rows: [(prompt: String, match: String)] {
    let texts = Dictionary(matches.map { ($0.id, $0.text) }) { first, _ in first }
    let used = Set(key)
    return zip(prompts, key).map { ($0, texts[$1] ?? "") }
      + matches.filter { !used.contains($0.id) }.map { ("", $0.text) }
  }

  /// Each prompt is matched with any, and a match may be used again.
  package var guessingChance: Double {
    prompts.reduce(1) { chance, _ in chance / Double(max(1, matches.count)) }
  }
}
