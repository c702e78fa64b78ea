import Content
import Psychometrics
import Quiz
import Records

/// Which of a log's answers count, and for what.
///
/// Figures about items rest on each person's first answer to a question; figures about people on spaced
/// answers: for each question the newest that was its first of that day, without a hint, since an answer
/// minutes after the reasons were read measures the reading. One pass over the rows finds both.
package struct AnswerTable: Sendable {
  package let answers: AnswerColumns

  /// The question of each version, and the item.
  let questions: Numbering<Question>
  private let questionOfVersion: [UInt32]

  /// Each person's first answer to each question, in the order of the log.
  let firstQuestionAnswers: [AnswerRow]

  /// Each person's first answer to each item, whatever its key was then, in the order of the log.
  package let firstAnswers: [AnswerRow]

  /// Spaced answers, person by person, in the order of the log.
  private let spaced: [AnswerRow]
  private let spacedStarts: [Int]

  /// Finds what counts; spaced answers are those at or after a position of the log.
  package init(_ answers: AnswerColumns, since position: Int = 0) {
    self.answers = answers
    let places = QuestionPlaces(answers)
    questions = places.questions
    questionOfVersion = places.questionOfVersion
    let blocks = answers.rows.withRows { rows in
      // Blocks read the same memory and write their own.
      nonisolated(unsafe) let rows = rows
      return inParallel(places.blocks(of: answers.people.count)) { people in
        AnswerBlock(rows, of: people, places: places, answers: answers, since: position)
      }
    }
    firstQuestionAnswers = merged(blocks.map(\.firstQuestionAnswers))
    firstAnswers = merged(blocks.map(\.firstAnswers))
    spaced = blocks.flatMap(\.spaced)
    spacedStarts = blocks.flatMap(\.spacedCounts).reduce(into: [0]) {
      $0.append($0[$0.count - 1] + $1)
    }
  }

  /// The table of answers that somebody has folded already.
  package init(_ attempts: some Collection<Attempt>) { self.init(AnswerColumns(attempts)) }

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
  func spaced(of person: Int) -> ArraySlice<AnswerRow> {
    spaced[spacedStarts[person]..<spacedStarts[person + 1]]
  }
}

/// Brings rows together that are each in the order of the log.
private func merged(_ lists: [[AnswerRow]]) -> [AnswerRow] {
  guard lists.count > 1 else { return lists.first ?? [] }
  let half = lists.count / 2
  let (left, right) = (merged(Array(lists[..<half])), merged(Array(lists[half...])))
  var rows: [AnswerRow] = []
  rows.reserveCapacity(left.count + right.count)
  var next = 0
  for row in left {
    while next < right.count, right[next].position < row.position {
      rows.append(right[next])
      next += 1
    }
    rows.append(row)
  }
  rows += right[next...]
  return rows
}
