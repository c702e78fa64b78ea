/// No striking word of the stem stands in the key alone.
struct L11ClangAssociation: QuestionRule {
  static let id = "L11"
  static let summary = "no striking word of the stem stands in the key and in no distractor"
  static let severity = Diagnostic.Severity.warning
  static let why = "an option that sounds like the question is chosen for its sound"
  static let hint = "say it in other words in the key, or use the word in a distractor as well"

  /// Shorter words do not strike.
  static let shortestWord = 6

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard item.lexicon.knowsWords, let key = question.singleKey else { return [] }
    let asked = question.prompt.words.filter { $0.isContent && $0.length >= Self.shortestWord }
    guard !asked.isEmpty else { return [] }
    let word = key.text.words.first { word in
      word.isContent && word.length >= Self.shortestWord
        && asked.contains { $0.stem == word.stem }
        && !question.distractors.contains { option in
          option.text.words.contains { $0.stem == word.stem }
        }
    }
    return word.map { word in
      let text = key.text[word]
      return [Fault(clang(text), at: item.place(of: key, text))]
    } ?? []
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### A supplier sends new bank details. How do you confirm them? {#n}

      - [ ] By a reply to the mail
        > It goes to whoever wrote the mail.
      - [x] By ringing the ↓supplier
        > Take the number from the contract.
      - [ ] By paying a small amount
        > It proves that the account exists.
      """
    ),
    .good(
      """
      ### A supplier sends new bank details. How do you confirm them? {#n}

      - [ ] By a reply to the supplier
        > It goes to whoever wrote the mail.
      - [x] By ringing the number in the contract
        > The sender does not control it.
      - [ ] By paying a small amount
        > It proves that the account exists.
      """
    ),
    .good(
      """
      ### Un proveedor envía datos bancarios nuevos. ¿Cómo los confirma usted? {#n}

      - [ ] Con una respuesta al correo
        > Llega a quien lo escribió.
      - [x] Con una llamada al proveedor
        > Tome el número del contrato.
      - [ ] Con un pago pequeño
        > Prueba que la cuenta existe.
      """,
      language: "es"
    ),
  ]
}

private func clang(_ word: String) -> String { "‘\(word)’ of the question stands in the key alone" }
