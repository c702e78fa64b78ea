import Content

/// Writes a package of QTI 3.0: a manifest, a test, and a file for each item.
package struct QTI3Writer {
  package static func write(_ items: [ForeignItem]) -> ForeignWriting {
    var writing = ForeignWriting()
    var files: [(identifier: String, path: String, text: String)] = []
    for item in items {
      // The archive counts its files in sixteen bits.
      guard files.count < 60_000 else {
        writing.drop(item, "a package holds at most 60000 items")
        continue
      }
      let identifier = "item-\(files.count + 1)"
      var writer = QTI3ItemWriter(item, identifier: item.identifier ?? identifier)
      files.append((identifier, "items/\(identifier).xml", writer.text()))
      writing.keep(item, changes: writer.changes)
    }
    var archive = StoredZip()
    archive.add("imsmanifest.xml", Array(manifest(files.map { ($0.identifier, $0.path) }).utf8))
    archive.add("assessment.xml", Array(test(files.map { ($0.identifier, $0.path) }).utf8))
    for file in files { archive.add(file.path, Array(file.text.utf8)) }
    writing.bytes = archive.bytes
    return writing
  }

  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  static let namespace =
    "xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\""
    + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
    + " xsi:schemaLocation=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
    + " https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd\""

  private static func manifest(_ files: [(identifier: String, path: String)]) -> String {
    var lines = [
      "<manifest xmlns=\"http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1\" identifier=\"debrief\">",
      "  <metadata>", "    <schema>QTI Package</schema>",
      "    <schemaversion>3.0.0</schemaversion>",
      "  </metadata>", "  <organizations/>", "  <resources>",
      "    <resource identifier=\"test\" type=\"imsqti_test_xmlv3p0\" href=\"assessment.xml\">",
      "      <file href=\"assessment.xml\"/>",
    ]
    lines += files.map { "      <dependency identifierref=\"\($0.identifier)\"/>" }
    lines.append("    </resource>")
    for (identifier, path) in files {
      lines += [
        "    <resource identifier=\"\(identifier)\" type=\"imsqti_item_xmlv3p0\" href=\"\(path)\">",
        "      <file href=\"\(path)\"/>", "    </resource>",
      ]
    }
    return declaration + (lines + ["  </resources>", "</manifest>", ""]).joined(separator: "\n")
  }

  private static func test(_ files: [(identifier: String, path: String)]) -> String {
    let references = files.map {
      "      <qti-assessment-item-ref identifier=\"\($0.identifier)\" href=\"\($0.path)\"/>"
    }
    let lines =
      [
        "<qti-assessment-test \(namespace) identifier=\"debrief\" title=\"Debrief\">",
        "  <qti-test-part identifier=\"part\" navigation-mode=\"nonlinear\" submission-mode=\"individual\">",
        "    <qti-assessment-section identifier=\"section\" title=\"Questions\" visible=\"true\">",
      ] + references + [
        "    </qti-assessment-section>", "  </qti-test-part>", "</qti-assessment-test>", "",
      ]
    return declaration + lines.joined(separator: "\n")
  }
}

/// The XML of one item.
struct QTI3ItemWriter {
  private let item: ForeignItem
  private let identifier: String
  private(set) var changes: [String] = []
  private var responses: [String] = []
  private var body: [String] = []
  private var conditions: [String] = []
  private var isSeveral = false
  private var hasFeedback = false

  init(_ item: ForeignItem, identifier: String) {
    self.item = item
    // An identifier of XML does not begin with a digit, and has few signs.
    let plain = identifier.unicodeScalars.map { scalar -> Character in
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isPlain || scalar == "-" || scalar == "_" || scalar == "." ? Character(scalar) : "."
    }
    self.identifier = plain.first?.isLetter == true ? String(plain) : "item-\(String(plain))"
  }

  mutating func text() -> String {
    if item.kind == .cloze {
      writeGaps()
    } else {
      body += item.stem.paragraphs.map { "<p>\(xml($0))</p>" }
    }
    switch item.kind {
    case .singleChoice, .multipleChoice, .trueFalse: writeChoice()
    case .shortText, .numeric: writeEntry()
    case .ordering: writeOrder()
    case .matching: writeMatch()
    case .essay:
      declare("RESPONSE", "single", "string", [])
      body.append("<qti-extended-text-interaction response-identifier=\"RESPONSE\"/>")
    case .cloze, .description: break
    }
    if let lost = item.narrowing(\.speltPlainly) { changes.append(lost) }
    if !item.hints.isEmpty { changes.append("hints are dropped") }
    return assembled()
  }

  private mutating func assembled() -> String {
    let language = item.language.map { " xml:lang=\"\(xml($0))\"" } ?? ""
    var lines = [
      "<qti-assessment-item \(QTI3Writer.namespace) identifier=\"\(xml(identifier))\" "
        + "title=\"\(xml(item.title ?? item.name))\" adaptive=\"false\" time-dependent=\"false\"\(language)>"
    ]
    lines += responses
    // Each gap of a text counts one.
    let most = item.kind == .cloze ? item.gaps.count : 1
    lines += [
      "<qti-outcome-declaration identifier=\"SCORE\" cardinality=\"single\" base-type=\"float\""
        + (item.kind == .description ? ">" : " normal-maximum=\"\(most)\">")
        + "<qti-default-value><qti-value>0</qti-value></qti-default-value></qti-outcome-declaration>"
    ]
    let general = item.generalFeedback.paragraphs
    if hasFeedback {
      let cardinality = isSeveral ? "multiple" : "single"
      lines.append(
        "<qti-outcome-declaration identifier=\"FEEDBACK\" cardinality=\"\(cardinality)\" base-type=\"identifier\"/>"
      )
    }
    if !general.isEmpty {
      lines.append(
        "<qti-outcome-declaration identifier=\"GENERAL\" cardinality=\"single\" base-type=\"identifier\">"
          + "<qti-default-value><qti-value>general</qti-value></qti-default-value></qti-outcome-declaration>"
      )
    }
    lines += ["<qti-item-body>"] + body + ["</qti-item-body>"]
    if hasFeedback {
      conditions.append(
        "<qti-set-outcome-value identifier=\"FEEDBACK\"><qti-variable identifier=\"RESPONSE\"/></qti-set-outcome-value>"
      )
    }
    if !conditions.isEmpty {
      lines += ["<qti-response-processing>"] + conditions + ["</qti-response-processing>"]
    }
    if !general.isEmpty {
      let text = general.map { "<p>\(xml($0))</p>" }.joined()
      lines.append(
        "<qti-modal-feedback outcome-identifier=\"GENERAL\" identifier=\"general\" show-hide=\"show\">"
          + "<qti-content-body>\(text)</qti-content-body></qti-modal-feedback>"
      )
    }
    return QTI3Writer.declaration
      + (lines + ["</qti-assessment-item>", ""]).joined(separator: "\n")
  }

  // MARK: Parts

  private mutating func declare(
    _ name: String,
    _ cardinality: String,
    _ type: String,
    _ values: [String],
    mapping: [(key: String, points: Double)] = []
  ) {
    var text =
      "<qti-response-declaration identifier=\"\(name)\" cardinality=\"\(cardinality)\" base-type=\"\(type)\">"
    if !values.isEmpty {
      let written = values.map { "<qti-value>\(xml($0))</qti-value>" }.joined()
      text += "<qti-correct-response>\(written)</qti-correct-response>"
    }
    if !mapping.isEmpty {
      let entries = mapping.map {
        "<qti-map-entry map-key=\"\(xml($0.key))\" mapped-value=\"\(plain($0.points))\""
          + (type == "string" ? " case-sensitive=\"false\"" : "") + "/>"
      }
      text += "<qti-mapping default-value=\"0\">\(entries.joined())</qti-mapping>"
    }
    responses.append(text + "</qti-response-declaration>")
  }

  private func plain(_ points: Double) -> String {
    points == points.rounded() ? String(Int(points)) : String(points)
  }

  private mutating func score(_ test: String, add: Bool = false) {
    let one = "<qti-base-value base-type=\"float\">1</qti-base-value>"
    let value = add ? "<qti-sum><qti-variable identifier=\"SCORE\"/>\(one)</qti-sum>" : one
    conditions.append(
      "<qti-response-condition><qti-response-if>\(test)<qti-set-outcome-value identifier=\"SCORE\">"
        + "\(value)</qti-set-outcome-value></qti-response-if></qti-response-condition>"
    )
  }

  private func matchesCorrect(_ name: String) -> String {
    "<qti-match><qti-variable identifier=\"\(name)\"/><qti-correct identifier=\"\(name)\"/></qti-match>"
  }

  private mutating func writeChoice() {
    isSeveral = item.kind == .multipleChoice
    hasFeedback = item.answers.contains { !$0.feedback.isEmpty }
    let keys = item.answers.indices.filter { item.answers[$0].isRight }
    let isPartial = Set(keys.map { item.answers[$0].weight }).count > 1
    if isPartial { changes.append("weights are not written: an option is right or wrong") }
    declare(
      "RESPONSE",
      isSeveral ? "multiple" : "single",
      "identifier",
      keys.map { "choice-\($0 + 1)" }
    )
    let shuffle = item.kind != .trueFalse
    body.append(
      "<qti-choice-interaction response-identifier=\"RESPONSE\" shuffle=\"\(shuffle)\" max-choices=\"\(isSeveral ? 0 : 1)\">"
    )
    for (index, answer) in item.answers.enumerated() {
      let name = "choice-\(index + 1)"
      let feedback =
        answer.feedback.isEmpty
        ? ""
        : "<qti-feedback-inline outcome-identifier=\"FEEDBACK\" identifier=\"\(name)\" show-hide=\"show\">"
          + "\(xml(answer.feedback.plain))</qti-feedback-inline>"
      body.append(
        "<qti-simple-choice identifier=\"\(name)\">\(xml(answer.text.plain))\(feedback)</qti-simple-choice>"
      )
    }
    body.append("</qti-choice-interaction>")
    score(matchesCorrect("RESPONSE"))
  }

  private mutating func writeEntry() {
    let asked = entry("RESPONSE", item.kind, item.answers)
    body.append("<p>\(asked)</p>")
  }

  /// Declares a typed response, and gives its interaction.
  private mutating func entry(
    _ name: String,
    _ kind: ForeignItem.Kind,
    _ answers: [ForeignItem.Answer],
    adds: Bool = false
  ) -> String {
    if answers.contains(where: { !$0.feedback.isEmpty }) {
      changes.append("feedback for typed answers is dropped")
    }
    let known = answers.filter { $0.text.text != "*" }
    if known.count < answers.count { changes.append("feedback for any other answer is dropped") }
    guard kind == .numeric else {
      let right = known.first(where: \.isRight)?.text.plain
      declare(
        name,
        "single",
        "string",
        right.map { [$0] } ?? [],
        mapping: Self.mapping(of: known)
      )
      score(
        "<qti-gt><qti-map-response identifier=\"\(name)\"/><qti-base-value base-type=\"float\">0</qti-base-value></qti-gt>",
        add: adds
      )
      return "<qti-text-entry-interaction response-identifier=\"\(name)\"/>"
    }
    var numbers: [(key: String, points: Double)] = []
    var tests: [String] = []
    for answer in known {
      let (number, tolerance) = MoodleXMLWriter.middle(answer, &changes)
      numbers.append((number, answer.weight))
      guard answer.isRight else { continue }
      tests.append(
        "<qti-equal tolerance-mode=\"absolute\" tolerance=\"\(tolerance) \(tolerance)\">"
          + "<qti-variable identifier=\"\(name)\"/>"
          + "<qti-base-value base-type=\"float\">\(xml(number))</qti-base-value></qti-equal>"
      )
    }
    let right = numbers.first { $0.points > 0 }?.key
    declare(name, "single", "float", right.map { [$0] } ?? [], mapping: numbers)
    if !tests.isEmpty {
      score(tests.count == 1 ? tests[0] : "<qti-or>\(tests.joined())</qti-or>", add: adds)
    }
    return "<qti-text-entry-interaction response-identifier=\"\(name)\"/>"
  }

  /// The texts that count, each once; what is both right and wrong is right.
  private static func mapping(
    of answers: [ForeignItem.Answer]
  ) -> [(key: String, points: Double)] {
    var seen: Set<String> = []
    let spelt = answers.flatMap { answer in
      // A key of a mapping is no pattern, and a stem such as “confiden” is nothing that is typed,
      // unless nothing else is right.
      let isStem = answer.spellings.allSatisfy { $0.contains("*") }
      let isNeeded = answer == answers.first(where: \.isRight)
      return answer.spellings.isEmpty
        ? [answer] : isStem && !isNeeded ? [] : answer.speltPlainly
    }
    return (spelt.filter(\.isRight) + spelt.filter { !$0.isRight }).filter {
      $0.spellings.isEmpty && seen.insert($0.text.plain.lowercased()).inserted
    }.map { ($0.text.plain, $0.weight) }
  }

  private mutating func writeOrder() {
    // The file gives the elements sorted by their text, or it would give the order away.
    if item.answers.contains(where: { !$0.feedback.isEmpty }) {
      changes.append("reasons for single steps are dropped")
    }
    declare("RESPONSE", "ordered", "identifier", item.answers.indices.map { "step-\($0 + 1)" })
    body.append("<qti-order-interaction response-identifier=\"RESPONSE\" shuffle=\"true\">")
    for (index, answer) in item.answers.enumerated().sorted(by: {
      $0.element.text.plain < $1.element.text.plain
    }) {
      body.append(
        "<qti-simple-choice identifier=\"step-\(index + 1)\">\(xml(answer.text.plain))</qti-simple-choice>"
      )
    }
    body.append("</qti-order-interaction>")
    score(matchesCorrect("RESPONSE"))
  }

  private mutating func writeMatch() {
    var matches: [String] = []
    for pair in item.pairs where !matches.contains(pair.match.plain) {
      matches.append(pair.match.plain)
    }
    let prompts = item.pairs.filter { !$0.prompt.isEmpty }
    let values = prompts.enumerated().map { index, pair in
      "prompt-\(index + 1) match-\((matches.firstIndex(of: pair.match.plain) ?? 0) + 1)"
    }
    declare("RESPONSE", "multiple", "directedPair", values)
    body.append(
      "<qti-match-interaction response-identifier=\"RESPONSE\" shuffle=\"true\" max-associations=\"\(prompts.count)\">"
    )
    let choice = { (name: String, most: Int, text: String) in
      "<qti-simple-associable-choice identifier=\"\(name)\" match-max=\"\(most)\">\(xml(text))</qti-simple-associable-choice>"
    }
    body.append("<qti-simple-match-set>")
    body += prompts.enumerated().map { choice("prompt-\($0 + 1)", 1, $1.prompt.plain) }
    body += ["</qti-simple-match-set>", "<qti-simple-match-set>"]
    body += matches.enumerated().map { choice("match-\($0 + 1)", prompts.count, $1) }
    body += ["</qti-simple-match-set>", "</qti-match-interaction>"]
    score(matchesCorrect("RESPONSE"))
  }

  private mutating func writeGaps() {
    var gaps: [String] = []
    for (index, gap) in item.gaps.enumerated() {
      let name = "RESPONSE-\(index + 1)"
      guard gap.kind == .singleChoice || gap.kind == .trueFalse || gap.kind == .multipleChoice
      else {
        gaps.append(entry(name, gap.kind, gap.answers, adds: true))
        continue
      }
      if gap.answers.contains(where: { !$0.feedback.isEmpty }) {
        changes.append("feedback for options of a gap is dropped")
      }
      let keys = gap.answers.indices.filter { gap.answers[$0].isRight }
      declare(name, "single", "identifier", keys.prefix(1).map { "choice-\($0 + 1)" })
      let choices = gap.answers.enumerated().map {
        "<qti-inline-choice identifier=\"choice-\($0 + 1)\">\(xml($1.text.plain))</qti-inline-choice>"
      }
      gaps.append(
        "<qti-inline-choice-interaction response-identifier=\"\(name)\" shuffle=\"true\">\(choices.joined())</qti-inline-choice-interaction>"
      )
      score(matchesCorrect(name), add: true)
    }
    for paragraph in item.stem.paragraphs {
      var text = xml(paragraph)
      for (index, gap) in gaps.enumerated() {
        text = text.replacing("{{\(index + 1)}}", with: gap, maxReplacements: 1)
      }
      body.append("<p>\(text)</p>")
    }
  }
}
