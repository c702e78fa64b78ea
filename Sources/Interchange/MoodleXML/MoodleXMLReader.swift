import Content

/// Reads Moodle XML.
///
/// After `question/format/xml/format.php` of Moodle. Categories are questions of a kind of their own
/// that hold for what follows them; kinds that cannot be asked here are listed as dropped.
package struct MoodleXMLReader {
  private let document: XMLDocument
  private var reading = ForeignReading()
  private var category: String?

  package static func read(_ source: SourceText) -> ForeignReading {
    do throws(ContentFault) {
      var reader = MoodleXMLReader(document: try XMLDocument(source))
      reader.read()
      reader.reading.limitDiagnostics(source)
      return reader.reading
    } catch {
      var reading = ForeignReading()
      reading.diagnostics = error.diagnostics
      return reading
    }
  }

  private init(document: XMLDocument) { self.document = document }

  private mutating func read() {
    guard document.root.name == "quiz" else {
      reading.diagnostics.append(
        Diagnostic(
          code: "moodle-xml-root",
          "the file is <\(document.root.name.prefix(60))>, and Moodle XML is <quiz>",
          at: document.location(of: document.root),
          hint: "export from Moodle’s question bank as “Moodle XML format”"
        )
      )
      return
    }
    for question in document.root.all("question") { read(question) }
  }

  private mutating func read(_ question: XMLElement) {
    let type = question["type"] ?? ""
    if type == "category" {
      category = question.first(at: "category", "text")?.text.trimmed
      if question.first("info") != nil, let info = question.first(at: "info", "text")?.text.trimmed,
        !info.isEmpty
      {
        reading.drop(
          "category \(category ?? "")",
          line: question.line,
          "the description of a category"
        )
      }
      return
    }
    var item = ForeignItem(
      kind: .description,
      title: question.first(at: "name", "text")?.text.trimmed,
      stem: text(question.first("questiontext")),
      location: document.location(of: question)
    )
    item.category = category
    item.generalFeedback = text(question.first("generalfeedback"))
    item.hints = question.all("hint").map { text($0) }.filter { !$0.isEmpty }
    item.tags = question.all("tags").flatMap { $0.all("tag") }.compactMap {
      $0.first("text")?.text.trimmed
    }
    let identifier = question.first("idnumber")?.text.trimmed
    item.identifier = identifier?.isEmpty == false ? identifier : nil
    guard read(type, question, into: &item) else { return }
    report(question, item)
    reading.items.append(item)
  }

  /// Reads what is special of a kind; `false` for a kind that is left out.
  private mutating func read(
    _ type: String,
    _ question: XMLElement,
    into item: inout ForeignItem
  ) -> Bool {
    switch type {
    case "multichoice":
      let single = question.first("single")?.text.trimmed.lowercased() ?? "true"
      item.kind = ["true", "1", ""].contains(single) ? .singleChoice : .multipleChoice
      item.answers = answers(question)
    case "truefalse":
      item.kind = .trueFalse
      item.answers = answers(question).map { answer in
        var answer = answer
        let isTrue = answer.text.text.trimmed.lowercased() == "true"
        answer.text = ForeignText(isTrue ? "True" : "False")
        return answer
      }
    case "shortanswer":
      item.kind = .shortText
      item.answers = answers(question)
      if question.first("usecase")?.text.trimmed == "1" {
        reading.change(
          item.name,
          line: question.line,
          "case is not looked at here, and was in Moodle"
        )
      }
    case "numerical":
      item.kind = .numeric
      item.answers = numbers(question, item)
    case "matching":
      item.kind = .matching
      item.pairs = question.all("subquestion").map { part in
        ForeignItem.Pair(
          text(part),
          ForeignText(part.first(at: "answer", "text")?.text.trimmed ?? "")
        )
      }
    case "cloze":
      readCloze(question, into: &item)
    case "ordering":
      item.kind = .ordering
      item.answers = question.all("answer").map {
        ForeignItem.Answer(text($0), weight: 1, feedback: text($0.first("feedback")))
      }
    case "essay": item.kind = .essay
    case "description": item.kind = .description
    default:
      reading.drop(
        item.name,
        line: question.line,
        "questions of the type ‘\(type.prefix(60))’ cannot be asked in a terminal"
      )
      reading.diagnostics.append(
        Diagnostic(
          .warning,
          code: "moodle-xml-type",
          "a question of the type ‘\(type.prefix(60))’ is left out",
          at: document.location(of: question),
          hint: "write it anew as a choice, a text, a number, an order or a match"
        )
      )
      return false
    }
    checkKey(item, question)
    return true
  }

  private mutating func checkKey(_ item: ForeignItem, _ question: XMLElement) {
    let needsKey: Set<ForeignItem.Kind> = [
      .singleChoice, .multipleChoice, .trueFalse, .shortText, .numeric,
    ]
    guard needsKey.contains(item.kind), !item.answers.contains(where: \.isRight) else { return }
    reading.diagnostics.append(
      Diagnostic(
        .warning,
        code: "moodle-xml-no-key",
        "no answer is right",
        at: document.location(of: question),
        hint: "give one answer fraction=\"100\""
      )
    )
  }

  private mutating func readCloze(_ question: XMLElement, into item: inout ForeignItem) {
    item.kind = .cloze
    let cloze = MoodleCloze(item.stem.text, markup: item.stem.markup)
    item.stem.text = cloze.text
    item.gaps = cloze.gaps
    guard !cloze.broken.isEmpty || cloze.gaps.isEmpty else { return }
    reading.diagnostics.append(
      Diagnostic(
        cloze.gaps.isEmpty ? .error : .warning,
        code: "moodle-cloze-gap",
        cloze.gaps.isEmpty
          ? "a text with gaps has no gap that can be read"
          : "a gap cannot be read, and stays as text",
        at: document.location(of: question),
        hint:
          "a gap is {1:SHORTANSWER:=right} with a kind that Moodle knows, a right answer and a }"
      )
    )
  }

  // MARK: Parts

  private func text(_ element: XMLElement?) -> ForeignText {
    guard let element else { return "" }
    let written = (element.first("text")?.text ?? "").trimmed
    let markup: ForeignText.Markup =
      switch element["format"] {
      case "moodle_auto_format", "moodle": .moodle
      case "plain_text", "plain": .plain
      case "markdown": .markdown
      default: .html
      }
    return ForeignText(written, written.isEmpty ? .plain : markup)
  }

  private mutating func answers(_ question: XMLElement) -> [ForeignItem.Answer] {
    question.all("answer").map { answer in
      ForeignItem.Answer(
        text(answer),
        weight: weight(answer),
        feedback: text(answer.first("feedback"))
      )
    }
  }

  /// The fraction of the score, which Moodle writes in percent; none is nothing.
  private mutating func weight(_ answer: XMLElement) -> Double {
    guard let written = answer["fraction"], !written.trimmed.isEmpty else { return 0 }
    guard let percent = PlainNumber(written)?.value, (-100...100).contains(percent) else {
      reading.diagnostics.append(
        Diagnostic(
          .warning,
          code: "moodle-xml-fraction",
          "‘\(written.prefix(40))’ is no fraction, and counts for nothing",
          at: document.location(of: answer),
          hint: "write a number from -100 to 100"
        )
      )
      return 0
    }
    return percent / 100
  }

  private mutating func numbers(_ question: XMLElement, _ item: ForeignItem) -> [ForeignItem.Answer]
  {
    if question.first("units") != nil,
      question.descendants(named: "unit_name").contains(where: { !$0.text.trimmed.isEmpty })
    {
      reading.drop(item.name, line: question.line, "units of a number")
    }
    return question.all("answer").compactMap { answer in
      let written = (answer.first("text") ?? answer).text.trimmed
      let tolerance = answer.first("tolerance")?.text.trimmed ?? "0"
      let feedback = text(answer.first("feedback"))
      if written == "*" {
        return ForeignItem.Answer("*", weight: weight(answer), feedback: feedback)
      }
      guard let number = PlainNumber(written),
        let margin = PlainNumber(tolerance.isEmpty ? "0" : tolerance)
      else {
        reading.diagnostics.append(
          Diagnostic(
            code: "moodle-xml-number",
            "‘\(written.prefix(40))’ with the tolerance ‘\(tolerance.prefix(40))’ is no number",
            at: document.location(of: answer),
            hint: "write digits with a point, as in 3.14"
          )
        )
        return nil
      }
      return ForeignItem.Answer(
        ForeignText(number.text),
        weight: weight(answer),
        feedback: feedback,
        tolerance: margin.value == 0 ? nil : margin.text
      )
    }
  }

  private mutating func report(_ question: XMLElement, _ item: ForeignItem) {
    let drop = { (reading: inout ForeignReading, reason: String) in
      reading.drop(item.name, line: question.line, reason)
    }
    let files = question.descendants(named: "file").count + question.all("image_base64").count
    if files > 0 { drop(&reading, "\(files) file\(files == 1 ? "" : "s") within the texts") }
    let combined = ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"].contains {
      question.first(at: $0, "text")?.text.trimmed.isEmpty == false
    }
    if combined {
      drop(&reading, "feedback for right, partly right and wrong responses as a whole")
    }
    if let penalty = question.first("penalty")?.text.trimmed, let value = Double(penalty),
      value != 0
    {
      reading.change(
        item.name,
        line: question.line,
        "the penalty for further tries, which do not exist here"
      )
    }
  }
}
