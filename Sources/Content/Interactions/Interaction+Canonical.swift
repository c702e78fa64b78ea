/// The canonical form of an interaction: what a digest covers, and what the ledger keeps.
extension Interaction {
  func write(to writer: inout CanonicalWriter) {
    writer.writeObject { object in
      switch self {
      case .choice(let choice):
        object.member("options", choice.options) { $0.write(option: $1) }
      case .text(let text):
        object.member("answers", text.answers) { $0.write(answer: $1) }
        object.member("rationale", text.rationale)
      case .number(let number):
        object.member("answers", number.answers) { $0.write(answer: $1) }
        object.member("rationale", number.rationale)
      case .ordering(let ordering):
        object.member("elements", ordering.elements) { $0.write(element: $1) }
        object.member("rationale", ordering.rationale)
      case .matching(let matching):
        object.member("rationale", matching.rationale)
        object.member("rows", matching.rows) { $0.write([$1.prompt, $1.match]) }
        object.member("titles", matching.titles)
      case .cloze(let cloze): object.member("gaps", cloze.gaps) { $0.write(gap: $1) }
      }
      object.member("type", type.rawValue)
      if case .number(let number) = self {
        object.member("unit", number.unit.map(JSONValue.string) ?? .null)
      }
    }
  }

  /// Reads back what ``write(to:)`` wrote; `nil` for anything else.
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

  /// Writes what is right, in a form that spelling, order and wrong answers do not change.
  func writeKey(to writer: inout CanonicalWriter) {
    writer.writeObject { object in
      switch self {
      case .choice(let choice):
        object.member(
          "right",
          sorted(choice.options.filter(\.isKey).map { lettersAndDigits($0.text) })
        )
      case .text(let text):
        let accepted = text.answers.filter(\.isAccepted)
        object.member(
          "right",
          sorted(accepted.map { $0.isPattern ? $0.text : lettersAndDigits($0.text) })
        )
      case .number(let number):
        object.member("right", sorted(number.answers.filter(\.isAccepted).map(\.text)))
      case .ordering(let ordering):
        object.member("right", ordering.elements.map { lettersAndDigits($0.text) })
      case .matching(let matching):
        let rows = matching.rows.filter { !$0.prompt.isEmpty }
        object.member(
          "right",
          sorted(rows.map { "\(lettersAndDigits($0.prompt)) \(lettersAndDigits($0.match))" })
        )
      case .cloze(let cloze):
        object.member("right", cloze.gaps) { $1.interaction.writeKey(to: &$0) }
      }
      object.member("type", type.rawValue)
    }
  }

  private func sorted(_ texts: [String]) -> [String] { texts.sorted(by: precedesInUTF16) }
}

extension CanonicalWriter {
  fileprivate mutating func write(option: Option) {
    writeObject { object in
      object.member("key", .bool(option.isKey))
      object.member("rationale", option.rationale)
      object.member("text", option.text)
    }
  }

  fileprivate mutating func write(answer: TextInteraction.Answer) {
    writeObject { object in
      object.member("accepted", .bool(answer.isAccepted))
      object.member("pattern", .bool(answer.isPattern))
      object.member("rationale", answer.rationale)
      object.member("text", answer.text)
    }
  }

  fileprivate mutating func write(answer: NumericInteraction.Answer) {
    writeObject { object in
      object.member("accepted", .bool(answer.isAccepted))
      object.member("rationale", answer.rationale)
      object.member("text", answer.text)
    }
  }

  fileprivate mutating func write(element: OrderingInteraction.Element) {
    writeObject { object in
      object.member("rationale", element.rationale)
      object.member("text", element.text)
    }
  }

  fileprivate mutating func write(gap: ClozeInteraction.Gap) {
    writeObject { object in
      object.member("id", gap.id)
      object.member("interaction") { gap.interaction.write(to: &$0) }
      object.member("prompt", gap.prompt)
    }
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
