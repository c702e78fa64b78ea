import Content
import Psychometrics
import Quiz
import Records
import Session

/// Where people of a group are sure of the same wrong option.
///
/// Somebody who guesses wrongly has a gap, and asks; somebody who is sure acts. Each person counts
/// once an item, with their first answer to it, because a later one measures the feedback. A role of which
/// fewer people than the programme's minimum answered holds no figure, nor does one that is all but so
/// few of everybody who did.
package struct MisconceptionHeat: Hashable, Sendable {
  /// One option of one item, as one group takes it.
  package struct Cell: Hashable, Sendable {
    package let role: RoleID
    package let question: Question
    package let version: ItemVersion

    /// `nil` for answers that are not one option.
    package let option: OptionID?

    /// Who was sure and chose it, of all in the group who answered the item.
    package let share: WilsonInterval
    package let sure: Int

    package var lesson: LessonID { question.item.lesson }
  }

  /// The hottest first, by the lower end of the interval.
  package let cells: [Cell]

  /// Groups and items that were left out because too few people answered.
  package let suppressed: Int

  /// Counts, for each role and each of the people's first answers.
  package init(
    _ records: CompetenceRecords,
    programme: Programme,
    confidence: Probability
  ) {
    var suppressed = 0
    var cells: [Cell] = []
    let first = records.attempts.firstByQuestion
    let everybody = Dictionary(first.map { ($0.question, 1) }, uniquingKeysWith: +)
    for role in programme.roles.map(\.id) {
      let members = Set(records.roster.members.filter { $0.value.roles.contains(role) }.map(\.key))
      let groups = Dictionary(
        grouping: first.filter { members.contains($0.person) },
        by: \.question
      )
      for (question, all) in groups {
        guard let newest = all.last?.answered.version else { continue }
        let attempts = all.filter { $0.answered.version == newest }
        // A role that is all but a few of those who answered would tell about the few.
        let others = (everybody[question] ?? 0) - all.count
        guard attempts.count >= programme.minimumCell,
          !(1..<programme.minimumCell).contains(others)
        else {
          suppressed += 1
          continue
        }
        let wrong = attempts.filter(\.isMisconception)
        for (option, chosen) in Dictionary(grouping: wrong, by: \.singleOption) {
          let share = WilsonInterval(
            successes: chosen.count,
            of: attempts.count,
            confidence: confidence
          )
          guard let share else { continue }
          cells.append(
            Cell(
              role: role,
              question: question,
              version: newest,
              option: option,
              share: share,
              sure: chosen.count
            )
          )
        }
      }
    }
    self.suppressed = suppressed
    self.cells = cells.sorted { left, right in
      let order = { (cell: Cell) in
        (
          -cell.share.lower.value, cell.role.rawValue, cell.question.item.rawValue,
          cell.option?.rawValue ?? ""
        )
      }
      return order(left) < order(right)
    }
  }

  /// Cells in which more than one person in so many is sure and wrong for certain.
  package static let hotShare = 0.1

  package var hot: [Cell] { cells.filter { $0.share.lower.value > Self.hotShare } }
}

extension Attempt {
  /// The option that was chosen, where it was one.
  var singleOption: OptionID? {
    guard case .options(let options) = answered.response, options.count == 1 else { return nil }
    return options.first
  }
}

extension [Attempt] {
  /// Each person's first answer to each question, in their order.
  package var firstByQuestion: [Attempt] {
    var seen: [Question: Set<PersonID>] = [:]
    return filter { seen[$0.question, default: []].insert($0.person).inserted }
  }
}
