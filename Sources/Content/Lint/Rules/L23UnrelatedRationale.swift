/// What is said about the key has to do with the item.
///
/// Numbers and short words such as ‘IP’ count as words in common. A reason in another language than
/// the incident’s, which has none of the small words of it, is not compared.
struct L23UnrelatedRationale: QuestionRule {
  static let id = "L23"
  static let summary = "what is said about the key has a word in common with the item or its lesson"
  static let severity = Diagnostic.Severity.info
  static let why = "a reason that shares no word with the matter may belong to another item"
  static let hint = "say why this answer is right, in the words of the situation"

  /// Shorter reasons are too short to tell.
  static let fewestWords = 4

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard item.lexicon.knowsWords, let key = question.singleKey else { return [] }
    let words = key.rationale.words
    guard words.count(where: \.isContent) >= Self.fewestWords, key.rationale.has(.stop) else {
      return []
    }
    let said = words.filter(\.canBeShared)
    let matter =
      [item.stem, item.scene, item.takeaway, question.prompt]
      + question.options.map(\.text) + question.distractors.map(\.rationale)
    let isRelated = said.contains { word in
      matter.contains { text in text.words.contains { $0.stem == word.stem } }
    }
    return isRelated ? [] : [Fault(unrelated, at: item.rationalePlace(of: key))]
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > ↓Plain backups restore the lost servers quickly.
      - [ ] To the bin
        > Others have them still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
    .good(
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > The desk warns others who have the same mail.
      - [ ] To the bin
        > Others have them still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
    .good(
      """
      ### An attacker tries 8 characters at random. When is it a matter of days? {#n}

      - [x] 8 lower-case letters
        > Rented machines try every combination of 8 within a week.
      - [ ] Long phrases
        > They outlast the machine.
      - [ ] Hardware keys
        > Nothing can be tried there.
      """
    ),
    .good(
      """
      ### Was the IP of the sender enough? {#n}

      - [x] No
        > An IP belongs to whoever rented that machine today.
      - [ ] Yes
        > Others have used it before.
      - [ ] Only at night
        > The hour changes nothing.
      """
    ),
    .good(
      """
      ### Where do odd mails go? {#n}

      - [x] To the desk
        > Así otras personas reciben un aviso temprano.
      - [ ] To the bin
        > Others have them still.
      - [ ] To the sender
        > Whoever has the mailbox answers.
      """
    ),
    .good(
      """
      ### ¿Adónde van los correos raros? {#n}

      - [x] A la mesa de ayuda
        > The others can be warned before they open anything.
      - [ ] A la papelera
        > Otras personas los tienen todavía.
      - [ ] Al remitente
        > Contesta quien tiene el buzón.
      """,
      language: "es"
    ),
  ]
}

extension Word {
  /// Whether a reason and an item that both have it have something in common.
  fileprivate var canBeShared: Bool {
    classes.isDisjoint(with: .stop) && (length >= 2 || traits.contains(.hasDigit))
  }
}

private let unrelated = "the reason shares no word with the item or its lesson"
