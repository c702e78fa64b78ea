import Content
import Psychometrics
import Quiz
import Records

/// Which of a log's answers count, and for what.
///
/// Figures about items rest on each person's first answer to a question; figures about people on spaced
/// answers: for each question the newest that was its first of that day, without a hint, since an answer
/// minutes after the reasons were read measures the reading. One pass over the answers of each person
/// finds both.
package struct AnswerTable: Sendable {
  package let answers: AnswerColumns

  /// The question of each version, and the item.
  let questions: Numbering<Question>
  private let questionOfVersion: [UInt32]

  /// The rows of first answers to a question, in the order of the log.
  private let firstOfQuestion: [Int]

  /// The rows of first answers to an item, whatever its key was then.
  private let firstOfItem: [Int]

  /// The rows of spaced answers, person by person, in the order of the log.
  private let spaced: [Int]
  private let spacedStarts: [Int]

  /// Finds what counts; spaced answers are those at or after a position of the log.
  package init(_ answers: AnswerColumns, since position: Int = 0) {
    self.answers = answers
    var questions = Numbering<Question>()
    var items = Numbering<ItemID>()
    var questionOfVersion: [UInt32] = []
    var itemOfVersion: [Int] = []
    for version in answers.versions.names {
      questionOfVersion.append(
        questions.number(of: Question(item: version.item, keyDigest: version.keyDigest))
      )
      itemOfVersion.append(Int(items.number(of: version.item)))
    }
    var selection = Selection(
      rows: answers.rows.count,
      items: items.count,
      questions: questions.count,
      competencies: answers.competencies.count
    )
    answers.rows.withRows { rows in
      let places = PlacesByPerson(rows, people: answers.people.count)
      for person in 0..<answers.people.count {
        selection.begin()
        for place in places[person] {
          let row = rows[Int(place)]
          let question = Int(questionOfVersion[Int(row.version)])
          selection.meet(question: question, item: itemOfVersion[Int(row.version)], at: Int(place))
          guard !row.isHinted, row.position >= position, !answers.isUndecided(row) else { continue }
          selection.space(row, question: question, at: Int(place))
        }
        selection.end()
      }
    }
    self.questions = questions
    self.questionOfVersion = questionOfVersion
    (firstOfQuestion, firstOfItem) = selection.firsts
    (spaced, spacedStarts) = (selection.spaced, selection.starts)
  }

  /// The table of answers that somebody has folded already.
  package init(_ attempts: some Collection<Attempt>) { self.init(AnswerColumns(attempts)) }

  /// Each person's first answers to questions, in the order of the log.
  var firstQuestionAnswers: some Sequence<AnswerRow> {
    firstOfQuestion.lazy.map { answers.rows[$0] }
  }

  /// Each person's first answers to items, in the order of the log.
  package var firstAnswers: some Sequence<AnswerRow> {
    firstOfItem.lazy.map { answers.rows[$0] }
  }

  /// Whether each version belongs to one of these lessons, by the number of the version.
  package func areVersions(of lessons: Set<LessonID>) -> [Bool] {
    answers.versions.names.map { lessons.contains($0.item.lesson) }
  }

  /// Whoever answered anything of these lessons.
  package func people(whoMet lessons: Set<LessonID>) -> Set<PersonID> {
    let isOfThem = areVersions(of: lessons)
    var met = [Bool](repeating: false, count: answers.people.count)
    for row in firstAnswers where isOfThem[Int(row.version)] { met[Int(row.person)] = true }
    return Set(zip(answers.people.names, met).filter(\.1).map(\.0))
  }

  func question(_ row: AnswerRow) -> Int { Int(questionOfVersion[Int(row.version)]) }

  /// The spaced answers of a person, by number.
  func spaced(of person: Int) -> some Sequence<AnswerRow> {
    spaced[spacedStarts[person]..<spacedStarts[person + 1]].lazy.map { answers.rows[$0] }
  }
}

/// The places of rows by person, each in the order of the log.
private struct PlacesByPerson {
  private var places: [UInt32]
  private var starts: [Int]

  init(_ rows: UnsafeBufferPointer<AnswerRow>, people: Int) {
    starts = [Int](repeating: 0, count: people + 1)
    for row in rows { starts[Int(row.person) + 1] += 1 }
    for person in 0..<people { starts[person + 1] += starts[person] }
    var next = starts
    places = [UInt32](unsafeUninitializedCapacity: rows.count) { buffer, count in
      for place in rows.indices {
        let person = Int(rows[place].person)
        buffer[next[person]] = UInt32(place)
        next[person] += 1
      }
      count = rows.count
    }
  }

  subscript(person: Int) -> ArraySlice<UInt32> { places[starts[person]..<starts[person + 1]] }
}

/// The pass over the answers of one person after the other.
private struct Selection {
  /// One bit for the first answer to a question, one for that to an item, by row.
  private var marks: [UInt8]

  /// Whom a question or an item was met by last; a person is known by a running number.
  private var metQuestions: [Int32]
  private var metItems: [Int32]
  private var person: Int32 = 0

  /// The newest spaced answer to each question under each competency: place, day and person.
  private var newest: [(place: Int, day: Int, person: Int32)]
  private var touched: [Int] = []
  private let competencies: Int

  private(set) var spaced: [Int] = []
  private(set) var starts = [0]

  init(rows: Int, items: Int, questions: Int, competencies: Int) {
    marks = [UInt8](repeating: 0, count: rows)
    metQuestions = [Int32](repeating: 0, count: questions)
    metItems = [Int32](repeating: 0, count: items)
    newest = Array(repeating: (0, 0, 0), count: questions * competencies)
    self.competencies = competencies
  }

  mutating func begin() { person += 1 }

  mutating func meet(question: Int, item: Int, at place: Int) {
    if metQuestions[question] != person {
      metQuestions[question] = person
      marks[place] |= 1
    }
    if metItems[item] != person {
      metItems[item] = person
      marks[place] |= 2
    }
  }

  mutating func space(_ row: AnswerRow, question: Int, at place: Int) {
    let cell = question * competencies + Int(row.competency)
    let day = row.day.number
    if newest[cell].person != person {
      touched.append(cell)
    } else if newest[cell].day == day {
      return
    }
    newest[cell] = (place, day, person)
  }

  mutating func end() {
    let start = spaced.count
    for cell in touched { spaced.append(newest[cell].place) }
    spaced[start...].sort()
    touched.removeAll(keepingCapacity: true)
    starts.append(spaced.count)
  }

  var firsts: (ofQuestion: [Int], ofItem: [Int]) {
    var firsts: (ofQuestion: [Int], ofItem: [Int]) = ([], [])
    for place in marks.indices where marks[place] != 0 {
      if marks[place] & 1 != 0 { firsts.ofQuestion.append(place) }
      if marks[place] & 2 != 0 { firsts.ofItem.append(place) }
    }
    return firsts
  }
}
