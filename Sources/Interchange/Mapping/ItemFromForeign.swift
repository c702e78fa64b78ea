import Content
import Foundation

/// A question from elsewhere as an item of ours, with what was changed on the way.
package struct ItemFromForeign {
  package let item: Item

  /// What is not as it was, each in words.
  package let changes: [String]
}

/// Why a question cannot be asked here.
package struct NotDeliverable: Error {
  package let reason: String
}

extension ItemFromForeign {
  /// Makes an item below a lesson; its id is given, for it has to be unique in its file.
  package init(_ foreign: ForeignItem, id: ItemID) throws(NotDeliverable) {
    var mapping = ForeignMapping(foreign, id)
    let interaction = try mapping.interaction()
    var paragraphs = foreign.stem.paragraphs.map(composed)
    if case .cloze = interaction {
      paragraphs = paragraphs.map { mapping.marked($0) }
      paragraphs.insert(composed(foreign.title ?? "Fill the gaps."), at: 0)
    }
    if paragraphs.isEmpty { paragraphs = [composed(foreign.name)] }
    guard let stem = paragraphs.first, !stem.isEmpty else {
      throw NotDeliverable(reason: "it asks nothing")
    }
    if foreign.texts.contains(where: { $0.plain.unicodeScalars.contains(where: isUnsafe) }) {
      mapping.changes.append("control characters and signs that hide text became �")
    }
    if foreign.stem.losesMarkup { mapping.changes.append("markup of the text is taken out") }
    item = Item(
      id: id,
      stem: stem,
      scene: paragraphs.dropFirst().map(Prose.paragraph),
      interaction: interaction,
      difficulty: 0,
      facts: [],
      hints: foreign.hints.map { Hint(text: composed($0.plain), cost: Hint.usualCost) },
      location: foreign.location
    )
    changes = mapping.changes
  }
}

/// A text in the one form of its letters that compares equal (NFC), without what acts on a terminal.
func composed(_ text: String) -> String { neutralised(text).precomposedStringWithCanonicalMapping }

extension ForeignItem {
  /// Every text that an item of ours is made of.
  fileprivate var texts: [ForeignText] {
    let typed = (answers + gaps.flatMap(\.answers)).flatMap { [$0.text, $0.feedback] }
    let names = [title, category].compactMap { $0.map { ForeignText($0) } }
    return names + [stem, generalFeedback] + hints + typed
      + pairs.flatMap { [$0.prompt, $0.match] }
  }
}

/// The steps from a foreign question to an interaction.
private struct ForeignMapping {
  let foreign: ForeignItem
  let id: String
  var changes: [String] = []

  init(_ foreign: ForeignItem, _ id: ItemID) {
    self.foreign = foreign
    self.id = id.rawValue.split(separator: "/").last.map(String.init) ?? "item"
  }

  private var general: String { composed(foreign.generalFeedback.plain) }

  mutating func interaction() throws(NotDeliverable) -> Interaction {
    switch foreign.kind {
    case .singleChoice, .multipleChoice, .trueFalse:
      return .choice(try choice(foreign.kind, foreign.answers, general: general))
    case .shortText: return .text(try text(foreign.answers, general: general))
    case .numeric: return .number(try number(foreign.answers, general: general))
    case .ordering: return .ordering(try ordering())
    case .matching: return .matching(try matching())
    case .cloze: return .cloze(try cloze())
    case .essay: throw NotDeliverable(reason: "an essay cannot be judged by a program")
    case .description: throw NotDeliverable(reason: "a description asks nothing")
    }
  }

  // MARK: Choices

  private mutating func choice(
    _ kind: ForeignItem.Kind,
    _ answers: [ForeignItem.Answer],
    general: String
  ) throws(NotDeliverable) -> ChoiceInteraction {
    var seen: Set<String> = []
    let distinct = answers.filter { answer in
      let plain = composed(answer.text.plain)
      return !plain.isEmpty && seen.insert(foldedText(plain)).inserted
    }
    if distinct.count < answers.count {
      changes.append("options that are empty or say the same are one")
    }
    guard distinct.count > 1 else {
      throw NotDeliverable(reason: "fewer than two options have a text")
    }
    guard distinct.count <= OptionID.largestCount else {
      throw NotDeliverable(reason: "more than \(OptionID.largestCount) options")
    }
    let (type, keys) = keys(kind, distinct)
    if keys.count == distinct.count {
      changes.append("every option is right, and content check refuses that")
    }
    var options: [Option] = []
    var isAdded = false
    for (index, answer) in distinct.enumerated() {
      var rationale = composed(answer.feedback.plain)
      if rationale.isEmpty, keys.contains(index), !general.isEmpty {
        rationale = general
        changes.append("general feedback became the rationale of what is right")
      } else if keys.contains(index), !general.isEmpty, isMereVerdict(rationale) {
        // “Correct.” says no more than the mark does.
        let ends = rationale.last.map { ".!?:…".contains($0) } ?? true
        rationale += (ends ? " " : ". ") + general
        isAdded = true
        changes.append("general feedback is added to the reason of what is right, which had none")
      }
      options.append(
        Option(
          id: OptionID(index: index),
          text: composed(answer.text.plain),
          isKey: keys.contains(index),
          rationale: rationale
        )
      )
    }
    let isUsed = isAdded || options.contains { $0.rationale == general }
    if !general.isEmpty, !isUsed {
      changes.append("general feedback is dropped, for every option has its own")
    }
    if distinct.contains(where: { $0.text.losesMarkup || $0.feedback.losesMarkup }) {
      changes.append("markup of options or feedback is taken out")
    }
    return ChoiceInteraction(type: type, options: options)
  }

  private mutating func keys(
    _ kind: ForeignItem.Kind,
    _ answers: [ForeignItem.Answer]
  ) -> (ItemType, Set<Int>) {
    let best = answers.map(\.weight).max() ?? 0
    let right = answers.indices.filter { answers[$0].isRight }
    let full = right.filter { answers[$0].weight == best }
    if kind == .multipleChoice {
      let isUneven =
        Set(right.map { answers[$0].weight }).count > 1 || answers.contains { $0.weight < 0 }
      if isUneven { changes.append("weights are not kept: an option is right or wrong") }
      return (.multipleChoice, Set(right))
    }
    if full.count < right.count { changes.append("options that are partly right are wrong now") }
    if full.count > 1 {
      changes.append("several options are wholly right: all of them have to be chosen now")
      return (.multipleChoice, Set(full))
    }
    return (kind == .trueFalse && answers.count == 2 ? .trueFalse : .singleChoice, Set(full))
  }

  // MARK: Typed

  private mutating func text(
    _ answers: [ForeignItem.Answer],
    general: String
  ) throws(NotDeliverable) -> TextInteraction {
    var rationale = general
    var seen: Set<String> = []
    var taken: [TextInteraction.Answer] = []
    for answer in answers {
      let plain = composed(answer.text.plain)
      if plain == "*" {
        if rationale.isEmpty { rationale = composed(answer.feedback.plain) }
        continue
      }
      // `*` stands for any letters in Moodle, and in a pattern of ours.
      let isPattern = plain.contains("*") && TextPattern(plain) != nil
      let key = lettersAndDigits(plain)
      guard !key.isEmpty, plain.utf8.count <= TextInteraction.longestText else {
        changes.append("an answer is left out that has no letters or is too long to type")
        continue
      }
      guard isPattern || seen.insert(key).inserted else {
        changes.append("answers that differ only in case or marks are one")
        continue
      }
      if answer.weight > 0, answer.weight < 1 {
        changes.append("a partly right answer is accepted")
      }
      taken.append(
        TextInteraction.Answer(
          text: plain,
          isPattern: isPattern,
          isAccepted: answer.isRight,
          rationale: composed(answer.feedback.plain)
        )
      )
    }
    guard !taken.isEmpty else { throw NotDeliverable(reason: "no answer can be typed") }
    return TextInteraction(answers: taken, rationale: rationale)
  }

  private mutating func number(
    _ answers: [ForeignItem.Answer],
    general: String
  ) throws(NotDeliverable) -> NumericInteraction {
    var rationale = general
    var taken: [NumericInteraction.Answer] = []
    for answer in answers {
      let text = answer.text.plain
      if text == "*" {
        guard answer.weight <= 0 else { throw NotDeliverable(reason: "every number is right") }
        if rationale.isEmpty { rationale = composed(answer.feedback.plain) }
        continue
      }
      let written = answer.tolerance.flatMap { $0 == "0" ? nil : "\(text) +- \($0)" } ?? text
      if answer.weight > 0, answer.weight < 1 {
        changes.append("a partly right number is accepted")
      }
      let number = NumericInteraction.Answer(
        text: written,
        isAccepted: answer.isRight,
        rationale: composed(answer.feedback.plain)
      )
      guard let number else {
        throw NotDeliverable(reason: "‘\(written.prefix(40))’ is too long a number")
      }
      taken.append(number)
    }
    guard !taken.isEmpty else { throw NotDeliverable(reason: "there is no number") }
    return NumericInteraction(answers: taken, unit: nil, rationale: rationale)
  }

  // MARK: Arranged

  private func ordering() throws(NotDeliverable) -> OrderingInteraction {
    guard (2...OptionID.largestCount).contains(foreign.answers.count) else {
      throw NotDeliverable(reason: "\(foreign.answers.count) elements cannot be put in order")
    }
    guard foreign.answers.allSatisfy(\.isRight) else {
      throw NotDeliverable(reason: "the right order is not known")
    }
    let elements = foreign.answers.enumerated().map { index, answer in
      OrderingInteraction.Element(
        id: OptionID(index: index),
        text: composed(answer.text.plain),
        rationale: composed(answer.feedback.plain)
      )
    }
    return OrderingInteraction(elements: elements, rationale: general)
  }

  private func matching() throws(NotDeliverable) -> MatchingInteraction {
    let rows = foreign.pairs.map { (composed($0.prompt.plain), composed($0.match.plain)) }
    guard rows.allSatisfy({ !$0.1.isEmpty }) else {
      throw NotDeliverable(reason: "a pair has no right side")
    }
    let matching = MatchingInteraction(
      titles: ["What", "Belongs to"],
      rows: rows,
      rationale: general
    )
    guard matching.prompts.count > 1, (2...OptionID.largestCount).contains(matching.matches.count),
      Set(matching.prompts).count == matching.prompts.count
    else { throw NotDeliverable(reason: "it has not at least two pairs that differ") }
    return matching
  }

  private mutating func cloze() throws(NotDeliverable) -> ClozeInteraction {
    guard !foreign.gaps.isEmpty else { throw NotDeliverable(reason: "the text has no gap") }
    var gaps: [ClozeInteraction.Gap] = []
    for (index, gap) in foreign.gaps.enumerated() {
      let interaction: Interaction
      switch gap.kind {
      case .shortText: interaction = .text(try text(gap.answers, general: general))
      case .numeric: interaction = .number(try number(gap.answers, general: general))
      case .singleChoice, .multipleChoice, .trueFalse:
        interaction = .choice(try choice(gap.kind, gap.answers, general: ""))
      default: throw NotDeliverable(reason: "a gap is of a kind that a gap cannot be")
      }
      gaps.append(
        ClozeInteraction.Gap(
          id: "\(id)-\(index + 1)",
          prompt: "Gap \(index + 1)",
          interaction: interaction
        )
      )
    }
    return ClozeInteraction(gaps: gaps)
  }

  /// `{{1}}` as the mark of our gap.
  func marked(_ text: String) -> String {
    foreign.gaps.indices.reduce(text) { text, index in
      text.replacing("{{\(index + 1)}}", with: "{{\(id)-\(index + 1)}}", maxReplacements: 1)
    }
  }
}
