import Content
import Psychometrics
import Quiz
import Records

/// What one person knows on a day: mastery by competency, memory by lesson, and what to ask next.
package struct CompetenceProfile: Sendable {
  package let person: PersonID
  package let day: Day
  package let roles: [RoleID]
  package let masteries: [Mastery]
  package let memories: [LessonID: LessonMemory]
  package let attempts: [Attempt]
  private let library: ContentLibrary
  private let parameters: FSRSParameters
  private let lastMet: [ItemID: Day]

  package init(
    of person: PersonID,
    in records: CompetenceRecords,
    library: ContentLibrary,
    models: ItemModels,
    on day: Day
  ) {
    let known = records.people[person]
    let rule = library.programme
    self.person = person
    self.day = day
    self.library = library
    parameters = records.parameters
    roles = known?.roles ?? []
    memories = known?.memories ?? [:]
    attempts = known?.attempts ?? []
    lastMet = known?.lastMet ?? [:]
    let confidence = Probability(rule.signals.confidence) ?? 0.9
    let history = attempts
    masteries = rule.requirements(of: roles).map { competency in
      Mastery(
        of: competency,
        attempts: history,
        models: models,
        cut: rule.mastery.cut,
        confidence: confidence
      )
    }
  }

  package func mastery(of competency: CompetencyID) -> Mastery? {
    masteries.first { $0.competency == competency }
  }

  package func recall(of lesson: LessonID) -> Probability? {
    memories[lesson]?.recall(on: day, parameters: parameters)
  }

  package func dueDay(of lesson: LessonID) -> Day? {
    memories[lesson]?.dueDay(rule: library.programme.recall, parameters: parameters)
  }

  /// The lessons that this person's roles require.
  package var requiredLessons: [Lesson] { library.lessons(requiredOf: roles) }

  /// What to ask next: misconceptions, lessons that are due, weak competencies, new lessons, and what
  /// could be practised ahead of time.
  package var priorities: ItemPriorities {
    ItemPriorities(
      lessons: requiredLessons.map { lesson in
        ItemPriorities.LessonPriority(lesson: lesson.id, reason: reason(for: lesson))
      },
      lastMet: lastMet
    )
  }

  private func reason(for lesson: Lesson) -> ItemPriorities.Reason {
    guard let memory = memories[lesson.id], let due = dueDay(of: lesson.id) else { return .new }
    let recall = memory.recall(on: day, parameters: parameters)
    guard due > day else {
      return memory.holdsMisconception ? .misconception : .due(recall: recall)
    }
    let isUnmet = { (item: Item) in lastMet[item.id] == nil }
    if let mastery = mastery(of: lesson.competency), mastery.isKnown, !mastery.isLikely,
      memory.lastDay < day, lesson.items.contains(where: isUnmet)
    {
      return .weak
    }
    return .early(recall: recall)
  }

  /// The next day on which something becomes due, if nothing is due now.
  package var nextDueDay: Day? {
    requiredLessons.compactMap { dueDay(of: $0.id) }.filter { $0 > day }.min()
  }
}
