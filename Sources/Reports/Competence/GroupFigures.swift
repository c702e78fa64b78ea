import Competence
import Content

/// A group's share at mastery as it may be shown.
package struct GroupFigures: Hashable, Sendable {
  package let role: RoleID
  package let competency: CompetencyID

  /// `nil` for a group that is too small to be shown.
  package let share: Share?
  package let verdict: GroupVerdict

  init(_ group: GroupCompetence, under programme: Programme) {
    role = group.role
    competency = group.competency
    verdict = GroupVerdict(group, under: programme)
    share = verdict == .suppressed ? nil : group.interval.map { Share(group.masters, $0) }
  }
}
