import Content

/// The numbers that a pass over answers needs of each version: its question, its item, and the place
/// of its question under each competency that it was asked for.
struct QuestionPlaces: Sendable {
  private(set) var questions = Numbering<Question>()
  private(set) var questionOfVersion: [UInt32] = []
  fileprivate private(set) var itemOfVersion: [UInt32] = []
  fileprivate private(set) var items = 0

  /// A question under a competency; nearly every version is asked for one competency alone.
  private struct Asked: Hashable {
    let number: UInt32
    let competency: UInt32
  }

  /// The competency that each version was first asked for, and the place of its question under that.
  private var firsts: [(competency: UInt32, cell: Int)?] = []
  private var rest: [Asked: Int] = [:]
  fileprivate private(set) var cellCount = 0

  init(_ answers: AnswerColumns) {
    var names = Numbering<ItemID>()
    for version in answers.versions.names {
      questionOfVersion.append(
        questions.number(of: Question(item: version.item, keyDigest: version.keyDigest))
      )
      itemOfVersion.append(names.number(of: version.item))
    }
    items = names.count
    firsts = Array(repeating: nil, count: answers.versions.count)
    // The same question in two versions has one place under a competency.
    var cells: [Asked: Int] = [:]
    answers.rows.withRows { rows in
      for row in rows where cell(row) == nil {
        let version = Int(row.version)
        let asked = Asked(number: questionOfVersion[version], competency: row.competency)
        let cell = cells[asked] ?? cellCount
        if cells[asked] == nil {
          cells[asked] = cell
          cellCount += 1
        }
        if firsts[version] == nil {
          firsts[version] = (row.competency, cell)
        } else {
          rest[Asked(number: row.version, competency: row.competency)] = cell
        }
      }
    }
  }

  /// The place of the row's question under its competency.
  fileprivate func cell(_ row: AnswerRow) -> Int? {
    if let first = firsts[Int(row.version)], first.competency == row.competency {
      return first.cell
    }
    return rest.isEmpty ? nil : rest[Asked(number: row.version, competency: row.competency)]
  }

  /// How many numbers a block keeps at most: what fits a processor's cache, nearly.
  private static let blockSize = 1 << 21

  /// People in blocks that are gone through at the same time, at least two.
  func blocks(of people: Int) -> [Range<Int>] {
    let most = max(1, Self.blockSize / max(1, cellCount + questions.count + items))
    let size = max(1, min(most, (people + 1) / 2))
    return stride(from: 0, to: people, by: size).map { $0..<min(people, $0 + size) }
  }
}

/// What counts of the answers of some people, found in one pass over all rows.
struct AnswerBlock: Sendable {
  private(set) var firstQuestionAnswers: [AnswerRow] = []
  private(set) var firstAnswers: [AnswerRow] = []
  private(set) var spaced: [AnswerRow] = []

  /// How many spaced answers each person gave.
  private(set) var spacedCounts: [Int] = []

  /// The newest spaced answer: its place among all rows plus one, and its day.
  private struct Newest {
    var place: UInt32 = 0
    var day: Int32 = 0
  }

  init(
    _ rows: UnsafeBufferPointer<AnswerRow>,
    of people: Range<Int>,
    places: QuestionPlaces,
    answers: AnswerColumns,
    since position: Int
  ) {
    let (questions, items, cells) = (places.questions.count, places.items, places.cellCount)
    var metQuestions = [Bool](repeating: false, count: people.count * questions)
    var metItems = [Bool](repeating: false, count: people.count * items)
    var newest = [Newest](repeating: Newest(), count: people.count * cells)
    for (index, row) in rows.enumerated() where people.contains(Int(row.person)) {
      let (person, version) = (Int(row.person) - people.lowerBound, Int(row.version))
      let question = person * questions + Int(places.questionOfVersion[version])
      if !metQuestions[question] {
        metQuestions[question] = true
        firstQuestionAnswers.append(row)
      }
      let item = person * items + Int(places.itemOfVersion[version])
      if !metItems[item] {
        metItems[item] = true
        firstAnswers.append(row)
      }
      guard !row.isHinted, Int(row.position) >= position, !answers.isUndecided(row),
        let place = places.cell(row)
      else { continue }
      let cell = person * cells + place
      let day = Int32(clamping: row.day.number)
      if newest[cell].place > 0, newest[cell].day == day { continue }
      newest[cell] = Newest(place: UInt32(index + 1), day: day)
    }
    for person in 0..<people.count {
      let found = newest[(person * cells)..<((person + 1) * cells)].map(\.place).filter { $0 > 0 }
      spaced += found.sorted().map { rows[Int($0) - 1] }
      spacedCounts.append(found.count)
    }
  }
}
