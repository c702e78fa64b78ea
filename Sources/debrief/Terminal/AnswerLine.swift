import Content
import Quiz
import Session

/// What a person typed below an item or a gap.
enum AnswerLine: Equatable {
  case answer(Response, Certainty?)
  case hint
  case skip
  case why

  /// What is wrong with the item, in the person's words.
  case flag(String)
  case again
  case help
  case leave
  case unclear(String)

  init(_ text: String, to form: AnswerForm) {
    if let remark = Self.remark(text, isShort: form == .text) {
      self = remark
      return
    }
    if let command = Self.command(text, isShort: form == .text) {
      self = command
      return
    }
    self =
      switch form {
      case .choice(let choices, let several): Self.choice(text, among: choices, several: several)
      case .text: Self.text(text)
      case .number(let unit): Self.number(text, unit: unit)
      case .order(let choices): Self.order(text, of: choices)
      case .matches(let prompts, let choices): Self.matches(text, prompts.count, choices)
      case .gaps: .unclear("press Enter to fill the gaps, or ?")
      }
  }

  /// `why`, or `flag` with a text; where words are asked for, both need a slash before them.
  static func remark(_ text: String, isShort: Bool = false) -> AnswerLine? {
    let line = text.trimmed
    guard !isShort || line.hasPrefix("/") else { return nil }
    let bare = line.hasPrefix("/") ? String(line.dropFirst()) : line
    let word = bare.prefix { !$0.isWhitespace }.lowercased()
    let rest = String(bare.dropFirst(word.count)).trimmed
    if word == "flag" { return .flag(rest) }
    return word == "why" && rest.isEmpty ? .why : nil
  }

  /// A command, or `nil`; where words are asked for, only letters and `hint` are commands.
  private static func command(_ text: String, isShort: Bool) -> AnswerLine? {
    let word = text.trimmed.lowercased()
    switch word {
    case "?": return .help
    case "hint": return .hint
    case "s": return .skip
    case "a" where isShort: return .again
    case "q": return .leave
    case "help", "skip", "again", "quit", "exit", "h", "a": break
    default: return nil
    }
    guard !isShort else { return nil }
    switch word {
    case "help", "h": return .help
    case "skip": return .skip
    case "again", "a": return .again
    default: return .leave
    }
  }

  // MARK: By form

  private static func choice(
    _ text: String,
    among choices: [AnswerForm.Choice],
    several: Bool
  ) -> AnswerLine {
    var words = words(text)
    if words.count == 1, let joined = words.first, let last = joined.last,
      joined.dropLast().allSatisfy(\.isNumber), joined.count > 1, certainty(String(last)) != nil
    {
      words = [String(joined.dropLast()), String(last)]
    }
    let certainty = words.last.flatMap(certainty)
    if certainty != nil { words.removeLast() }
    let advice = "type a number from 1 to \(choices.count)"
    let numbers = words.map { place($0, upTo: choices.count) }
    if let (word, _) = zip(words, numbers).first(where: { $0.1 == nil }) {
      return .unclear("‘\(neutralised(word))’ is no option; \(advice), or ?")
    }
    if numbers.isEmpty { return .unclear("\(advice), or ? for help") }
    if numbers.count > 1, !several { return .unclear("one option is right here; \(advice)") }
    return .answer(.options(Set(numbers.compactMap(\.self).map { choices[$0].id })), certainty)
  }

  private static func text(_ text: String) -> AnswerLine {
    let (rest, certainty) = splittingCertainty(text.trimmed)
    guard !lettersAndDigits(rest).isEmpty else { return .unclear("type a word or a few, or ?") }
    return .answer(.text(rest), certainty)
  }

  private static func number(_ text: String, unit: String?) -> AnswerLine {
    if let number = NumericInteraction.number(typed: text, unit: unit) {
      return .answer(.number(number), nil)
    }
    let (rest, certainty) = splittingCertainty(text.trimmed)
    guard let number = NumericInteraction.number(typed: rest, unit: unit) else {
      return .unclear("‘\(neutralised(text.trimmed))’ is no number; type one such as 42, or ?")
    }
    return .answer(.number(number), certainty)
  }

  private static func order(_ text: String, of choices: [AnswerForm.Choice]) -> AnswerLine {
    var words = words(text)
    let certainty = words.last.flatMap(certainty)
    if certainty != nil { words.removeLast() }
    if words.count == 1, choices.count < 10 { words = words[0].map(String.init) }
    let places = words.compactMap { place($0, upTo: choices.count) }
    guard places.count == words.count, Set(places) == Set(choices.indices),
      places.count == choices.count
    else {
      let example = choices.indices.reversed().map { "\($0 + 1)" }.joined(separator: " ")
      return .unclear("type every number from 1 to \(choices.count) once, as \(example), or ?")
    }
    return .answer(.order(places.map { choices[$0].id }), certainty)
  }

  /// `b a c`, `bac` or `1b 2a 3c`.
  private static func matches(
    _ text: String,
    _ count: Int,
    _ choices: [AnswerForm.Choice]
  ) -> AnswerLine {
    var words = words(text)
    var certainty: Certainty?
    if words.count == count + 1 || words.count == 2 && words[0].count == count && count > 1,
      let said = words.last.flatMap(Self.certainty)
    {
      certainty = said
      words.removeLast()
    }
    if words.count == 1, count > 1, words[0].count == count { words = words[0].map(String.init) }
    let letters = words.enumerated().map { index, word in
      word.hasPrefix("\(index + 1)") ? String(word.dropFirst("\(index + 1)".count)) : word
    }
    let ids = letters.compactMap { letter in
      choices.indices.first { OptionID(index: $0).rawValue == letter }.map { choices[$0].id }
    }
    guard ids.count == count, words.count == count else {
      let last = OptionID(index: choices.count - 1)
      return .unclear("type \(count) letters from a to \(last), one for each line, or ?")
    }
    return .answer(.matches(ids), certainty)
  }

  // MARK: Words

  private static func words(_ text: String) -> [String] {
    let separators: Set<Character> = [" ", ",", "\t"]
    return text.lowercased().split(whereSeparator: separators.contains).map(String.init)
  }

  private static func place(_ word: String, upTo count: Int) -> Int? {
    guard word.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(word),
      (1...max(1, count)).contains(number)
    else { return nil }
    return number - 1
  }

  /// Takes a last word that says how sure somebody is off a text of several words.
  private static func splittingCertainty(_ text: String) -> (rest: String, Certainty?) {
    guard let space = text.lastIndex(of: " "),
      let certainty = certainty(String(text[text.index(after: space)...]))
    else { return (text, nil) }
    return (text[..<space].trimmed, certainty)
  }

  static func certainty(_ text: String) -> Certainty? {
    switch text.lowercased() {
    case "g", "guess": .guess
    case "t", "think": .think
    case "k", "know": .know
    default: nil
    }
  }
}

extension AnswerForm {
  /// How to answer, and an example of it.
  var help: (what: String, example: String) {
    switch self {
    case .choice(_, let several):
      several ? ("the numbers of all right options, as 1 3", "1 3") : ("a number", "2")
    case .text: ("a word or a few", "urgent")
    case .number: ("a number", "42")
    case .order: ("all numbers in the right order", "2 1 3")
    case .matches: ("one letter for each line", "b a c")
    case .gaps: ("what belongs into each gap when you are asked", "the answer")
    }
  }
}
