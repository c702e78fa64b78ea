/// The canonical form of an interaction: what a digest covers, and what the ledger keeps.
extension Interaction {
  var canonical: JSONValue {
    switch self {
    case .choice(let choice):
      let options = choice.options.map { option -> JSONValue in
        [
          "key": .bool(option.isKey), "rationale": .string(option.rationale),
          "text": .string(option.text),
        ]
      }
      return ["options": .array(options), "type": .string(choice.type.rawValue)]
    case .text(let text):
      let answers = text.answers.map { answer -> JSONValue in
        [
          "accepted": .bool(answer.isAccepted), "pattern": .bool(answer.isPattern),
          "rationale": .string(answer.rationale), "text": .string(answer.text),
        ]
      }
      return [
        "answers": .array(answers), "rationale": .string(text.rationale),
        "type": .string(type.rawValue),
      ]
    case .number(let number):
      let answers = number.answers.map { answer -> JSONValue in
        [
          "accepted": .bool(answer.isAccepted), "rationale": .string(answer.rationale),
          "text": .string(answer.text),
        ]
      }
      return [
        "answers": .array(answers), "rationale": .string(number.rationale),
        "type": .string(type.rawValue), "unit": number.unit.map(JSONValue.string) ?? .null,
      ]
    case .ordering(let ordering):
      let elements = ordering.elements.map { element -> JSONValue in
        ["rationale": .string(element.rationale), "text": .string(element.text)]
      }
      return [
        "elements": .array(elements), "rationale": .string(ordering.rationale),
        "type": .string(type.rawValue),
      ]
    case .matching(let matching):
      let rows = matching.rows.map { JSONValue.array([.string($0.prompt), .string($0.match)]) }
      return [
        "rationale": .string(matching.rationale), "rows": .array(rows),
        "titles": .array(matching.titles.map(JSONValue.string)), "type": .string(type.rawValue),
      ]
    case .cloze(let cloze):
      let gaps = cloze.gaps.map { gap -> JSONValue in
        [
          "id": .string(gap.id), "interaction": gap.interaction.canonical,
          "prompt": .string(gap.prompt),
        ]
      }
      return ["gaps": .array(gaps), "type": .string(type.rawValue)]
    }
  }

  /// Reads back what ``canonical`` wrote; `nil` for anything else.
  init?(canonical value: JSONValue) {
    guard let type = value["type"]?.string.flatMap(ItemType.init(rawValue:)) else { return nil }
    let read: Interaction? =
      switch type {
      case .singleChoice, .multipleChoice, .trueFalse: Self.choice(value, of: type)
      case .shortText: Self.text(value)
      case .numeric: Self.number(value)
      case .ordering: Self.ordering(value)
      case .matching: Self.matching(value)
      case .cloze: Self.cloze(value)
      }
    guard let read else { return nil }
    self = read
  }

  private static func choice(_ value: JSONValue, of type: ItemType) -> Interaction? {
    value.elements("options") { index, option -> Option? in
      guard let text = option["text"]?.string, let isKey = option["key"]?.bool,
        let rationale = option["rationale"]?.string
      else { return nil }
      return Option(id: OptionID(index: index), text: text, isKey: isKey, rationale: rationale)
    }.map { .choice(ChoiceInteraction(type: type, options: $0)) }
  }

  private static func text(_ value: JSONValue) -> Interaction? {
    let answers = value.elements("answers") { _, answer -> TextInteraction.Answer? in
      guard let text = answer["text"]?.string, let isPattern = answer["pattern"]?.bool,
        let isAccepted = answer["accepted"]?.bool, let rationale = answer["rationale"]?.string
      else { return nil }
      return TextInteraction.Answer(
        text: text,
        isPattern: isPattern,
        isAccepted: isAccepted,
        rationale: rationale
      )
    }
    guard let answers, let rationale = value["rationale"]?.string else { return nil }
    return .text(TextInteraction(answers: answers, rationale: rationale))
  }

  private static func number(_ value: JSONValue) -> Interaction? {
    let answers = value.elements("answers") { _, answer -> NumericInteraction.Answer? in
      guard let text = answer["text"]?.string, let isAccepted = answer["accepted"]?.bool,
        let rationale = answer["rationale"]?.string
      else { return nil }
      return NumericInteraction.Answer(text: text, isAccepted: isAccepted, rationale: rationale)
    }
    guard let answers, let rationale = value["rationale"]?.string else { return nil }
    let unit = value["unit"]?.string
    return .number(NumericInteraction(answers: answers, unit: unit, rationale: rationale))
  }

  private static func ordering(_ value: JSONValue) -> Interaction? {
    let elements = value.elements("elements") { index, element -> OrderingInteraction.Element? in
      guard let text = element["text"]?.string, let rationale = element["rationale"]?.string else {
        return nil
      }
      return OrderingInteraction.Element(
        id: OptionID(index: index),
        text: text,
        rationale: rationale
      )
    }
    guard let elements, let rationale = value["rationale"]?.string else { return nil }
    return .ordering(OrderingInteraction(elements: elements, rationale: rationale))
  }

  private static func matching(_ value: JSONValue) -> Interaction? {
    let rows = value.elements("rows") { _, row -> (prompt: String, match: String)? in
      guard let cells = row.array?.compactMap(\.string), cells.count == 2 else { return nil }
      return (cells[0], cells[1])
    }
    guard let rows, let rationale = value["rationale"]?.string,
      let titles = value["titles"]?.array?.compactMap(\.string)
    else { return nil }
    return .matching(MatchingInteraction(titles: titles, rows: rows, rationale: rationale))
  }

  private static func cloze(_ value: JSONValue) -> Interaction? {
    value.elements("gaps") { _, gap -> ClozeInteraction.Gap? in
      guard let id = gap["id"]?.string, let prompt = gap["prompt"]?.string,
        let interaction = gap["interaction"].flatMap(Interaction.init(canonical:))
      else { return nil }
      return ClozeInteraction.Gap(id: id, prompt: prompt, interaction: interaction)
    }.map { .cloze(ClozeInteraction(gaps: $0)) }
  }

  /// What is right, in a form that spelling, order and wrong answers do not change.
  var canonicalKey: JSONValue {
    let sorted = { (texts: [String]) in
      JSONValue.array(texts.sorted(by: precedesInUTF16).map(JSONValue.string))
    }
    let right: JSONValue =
      switch self {
      case .choice(let choice):
        sorted(choice.options.filter(\.isKey).map { lettersAndDigits($0.text) })
      case .text(let text):
        sorted(
          text.answers.filter(\.isAccepted).map {
            $0.isPattern ? $0.text : lettersAndDigits($0.text)
          }
        )
      case .number(let number): sorted(number.answers.filter(\.isAccepted).map(\.text))
      case .ordering(let ordering):
        .array(ordering.elements.map { .string(lettersAndDigits($0.text)) })
      case .matching(let matching):
        sorted(
          matching.rows.filter { !$0.prompt.isEmpty }.map {
            "\(lettersAndDigits($0.prompt)) \(lettersAndDigits($0.match))"
          }
        )
      case .cloze(let cloze): .array(cloze.gaps.map(\.interaction.canonicalKey))
      }
    return ["right": right, "type": .string(type.rawValue)]
  }
}

extension JSONValue {
  /// The elements of a member, if there are some and every one can be read.
  fileprivate func elements<Element>(
    _ name: String,
    _ read: (Int, JSONValue) -> Element?
  ) -> [Element]? {
    guard let array = self[name]?.array else { return nil }
    let elements = array.enumerated().compactMap { read($0.offset, $0.element) }
    return elements.count == array.count ? elements : nil
  }
}
