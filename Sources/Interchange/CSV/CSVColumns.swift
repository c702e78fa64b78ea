import Content

/// What a column of a table of questions holds, found by its heading.
enum CSVColumn: Hashable {
  case identifier
  case category
  case kind
  case title
  case stem
  case option(Int)
  case feedback(Int)
  case match(Int)
  case correct
  case explanation
  case tags

  /// The headings that are understood: letters and digits, in lower case.
  init?(_ heading: String) {
    let name = lettersAndDigits(heading)
    switch name {
    case "id", "identifier", "idnumber": self = .identifier
    case "category", "topic", "lesson", "section", "chapter": self = .category
    case "type", "questiontype", "kind": self = .kind
    case "title", "name", "questiontitle": self = .title
    case "question", "stem", "prompt", "questiontext", "text", "front", "frage": self = .stem
    case "correct", "correctanswer", "correctanswers", "correctoption", "key", "answerkey",
      "answer",
      "solution", "rightanswer", "back":
      self = .correct
    case "explanation", "rationale", "feedback", "generalfeedback", "comment", "why":
      self = .explanation
    case "tags", "tag", "keywords": self = .tags
    default:
      guard let (word, number) = Self.numbered(name) else { return nil }
      switch word {
      case "option", "answer", "choice", "answertext", "response", "distractor", "":
        self = .option(number)
      case "feedback", "rationale", "explanation", "optionfeedback": self = .feedback(number)
      case "match", "pair", "right": self = .match(number)
      default: return nil
      }
    }
  }

  /// `answer1`, `optiona` and `a`; counted from one.
  private static func numbered(_ name: String) -> (word: String, number: Int)? {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }
    if let number = Int(String(digits.reversed())), (1...26).contains(number) {
      return (String(name.dropLast(digits.count)), number)
    }
    guard let last = name.utf8.last, (97...122).contains(last) else { return nil }
    let word = String(name.dropLast())
    guard ["option", "answer", "choice", "feedback", "rationale", ""].contains(word) else {
      return nil
    }
    return (word, Int(last) - 96)
  }
}
