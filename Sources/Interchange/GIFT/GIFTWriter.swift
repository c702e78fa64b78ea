import Content

/// Writes GIFT that Moodle reads: every sign escaped, every question on lines of its own.
package struct GIFTWriter {
  private var writing = ForeignWriting()
  private var output = ""
  private var category: String?

  package static func write(_ items: [ForeignItem]) -> ForeignWriting {
    var writer = GIFTWriter()
    for item in items { writer.write(item) }
    writer.writing.bytes = Array(writer.output.utf8)
    return writer.writing
  }

  private mutating func write(_ item: ForeignItem) {
    var changes: [String] = []
    if !item.hints.isEmpty { changes.append("hints are dropped: GIFT has none") }
    guard let answers = answers(of: item, &changes) else {
      return writing.drop(item, "GIFT has no questions of the type \(item.kind.rawValue)")
    }
    if let wanted = item.category, wanted != category {
      output += "$CATEGORY: \(oneLine(wanted))\n\n"
      category = wanted
    }
    let labels =
      (item.identifier.map { ["id:\($0)"] } ?? []) + item.tags.map { "tag:\($0)" }
    if !labels.isEmpty {
      let written = labels.map { "[\(oneLine($0).replacing("]", with: "\\]"))]" }
      output += "// \(written.joined(separator: " "))\n"
    }
    if let title = item.title { output += "::\(escaped(oneLine(title)))::" }
    output += "[\(item.stem.markup.rawValue)]\(escaped(item.stem.text))\(answers)\n\n"
    writing.keep(item, changes: changes)
  }

  /// The braces with what is in them; `nil` for a kind that GIFT does not have.
  private func answers(of item: ForeignItem, _ changes: inout [String]) -> String? {
    let feedback =
      item.generalFeedback.isEmpty
      ? "" : "\n####\(text(item.generalFeedback, in: item.stem.markup))"
    let lines: [String]
    switch item.kind {
    case .ordering, .cloze: return nil
    case .description:
      if !feedback.isEmpty { changes.append("general feedback of a description is dropped") }
      return ""
    case .essay: return " {\(feedback)}"
    case .trueFalse:
      if let written = truth(item) { return " {\(written)\(feedback)}" }
      changes.append("true and false in other words become a choice")
      lines = options(item, several: false)
    case .singleChoice: lines = options(item, several: false)
    case .multipleChoice: lines = options(item, several: true)
    case .matching:
      lines = item.pairs.map { pair in
        let prompt = text(arrowless(pair.prompt, &changes), in: item.stem.markup)
        return "=\(prompt) -> \(escaped(pair.match.text))"
      }
    case .shortText:
      if let lost = item.narrowing(\.spelt) { changes.append(lost) }
      lines = item.answers.spelt.map { answer in
        let shown = text(
          arrowless(answer.text, &changes),
          in: item.stem.markup,
          guardingPercent: true
        )
        return "=\(weight(answer))\(shown)\(self.feedback(answer, item))"
      }
    case .numeric:
      lines =
        ["#"]
        + item.answers.map { answer in
          if answer.text.text == "*", answer.weight <= 0 {
            return "~\(self.feedback(answer, item))"
          }
          let tolerance = answer.tolerance.map { ":\($0)" } ?? ""
          return "=\(weight(answer))\(answer.text.text)\(tolerance)\(self.feedback(answer, item))"
        }
    }
    return " {\n\(lines.joined(separator: "\n"))\(feedback)\n}"
  }

  /// `TRUE#when wrong#when right`, if the options are called so.
  private func truth(_ item: ForeignItem) -> String? {
    let right = item.answers.first(where: \.isRight)
    let wrong = item.answers.first { !$0.isRight }
    guard item.answers.count == 2, let right, let wrong,
      let isTrue = GIFTReader.truth(right.text.text), GIFTReader.truth(wrong.text.text) == !isTrue
    else { return nil }
    let whenWrong = text(wrong.feedback, in: item.stem.markup)
    let whenRight = text(right.feedback, in: item.stem.markup)
    let word = isTrue ? "TRUE" : "FALSE"
    if whenRight.isEmpty { return whenWrong.isEmpty ? word : "\(word)#\(whenWrong)" }
    return "\(word)#\(whenWrong)#\(whenRight)"
  }

  private func options(_ item: ForeignItem, several: Bool) -> [String] {
    item.answers.map { answer in
      let isKey = !several && answer.weight == 1
      let sign = isKey ? "=" : "~\(answer.weight == 0 ? "" : "%\(percent(answer.weight))%")"
      let shown = text(answer.text, in: item.stem.markup, guardingPercent: true)
      return "\(sign)\(shown)\(feedback(answer, item))"
    }
  }

  private func weight(_ answer: ForeignItem.Answer) -> String {
    answer.weight == 1 ? "" : "%\(percent(answer.weight))%"
  }

  private func feedback(_ answer: ForeignItem.Answer, _ item: ForeignItem) -> String {
    answer.feedback.isEmpty ? "" : "#\(text(answer.feedback, in: item.stem.markup))"
  }

  // MARK: Text

  /// With its format, where that is not inherited or the text would be taken for one or for a weight.
  private func text(
    _ text: ForeignText,
    in inherited: ForeignText.Markup,
    guardingPercent: Bool = false
  ) -> String {
    let isPlain =
      text.markup == inherited && !text.text.hasPrefix("[")
      && !(guardingPercent && text.text.hasPrefix("%"))
    return isPlain || text.isEmpty
      ? escaped(text.text) : "[\(text.markup.rawValue)]\(escaped(text.text))"
  }

  /// GIFT cannot escape `->`.
  private func arrowless(_ text: ForeignText, _ changes: inout [String]) -> ForeignText {
    guard text.text.contains("->") else { return text }
    changes.append("‘->’ becomes ‘→’, for GIFT divides pairs by it")
    return ForeignText(text.text.replacing("->", with: "→"), text.markup)
  }

  private func escaped(_ text: String) -> String {
    var output: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x0A: output += "\\n".utf8
      case 0x0D: continue
      case UInt8(ascii: "~"), UInt8(ascii: "="), UInt8(ascii: "#"), UInt8(ascii: "{"),
        UInt8(ascii: "}"), UInt8(ascii: ":"), UInt8(ascii: "\\"):
        output += [UInt8(ascii: "\\"), byte]
      default: output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}

/// A text without line ends.
func oneLine(_ text: String) -> String {
  text.contains(where: \.isNewline)
    ? text.split(whereSeparator: \.isNewline).joined(separator: " ") : text
}

/// A weight in hundredths, with five places at most and none that say nothing.
func percent(_ weight: Double) -> String {
  let scaled = Int((weight * 10_000_000).rounded())
  let (whole, rest) = (abs(scaled) / 100_000, abs(scaled) % 100_000)
  let sign = scaled < 0 ? "-" : ""
  guard rest > 0 else { return "\(sign)\(whole)" }
  var digits = String(rest)
  digits = String(repeating: "0", count: 5 - digits.count) + digits
  while digits.last == "0" { digits.removeLast() }
  return "\(sign)\(whole).\(digits)"
}
