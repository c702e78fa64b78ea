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
    _ table: AnswerTable,
    roles: [PersonID: [RoleID]],
    suspicious: Set<ItemID>,
    library: ContentLibrary
  ) -> [Signal] {
    let judged = MisconceptionCount.all(table, roles: roles).filter {
      $0.n >= library.programme.signals.minimumPeople
    }
    let pValues = judged.map { count -> Probability in
      let isMany = Double(count.sure) > toleratedMisconception.value * Double(count.n)
      let test = BinomialTest(successes: count.sure, of: count.n, chance: toleratedMisconception)
      return isMany ? test?.pValue ?? 1.0 : 1.0
    }
    return BenjaminiHochberg(pValues).discoveries(at: falseDiscoveryRate).map { judged[$0] }
      .map { misconception($0, isSuspicious: suspicious.contains($0.item)) }
  }

  private static func misconception(
    _ count: MisconceptionCount,
    isSuspicious: Bool
  ) -> Signal {
    Signal(
      kind: "misconception",
      fingerprint: "misconception/\(count.role)/\(count.item)",
      statement: "\(count.role): \(count.sure) of \(count.n) people were sure and wrong about "
        + "\(count.item)"
        + (isSuspicious ? "; the item itself is suspicious, look at it first" : ""),
      evidence: [
        "n": .integer(count.n), "sureAndWrong": .integer(count.sure),
        "itemIsSuspicious": .bool(isSuspicious),
      ],
      severity: .medium
    )
  }
}
