/// A file holds no text of a standard.
///
/// Standards are somebody's property. Their text is not at hand to compare with, so the rule knows
/// them by their manner: ‘shall’ in a sentence about organisations, documents and controls.
struct C04StandardTextPastedIn: IncidentRule {
  static let id = "C04"
  static let summary = "a file holds no text of a standard, only identifiers and own words"
  static let severity = Diagnostic.Severity.error
  static let why = "the text of a standard is licensed, and nobody learns what to do from it"
  static let hint = "name the control by its number, and say in own words what it means here"

  /// Besides ‘shall’, so many words that standards use.
  static let fewestWords = 2

  func faults(in incident: LintedIncident) -> [Fault] {
    let told = incident.paragraphs.compactMap { paragraph -> Fault? in
      Self.normative(in: paragraph.text).map { place in
        Fault(pasted, at: paragraph.place(of: place..<place + 1))
      }
    }
    let asked = incident.items.flatMap { item -> [Fault] in
      let stem = Self.normative(in: item.stem) ?? Self.normative(in: item.scene)
      let options = item.questions.flatMap(\.options).compactMap { option -> Fault? in
        if Self.normative(in: option.text) != nil {
          return Fault(pasted, at: item.place(of: option))
        }
        return Self.normative(in: option.rationale) == nil
          ? nil : Fault(pasted, at: item.rationalePlace(of: option))
      }
      return (stem == nil ? [] : [Fault(pasted, at: item.stemPlace())]) + options
    }
    return told + asked
  }

  /// Where ‘shall’ stands in a sentence like those of a standard.
  private static func normative(in text: LintedText) -> Int? {
    guard text.has(.normative) else { return nil }
    return text.sentences.lazy.compactMap { sentence -> Int? in
      let words = text.words[sentence]
      guard let shall = words.firstIndex(where: { $0.classes.contains(.normative) }),
        words.count(where: { $0.classes.contains(.normativeSubject) }) >= fewestWords
      else { return nil }
      return shall
    }.first
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ## Lesson: say it at once {#say-it .lesson competency=report-early controls=A.6.8}

      Rules of reporting ↓shall be documented and reviewed by the organisation at all times.
      """
    ),
    .good(
      """
      ## Lesson: say it at once {#say-it .lesson competency=report-early controls=A.6.8}

      Everybody knows the one way to report (A.6.8), and what shall we do next is asked at once.
      """
    ),
  ]
}

private let pasted = "this reads like the text of a standard"
