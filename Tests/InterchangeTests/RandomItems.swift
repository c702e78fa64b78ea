import Content
import Interchange
import Psychometrics

/// Draws questions that every format has to bring back as they were: short ones, full of the signs
/// that formats use.
struct RandomItems {
  private var random: SplitMix64
  let seed: UInt64

  init(seed: UInt64) {
    self.seed = seed
    random = SplitMix64(seed: seed)
  }

  private static let words = [
    "key", "T", "FALSE", "50%", "%50%x", "[html]", "[x]", "a=b", "~about", "#1", "{brace}", "x:y",
    "::", "\\", "\\n", "\\[", "<b>", "&amp;", "\"quoted\"", "it's", "ä", "日本", "e\u{301}", "🦊", ",",
    ";", "//", "$CATEGORY:", "*", "=1+1", "-5", "@home", "}", "{", "|", "{1:SA:=x}", "3.14", "####",
    "]]>", "word", "plain", "text", "==", "~~", "->", "_____", "%",
  ]

  /// A text of one to five words that begins and ends with something.
  mutating func text(_ forbidden: Set<String> = []) -> String {
    let count = Int.random(in: 1...5, using: &random)
    let pool = Self.words.filter { !forbidden.contains($0) }
    var words = (0..<count).compactMap { _ in pool.randomElement(using: &random) }
    words.append("w\(Int.random(in: 0..<1_000_000, using: &random))")
    words.shuffle(using: &random)
    return words.joined(separator: " ")
  }

  mutating func plain(_ forbidden: Set<String> = []) -> ForeignText { ForeignText(text(forbidden)) }

  private mutating func maybe(_ forbidden: Set<String>) -> ForeignText {
    Bool.random(using: &random) ? plain(forbidden) : ""
  }

  /// One question of a kind, without words that the format cannot bring back; answers say why, where
  /// the format keeps it.
  mutating func item(
    _ kind: ForeignItem.Kind,
    _ number: Int,
    forbidden: Set<String> = [],
    feedback: Bool = true
  ) -> ForeignItem {
    let gapless = forbidden.union(["{", "}", "{brace}", "{1:SA:=x}"])
    var item = ForeignItem(
      kind: kind,
      title: "Title \(number) \(text(forbidden))",
      stem: plain(kind == .cloze ? gapless : forbidden),
      location: SourceLocation(path: "", line: 1, column: 1)
    )
    item.identifier = "item-\(number)"
    item.category = "Category \(number / 3)"
    let why = { (items: inout RandomItems) in feedback ? items.maybe(forbidden) : "" }
    let count = Int.random(in: 2...5, using: &random)
    switch kind {
    case .singleChoice, .multipleChoice:
      let right = kind == .singleChoice ? 1 : Int.random(in: 1..<count, using: &random)
      for index in 0..<count {
        let weight = index < right ? 1 / Double(right) : 0
        item.answers.append(
          ForeignItem.Answer(plain(forbidden), weight: weight, feedback: why(&self))
        )
      }
      item.answers.shuffle(using: &random)
    case .trueFalse:
      let isTrue = Bool.random(using: &random)
      item.answers = [
        ForeignItem.Answer("True", weight: isTrue ? 1 : 0, feedback: why(&self)),
        ForeignItem.Answer("False", weight: isTrue ? 0 : 1, feedback: why(&self)),
      ]
    case .shortText, .numeric: item.answers = typed(kind, forbidden, feedback: feedback)
    case .ordering:
      item.answers = (0..<count).map { _ in
        ForeignItem.Answer(plain(forbidden), weight: 1, feedback: why(&self))
      }
    case .matching:
      item.pairs = (0..<count).map { _ in ForeignItem.Pair(plain(forbidden), plain(forbidden)) }
      if Bool.random(using: &random) { item.pairs.append(ForeignItem.Pair("", plain(forbidden))) }
    case .cloze:
      for gap in 1...count {
        item.stem.text += " {{\(gap)}} w\(gap)"
        let answers = typed(.shortText, gapless, feedback: feedback).filter(\.isRight)
        item.gaps.append(ForeignItem.Gap(kind: .shortText, answers: answers))
      }
    case .essay, .description: break
    }
    if kind != .description { item.generalFeedback = maybe(forbidden) }
    return item
  }

  private mutating func typed(
    _ kind: ForeignItem.Kind,
    _ forbidden: Set<String>,
    feedback: Bool
  ) -> [ForeignItem.Answer] {
    (0..<Int.random(in: 1...3, using: &random)).map { index in
      let weight: Double = index == 0 ? 1 : [1, 0].randomElement(using: &random) ?? 1
      let why = feedback ? maybe(forbidden) : ""
      guard kind == .numeric else {
        return ForeignItem.Answer(plain(forbidden), weight: weight, feedback: why)
      }
      let number =
        "\(Int.random(in: -999...999, using: &random)).\(Int.random(in: 1...9, using: &random))"
      let tolerance =
        Bool.random(using: &random) ? "0.\(Int.random(in: 1...9, using: &random))" : nil
      return ForeignItem.Answer(
        ForeignText(number),
        weight: weight,
        feedback: why,
        tolerance: tolerance
      )
    }
  }
}

extension ForeignItem {
  /// The question without its place, and with weights as far as percentages go.
  var essence: ForeignItem {
    var item = self
    item.location = SourceLocation(path: "", line: 1, column: 1)
    item.stem = item.stem.essence
    item.generalFeedback = item.generalFeedback.essence
    item.answers = item.answers.map(\.essence)
    item.pairs = item.pairs.map { Pair($0.prompt.essence, $0.match.essence) }
    item.gaps = item.gaps.map { Gap(kind: $0.kind, answers: $0.answers.map(\.essence)) }
    item.title = title.map { ForeignText($0).plain }
    return item
  }
}

extension ForeignText {
  /// The text alone: a paragraph a line.
  var essence: ForeignText { ForeignText(paragraphs.joined(separator: "\n")) }
}

extension ForeignItem.Answer {
  var essence: ForeignItem.Answer {
    var answer = self
    answer.text = text.essence
    answer.feedback = feedback.essence
    answer.weight = (weight * 100_000).rounded() / 100_000
    if answer.tolerance == "0" { answer.tolerance = nil }
    return answer
  }
}
