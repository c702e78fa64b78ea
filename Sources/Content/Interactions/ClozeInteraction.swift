/// Filling the gaps of a text, each with an interaction of its own.
///
/// The text is the item's scene, where `{{id}}` stands for a gap.
package struct ClozeInteraction: Hashable, Sendable {
  package struct Gap: Hashable, Sendable {
    package let id: String

    /// What belongs into the gap, as a short question.
    package let prompt: String

    /// Any but another cloze.
    package let interaction: Interaction

    package init(id: String, prompt: String, interaction: Interaction) {
      self.id = id
      self.prompt = prompt
      self.interaction = interaction
    }

    /// What stands for the gap in the text.
    package var mark: String { "{{\(id)}}" }
  }

  /// In the order of the text.
  package let gaps: [Gap]

  package init(gaps: [Gap]) { self.gaps = gaps }
}
