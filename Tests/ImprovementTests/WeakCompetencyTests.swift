import Competence
import Content
import Improvement
import Psychometrics
import TestSupport
import Testing

@Suite struct `Weak competencies among many groups` {
  private static let people = 20
  private static let target: Probability = 0.8

  private func group(_ number: Int, masters: Int) -> GroupCompetence {
    GroupCompetence(
      role: RoleID(rawValue: "role-\(number)"),
      competency: CompetencyID(rawValue: "competency"),
      people: Self.people,
      masters: masters,
      confidence: 0.9
    )
  }

  /// How many of a group are at mastery, spread as chance spreads it over so many groups of which each is
  /// on target.
  private func onTarget(_ groups: Int) -> [GroupCompetence] {
    let chance = Self.target.value
    var (count, probability) = (0, 1.0)
    for _ in 0..<Self.people { probability *= 1 - chance }
    var below = probability
    return (0..<groups).map { number in
      while below < (Double(number) + 0.5) / Double(groups), count < Self.people {
        probability *= Double(Self.people - count) / Double(count + 1) * chance / (1 - chance)
        count += 1
        below += probability
      }
      return group(number, masters: count)
    }
  }

  private func signals(_ groups: [GroupCompetence]) throws -> [Signal] {
    Signal.all(groups: groups, items: [], library: try Fixture.library())
  }

  @Test func `what lies below the target by chance raises nothing`() throws {
    let groups = onTarget(200)
    let rule = try Fixture.library().programme.signals
    #expect(groups.count { $0.isWeak(under: rule) } >= 10, "none of them looks weak alone")
    #expect(try signals(groups).isEmpty)
  }

  @Test func `the one that is weak is found among them`() throws {
    let found = try signals(onTarget(199) + [group(999, masters: 4)])
    #expect(found.map(\.fingerprint) == ["mastery-share/role-999/competency"])
  }

  @Test func `one group alone is judged as before`() throws {
    #expect(try signals([group(1, masters: 12)]).count == 1)
    #expect(try signals([group(1, masters: 15)]).isEmpty)
  }
}
