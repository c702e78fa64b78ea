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

  /// How many people are judged by one core before it takes others.
  private static let peopleAtOnce = 64

  /// Every role with every competency that it requires, in the order of the programme.
  ///
  /// - Parameters:
  ///   - table: The answers, with the position from which they count.
  ///   - roles: The roles of the people who are to be counted.
  ///   - models: The models of all versions.
  ///   - programme: The roles, what they require, and the cut.
  /// - Returns: A figure for each, also where nobody is counted.
  package static func all(
    _ table: AnswerTable,
    roles: [PersonID: [RoleID]],
    models: ItemModels,
    programme: Programme
  ) -> [GroupCompetence] {
    let confidence = Probability(programme.signals.confidence) ?? 0.9
    let required = programme.roles.map { programme.requirements(of: $0.id) }
    let verdicts = MasteryVerdicts(table, models: models, cut: programme.mastery.cut)
    let held = Array(roles)
    let parts = stride(from: 0, to: held.count, by: Self.peopleAtOnce).map {
      held[$0..<min(held.count, $0 + Self.peopleAtOnce)]
    }
    let tallies = inParallel(parts) { people in
      var tally = Tally(required)
      for (person, roles) in people {
        var judged: [CompetencyID: MasteryVerdicts.Verdict] = [:]
        for (index, role) in programme.roles.enumerated() where roles.contains(role.id) {
          for (place, competency) in required[index].enumerated() {
            let verdict = judged[competency] ?? verdicts.verdict(on: person, competency)
            judged[competency] = verdict
            tally.add(verdict, role: index, competency: place)
          }
        }
      }
      return tally
    }
    let tally = tallies.reduce(into: Tally(required)) { $0.add($1) }
    return programme.roles.enumerated().flatMap { index, role in
      required[index].enumerated().map { place, competency in
        let (people, masters) = (tally.known[index][place], tally.masters[index][place])
        return GroupCompetence(
          role: role.id,
          competency: competency,
          people: people,
          masters: masters,
          confidence: confidence
        )
      }
    }
  }
}

/// People of whom enough is known, and those of them who are likely masters, by role and competency.
private struct Tally: Sendable {
  private(set) var known: [[Int]]
  private(set) var masters: [[Int]]

  init(_ required: [[CompetencyID]]) {
    known = required.map { $0.map { _ in 0 } }
    masters = known
  }

  mutating func add(_ verdict: MasteryVerdicts.Verdict, role: Int, competency: Int) {
    if verdict != .unknown { known[role][competency] += 1 }
    if verdict == .likely { masters[role][competency] += 1 }
  }

  mutating func add(_ other: Tally) {
    for (role, counts) in other.known.enumerated() {
      for competency in counts.indices {
        known[role][competency] += counts[competency]
        masters[role][competency] += other.masters[role][competency]
      }
    }
  }
}

/// Whether mastery is likely, for many people whose answers share a few hundred models.
private struct MasteryVerdicts: Sendable {
  enum Verdict: Sendable { case unknown, unlikely, likely }

  private let table: AnswerTable
  private let cut: Double

  /// The likelihoods of a right and of a wrong answer, by the number of the version.
  private let likelihoods: [(right: ResponseLikelihood, wrong: ResponseLikelihood)?]

  init(_ table: AnswerTable, models: ItemModels, cut: Double) {
    self.table = table
    self.cut = cut
    likelihoods = table.answers.versions.names.map { version in
      models[version].map { model in
        (
          ResponseLikelihood(ModelledResponse(model, isCorrect: true)),
          ResponseLikelihood(ModelledResponse(model, isCorrect: false))
        )
      }
    }
  }

  func verdict(on person: PersonID, _ competency: CompetencyID) -> Verdict {
    guard let number = table.answers.people.known(person),
      let competency = table.answers.competencies.known(competency)
    else { return .unknown }
    let responses = table.spaced(of: Int(number)).compactMap { row -> ResponseLikelihood? in
      guard row.competency == competency, let pair = likelihoods[Int(row.version)] else {
        return nil
      }
      return row.isCorrect ? pair.right : pair.wrong
    }
    guard responses.count >= Mastery.fewestResponses else { return .unknown }
    let chance = AbilityEstimate(weighing: responses).probability(atLeast: cut)
    return chance.value >= 0.5 ? .likely : .unlikely
  }
}
