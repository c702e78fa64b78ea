import Competence
import Content
import Psychometrics
import Quiz
import Records
import Session

/// An item on which too many of a role were sure and wrong at their first try.
///
/// Being sure is what makes it worse than not knowing: whoever is sure asks nobody.
extension Signal {
  /// More than this share sure and wrong is a misconception of the role rather than of a person.
  package static let toleratedMisconception: Probability = 0.15

  package static func misconceptions(
    _ attempts: [Attempt],
    roles: [PersonID: [RoleID]],
    suspicious: Set<ItemID>,
    library: ContentLibrary
  ) -> [Signal] {
    var groups: [Group: (sure: Int, n: Int)] = [:]
    for attempt in attempts.firstByQuestion {
      for role in roles[attempt.person] ?? [] {
        let group = Group(role: role, item: attempt.item)
        groups[group, default: (0, 0)].n += 1
        if attempt.isMisconception { groups[group, default: (0, 0)].sure += 1 }
      }
    }
    let judged = groups.filter { $0.value.n >= library.programme.signals.minimumPeople }
      .sorted { ($0.key.role, $0.key.item) < ($1.key.role, $1.key.item) }
    let pValues = judged.map { _, count -> Probability in
      let isMany = Double(count.sure) > toleratedMisconception.value * Double(count.n)
      let test = BinomialTest(successes: count.sure, of: count.n, chance: toleratedMisconception)
      return isMany ? test?.pValue ?? 1.0 : 1.0
    }
    return BenjaminiHochberg(pValues).discoveries(at: falseDiscoveryRate).map { judged[$0] }
      .map { group, count in
        misconception(group, count, isSuspicious: suspicious.contains(group.item))
      }
  }

  private static func misconception(
    _ group: Group,
    _ count: (sure: Int, n: Int),
    isSuspicious: Bool
  ) -> Signal {
    Signal(
      kind: "misconception",
      fingerprint: "misconception/\(group.role)/\(group.item)",
      statement: "\(group.role): \(count.sure) of \(count.n) people were sure and wrong about "
        + "\(group.item)"
        + (isSuspicious ? "; the item itself is suspicious, look at it first" : ""),
      evidence: [
        "n": .integer(count.n), "sureAndWrong": .integer(count.sure),
        "itemIsSuspicious": .bool(isSuspicious),
      ],
      severity: .medium
    )
  }
}

private struct Group: Hashable {
  let role: RoleID
  let item: ItemID
}
