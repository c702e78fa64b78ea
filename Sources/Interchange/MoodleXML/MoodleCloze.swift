import Content

/// Moodle’s small language for gaps within a text: `{1:MC:=right~wrong#why}`.
///
/// After `question/type/multianswer/questiontype.php`.
package struct MoodleCloze {
  /// The text with `{{1}}` for the first gap.
  package private(set) var text = ""
  package private(set) var gaps: [ForeignItem.Gap] = []

  /// Places of braces that look like a gap and are none, in bytes of the text.
  package private(set) var broken: [Int] = []

  private static let kinds: [String: ForeignItem.Kind] = {
    var kinds: [String: ForeignItem.Kind] = [:]
    for name in [
      "MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH", "MULTICHOICE_S",
      "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS",
    ] { kinds[name] = .singleChoice }
    for name in [
      "MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH", "MULTIRESPONSE_S", "MRS",
      "MULTIRESPONSE_HS", "MRHS",
    ] { kinds[name] = .multipleChoice }
    for name in ["NUMERICAL", "NM"] { kinds[name] = .numeric }
    for name in ["SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"] {
      kinds[name] = .shortText
    }
    return kinds
  }()

  package init(_ text: String, markup: ForeignText.Markup) {
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var place = 0
    var canEnd = true
    while place < bytes.count {
      let byte = bytes[place]
      guard byte == UInt8(ascii: "{"), Self.isGap(bytes[(place + 1)...].prefix(40)) else {
        output.append(byte)
        place += 1
        continue
      }
      let end = canEnd ? Self.end(bytes, from: place + 1) : nil
      canEnd = end != nil
      let inside = end.map { String(decoding: bytes[(place + 1)..<$0], as: UTF8.self) }
      if gaps.count < 200, let end, let gap = inside.flatMap({ Self.gap($0, markup: markup) }) {
        gaps.append(gap)
        output += "{{\(gaps.count)}}".utf8
        place = end + 1
      } else {
        broken.append(place)
        output.append(byte)
        place += 1
      }
    }
    self.text = String(decoding: output, as: UTF8.self)
  }

  private static func end(_ bytes: [UInt8], from place: Int) -> Int? {
    var place = place
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "\\") {
        place += 1
      } else if bytes[place] == UInt8(ascii: "}") {
        return place
      }
      place += 1
    }
    return nil
  }

  /// Whether a text begins as a gap does: digits, a colon, a kind, a colon.
  static func isGap(_ text: String) -> Bool { isGap(Array(text.utf8)[...]) }

  private static func isGap(_ bytes: ArraySlice<UInt8>) -> Bool {
    let rest = bytes.drop { (48...57).contains($0) || $0 == 0x20 }
    guard rest.first == UInt8(ascii: ":") else { return false }
    let name = rest.dropFirst().prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "}") }
    return kinds[String(decoding: name, as: UTF8.self).trimmed.uppercased()] != nil
  }

  /// Reads what stands between the braces; `nil` if it is no gap.
  static func gap(_ text: String, markup: ForeignText.Markup) -> ForeignItem.Gap? {
    let head = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard head.count == 3, head[0].allSatisfy({ $0.isNumber || $0 == " " }),
      let kind = kinds[head[1].trimmed.uppercased()]
    else { return nil }
    var answers: [ForeignItem.Answer] = []
    for part in split(head[2]) {
      guard let answer = answer(part, kind: kind, markup: markup) else { return nil }
      answers.append(answer)
    }
    guard !answers.isEmpty, answers.contains(where: \.isRight) else { return nil }
    return ForeignItem.Gap(kind: kind, answers: answers)
  }

  /// At every `~` that is not escaped; `\` and what follows it stay together.
  private static func split(_ text: Substring) -> [String] {
    var parts: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in text.utf8 {
      if !isEscaped, byte == UInt8(ascii: "~") {
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
    }
    return parts.map { String(decoding: $0, as: UTF8.self) }.filter { !$0.trimmed.isEmpty }
  }

  private static func answer(
    _ part: String,
    kind: ForeignItem.Kind,
    markup: ForeignText.Markup
  ) -> ForeignItem.Answer? {
    var rest = part.trimmed[...]
    var weight = 0.0
    if rest.hasPrefix("=") {
      weight = 1
      rest = rest.dropFirst()
    } else if rest.hasPrefix("%"), let end = rest.dropFirst().firstIndex(of: "%"),
      let percent = Double(rest[rest.index(after: rest.startIndex)..<end]), abs(percent) <= 100
    {
      weight = percent / 100
      rest = rest[rest.index(after: end)...]
    }
    let (text, feedback) = divide(rest)
    guard kind == .numeric else {
      return ForeignItem.Answer(
        ForeignText(text, markup),
        weight: weight,
        feedback: ForeignText(feedback, markup)
      )
    }
    if text == "*" {
      return ForeignItem.Answer("*", weight: weight, feedback: ForeignText(feedback, markup))
    }
    let parts = text.split(separator: ":").map(\.trimmed)
    guard let number = parts.first.flatMap({ PlainNumber($0) }), parts.count < 3 else { return nil }
    let tolerance = parts.count == 2 ? PlainNumber(parts[1]) : nil
    if parts.count == 2, tolerance == nil { return nil }
    return ForeignItem.Answer(
      ForeignText(number.text),
      weight: weight,
      feedback: ForeignText(feedback, markup),
      tolerance: tolerance?.text
    )
  }

  /// The answer and its feedback, escapes resolved.
  private static func divide(_ text: Substring) -> (text: String, feedback: String) {
    var parts: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped {
        parts[parts.count - 1].append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "#"), parts.count == 1, !endsWithEntity(parts[0]) {
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    let texts = parts.map { String(decoding: $0, as: UTF8.self).trimmed }
    return (texts[0], texts.count > 1 ? texts[1] : "")
  }

  /// The `#` of `&#39;` is no sign.
  private static func endsWithEntity(_ bytes: [UInt8]) -> Bool { bytes.last == UInt8(ascii: "&") }
}
