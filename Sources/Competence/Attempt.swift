import Content
import Psychometrics
import Quiz
import Records
import Session

/// One answered item, with who answered it and where the log says so.
package struct Attempt: Hashable, Sendable {
  package let person: PersonID
  package let answered: SessionEvent.Answered

  /// The position of the entry, so that every figure can name what it rests on.
  package let position: Int
  package let at: Timestamp

  /// Whether it was given in an assessment, where no key was shown.
  package let isAssessed: Bool

  /// How it was judged anew after a key was corrected; what was recorded first stays in ``answered``.
  package internal(set) var regraded: Regrading?

  package init(
    person: PersonID,
    answered: SessionEvent.Answered,
    position: Int,
    at: Timestamp,
    isAssessed: Bool = false
  ) {
    self.isAssessed = isAssessed
    self.person = person
    self.answered = answered
    self.position = position
    self.at = at
  }

  package var item: ItemID { answered.version.item }
  package var lesson: LessonID { answered.version.item.lesson }

  /// The version by whose key it is judged now.
  package var version: ItemVersion { regraded?.version ?? answered.version }

  /// As it is judged now.
  package var score: Score { regraded?.score ?? answered.score }
  package var isCorrect: Bool { score.isCorrect }

  /// Wrong by somebody who was sure.
  package var isMisconception: Bool { !isCorrect && answered.certainty == .know }
  package var grade: ReviewGrade {
    answered.certainty.grade(isCorrect: isCorrect, withHints: answered.hints > 0)
  }

  /// The attempt before any key was corrected.
  package var asRecorded: Attempt {
    var attempt = self
    attempt.regraded = nil
    return attempt
  }

  /// The same key of the same item: what history continues over.
  package var question: Question {
    Question(item: item, keyDigest: version.keyDigest)
  }
}

/// An item as long as its key stays.
package struct Question: Hashable, Sendable {
  package let item: ItemID
  package let keyDigest: Digest

  package init(item: ItemID, keyDigest: Digest) {
    self.item = item
    self.keyDigest = keyDigest
  }
}
