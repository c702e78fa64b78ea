import Content

/// How a library is made up: for each competency its items by type, where keys stand, how hard the
/// authors think it is, and how many items the programme's promises still want.
struct ContentStats: Encodable {
  struct Line: Encodable {
    let competency: String
    let lessons: Int
    let items: Int
    let types: [String: Int]

    /// Of the authors' estimates, in logits.
    let meanDifficulty: String

    /// How many more items the mastery decision wants.
    let missing: Int
  }

  let schema = 1
  let incidents: Int
  let tabletops: Int
  let translations: Int
  let items: Int
  let types: [String: Int]

  /// How many keys of single choices stand first, second … in their files.
  let keyPositions: [Int]

  /// Single choices whose key is longer than every other option.
  let keyLongest: Int
  let competencies: [Line]

  init(_ library: ContentLibrary) {
    let lessons = library.lessons
    let items = lessons.flatMap(\.items)
    incidents = library.incidents.count
    tabletops = library.tabletopIDs.count
    translations = library.translationCount
    self.items = items.count
    types = Self.types(of: items)
    let choices = items.compactMap { item -> ChoiceInteraction? in
      guard case .choice(let choice) = item.interaction, choice.type == .singleChoice else {
        return nil
      }
      return choice
    }
    var positions: [Int] = []
    for choice in choices {
      guard let place = choice.options.firstIndex(where: \.isKey) else { continue }
      positions += Array(repeating: 0, count: max(0, place + 1 - positions.count))
      positions[place] += 1
    }
    keyPositions = positions
    keyLongest = choices.count { choice in
      let key = choice.options.first(where: \.isKey)?.text.count ?? 0
      return choice.options.allSatisfy { $0.isKey || $0.text.count < key }
    }
    let plans = PoolPlan.plans(for: library)
    competencies = library.competencies.map { competency in
      let own = lessons.filter { $0.competency == competency.id }
      let items = own.flatMap(\.items)
      let mean = items.reduce(0) { $0 + $1.difficulty } / Double(max(1, items.count))
      return Line(
        competency: competency.id.rawValue,
        lessons: own.count,
        items: items.count,
        types: Self.types(of: items),
        meanDifficulty: "\((mean * 100).rounded() / 100)",
        missing: plans.first { $0.competency == competency.id }?.missing ?? 0
      )
    }
  }

  private static func types(of items: [Item]) -> [String: Int] {
    items.reduce(into: [:]) { $0[$1.interaction.type.rawValue, default: 0] += 1 }
  }

  func show() {
    say(
      "\(incidents) incidents, \(items) items, \(tabletops) tabletops, \(translations) translations"
    )
    let words = ItemType.allCases.compactMap { type in
      types[type.rawValue].map { "\($0) \(type.rawValue)" }
    }
    say(words.joined(separator: ", "))
    let singles = keyPositions.reduce(0, +)
    say(
      "keys of \(singles) single choices stand \(keyPositions.map(String.init).joined(separator: ", ")) "
        + "times in places 1 to \(keyPositions.count); \(keyLongest) are the longest option"
    )
    printData("")
    let width = competencies.map(\.competency.count).max() ?? 0
    for line in competencies {
      let name = line.competency + String(repeating: " ", count: width - line.competency.count)
      let wanted = line.missing > 0 ? ", \(line.missing) more wanted" : ""
      printData(
        "\(name)  \(line.items) items in \(line.lessons) lessons, difficulty \(line.meanDifficulty)\(wanted)"
      )
    }
  }
}
