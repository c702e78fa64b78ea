/// A question asks for what is so, not for what is not.
struct L06NegativeStem: QuestionRule {
  static let id = "L06"
  static let summary = "a question asks for what is so, not for the exception"
  static let severity = Diagnostic.Severity.warning
  static let why = "people overlook the not and answer the opposite of what they know"
  static let hint = "turn the question round; if it has to be so, write **not** in bold type"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard let word = question.exceptionWord else { return [] }
    let text = question.prompt[word]
    let place = item.promptPlace(of: question, text)
    guard question.type != .trueFalse else {
      return [Fault(denied(text), at: place, hint: "state what is so, and let it be false")]
    }
    let isEmphasised =
      word.traits.contains(.isCapitals) || Self.isBold(text, in: place.excerpt ?? "")
    return [
      Fault(
        isEmphasised ? emphasised(text) : plain(text),
        at: place,
        severity: isEmphasised ? .warning : .error
      )
    ]
  }

  private static func isBold(_ word: String, in line: String) -> Bool {
    ["*\(word)*", "_\(word)_"].contains { line.contains($0) }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Which of these does ↓not belong in a report? {#n}

      - [ ] When it happened
        > It tells where to look.
      - [x] Whose doing it was
        > A report is about what happened.
      - [ ] What you did since
        > It tells what to undo.
      """
    ),
    .bad(
      """
      ### Welche Angabe gehört ↓nicht in die Meldung? {#n}

      - [ ] Der Zeitpunkt
        > Er sagt, wo zu suchen ist.
      - [x] Der Name des Schuldigen
        > Eine Meldung sagt, was geschah.
      - [ ] Die Schritte seither
        > Sie sagen, was rückgängig zu machen ist.
      """,
      language: "de"
    ),
    .bad(
      """
      ### A reply to the mail is ↓not a safe way to confirm it. {#n .true-false}

      - [x] True
        > It goes to whoever wrote the mail.
      - [ ] False
        > Whoever controls the mailbox answers.
      """
    ),
    .good(
      """
      ### Welche Angabe gehört zu einem Fall, der nicht gemeldet wurde? {#n}

      - [x] Der Grund
        > Er sagt, was zu ändern ist.
      - [ ] Der Schuldige
        > Eine Meldung sagt, was geschah.
      - [ ] Die Strafe
        > Sie ändert am Grund wenig.
      """,
      language: "de"
    ),
    .good(
      """
      ### What do you do if the caller does not give a number? {#n}

      - [ ] Go on with the call
        > Nothing says who it is.
      - [x] Ring the number in the contract
        > A channel that the caller does not control.
      - [ ] Ask for the name again
        > Anybody can give a name.
      """
    ),
  ]
}

extension LintedQuestion {
  /// The word that turns the question round.
  ///
  /// Only in the sentence that asks, after the word that asks, and in no clause of its own: ‘what do you
  /// do if it does not answer’ is no negative question. ‘At least’ is none either.
  var exceptionWord: Word? {
    guard let sentence = prompt.sentences.last else { return nil }
    let words = prompt.words[sentence]
    if type == .trueFalse { return Self.exception(in: words, after: words.startIndex) }
    guard let asks = words.firstIndex(where: { $0.classes.contains(.interrogative) }) else {
      return nil
    }
    return Self.exception(in: words, after: asks + 1)
  }

  private static func exception(in words: ArraySlice<Word>, after start: Int) -> Word? {
    for place in words.indices where place >= start {
      let word = words[place]
      let beginsClause = place > start && words[place - 1].traits.contains(.endsClause)
      if beginsClause || word.classes.contains(.subordinate) && place > start { return nil }
      guard word.classes.contains(.exception) else { continue }
      let before = place > words.startIndex ? words[place - 1].hash : 0
      return before == atWord || before == ifWord ? nil : word
    }
    return nil
  }

  private static let atWord = Word.hash(of: "at")
  private static let ifWord = Word.hash(of: "if")
}

private func plain(_ word: String) -> String {
  "the question asks for the exception by a plain ‘\(word)’"
}

private func emphasised(_ word: String) -> String {
  "the question asks for the exception: ‘\(word)’"
}

private func denied(_ word: String) -> String {
  "the statement says what is not so (‘\(word)’), and false then says that it is"
}
