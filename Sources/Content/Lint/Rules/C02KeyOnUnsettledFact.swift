/// What an item teaches does not lean on a fact that is alleged or disputed.
///
/// A fact that an item names by `fact=` is checked by the reader. This rule finds items that tell such
/// a fact without naming it.
struct C02KeyOnUnsettledFact: IncidentRule {
  static let id = "C02"
  static let summary = "no key and no rationale repeats a fact that is alleged or disputed"
  static let severity = Diagnostic.Severity.warning
  static let why = "if the fact falls, so does what people were taught and recorded as knowing"
  static let hint =
    "say what is right whether or not it holds, or write ‘allegedly’ where it is told"

  /// So many words in a row, and so many of them about the matter, are no accident.
  static let fewestWords = 6
  static let fewestContentWords = 4

  func faults(in incident: LintedIncident) -> [Fault] {
    let unsettled = incident.incident.facts.filter { $0.status != .established }
    guard !unsettled.isEmpty else { return [] }
    let runs = unsettled.flatMap { fact in
      Self.runs(of: LintedText(fact.statement, incident.lexicon)).map { ($0, fact) }
    }
    let factByRun = Dictionary(runs) { first, _ in first }
    return incident.items.flatMap { item in
      item.questions.flatMap(\.options).compactMap { option in
        let place = { (part: String) in item.place(of: option, part) }
        let why = { (part: String) in item.rationalePlace(of: option, part) }
        let texts = [(option.text, place, option.isKey), (option.rationale, why, true)]
        return texts.lazy.compactMap { text, place, isTold in
          isTold ? fault(in: text, factByRun, place) : nil
        }.first.map { fault in
          var fault = fault
          fault.subject = item.item.id.rawValue
          return fault
        }
      }
    }
  }

  private func fault(
    in text: LintedText,
    _ facts: [[UInt64]: Fact],
    _ place: (String) -> SourceLocation
  ) -> Fault? {
    for start in text.words.indices.dropLast(Self.fewestWords - 1) {
      let range = start..<start + Self.fewestWords
      guard let fact = facts[text.words[range].map(\.hash)] else { continue }
      return Fault(repeats(fact), at: place(text[words: range]))
    }
    return nil
  }

  private static func runs(of text: LintedText) -> [[UInt64]] {
    text.words.indices.dropLast(fewestWords - 1).compactMap { start in
      let words = text.words[start..<start + fewestWords]
      return words.count(where: \.isContent) >= fewestContentWords ? words.map(\.hash) : nil
    }
  }

  static let examples: [LintExample] = [
    .bad(unsettled(rationale: "↓Old supplier servers lacked second factors.")),
    .refused(
      by: "key-on-unsettled-fact",
      unsettled(rationale: "They can warn others.").replacing("{#n}", with: "{#n fact=↓entry}")
    ),
    .good(unsettled(rationale: "A second factor helps whatever the way in was.")),
  ]

  private static func unsettled(rationale: String) -> String {
    """
    ## More facts {.facts}

    - Old supplier servers lacked second factors. {#entry source=review status=alleged}

    ## Lesson: say it at once {#say-it .lesson competency=report-early controls=A.6.8}

    Report first, look later.

    ### Where does an odd mail go? {#n}

    - [x] To the desk
      > \(rationale)
    - [ ] To the bin
      > Others have it still.
    - [ ] To the sender
      > Whoever has the mailbox answers.
    """
  }
}

private func repeats(_ fact: Fact) -> String {
  "this tells the fact ‘\(fact.id)’, which is \(fact.status.rawValue)"
}
