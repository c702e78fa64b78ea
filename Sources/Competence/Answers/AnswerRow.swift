import Content
import Quiz
import Session

/// An answer in forty bytes, with people, versions, sessions and competencies as numbers.
///
/// What is counted over millions of answers is counted over these; what is shown of one answer is read
/// from its entry. Ten columns of four bytes in the order of the machine: rows stand in files of this
/// machine alone, and never in a record.
package struct AnswerRow: Hashable, Sendable, BitwiseCopyable {
  /// The position of the entry; a log of more than four thousand million entries has none.
  package let position: UInt32
  package let person: UInt32

  /// The version as it was answered.
  package let answered: UInt32

  /// The version by whose key it is judged now.
  package internal(set) var version: UInt32
  package let session: UInt32

  /// One bit for each option that was chosen, the first in the lowest.
  package let options: UInt32
  package let milliseconds: UInt32
  private let dayNumber: Int32
  package let competency: UInt32
  private var marks: UInt32

  package init(
    position: Int,
    person: UInt32,
    answered: UInt32,
    version: UInt32,
    session: UInt32,
    competency: UInt32,
    facts: SessionEvent.Answered,
    isCorrect: Bool,
    isAssessed: Bool
  ) {
    self.position = UInt32(position)
    self.person = person
    self.answered = answered
    self.version = version
    self.session = session
    self.competency = competency
    milliseconds = UInt32(clamping: facts.milliseconds)
    dayNumber = Int32(clamping: facts.day.number)
    var marks: UInt32 = isCorrect ? Self.correct : 0
    if isAssessed { marks |= Self.assessed }
    if facts.hints > 0 { marks |= Self.hinted }
    if facts.certainty == .know { marks |= Self.sure }
    if case .options(let chosen) = facts.response {
      marks |= Self.choice
      options = chosen.reduce(0) { $0 | $1.bit }
    } else {
      options = 0
    }
    self.marks = marks | UInt32(UInt16(clamping: facts.index)) << 16
  }

  private static let correct: UInt32 = 1
  private static let assessed: UInt32 = 2
  private static let hinted: UInt32 = 4
  private static let sure: UInt32 = 8
  private static let choice: UInt32 = 16

  package var day: Day { Day(number: Int(dayNumber)) }

  /// The place in the session, counted from zero.
  package var index: Int { Int(marks >> 16) }
  package var isCorrect: Bool { marks & Self.correct != 0 }
  package var isAssessed: Bool { marks & Self.assessed != 0 }

  /// Whether a hint was shown before.
  package var isHinted: Bool { marks & Self.hinted != 0 }

  /// Whether somebody chose among options, and said which.
  package var isChoice: Bool { marks & Self.choice != 0 }

  /// The options that were chosen, in their order.
  package var chosen: [OptionID] {
    (0..<OptionID.largestCount).filter { options & 1 << UInt32($0) != 0 }.map(OptionID.init(index:))
  }

  /// Wrong by somebody who was sure.
  package var isMisconception: Bool { marks & (Self.correct | Self.sure) == Self.sure }

  /// Judges the answer by another key.
  mutating func regrade(version: UInt32, isCorrect: Bool) {
    self.version = version
    marks = marks & ~Self.correct | (isCorrect ? Self.correct : 0)
  }
}

extension OptionID {
  /// The bit of an option in a row; an option without a letter has none.
  fileprivate var bit: UInt32 {
    guard let letter = rawValue.utf8.first, rawValue.utf8.count == 1, (97...122).contains(letter)
    else { return 0 }
    return 1 << UInt32(letter - 97)
  }
}
