import Competence
import Content
import Psychometrics
import Records

/// What the results of training ask the organisation to look at.
///
/// Two kinds. A role is weak in a competency when the whole interval of its share at mastery lies below
/// the programme's target and enough people are counted. An item is suspicious when its figures say
/// that the item may be wrong rather than the people; such items are looked at before anybody is
/// called weak, so a weak group names them.
extension Signal {
  package static func all(
    groups: [GroupCompetence],
    items: [ItemAnalysis],
    library: ContentLibrary
  ) -> [Signal] {
    let suspicious = items.filter { !$0.verdicts.isEmpty }
    return weak(groups, under: library.programme.signals).map { group in
      weakCompetency(group, suspicious: suspicious, library: library)
    } + suspicious.map(suspiciousItem)
  }

  /// The expected share of false alarms among the groups that are called weak.
  package static let falseDiscoveryRate: Probability = 0.1

  /// Groups that are weak, with their number taken into account: of two hundred groups some lie below
  /// the target by chance alone.
  private static func weak(
    _ groups: [GroupCompetence],
    under rule: SignalRule
  ) -> [GroupCompetence] {
    let judged = groups.filter { $0.people >= rule.minimumPeople }
    let pValues = judged.map { group -> Probability in
      let test = BinomialTest(
        successes: group.masters,
        of: group.people,
        chance: Probability(rule.targetMastery) ?? 0.5
      )
      return group.isWeak(under: rule) ? test?.pValue ?? 1.0 : 1.0
    }
    return BenjaminiHochberg(pValues).discoveries(at: falseDiscoveryRate).map { judged[$0] }
      .filter { $0.isWeak(under: rule) }
  }

  /// How often evidence is added to a signal that persists, in days.
  package static let daysBetweenObservations = 30

  private static func weakCompetency(
    _ group: GroupCompetence,
    suspicious: [ItemAnalysis],
    library: ContentLibrary
  ) -> Signal {
    let doubtful = suspicious.map(\.question.item).filter { item in
      library.lesson(item.lesson)?.competency == group.competency
    }
    let caution =
      doubtful.isEmpty
      ? "" : "; look at \(doubtful.map(\.rawValue).joined(separator: ", ")) first"
    let statement = library.competency(group.competency)?.statement ?? group.competency.rawValue
    return Signal(
      kind: "weak-competency",
      fingerprint: group.metric,
      statement: "\(group.role): \(group.masters) of \(group.people) people are likely to have "
        + "mastered ‘\(statement)’, at most \(percent(group.interval?.upper.value ?? 0)) "
        + "(target \(percent(library.programme.signals.targetMastery)))\(caution)",
      evidence: [
        "lower": .string(decimal(group.interval?.lower.value ?? 0)),
        "masters": .integer(group.masters), "people": .integer(group.people),
        "suspiciousItems": .array(doubtful.map { .string($0.rawValue) }),
        "target": .string(decimal(library.programme.signals.targetMastery)),
        "upper": .string(decimal(group.interval?.upper.value ?? 0)),
      ],
      severity: .medium
    )
  }

  private static func suspiciousItem(_ item: ItemAnalysis) -> Signal {
    let verdicts = item.verdicts.map(words)
    let evidence: JSONValue = [
      "correct": .integer(item.facility.correct), "n": .integer(item.facility.sampleSize),
      "facilityUpper": .string(decimal(item.facility.interval.upper.value)),
      "keyDigest": .string(item.question.keyDigest.description),
      "discrimination": item.discrimination.map { .string(decimal($0.correlation)) } ?? .null,
      "verdicts": .array(verdicts.map(JSONValue.string)),
    ]
    return Signal(
      kind: "suspicious-item",
      fingerprint: "\(item.question.item)@\(item.question.keyDigest.abbreviated)",
      statement: "\(item.question.item): \(verdicts.joined(separator: "; ")) "
        + "(n = \(item.facility.sampleSize))",
      evidence: evidence,
      severity: .low,
      source: .itemAnalysis
    )
  }

  /// What a verdict means, for people.
  package static func words(_ verdict: ItemAnalysis.Verdict) -> String {
    switch verdict {
    case .negativeDiscrimination:
      "people who know more elsewhere choose the key less often; it may be wrong"
    case .belowGuessing: "the key is chosen less often than by guessing"
    case .distractorPreferred(let option): "option \(option) is chosen more often than the key"
    }
  }
}

/// Two decimals.
private func decimal(_ value: Double) -> String {
  let hundredths = Int((value * 100).rounded())
  let rest = abs(hundredths) % 100
  return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(rest < 10 ? "0" : "")\(rest)"
}

private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

extension Measurement {
  /// The share of a role that is likely to have mastered a competency, from answers at or after a
  /// position of the log; the evidence is that stretch of the log, by the root of the whole.
  package init?(_ group: GroupCompetence, from: Int, log: MerkleFrontier) {
    let through = max(from, log.size - 1)
    guard let interval = group.interval, let value = DecimalText(decimal(interval.proportion.value))
    else { return nil }
    self.init(
      metric: group.metric,
      value: value,
      n: group.people,
      lower: DecimalText(decimal(interval.lower.value)),
      upper: DecimalText(decimal(interval.upper.value)),
      from: from,
      through: through,
      evidence: [
        EvidenceReference(reference: "ledger entries \(from) to \(through)", digest: log.root)
      ]
    )
  }
}
