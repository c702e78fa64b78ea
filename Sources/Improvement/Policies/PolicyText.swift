import Content

/// A policy as a text file: headings with an id begin clauses.
///
/// ```markdown
/// # Reporting
///
/// ## When to report {#when}
///
/// Report what looks odd within the hour.
/// ```
package struct PolicyText: Hashable, Sendable {
  package struct Clause: Hashable, Sendable {
    package let id: String
    package let words: [String]

    /// Over the words as they stand; spaces and line ends do not count.
    package var digest: Digest { Digest(of: Array(words.joined(separator: " ").utf8)) }
  }

  package let title: String
  package let clauses: [Clause]

  /// Ids that begin more than one clause.
  package let repeated: [String]

  /// Reads the lines of a text; what stands before the first clause belongs to none.
  package init(_ text: String) {
    var title = ""
    var found: [(id: String, words: [String])] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split { $0.isWhitespace }.map(String.init)
      if line.hasPrefix("# "), title.isEmpty {
        title = line.dropFirst(2).trimmed
      } else if line.hasPrefix("##"), let id = Self.id(of: line) {
        found.append((id, words.filter { !$0.hasPrefix("{#") }))
      } else if !found.isEmpty {
        found[found.count - 1].words += words
      }
    }
    self.title = title
    var seen: Set<String> = []
    repeated = found.map(\.id).filter { !seen.insert($0).inserted }
    clauses = found.map { Clause(id: $0.id, words: $0.words) }
  }

  private static func id(of heading: some StringProtocol) -> String? {
    guard let word = heading.split(separator: " ").last, word.hasPrefix("{#"), word.hasSuffix("}")
    else { return nil }
    let id = String(word.dropFirst(2).dropLast())
    return isIdentifierSegment(id) ? id : nil
  }

  package func clause(_ id: String) -> Clause? { clauses.first { $0.id == id } }
}
