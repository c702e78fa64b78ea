import Content
import Records

extension GateContext {
  /// What every version of a criterion has to be.
  func criterion(
    _ criterion: Criterion,
    baseline: Measurement?,
    owners: Set<PersonID>,
    authors: Set<PersonID>,
    isDeclared: Bool
  ) -> [Refusal] {
    let isJudgeInOwnCause = owners.union(authors).contains(criterion.verifier)
    return name(criterion.metric, "the metric of the criterion")
      + text(criterion.method, "the method of the criterion")
      + person(criterion.verifier, "the verifier")
      + (criterion.minimumN < 1 ? [.noMinimum(next: again)] : [])
      + (Criterion.windows.contains(criterion.windowDays) ? [] : [.noWindow(next: again)])
      + triviality(criterion, baseline)
      + separation(
        isJudgeInOwnCause,
        isDeclared: isDeclared,
        .verifierIsInvolved(next: again)
      )
  }

  /// A criterion that held before the work shows nothing after it.
  func triviality(_ criterion: Criterion, _ baseline: Measurement?) -> [Refusal] {
    guard let baseline else { return [] }
    guard baseline.metric == criterion.metric else {
      return [.otherBaseline(baseline.metric, criterion.metric, next: command(.plan))]
    }
    if baseline.value == criterion.threshold { return [.thresholdIsBaseline(next: command(.plan))] }
    return criterion.isReached(by: baseline.value)
      ? [.reachedAlready(baseline.value, next: command(.plan))] : []
  }
}

extension Gate {
  /// What every measurement has to be.
  func measurement(_ measurement: Measurement) -> [Refusal] {
    let isOrdered =
      (measurement.lower.map { $0 <= measurement.value } ?? true)
      && (measurement.upper.map { $0 >= measurement.value } ?? true)
    let isRange = measurement.from >= 0 && measurement.from <= measurement.through
    return (measurement.n < 0 ? [.negativeCount(next: again)] : [])
      + (isOrdered ? [] : [.valueOutsideInterval(next: again)])
      + (isRange ? [] : [.noRange(next: again)]) + evidence(measurement.evidence)
  }

  func evidence(_ evidence: [EvidenceReference]) -> [Refusal] {
    evidence.isEmpty
      ? [.noEvidence(next: again)]
      : evidence.flatMap { name($0.reference, "the reference of the evidence") }
  }
}

extension Refusal {
  fileprivate static func noMinimum(next: String) -> Refusal {
    Refusal(
      code: "no-minimum-n",
      sentence: "a criterion says how many cases a measurement needs",
      next: "give a minimum n of 1 or more: \(next)"
    )
  }

  fileprivate static func noWindow(next: String) -> Refusal {
    Refusal(
      code: "no-window",
      sentence: "a criterion says for how many days the effect has to show",
      next: "give a window from 1 to 3650 days: \(next)"
    )
  }

  fileprivate static func verifierIsInvolved(next: String) -> Refusal {
    Refusal(
      code: "verifier-is-involved",
      sentence: "the verifier owns an action or wrote the training that is to be judged",
      next: "name another verifier: \(next)"
    )
  }

  fileprivate static func otherBaseline(
    _ baseline: String,
    _ metric: String,
    next: String
  ) -> Refusal {
    Refusal(
      code: "other-baseline",
      sentence: "the baseline measures ‘\(baseline)’ and the criterion ‘\(metric)’",
      next: "measure the criterion's metric: \(next)"
    )
  }

  fileprivate static func thresholdIsBaseline(next: String) -> Refusal {
    Refusal(
      code: "threshold-is-baseline",
      sentence: "the threshold is what was measured before the work",
      next: "set a threshold that only an effect reaches: \(next)"
    )
  }

  fileprivate static func reachedAlready(_ value: DecimalText, next: String) -> Refusal {
    Refusal(
      code: "criterion-reached-already",
      sentence: "the criterion was reached before the work, with \(value)",
      next: "set a threshold that only an effect reaches: \(next)"
    )
  }

  fileprivate static func negativeCount(next: String) -> Refusal {
    Refusal(
      code: "negative-n",
      sentence: "a measurement rests on no fewer than 0 cases",
      next: next
    )
  }

  fileprivate static func valueOutsideInterval(next: String) -> Refusal {
    Refusal(
      code: "value-outside-interval",
      sentence: "the value lies outside its own interval",
      next: "measure again: \(next)"
    )
  }

  fileprivate static func noRange(next: String) -> Refusal {
    Refusal(
      code: "no-range",
      sentence: "a measurement names the positions of the log that it covers",
      next: "measure again: \(next)"
    )
  }

  fileprivate static func noEvidence(next: String) -> Refusal {
    Refusal(
      code: "no-evidence",
      sentence: "nothing is put forward as evidence",
      next: "name a file or record, whose SHA-256 is kept: \(next)"
    )
  }
}
