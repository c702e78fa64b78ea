import Content

/// What a record of an incident gives for a draft: facts that were reported, and nothing of why.
package struct DraftIncident: Hashable, Sendable {
  package struct Fact: Hashable, Sendable {
    package let id: String
    package let statement: String
  }

  package var slug: String
  package var title: String

  /// A year, month or day, or `nil` where the record has none.
  package var occurred: String?

  /// What was written about it, often copied from the press: to be replaced.
  package var summary: String
  package var facts: [Fact]

  /// Addresses of reports.
  package var references: [String]
}
