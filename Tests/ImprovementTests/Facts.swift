import Content
import Improvement
import Records

/// Facts that every gate is content with, to be changed one at a time.
enum Facts {
  static let sentence = Wording.plain("The transfer form has no field for a second check")
  static let file = EvidenceReference(reference: "minutes-12.pdf", digest: Digest(of: [1, 2, 3]))

  static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

  static func decimal(_ text: String) -> DecimalText { DecimalText(text) ?? DecimalText(-1) }

  static let raised = RegisterEvent.Raised(
    source: .incident,
    reference: "example-mail-2025",
    statement: sentence
  )

  static func classified(
    _ classification: Classification = .nonconformity(requirement: "A.5.14", evidence: sentence),
    _ severity: RegisterSeverity = .high,
    areaOwner: PersonID? = nil,
    reason: Wording? = nil,
    declaredConflict: Bool = false
  ) -> RegisterEvent.Classified {
    .init(
      classification: classification,
      severity: severity,
      effect: sentence,
      affects: [.process],
      areaOwner: areaOwner,
      reason: reason,
      declaredConflict: declaredConflict
    )
  }

  static func contained(on day: Day = day("2026-03-02")) -> RegisterEvent.Contained {
    .init(.done(what: sentence, consequence: sentence), on: day)
  }

  static let whys = CauseMethod.fiveWhys([
    .plain("The bank details came by the same mail as the request"),
    .plain("The payment procedure names no channel for a second check"),
  ])

  static func analysed(
    _ method: CauseMethod = whys,
    risks: [String] = [],
    with other: PersonID? = Cast.colleague.person,
    declaredConflict: Bool = false
  ) -> RegisterEvent.Analysed {
    .init(
      method: method,
      extent: ExtentCheck(looked: sentence, found: sentence),
      risks: risks,
      with: other,
      declaredConflict: declaredConflict
    )
  }

  static func action(
    owner: PersonID = Cast.owner.person,
    due: String = "2026-04-01",
    author: PersonID? = nil
  ) -> CorrectiveAction {
    CorrectiveAction(
      kind: .clarifyText,
      what: sentence,
      owner: owner,
      due: day(due),
      effort: .two,
      trainingAuthor: author
    )
  }

  static func criterion(
    threshold: String = "0.80",
    minimumN: Int = 10,
    method: Wording = sentence,
    verifier: PersonID = Cast.verifier.person
  ) -> Criterion {
    Criterion(
      metric: "verified-changes",
      direction: .above,
      threshold: decimal(threshold),
      minimumN: minimumN,
      windowDays: 60,
      method: method,
      verifier: verifier
    )
  }

  static let priority = PriorityInputs(
    severity: 4,
    likelihood: 3,
    exposure: 2,
    isObligation: false,
    earlierRepeats: 0,
    confidence: .estimate
  )

  static func measurement(
    _ value: String = "0.92",
    n: Int = 25,
    metric: String = "verified-changes",
    from: Int = 40,
    through: Int = 90
  ) -> Measurement {
    Measurement(
      metric: metric,
      value: decimal(value),
      n: n,
      from: from,
      through: through,
      evidence: [file]
    )
  }

  static func planned(
    _ actions: [CorrectiveAction] = [action()],
    criterion: Criterion = criterion(),
    baseline: Measurement? = measurement("0.40", from: 0, through: 9),
    resources: Wording? = sentence,
    declaredConflict: Bool = false
  ) -> RegisterEvent.Planned {
    .init(
      actions: actions,
      criterion: criterion,
      baseline: baseline,
      priority: priority,
      resources: resources,
      declaredConflict: declaredConflict
    )
  }

  static let started = RegisterEvent.Started(criterion: criterion().digest)

  static let amended = RegisterEvent.CriterionAmended(
    criterion: criterion(threshold: "0.75"),
    replaces: criterion().digest,
    reason: sentence
  )

  static let moved = RegisterEvent.DueMoved(action: 1, due: day("2026-05-01"), reason: sentence)

  static func finished(_ action: Int = 1) -> RegisterEvent.Finished {
    .init(action: action, evidence: [file], logSize: 40)
  }

  static func verified(
    _ value: String = "0.92",
    n: Int = 25,
    next: Day? = nil,
    judged: Wording? = nil,
    declaredConflict: Bool = false
  ) -> RegisterEvent.Verified {
    .init(
      measurement: measurement(value, n: n),
      next: next,
      judgedNotEffective: judged,
      declaredConflict: declaredConflict
    )
  }

  static func accepted(from today: Day) -> RegisterEvent.RiskAccepted {
    .init(
      risk: "risk-7",
      capacity: .chair,
      reason: sentence,
      review: today.adding(days: 90),
      expiry: today.adding(days: 180)
    )
  }

  static func closed(
    risks: RegisterEvent.FollowUp = .done(reference: "risk-7 reassessed"),
    declaredConflict: Bool = false
  ) -> RegisterEvent.Closed {
    .init(
      risks: risks,
      policies: .notNeeded(because: sentence),
      lessons: .done(reference: "lesson"),
      system: .notNeeded(because: sentence),
      declaredConflict: declaredConflict
    )
  }

  static let reopened = RegisterEvent.Reopened(ground: .recurrence, reason: sentence)
}
