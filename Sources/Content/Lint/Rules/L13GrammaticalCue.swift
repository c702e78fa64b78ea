/// The grammar of the stem fits every option.
struct L13GrammaticalCue: QuestionRule {
  static let id = "L13"
  static let summary = "the grammar of the stem fits every option"
  static let severity = Diagnostic.Severity.warning
  static let why = "a stem that ends in ‘an’ excludes what does not begin with a vowel"
  static let hint = "write a(n), or take the article into the options"

  func faults(in question: LintedQuestion, of item: LintedItem) -> [Fault] {
    guard item.lexicon.language == .english, question.type != .trueFalse,
      let article = question.prompt.words.last,
      // ‘Annex A?’ and other names end in a letter that is no article.
      ["a", "an"].contains(question.prompt[article]), question.prompt.lastByte != 0x3F
    else { return [] }
    let wantsVowel = question.prompt[article] == "an"
    // An option whose sound is not known fits either article.
    let fits = question.options.map {
      EnglishSound.beginsWithVowel($0.text.text).map { $0 == wantsVowel } ?? true
    }
    let keysFit = zip(question.options, fits).allSatisfy { !$0.isKey || $1 }
    guard keysFit, fits.contains(false) else { return [] }
    let text = question.prompt[article]
    let excluded = fits.count { !$0 }
    let place = item.promptPlace(of: question, text, fromEnd: true)
    return [Fault(cue(text, excluded), at: place)]
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ### Before you open it, an odd file goes to ↓an … {#n}

      - [x] isolated computer
        > It has nothing to lose.
      - [ ] colleague with time
        > Now two may open it.
      - [ ] printer
        > It opens the file as well.
      """
    ),
    .good(
      """
      ### Before you open it, an odd file goes to … {#n}

      - [x] an isolated computer
        > It has nothing to lose.
      - [ ] a colleague with time
        > Now two may open it.
      - [ ] a printer
        > It opens the file as well.
      """
    ),
    .bad(
      """
      ### What was kept of each password was ↓an … {#n}

      - [x] MD5 digest
        > Rented machines try thousands of millions in a second.
      - [ ] user's hint
        > It was there as well, and says less.
      - [ ] URL to change it
        > It was sent by mail.
      """
    ),
    .good(
      """
      ### Until it is looked at, the machine goes to an … {#n}

      - [x] `isolated` network
        > It has nothing to lose.
      - [ ] “honest” colleague
        > Now two may open it.
      - [ ] 8 port switch in the hall
        > Others are on it.
      """
    ),
    .good(
      """
      ### Which of these is in Annex A? {#n}

      - [x] Access rights
        > It is one of the controls.
      - [ ] Risk assessment
        > It stands in the clauses.
      - [ ] Leadership
        > It stands in the clauses.
      """
    ),
  ]
}

/// How an English word begins when it is spoken, which decides between ‘a’ and ‘an’.
enum EnglishSound {
  /// Whether a text begins with a vowel to the ear; `nil` where readers differ.
  ///
  /// By rule of thumb and the common exceptions. Quotation marks and the like are passed over.
  static func beginsWithVowel(_ text: String) -> Bool? {
    let rest = text.drop { !$0.isLetter && !$0.isNumber }
    let word = rest.prefix { $0.isLetter || $0.isNumber }
    guard let first = word.first else { return nil }
    if first.isNumber { return number(word.prefix { $0.isNumber }) }
    let capitals = word.prefix { $0.isUppercase || $0.isNumber }
    if capitals.count == word.count, word.count > 1 || rest.dropFirst(word.count).first == "-" {
      return initials(word)
    }
    let lower = word.lowercased()
    if Self.silent.contains(where: lower.hasPrefix) { return true }
    if Self.spokenAsConsonant.contains(where: lower.hasPrefix) || ["one", "once"].contains(lower) {
      return false
    }
    let isUni = lower.hasPrefix("uni") && !["unin", "unim", "unid"].contains(lower.prefix(4))
    return isUni ? false : "aeiou".contains(lower.first ?? " ")
  }

  /// The h is not heard.
  private static let silent = ["hour", "honest", "honor", "honour", "heir"]

  /// Written with a vowel, spoken with ‘y’ or ‘w’.
  private static let spokenAsConsonant = [
    "use", "usu", "usa", "usb", "url", "uk", "uti", "ubi", "uuid", "eu", "ewe", "one-", "ura",
  ]

  /// Eight, eleven and eighteen begin with a vowel.
  private static func number(_ digits: Substring) -> Bool? {
    if digits.first == "8" || digits == "11" || digits == "18" { return true }
    // 1100 may be eleven hundred.
    return digits.count == 4 && (digits.hasPrefix("11") || digits.hasPrefix("18")) ? nil : false
  }

  /// By the name of the first letter; what can be spoken as a word, such as RAM, is not known.
  private static func initials(_ word: Substring) -> Bool? {
    guard let first = word.first else { return nil }
    if "AEIO".contains(first) { return true }
    guard "FHLMNRSX".contains(first) else { return false }
    let second = word.dropFirst().first
    return second.map { "AEIOUY".contains($0) } == true || word == "SQL" ? nil : true
  }
}

private func cue(_ article: String, _ count: Int) -> String {
  "‘\(article)’ fits the key, and not \(count == 1 ? "one" : "\(count)") of the other options"
}
