import Content
import Psychometrics
import Quiz
import Records

/// What one person knows on a day: mastery by competency, memory by lesson, and what to ask next.
package struct CompetenceProfile: Sendable {
  package let person: PersonID
  package let day: Day
  package let roles: [RoleID]
  package let memories: [LessonID: LessonMemory]
  package let attempts: [Attempt]
  private let library: ContentLibrary
  private let parameters: FSRSParameters
  private let lastMet: [ItemID: Day]
  private let models: ItemModels
  private let table: AnswerTable

  package init(
    of person: PersonID,
    in records: CompetenceRecords,
    library: ContentLibrary,
    models: ItemModels,
    on day: Day
  ) {
    // What an assessment that is not over yet found would tell its keys.
    let known = records.people[person]?.withoutOpenAssessment(parameters: records.parameters)
    self.person = person
    self.day = day
    self.library = library
    parameters = records.parameters
    roles = records.roster.members[person]?.roles ?? []
    memories = known?.memories ?? [:]
    attempts = known?.attempts ?? []
    lastMet = known?.lastMet ?? [:]
    self.models = models
    table = AnswerTable(attempts)
  }

  /// The estimates for all competencies that the roles require, computed anew at each call.
  package var masteries: [Mastery] {
    library.programme.requirements(of: roles).map { mastery(of: $0) }
  }

  package func mastery(of competency: CompetencyID) -> Mastery {
    Mastery(
      of: competency,
      person: person,
      in: table,
      models: models,
      cut: library.programme.mastery.cut,
      confidence: Probability(library.programme.signals.confidence) ?? 0.9
    )
  }

  package func recall(of lesson: LessonID) -> Probability? {
    memories[lesson]?.recall(on: day, parameters: parameters)
  }

  package func dueDay(of lesson: LessonID) -> Day? {
    memories[lesson]?.dueDay(rule: library.programme.recall, parameters: parameters)
  }

  /// The lessons that this person's roles require.
  package var requiredLessons: [LessonOutline] { library.lessons(requiredOf: roles) }

  /// What to ask next: misconceptions, lessons that are due, weak competencies, new lessons, and what
  /// could be practised ahead of time.
  package var priorities: ItemPriorities {
    var estimates: [CompetencyID: Mastery] = [:]
    return ItemPriorities(
      lessons: requiredLessons.map { lesson in
        ItemPriorities.LessonPriority(
          lesson: lesson.id,
          reason: reason(for: lesson, estimates: &estimates)
        )
      },
      lastMet: lastMet
    )
  }

  private func reason(
    for lesson: LessonOutline,
    estimates: inout [CompetencyID: Mastery]
  ) -> ItemPriorities.Reason {
    guard let memory = memories[lesson.id], let due = dueDay(of: lesson.id) else { return .new }
    let recall = memory.recall(on: day, parameters: parameters)
    guard due > day else {
      return memory.holdsMisconception ? .misconception : .due(recall: recall)
    }
    let isUnmet = { (item: Item) in lastMet[item.id] == nil }
    guard memory.lastDay < day, library.lesson(lesson.id)?.items.contains(where: isUnmet) == true
    else {
      return .early(recall: recall)
    }
    let mastery = estimates[lesson.competency] ?? mastery(of: lesson.competency)
    estimates[lesson.competency] = mastery
    return mastery.isKnown && !mastery.isLikely ? .weak : .early(recall: recall)
  }

  /// The next day on which something becomes due, if nothing is due now.
  package var nextDueDay: Day? {
    requiredLessons.compactMap { dueDay(of: $0.id) }.filter { $0 > day }.min()
  }
}
