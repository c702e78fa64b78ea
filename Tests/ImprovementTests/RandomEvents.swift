import Content
import Improvement
import Psychometrics
import Records

/// Draws events of every kind, with every form that their facts can take.
struct RandomEvents {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    .random(in: range, using: &random)
  }
  private mutating func flag() -> Bool { .random(using: &random) }

  private mutating func one<T>(_ all: [T], _ other: T) -> T {
    all.randomElement(using: &random) ?? other
  }

  private mutating func maybe<T>(_ make: (inout RandomEvents) -> T) -> T? {
    flag() ? make(&self) : nil
  }

  private mutating func some<T>(_ make: (inout RandomEvents) -> T) -> [T] {
    (0..<number(0...3)).map { _ in make(&self) }
  }

  private mutating func text() -> String {
    String((0..<number(0...12)).map { _ in one(Array("aZ9 -\"\\\u{7}é𝄞\n/€"), "x") })
  }

  private mutating func digest() -> Digest { Digest(of: [UInt8(number(0...255))]) }
  private mutating func wording() -> Wording { flag() ? .plain(text()) : .remark(digest()) }
  private mutating func person() -> PersonID { PersonID(using: &random) }
  private mutating func day() -> Day { Day(number: number(-9_000...90_000)) }

  private mutating func decimal() -> DecimalText {
    let fraction = flag() ? "." + String(number(0...999)) : ""
    return DecimalText("\(flag() ? "-" : "")\(number(0...9_999))\(fraction)") ?? DecimalText(0)
  }

  private mutating func json() -> JSONValue {
    one([.null, .bool(flag()), .integer(number(-9...9)), .string(text()), ["n": [1, "2"]]], .null)
  }

  private mutating func evidence() -> [EvidenceReference] {
    some { EvidenceReference(reference: $0.text(), digest: $0.digest()) }
  }

  private mutating func measurement() -> Measurement {
    Measurement(
      metric: text(),
      value: decimal(),
      n: number(0...99),
      lower: maybe { $0.decimal() },
      upper: maybe { $0.decimal() },
      from: number(0...99),
      through: number(0...99),
      evidence: evidence()
    )
  }

  private mutating func criterion() -> Criterion {
    Criterion(
      metric: text(),
      direction: flag() ? .above : .below,
      threshold: decimal(),
      minimumN: number(0...99),
      windowDays: number(1...3650),
      method: wording(),
      verifier: person()
    )
  }

  private mutating func classification() -> Classification {
    switch number(0...2) {
    case 0: .opportunity
    case 1: .observation
    default: .nonconformity(requirement: text(), evidence: wording())
    }
  }

  private mutating func cause() -> CauseMethod {
    guard flag() else { return .fiveWhys(some { $0.wording() }) }
    return .contributingFactors(
      some { random in
        .init(
          kind: random.one(ContributingFactor.Kind.allCases, .people),
          factor: random.wording()
        )
      }
    )
  }

  private mutating func action() -> CorrectiveAction {
    CorrectiveAction(
      kind: one(CorrectiveAction.Kind.allCases, .tool),
      what: wording(),
      owner: person(),
      due: day(),
      effort: one(CorrectiveAction.Effort.allCases, .one),
      trainingAuthor: maybe { $0.person() }
    )
  }

  private mutating func priority() -> PriorityInputs {
    PriorityInputs(
      severity: number(1...5),
      likelihood: number(1...5),
      exposure: number(1...3),
      isObligation: flag(),
      earlierRepeats: number(0...5),
      confidence: one(PriorityInputs.Confidence.allCases, .guess)
    )
  }

  private mutating func followUp() -> RegisterEvent.FollowUp {
    flag() ? .done(reference: text()) : .notNeeded(because: wording())
  }

  mutating func event(_ verb: RegisterVerb) -> RegisterEvent {
    switch verb {
    case .raise:
      .raise(
        .init(
          source: one(RegisterSource.allCases, .risk),
          reference: text(),
          statement: wording(),
          fingerprint: maybe { $0.text() },
          evidence: json(),
          severity: maybe { $0.one(RegisterSeverity.allCases, .low) },
          control: maybe { _ in ControlID(rawValue: "A.6.3") },
          areaOwner: maybe { $0.person() }
        )
      )
    case .observe:
      .observe(
        .init(statement: wording(), fingerprint: maybe { $0.text() }, evidence: json())
      )
    case .classify:
      .classify(
        .init(
          classification: classification(),
          severity: one(RegisterSeverity.allCases, .low),
          effect: wording(),
          affects: Set(some { $0.one(AffectedArea.allCases, .people) }),
          areaOwner: maybe { $0.person() },
          reason: maybe { $0.wording() },
          declaredConflict: flag()
        )
      )
    case .contain:
      .contain(
        .init(
          flag()
            ? .done(what: wording(), consequence: wording()) : .notNeeded(because: wording()),
          on: day()
        )
      )
    case .cause:
      .cause(
        .init(
          method: cause(),
          extent: .init(looked: wording(), found: wording()),
          risks: some { $0.text() },
          with: maybe { $0.person() },
          declaredConflict: flag()
        )
      )
    case .plan:
      .plan(
        .init(
          actions: some { $0.action() },
          criterion: criterion(),
          baseline: maybe { $0.measurement() },
          priority: priority(),
          resources: maybe { $0.wording() },
          declaredConflict: flag()
        )
      )
    case .start: .start(.init(criterion: digest()))
    case .amend:
      .amend(
        .init(
          criterion: criterion(),
          replaces: digest(),
          reason: wording(),
          declaredConflict: flag()
        )
      )
    case .due: .due(.init(action: number(1...9), due: day(), reason: wording()))
    case .finish:
      .finish(.init(action: number(1...9), evidence: evidence(), logSize: number(0...999)))
    case .verify:
      .verify(
        .init(
          measurement: measurement(),
          next: maybe { $0.day() },
          judgedNotEffective: maybe { $0.wording() },
          declaredConflict: flag()
        )
      )
    case .acceptRisk:
      .acceptRisk(
        .init(
          risk: text(),
          capacity: flag() ? .chair : .riskOwner,
          reason: wording(),
          review: day(),
          expiry: day()
        )
      )
    case .close:
      .close(
        .init(
          risks: followUp(),
          policies: followUp(),
          lessons: followUp(),
          system: followUp(),
          declaredConflict: flag()
        )
      )
    case .reopen:
      .reopen(
        .init(
          ground: one(RegisterEvent.Reopened.Ground.allCases, .recurrence),
          reason: wording(),
          evidence: evidence()
        )
      )
    case .reject:
      .reject(
        .init(
          verdict: flag() ? .noFinding : .duplicate(of: .init(number: number(1...20_000))),
          reason: wording(),
          declaredConflict: flag()
        )
      )
    case .decline: .decline(.init(reason: wording(), declaredConflict: flag()))
    }
  }
}
