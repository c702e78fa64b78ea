/// An acronym is spelt out where an item uses it.
struct L29UndefinedAcronym: ItemRule {
  static let id = "L29"
  static let summary = "an acronym is spelt out, or is one that everybody knows"
  static let severity = Diagnostic.Severity.info
  static let why = "whoever does not know the letters cannot show what they know of the matter"
  static let hint = "spell it out at its first use in the item, or say it in plain words"

  func faults(in item: LintedItem) -> [Fault] {
    // Which letters everybody reads as a word is known of two languages.
    guard item.lexicon.knowsWords else { return [] }
    var seen: Set<UInt64> = []
    let asked = [(item.stem, item.stemPlace)]
    let faults = asked.flatMap { text, place in
      Self.unknown(in: text, of: item, &seen).map { Fault(undefined($0), at: place($0)) }
    }
    let inScene = Self.unknown(in: item.scene, of: item, &seen).map { word in
      Fault(undefined(word), at: item.stemPlace())
    }
    let inOptions = item.questions.flatMap(\.options).flatMap { option in
      Self.unknown(in: option.text, of: item, &seen).map { word in
        Fault(undefined(word), at: item.place(of: option, word))
      }
    }
    return faults + inScene + inOptions
  }

  private static func unknown(
    in text: LintedText,
    of item: LintedItem,
    _ seen: inout Set<UInt64>
  ) -> [String] {
    text.words.compactMap { word in
      guard word.traits.contains(.isCapitals), word.length <= 6,
        !word.traits.contains(.hasDigit), word.classes.isDisjoint(with: .stop),
        !known.contains(word.hash),
        seen.insert(word.hash).inserted
      else { return nil }
      let name = text[word]
      return item.source.speltOut.contains(name) || item.stem.text.contains("(\(name)") ? nil : name
    }
  }

  /// What is read as a word by now, and names of countries and units.
  private static let known = Set(
    """
    it pc usb pdf url sms wifi web www http https ok ceo cfo cio hr tv dvd cd id pin qr gps eu uk us usa
    un dns ip vpn csv html xml json sql api cpu ram ssd zip faq nhs fbi gmt utc am pm cet gb mb kb tb
    iso iec mfa tan bic iban ag gmbh edv pkw wlan
    """.split(whereSeparator: \.isWhitespace).map { Word.hash(of: String($0)) }
  )

  static let examples: [LintExample] = [
    .bad(
      """
      ### Who looks at a warning of the ↓EDR? {#n}

      - [x] Both people on call
        > A second pair of eyes.
      - [ ] Whoever has time
        > Then nobody has it.
      - [ ] The team of the system
        > They are asleep.
      """
    ),
    .good(
      """
      ### Who looks at a warning of the endpoint detection (EDR)? {#n}

      - [x] Both people on call
        > A second pair of eyes.
      - [ ] Whoever has time
        > Then nobody has it.
      - [ ] The team of the PC
        > They are asleep.
      """
    ),
    .good(
      """
      ### ¿Quién mira un aviso del EDR? {#n}

      - [x] Las dos personas de guardia
        > Cuatro ojos ven más.
      - [ ] Quien tenga tiempo
        > Entonces nadie lo tiene.
      - [ ] El equipo del sistema
        > Está durmiendo.
      """,
      language: "es"
    ),
  ]
}

extension SourceText {
  /// The acronyms that stand in brackets somewhere, or before an opening bracket, and those of the
  /// front matter: the names of whom the incident is about.
  fileprivate var speltOut: Set<String> {
    let front = lines.dropFirst().prefix { $0 != "---" }.joined(separator: " ")
    let names = front.split { !$0.isLetter }.filter { $0.allSatisfy(\.isUppercase) }
    let bracketed = lines.flatMap { line -> [Substring] in
      guard line.utf8.contains(UInt8(ascii: "(")) else { return [] }
      let parts = line.split(separator: "(", omittingEmptySubsequences: false)
      return parts.dropFirst().map { $0.prefix { $0.isLetter } }
        + parts.dropLast().compactMap { $0.split { !$0.isLetter }.last }
    }
    return Set((names + bracketed).map(String.init))
  }
}

private func undefined(_ word: String) -> String { "‘\(word)’ is nowhere spelt out" }
