import Content

/// Reads the items of a QTI 1.2 file, as Canvas, Common Cartridge and Blackboard write them.
struct QTI12Reader {
  private let document: XMLDocument
  private var reading = ForeignReading()

  static func read(_ document: XMLDocument) -> ForeignReading {
    var reader = QTI12Reader(document: document)
    for item in document.root.descendants(named: "item") { reader.read(item) }
    return reader.reading
  }

  private init(document: XMLDocument) { self.document = document }

  private static let unsupported: [String: String] = [
    "calculated_question": "a formula draws its numbers by chance",
    "file_upload_question": "files cannot be handed in at a terminal",
    "hot_spot_question": "places in a picture cannot be shown in a terminal",
  ]

  private mutating func read(_ item: XMLElement) {
    let title = item["title"]?.trimmed ?? ""
    let labels = metadata(item)
    let type = labels["question_type"] ?? labels["cc_profile"] ?? ""
    let presentation = item.first("presentation") ?? item
    let responses = presentation.descendants.filter {
      $0.name.hasPrefix("response_") && $0.name != "response_label" && $0.name != "response_na"
    }
    var foreign = ForeignItem(
      kind: .description,
      title: title.isEmpty ? nil : title,
      stem: stem(presentation, within: responses),
      location: document.location(of: item)
    )
    foreign.identifier = item["ident"]
    foreign.category = nil
    if let reason = Self.unsupported[type] { return drop(foreign.name, item, reason) }
    if let odd = responses.first(where: {
      ["response_xy", "response_grp", "response_extension"].contains($0.name)
    }) {
      return drop(foreign.name, item, "a ‘\(odd.name)’ cannot be asked in a terminal")
    }
    if presentation.descendants.contains(where: {
      ["render_hotspot", "render_slider"].contains($0.name)
    }) {
      return drop(
        foreign.name,
        item,
        "a place in a picture or a slider cannot be shown in a terminal"
      )
    }
    let conditions = QTI12Conditions(item)
    let said = feedback(item)
    foreign.generalFeedback = conditions.generalLinks.compactMap { said[$0] }.first ?? ""
    if type.contains("essay") {
      foreign.kind = .essay
    } else if type == "text_only_question" || responses.isEmpty {
      foreign.kind = .description
    } else if responses.count == 1 {
      readOne(responses[0], type, conditions, said, into: &foreign)
    } else {
      readSeveral(responses, type, conditions, into: &foreign)
    }
    checkKey(foreign)
    reading.items.append(foreign)
  }

  private mutating func drop(_ name: String, _ item: XMLElement, _ reason: String) {
    reading.drop(name, line: item.line, reason)
    reading.diagnostics.append(
      Diagnostic(
        .warning,
        code: "qti-left-out",
        "‘\(name.prefix(80))’ is left out: \(reason)",
        at: document.location(of: item),
        hint: "write it anew as a choice, a text, a number, an order or a match"
      )
    )
  }

  private mutating func checkKey(_ item: ForeignItem) {
    let hasKey =
      item.answers.contains(where: \.isRight) || !item.pairs.isEmpty
      || (!item.gaps.isEmpty && item.gaps.allSatisfy { $0.answers.contains(where: \.isRight) })
    guard item.kind.isDeliverable, !hasKey else { return }
    reading.diagnostics.append(
      Diagnostic(
        .warning,
        code: "qti-no-key",
        "the item does not say what is right",
        at: item.location,
        hint: "mark the right answer in the draft"
      )
    )
  }

  // MARK: Parts

  private func metadata(_ item: XMLElement) -> [String: String] {
    var labels: [String: String] = [:]
    for field in item.first("itemmetadata")?.descendants(named: "qtimetadatafield") ?? [] {
      let name = field.first("fieldlabel")?.allText.trimmed ?? ""
      let value = field.first("fieldentry")?.allText.trimmed ?? ""
      labels[name] = value.hasPrefix("cc.") ? value : value.lowercased()
    }
    return labels
  }

  private func stem(_ presentation: XMLElement, within responses: [XMLElement]) -> ForeignText {
    var pieces: [ForeignText] = []
    func collect(_ element: XMLElement) {
      for child in element.elements {
        if child.name.hasPrefix("response_") { continue }
        if child.name == "mattext" { pieces.append(Self.text(child)) } else { collect(child) }
      }
    }
    collect(presentation)
    if pieces.isEmpty {
      pieces = responses.prefix(1).flatMap { $0.all("material") }.map(Self.material)
    }
    return Self.joined(pieces)
  }

  private static func joined(_ pieces: [ForeignText]) -> ForeignText {
    let pieces = pieces.filter { !$0.isEmpty }
    guard pieces.count > 1 else { return pieces.first ?? "" }
    guard pieces.contains(where: { $0.markup == .html }) else {
      return ForeignText(pieces.map(\.text).joined(separator: " "))
    }
    return .html(
      pieces.map { $0.markup == .html ? $0.text : HTMLText.escaped($0.text) }.joined(
        separator: "<br/>"
      )
    )
  }

  private static func text(_ element: XMLElement) -> ForeignText {
    let text = element.allText.trimmed
    let isHTML = element["texttype"]?.lowercased().contains("html") == true
    return isHTML ? .html(text) : ForeignText(text)
  }

  private static func material(_ element: XMLElement?) -> ForeignText {
    joined((element?.descendants(named: "mattext") ?? []).map(text))
  }

  private func labels(_ response: XMLElement) -> [(identifier: String, text: ForeignText)] {
    response.descendants(named: "response_label").map { label in
      (label["ident"] ?? "", Self.material(label))
    }
  }

  /// Feedback by its name.
  private func feedback(_ item: XMLElement) -> [String: ForeignText] {
    let pairs = item.all("itemfeedback").map { ($0["ident"] ?? "", Self.material($0)) }
    return Dictionary(pairs) { first, _ in first }.filter { !$0.value.isEmpty }
  }

  // MARK: One response

  private func readOne(
    _ response: XMLElement,
    _ type: String,
    _ conditions: QTI12Conditions,
    _ said: [String: ForeignText],
    into item: inout ForeignItem
  ) {
    let name = response["ident"] ?? ""
    let cardinality = response["rcardinality"]?.lowercased() ?? "single"
    guard response.name == "response_lid" else {
      return readTyped(response, name, type, conditions, into: &item)
    }
    let labels = labels(response)
    if cardinality == "ordered" {
      item.kind = .ordering
      let texts = Dictionary(labels.map { ($0.identifier, $0.text) }) { first, _ in first }
      let order = (conditions.sequences[name] ?? []).compactMap { texts[$0] }
      item.answers =
        order.count == labels.count
        ? order.map { ForeignItem.Answer($0, weight: 1) }
        : labels.map { ForeignItem.Answer($0.text, weight: 0) }
      return
    }
    item.kind = cardinality == "multiple" ? .multipleChoice : .singleChoice
    item.answers = labels.map { label in
      let link = conditions.links[name]?[label.identifier]
      return ForeignItem.Answer(
        label.text,
        weight: conditions.weight(of: label.identifier, for: name),
        feedback: link.flatMap { said[$0] } ?? ""
      )
    }
    let words = Set(labels.map { $0.text.plain.lowercased() })
    if labels.count == 2, words == ["true", "false"] || type.contains("true_false"),
      item.kind == .singleChoice
    {
      item.kind = .trueFalse
    }
  }

  private func readTyped(
    _ response: XMLElement,
    _ name: String,
    _ type: String,
    _ conditions: QTI12Conditions,
    into item: inout ForeignItem
  ) {
    let form = response.descendants(named: "render_fib").first?["fibtype"]?.lowercased() ?? ""
    let isNumber =
      type.contains("numerical") || response.name == "response_num" || form == "decimal"
      || form == "integer"
    let values = conditions.rightValues(for: name)
    if isNumber {
      item.kind = .numeric
      let ranges = (conditions.ranges[name] ?? []).compactMap { range -> ForeignItem.Answer? in
        guard let low = range.low.flatMap({ PlainNumber($0) }),
          let high = range.high.flatMap({ PlainNumber($0) }),
          low.value < high.value
        else { return nil }
        return ForeignItem.Answer(ForeignText("\(low.text)..\(high.text)"), weight: 1)
      }
      item.answers = values.compactMap { PlainNumber($0) }.map {
        ForeignItem.Answer(ForeignText($0.text), weight: 1)
      }
      // A range around an exact value says more than the value.
      if !ranges.isEmpty { item.answers = ranges }
    } else if values.isEmpty {
      item.kind = .essay
    } else {
      item.kind = .shortText
      item.answers = values.map {
        ForeignItem.Answer(ForeignText($0), weight: conditions.weight(of: $0, for: name))
      }
    }
  }

  // MARK: Several responses

  private func readSeveral(
    _ responses: [XMLElement],
    _ type: String,
    _ conditions: QTI12Conditions,
    into item: inout ForeignItem
  ) {
    let names = responses.map { response -> String in
      let written = Self.material(response.first("material")).plain
      return written.isEmpty ? (response["ident"] ?? "").replacing("response_", with: "") : written
    }
    let isGaps =
      type.contains("blank") || type.contains("dropdown")
      || (type.isEmpty && names.allSatisfy { item.stem.text.contains("[\($0)]") })
    if isGaps { return readGaps(responses, names, type, conditions, into: &item) }
    item.kind = .matching
    var used: Set<String> = []
    for (response, name) in zip(responses, names) {
      let texts = Dictionary(labels(response).map { ($0.identifier, $0.text) }) { first, _ in first
      }
      for value in conditions.rightValues(for: response["ident"] ?? "") {
        guard let text = texts[value] else { continue }
        used.insert(value)
        // A category takes several elements: each is a prompt of its own.
        item.pairs.append(
          type.contains("categor")
            ? ForeignItem.Pair(text, ForeignText(name)) : ForeignItem.Pair(ForeignText(name), text)
        )
      }
    }
    guard !type.contains("categor"), !item.pairs.isEmpty else { return }
    var seen: Set<String> = []
    for label in responses.flatMap(labels)
    where !used.contains(label.identifier) && seen.insert(label.identifier).inserted {
      let isRight = item.pairs.contains { $0.match == label.text }
      if !isRight { item.pairs.append(ForeignItem.Pair("", label.text)) }
    }
  }

  private func readGaps(
    _ responses: [XMLElement],
    _ names: [String],
    _ type: String,
    _ conditions: QTI12Conditions,
    into item: inout ForeignItem
  ) {
    item.kind = .cloze
    for (index, (response, name)) in zip(responses, names).enumerated() {
      let mark = "{{\(index + 1)}}"
      let written = item.stem.text.replacing("[\(name)]", with: mark, maxReplacements: 1)
      item.stem.text = written == item.stem.text ? "\(written) \(mark)" : written
      let isChoice = type.contains("dropdown")
      let identifier = response["ident"] ?? ""
      var answers = labels(response).map { label in
        ForeignItem.Answer(
          label.text,
          weight: isChoice ? conditions.weight(of: label.identifier, for: identifier) : 1
        )
      }
      if answers.isEmpty || response.name == "response_str" {
        answers = conditions.rightValues(for: identifier).map {
          ForeignItem.Answer(ForeignText($0), weight: 1)
        }
      }
      item.gaps.append(
        ForeignItem.Gap(kind: isChoice ? .singleChoice : .shortText, answers: answers)
      )
    }
  }
}
