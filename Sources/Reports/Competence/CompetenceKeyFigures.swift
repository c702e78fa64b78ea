import Competence
import Content
import Psychometrics
import Records

/// How far practice reaches: counts, which say nothing about what people know.
package struct CompetenceKeyFigures: Hashable, Sendable {
  /// People who were ever enrolled.
  package let enrolled: Int

  /// Of those, people who did not leave.
  package let active: Int

  /// Active people with at least one answer; `nil` for a group that is too small to be shown.
  package let practised: Share?

  /// Answers of everybody, those who left counted in; `nil` when too few people gave them.
  package let answers: Int?
  package let answering: Int?

  /// Lessons that active people's roles require and that they have met, person by person.
  package let lessonsMet: Share?

  init(
    _ profiles: [CompetenceProfile],
    records: CompetenceRecords,
    minimumCell: Int,
    confidence: Probability
  ) {
    let activePeople = records.activePeople
    let answering = records.people.values.count { !$0.attempts.isEmpty }
    enrolled = records.roster.members.values.count { $0.enrolledAt != nil }
    active = activePeople.count
    let isShown = active >= minimumCell
    let practising = activePeople.count { records.people[$0]?.attempts.isEmpty == false }
    practised = isShown ? Share(practising, of: active, confidence: confidence) : nil
    answers = answering >= minimumCell ? records.attempts.count : nil
    self.answering = answering >= minimumCell ? answering : nil
    let met = profiles.map { profile in
      let required = profile.requiredLessons
      return (
        count: required.count { profile.memories[$0.id] != nil }, total: required.count
      )
    }
    lessonsMet =
      isShown && met.count >= minimumCell ? Share(byPerson: met, confidence: confidence) : nil
  }
}
