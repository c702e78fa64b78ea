import Content

/// What stands between the braces of a question.
extension GIFTReader {
  /// No question has so many answers.
  private static let mostAnswers = 1_000

  /// Whether a word says true or false; Moodle knows capitals only.
  static func truth(_ word: String) -> Bool? {
    switch word.uppercased() {
    case "T", "TRUE": true
    case "F", "FALSE": false
    default: nil
    }
  }

  /// Reads the answers into a question; `false` if it cannot be used.
  mutating func readAnswers(
    _ block: GIFTSpan,
    of item: inout ForeignItem,
    markup: ForeignText.Markup
  ) -> Bool {
    let answers = takeFeedback(block, into: &item, markup: markup)
    guard answers.units.count(where: { $0 == 0x3D || $0 == 0x7E }) <= Self.mostAnswers else {
      say(
        .error,
        "gift-too-many-answers",
        "there are more than \(Self.mostAnswers) answers",
        at: answers.offset,
        hint: "divide the question"
      )
      return false
    }
    if answers.isEmpty {
      item.kind = .essay
      return true
    }
    if answers.first == UInt8(ascii: "#") {
      return readNumbers(answers.from(answers.start + 1), of: &item, markup: markup)
    }
    if answers.contains("~") {
      if let odd = tildeInFeedback(answers) {
        say(
          .warning,
          "gift-tilde-in-feedback",
          "a ~ within feedback is taken as text",
          at: answers.offset(of: odd),
          hint: "write \\~: Moodle begins another option there"
        )
        return readTexts(answers.escaping(odd), of: &item, markup: markup)
      }
      return readOptions(answers, of: &item, markup: markup)
    }
    if answers.contains("="), answers.index(of: "->") != nil {
      return readPairs(answers, of: &item, markup: markup)
    }
    let word = answers.upTo(answers.index(of: "#") ?? answers.end).text
    if let isTrue = Self.truth(word) {
      if word != word.uppercased() {
        say(
          .warning,
          "gift-true-case",
          "‘\(word)’ is read as \(isTrue ? "true" : "false")",
          at: answers.offset,
          length: word.count,
          hint: "write \(word.uppercased()): Moodle reads a short answer here"
        )
      }
      readTruth(isTrue, answers, of: &item, markup: markup)
      return true
    }
    return readTexts(answers, of: &item, markup: markup)
  }

  /// Takes `####` and what follows it.
  private mutating func takeFeedback(
    _ block: GIFTSpan,
    into item: inout ForeignItem,
    markup: ForeignText.Markup
  ) -> GIFTSpan {
    guard let last = block.lastIndex(of: "####") else { return block }
    var texts: [String] = []
    var answers = block.upTo(last).trimmed
    if let first = answers.index(of: "####") {
      say(
        .warning,
        "gift-feedback-twice",
        "general feedback stands twice, and is read as one",
        at: answers.offset(of: first),
        length: 4,
        hint: "write one ####: Moodle puts the first into the last option’s feedback"
      )
      var rest = answers.from(first + 4)
      while let next = rest.index(of: "####") {
        texts.append(rest.upTo(next).text)
        rest = rest.from(next + 4)
      }
      texts.append(rest.text)
      answers = answers.upTo(first).trimmed
    }
    texts.append(block.from(last + 4).text)
    let text = texts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    item.generalFeedback = ForeignText.gift(text, markup)
    return answers
  }

  // MARK: Choices

  /// `yes#about ~5 minutes`: one option, whose feedback says ‘about’.
  private func tildeInFeedback(_ answers: GIFTSpan) -> Int? {
    guard let tilde = answers.index(of: "~"), answers.from(tilde + 1).index(of: "~") == nil,
      answers.first == UInt8(ascii: "="), answers.from(answers.start + 1).index(of: "=") == nil,
      let hash = answers.index(of: "#"), hash < tilde, answers.from(tilde).index(of: "#") == nil,
      tilde > answers.start, answers.paragraph.units[tilde - 1] == 0x20
    else { return nil }
    let option = answers.upTo(hash).text.drop { $0 == "=" }
    let after = answers.from(tilde + 1).upTo(tilde + 40).text
    let isAmount = after.firstMatch(of: #/^[0-9]+([.,][0-9]+)? ?[A-Za-z%]/#) != nil
    return isAmount && option.first?.isNumber != true ? tilde : nil
  }

  private mutating func readOptions(
    _ answers: GIFTSpan,
    of item: inout ForeignItem,
    markup: ForeignText.Markup
  ) -> Bool {
    item.kind = answers.contains("=") ? .singleChoice : .multipleChoice
    var parts = answers.parts(at: [UInt8(ascii: "="), UInt8(ascii: "~")])
    if parts.first?.trimmed.isEmpty == true { parts.removeFirst() }
    // `~=` is one sign: the empty part between them is none.
    parts.removeAll { part in
      part.end < answers.end && part.units.elementsEqual([0x7E])
        && part.paragraph.units[part.end] == 0x3D
    }
    guard parts.count <= ForeignSource.mostAnswers else {
      say(
        .error,
        "gift-too-many-answers",
        "the question has \(parts.count) answers",
        at: answers.offset,
        hint: "a question has at most \(ForeignSource.mostAnswers); write \\~ and \\= for text"
      )
      return false
    }
    warnOfText(before: parts, "is read as a wrong option")
    for part in parts {
      let isKey = part.first == UInt8(ascii: "=")
      let hasSign = isKey || part.first == UInt8(ascii: "~")
      var text = (hasSign ? part.from(part.start + 1) : part).trimmed
      var weight: Double = isKey ? 1 : 0
      if let (percent, rest) = Self.weight(text) {
        if isKey {
          say(
            .warning,
            "gift-weight-after-equals",
            "a weight after = counts for nothing: the option is right",
            at: text.offset,
            length: rest.start - text.start,
            hint: "write ~%50% for an option that is half right: Moodle shows the weight as text"
          )
        } else {
          weight = percent
        }
        text = rest
      } else if text.first == UInt8(ascii: "%"), text.from(text.start + 1).contains("%") {
        say(
          .warning,
          "gift-weight-form",
          "this is no weight, and is taken as text",
          at: text.offset,
          hint: "a weight is %50% or %-33.333%: digits, without a plus"
        )
      }
      let (answer, feedback) = split(text, markup)
      item.answers.append(ForeignItem.Answer(answer, weight: weight, feedback: feedback))
    }
    guard item.answers.count > 1 else {
      say(
        .error,
        "gift-one-option",
        "one option is no choice",
        at: answers.offset,
        hint: "write at least two options, or = alone for a text to be typed"
      )
      return false
    }
    if !item.answers.contains(where: \.isRight) {
      say(
        .warning,
        "gift-no-key",
        "no option is right",
        at: answers.offset,
        hint: "mark the right one by = instead of ~"
      )
    } else if item.answers.allSatisfy(\.isRight) {
      say(
        .warning,
        "gift-all-keys",
        "every option is right: a draft with it cannot be published",
        at: answers.offset,
        hint: "add an option that is wrong, or mark the right one by = and the others by ~"
      )
    }
    return true
  }

  /// Says that something stands between `{` and the first sign.
  private mutating func warnOfText(before parts: [GIFTSpan], _ what: String) {
    guard parts.count > 1, let first = parts.first?.trimmed, let sign = first.first,
      sign != UInt8(ascii: "="), sign != UInt8(ascii: "~")
    else { return }
    say(
      .warning,
      "gift-text-before-answers",
      "text before the first = or ~ \(what)",
      at: first.offset,
      length: min(first.text.count, 40),
      hint: "move it before the {, or write = or ~ before it"
    )
  }

  /// `%50%`: digits as Moodle’s importer wants them, at most two before the point or 100.
  private static func weight(_ text: GIFTSpan) -> (weight: Double, rest: GIFTSpan)? {
    guard text.first == UInt8(ascii: "%") else { return nil }
    let window = text.from(text.start + 1).upTo(text.start + 24)
    guard let end = window.index(of: "%") else { return nil }
    let number = window.upTo(end).text
    guard number.wholeMatch(of: #/-?[0-9]{1,3}(\.[0-9]*)?/#) != nil, let value = Double(number),
      abs(value) <= 100
    else { return nil }
    return (value / 100, text.from(end + 1).trimmed)
  }

  /// Divides an answer from its feedback at the first `#`.
  private func split(
    _ part: GIFTSpan,
    _ markup: ForeignText.Markup
  ) -> (answer: ForeignText, feedback: ForeignText) {
    guard let hash = part.index(of: "#") else { return (.gift(part.text, markup), "") }
    return (
      .gift(part.upTo(hash).text, markup), .gift(part.from(hash + 1).text, markup)
    )
  }

  private func readTruth(
    _ isTrue: Bool,
    _ answers: GIFTSpan,
    of item: inout ForeignItem,
    markup: ForeignText.Markup
  ) {
    // The first feedback is for the wrong response, the second for the right one.
    let parts = answers.parts(at: [UInt8(ascii: "#")])
    let wrong = parts.count > 1 ? parts[1].from(parts[1].start + 1).text : ""
    let right = parts.count > 2 ? parts[2].from(parts[2].start + 1).upTo(answers.end) : nil
    let rest = right.map {
      GIFTSpan(paragraph: $0.paragraph, start: $0.start, end: answers.end).text
    }
    let (good, bad) = (ForeignText.gift(rest ?? "", markup), ForeignText.gift(wrong, markup))
    item.kind = .trueFalse
    item.answers = [
      ForeignItem.Answer("True", weight: isTrue ? 1 : 0, feedback: isTrue ? good : bad),
      ForeignItem.Answer("False", weight: isTrue ? 0 : 1, feedback: isTrue ? bad : good),
    ]
  }

  // MARK: Pairs

  private mutating func readPairs(
    _ answers: GIFTSpan,
    of item: inout ForeignItem,
    markup: ForeignText.Markup
  ) -> Bool {
    item.kind = .matching
    var parts = answers.parts(at: [UInt8(ascii: "=")])
    if parts.first?.trimmed.isEmpty == true { parts.removeFirst() }
    for part in parts {
      let pair = (part.first == UInt8(ascii: "=") ? part.from(part.start + 1) : part).trimmed
      guard let arrow = pair.index(of: "->") else {
        say(
          .error,
          "gift-pair-without-arrow",
          "a pair has no ->",
          at: pair.offset,
          hint: "write =left -> right, or \\= where an = is text"
        )
        return false
      }
      item.pairs.append(
        ForeignItem.Pair(
          .gift(pair.upTo(arrow).text, markup),
          ForeignText(pair.from(arrow + 2).text)
        )
      )
    }
    guard item.pairs.count > 1 else {
      say(
        .error,
        "gift-one-pair",
        "one pair is nothing to match",
        at: answers.offset,
        hint: "write at least two pairs"
      )
      return false
    }
    return true
  }

  // MARK: Texts and numbers

  private mutating func readTexts(
    _ answers: GIFTSpan,
    of item: inout ForeignItem,
    markup: ForeignText.Markup
  ) -> Bool {
    item.kind = .shortText
    var parts = answers.parts(at: [UInt8(ascii: "=")])
    if parts.first?.trimmed.isEmpty == true { parts.removeFirst() }
    warnOfText(before: parts, "is read as an accepted answer")
    for part in parts {
      var text = (part.first == UInt8(ascii: "=") ? part.from(part.start + 1) : part).trimmed
      var weight = 1.0
      if let (percent, rest) = Self.weight(text) { (weight, text) = (percent, rest) }
      let (answer, feedback) = split(text, markup)
      guard !answer.isEmpty else {
        say(
          .warning,
          "gift-answer-empty",
          "an answer without text is left out",
          at: part.offset,
          hint: "write the text after the ="
        )
        continue
      }
      item.answers.append(ForeignItem.Answer(answer, weight: weight, feedback: feedback))
    }
    guard !item.answers.isEmpty else {
      say(
        .error,
        "gift-no-answer",
        "there is no answer",
        at: answers.offset,
        hint: "write at least one =answer"
      )
      return false
    }
    return true
  }

  private mutating func readNumbers(
    _ answers: GIFTSpan,
    of item: inout ForeignItem,
    markup: ForeignText.Markup
  ) -> Bool {
    item.kind = .numeric
    var parts = answers.parts(at: [UInt8(ascii: "="), UInt8(ascii: "~")])
    if parts.first?.trimmed.isEmpty == true { parts.removeFirst() }
    for part in parts {
      let isWrong = part.first == UInt8(ascii: "~")
      let hasSign = isWrong || part.first == UInt8(ascii: "=")
      var text = (hasSign ? part.from(part.start + 1) : part).trimmed
      var weight: Double = isWrong ? 0 : 1
      if let (percent, rest) = Self.weight(text) { (weight, text) = (percent, rest) }
      let (answer, feedback) = split(text, markup)
      if isWrong, answer.isEmpty {
        item.answers.append(ForeignItem.Answer("*", weight: 0, feedback: feedback))
        continue
      }
      guard
        let number = readNumber(answer.text, at: text, weight: weight, feedback: feedback)
      else { return false }
      item.answers.append(number)
    }
    guard !item.answers.isEmpty else {
      say(
        .error,
        "gift-no-number",
        "there is no number",
        at: answers.offset,
        hint: "write {#42}, {#40..45} or {#42:1}"
      )
      return false
    }
    return true
  }

  private mutating func readNumber(
    _ text: String,
    at span: GIFTSpan,
    weight: Double,
    feedback: ForeignText
  ) -> ForeignItem.Answer? {
    if text == "*" { return ForeignItem.Answer("*", weight: weight, feedback: feedback) }
    let ends = text.split(separator: "..", omittingEmptySubsequences: false).map(\.trimmed)
    if ends.count == 2, let low = PlainNumber(ends[0]), let high = PlainNumber(ends[1]),
      low.value <= high.value
    {
      let range = ForeignText("\(low.text)..\(high.text)")
      return ForeignItem.Answer(range, weight: weight, feedback: feedback)
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(\.trimmed)
    if parts.count <= 2, let number = PlainNumber(parts[0]) {
      if parts.count == 1 {
        return ForeignItem.Answer(ForeignText(number.text), weight: weight, feedback: feedback)
      }
      if let tolerance = PlainNumber(parts[1].isEmpty ? "0" : parts[1]), tolerance.value >= 0 {
        return ForeignItem.Answer(
          ForeignText(number.text),
          weight: weight,
          feedback: feedback,
          tolerance: tolerance.text
        )
      }
    }
    let hasComma = text.firstMatch(of: #/[0-9],[0-9]/#) != nil
    say(
      .error,
      hasComma ? "gift-decimal-comma" : "gift-not-a-number",
      hasComma ? "a number has a point, not a comma" : "‘\(text.prefix(40))’ is no number",
      at: span.offset,
      length: max(1, min(text.count, 40)),
      hint: hasComma
        ? "write \(text.prefix(40).replacing(",", with: "."))"
        : "write {#42}, {#40..45} or {#42:1}: Moodle would take every response as right"
    )
    return nil
  }
}
