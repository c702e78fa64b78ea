/// No item tells the answer of another.
struct L34ItemAnswersItem: BankRule {
  static let id = "L34"
  static let summary = "no item says in its question what another item asks for"
  static let severity = Diagnostic.Severity.warning
  static let why = "items of one competency are asked in one sitting, and people read"
  static let hint =
    "say it in other words in the question, or let the other item ask for something else"

  /// A key of fewer words is said by chance, and so is one of fewer content words.
  static let fewestWords = 4
  static let fewestContentWords = 3

  func faults(in bank: LintedBank) -> [Fault] {
    let items = bank.incidents.flatMap(\.items)
    let keys = Self.keys(of: items)
    return items.compactMap { item in
      [item.stem, item.scene].lazy.compactMap { text in
        Self.told(in: text, keys, to: item).map { key, range in
          Fault(
            tells(key.item.item.id.rawValue, key.text.text),
            at: item.stemPlace(text[words: range]),
            subject: item.item.id.rawValue
          )
        }
      }.first
    }
  }

  private struct Key {
    let item: LintedItem
    let text: LintedText
  }

  /// Keys by a hash of their first words.
  private static func keys(of items: [LintedItem]) -> [UInt64: [Key]] {
    var keys: [UInt64: [Key]] = [:]
    for item in items where item.lexicon.knowsWords {
      for key in item.questions.compactMap(\.singleKey)
      where key.text.words.count >= fewestWords
        && key.text.words.count(where: \.isContent) >= fewestContentWords
      {
        keys[hash(of: key.text.words, at: 0), default: []].append(Key(item: item, text: key.text))
      }
    }
    return keys
  }

  private static func hash(of words: [Word], at start: Int) -> UInt64 {
    words[start..<start + fewestWords].reduce(Word.seed) { ($0 ^ $1.hash) &* 0x0000_0100_0000_01B3 }
  }

  /// The first key of another item whose whole text stands in this one, word by word.
  private static func told(
    in text: LintedText,
    _ keys: [UInt64: [Key]],
    to item: LintedItem
  ) -> (key: Key, range: Range<Int>)? {
    guard text.words.count >= fewestWords else { return nil }
    for start in 0...text.words.count - fewestWords {
      let candidates = keys[hash(of: text.words, at: start)] ?? []
      let key = candidates.first { key in
        stands(key.text, in: text, at: start) && meet(key.item, item)
      }
      if let key { return (key, start..<start + key.text.words.count) }
    }
    return nil
  }

  private static func stands(_ key: LintedText, in text: LintedText, at start: Int) -> Bool {
    start + key.words.count <= text.words.count
      && key.words.indices.allSatisfy { key.words[$0].hash == text.words[start + $0].hash }
  }

  /// Whether two items may be asked in one sitting because they serve one competency.
  private static func meet(_ left: LintedItem, _ right: LintedItem) -> Bool {
    left.item.id != right.item.id && left.incident.language == right.incident.language
      && left.lesson.competency == right.lesson.competency
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### A supplier sends new bank details. What do you do first? {#bank-details}

      - [ ] Reply to the mail
        > It goes to whoever wrote the mail.
      - [x] Ring the number in the contract
        > The sender does not control it.
      - [ ] Pay a small amount
        > It proves that the account exists.

      ### You ↓ring the number in the contract, and nobody answers. What now? {#no-answer}

      - [x] Wait with the payment
        > Nothing is lost by a day.
      - [ ] Pay, and ring again
        > Money is seldom sent back.
      - [ ] Reply to the mail
        > It goes to whoever wrote the mail.
      """
    ),
    .good(
      """
      ### A supplier sends new bank details. What do you do first? {#bank-details}

      - [ ] Reply to the mail
        > It goes to whoever wrote the mail.
      - [x] Ring the number in the contract
        > The sender does not control it.
      - [ ] Pay a small amount
        > It proves that the account exists.

      ### Nobody answers at the supplier. What now? {#no-answer}

      - [x] Wait with the payment
        > Nothing is lost by a day.
      - [ ] Pay, and ring again
        > Money is seldom sent back.
      - [ ] Reply to the mail
        > It goes to whoever wrote the mail.
      """
    ),
    .good(
      """
      ### Un proveedor envía datos bancarios nuevos. ¿Qué hace usted primero? {#bank-details}

      - [ ] Responder al correo
        > Llega a quien lo escribió.
      - [x] Llamar al número del contrato
        > El remitente no lo controla.
      - [ ] Pagar una cantidad pequeña
        > Prueba que la cuenta existe.

      ### Usted decide llamar al número del contrato. Nadie contesta. ¿Y ahora? {#no-answer}

      - [x] Esperar con el pago
        > Por un día no se pierde nada.
      - [ ] Pagar y llamar otra vez
        > El dinero vuelve pocas veces.
      - [ ] Responder al correo
        > Llega a quien lo escribió.
      """,
      language: "es"
    ),
  ]
}

private func tells(_ item: String, _ key: String) -> String {
  "this says ‘\(key)’, which is the key of \(item)"
}
