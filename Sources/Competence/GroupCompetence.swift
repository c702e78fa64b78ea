import Content
import Psychometrics
import Records

/// The share of a group whose mastery of a competency is likelier than not.
///
/// Each person counts once, so the Wilson interval's assumption of independent trials is as good as it
/// gets; people with fewer than ``Mastery/fewestResponses`` responses are not counted at all.
package struct GroupCompetence: Hashable, Sendable {
  package let role: RoleID
  package let competency: CompetencyID

  /// People of the group of whom enough is known.
  package let people: Int
  package let masters: Int

  /// `nil` when nobody is counted.
  package let interval: WilsonInterval?

  package init(
    role: RoleID,
    competency: CompetencyID,
    people: Int,
    masters: Int,
    confidence: Probability
  ) {
    self.role = role
    self.competency = competency
    self.people = people
    self.masters = masters
    interval = WilsonInterval(successes: masters, of: people, confidence: confidence)
  }

  /// What this figure is called where it is a metric: `mastery-share/<role>/<competency>`.
  package var metric: String { "mastery-share/\(role)/\(competency)" }

  /// Whether the group is large enough to be shown.
  package func isShown(under programme: Programme) -> Bool { people >= programme.minimumCell }

  /// Whether the whole interval lies below the target, with enough people to say so.
  package func isWeak(under rule: SignalRule) -> Bool {
    guard let interval, people >= rule.minimumPeople else { return false }
    return interval.upper.value < rule.targetMastery
  }

  /// Every role with every competency that it requires, in the order of the programme.
  package static func all(
    _ profiles: [CompetenceProfile],
    programme: Programme
  ) -> [GroupCompetence] {
    let confidence = Probability(programme.signals.confidence) ?? 0.9
    return programme.roles.flatMap { role in
      let members = profiles.filter { $0.roles.contains(role.id) }
      return programme.requirements(of: role.id).map { competency in
        let known = members.map { $0.mastery(of: competency) }.filter(\.isKnown)
        let masters = known.count(where: \.isLikely)
        return GroupCompetence(
          role: role.id,
          competency: competency,
          people: known.count,
          masters: masters,
          confidence: confidence
        )
      }
    }
  }
}
