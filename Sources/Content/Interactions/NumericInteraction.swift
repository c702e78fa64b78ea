/// Typing a number.
package struct NumericInteraction: Hashable, Sendable {
  /// A range of numbers that was foreseen; a single number is a range of one.
  package struct Answer: Hashable, Sendable {
    /// As the author wrote it: `42`, `42 +- 1` or `40..45`.
    package let text: String

    /// Both ends belong to the range.
    package let range: ClosedRange<DecimalText>
    package let isAccepted: Bool
    package let rationale: String
    package let line: Int

    /// Reads what an author wrote; `nil` if it is no number, tolerance or range.
    package init?(text: String, isAccepted: Bool, rationale: String, line: Int = 0) {
      guard let range = Self.range(text) else { return nil }
      self.text = text
      self.range = range
      self.isAccepted = isAccepted
      self.rationale = rationale
      self.line = line
    }

    private static func range(_ text: String) -> ClosedRange<DecimalText>? {
      let ends = text.split(separator: "..", omittingEmptySubsequences: false)
      if ends.count == 2 {
        guard let lower = DecimalText(ends[0].trimmed), let upper = DecimalText(ends[1].trimmed),
          lower <= upper
        else { return nil }
        return lower...upper
      }
      let parts = text.replacing("±", with: "+-").split(
        separator: "+-",
        omittingEmptySubsequences: false
      )
      guard let middle = parts.first.flatMap({ DecimalText($0.trimmed) }) else { return nil }
      guard parts.count == 2 else { return parts.count == 1 ? middle...middle : nil }
      guard let tolerance = DecimalText(parts[1].trimmed), tolerance >= DecimalText(0),
        let lower = middle.adding(tolerance, times: -1), let upper = middle.adding(tolerance)
      else { return nil }
      return lower...upper
    }
  }

  package let answers: [Answer]

  /// What the number counts, such as `h`; shown, and taken off what is typed.
  package let unit: String?

  /// Said for every answer that was not foreseen.
  package let rationale: String

  package init(answers: [Answer], unit: String?, rationale: String) {
    self.answers = answers
    self.unit = unit
    self.rationale = rationale
  }

  /// The first answer that a number is, accepted ones before others.
  package func answer(matching number: DecimalText) -> Answer? {
    let accepted = answers.first { $0.isAccepted && $0.range.contains(number) }
    return accepted ?? answers.first { $0.range.contains(number) }
  }

  /// Reads what somebody typed: a number, with a point or a comma, and the unit if they like.
  package static func number(typed text: String, unit: String?) -> DecimalText? {
    var rest = text.trimmed
    if let unit, rest.lowercased().hasSuffix(unit.lowercased()) {
      rest = String(rest.dropLast(unit.count)).trimmed
    }
    if rest.hasPrefix("+") { rest.removeFirst() }
    let commas = rest.count { $0 == "," }
    if commas == 1, !rest.contains(".") { rest = rest.replacing(",", with: ".") }
    return DecimalText(rest)
  }
}
