/// Putting steps in order.
package struct OrderingInteraction: Hashable, Sendable {
  package struct Element: Hashable, Sendable {
    package let id: OptionID
    package let text: String

    /// Why it stands where it stands.
    package let rationale: String
    package let line: Int

    package init(id: OptionID, text: String, rationale: String, line: Int = 0) {
      self.id = id
      self.text = text
      self.rationale = rationale
      self.line = line
    }
  }

  /// In the right order.
  package let elements: [Element]

  /// Why this order and not another.
  package let rationale: String

  package init(elements: [Element], rationale: String) {
    self.elements = elements
    self.rationale = rationale
  }

  package var key: [OptionID] { elements.map(\.id) }

  /// One order of all that there are.
  package var guessingChance: Double {
    elements.isEmpty ? 1 : elements.indices.reduce(1) { $0 / Double($1 + 1) }
  }
}
