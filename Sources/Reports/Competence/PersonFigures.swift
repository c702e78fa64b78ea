import Competence
import Content
import Psychometrics
import Records
import Session

/// What is known of one person's mastery of one competency, under the pseudonym.
package struct PersonFigures: Sendable {
  package let person: PersonID
  package let roles: [RoleID]
  package let mastery: Mastery

  /// The mean chance that the competency's lessons are recalled, over those that were met.
  package let recall: Double?
  package let nextRefresher: Day?
  package let lastPractised: Day?

  /// One for each competency that the person's roles require.
  static func all(of profile: CompetenceProfile, library: ContentLibrary) -> [PersonFigures] {
    profile.masteries.map { mastery in
      let lessons = library.lessons(for: mastery.competency).map(\.id)
      let recalls = lessons.compactMap { profile.recall(of: $0)?.value }
      return PersonFigures(
        person: profile.person,
        roles: profile.roles.sorted(),
        mastery: mastery,
        recall: recalls.isEmpty ? nil : recalls.reduce(0, +) / Double(recalls.count),
        nextRefresher: lessons.compactMap { profile.dueDay(of: $0) }.min(),
        lastPractised: profile.attempts.filter { $0.answered.competency == mastery.competency }
          .map(\.answered.day).max()
      )
    }
  }
}
