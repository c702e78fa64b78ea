/// All content, with what the rules share about it.
struct LintedBank: Sendable {
  let library: ContentLibrary

  /// Originals first, then translations.
  let incidents: [LintedIncident]
  let today: Day
  private let sources: [String: SourceText]

  init(_ library: ContentLibrary, sources: [SourceText], today: Day) {
    let byPath = Dictionary(sources.map { ($0.path, $0) }) { first, _ in first }
    self.library = library
    self.sources = byPath
    self.today = today
    let translations = library.translations.sorted { $0.key < $1.key }.flatMap(\.value)
    let all = library.incidents + translations.compactMap(\.incident)
    incidents = all.map { incident in
      let path = incident.location.path
      return LintedIncident(
        incident,
        source: byPath[path] ?? SourceText(path: path, text: ""),
        library: library,
        today: today
      )
    }
  }

  /// A file of the workspace, empty if its text was not handed over.
  func source(_ path: String) -> SourceText {
    sources[path] ?? SourceText(path: path, text: "")
  }
}

/// A file, or all files together, as a set that a test can be run over.
///
/// A file is tested where it holds enough items by itself. The level is divided by the number of files
/// that are tested (Bonferroni), so that a hundred sound files raise no alarm about one of them.
struct LintedSet {
  let questions: [LintedQuestion]

  /// What the set is called in a message.
  let name: String
  let place: SourceLocation
  let subject: String
  let level: Double

  static let level = 0.01

  /// The sets of a bank whose questions pass a filter, of at least `fewest` each.
  static func sets(
    of bank: LintedBank,
    fewest: Int,
    where isMeant: (LintedQuestion) -> Bool
  ) -> [LintedSet] {
    let files = bank.incidents.map { incident in
      (incident, incident.items.flatMap(\.questions).filter(isMeant))
    }.filter { !$0.1.isEmpty }
    let tested = files.filter { $0.1.count >= fewest }
    var sets = tested.map { incident, questions in
      LintedSet(
        questions: questions,
        name: "this file",
        place: incident.titlePlace,
        subject: incident.incident.id.rawValue,
        level: level / Double(tested.count)
      )
    }
    // A translation has the keys of its original, and would count them twice.
    let originals = files.filter { $0.0.incident.translates == nil }
    let all = originals.flatMap(\.1)
    if originals.count > 1, all.count >= fewest {
      sets.append(
        LintedSet(
          questions: all,
          name: "all incidents together",
          place: SourceLocation(path: ContentReading.incidentsFolder, line: 1, column: 1),
          subject: "content",
          level: level
        )
      )
    }
    return sets
  }
}
