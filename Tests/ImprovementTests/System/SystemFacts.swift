import Content
import Improvement
import Records

/// Facts around the register that the gates are content with, to be changed one at a time.
enum SystemFacts {
  static func defined(target: String = "0.80", version: Int = 1) -> ObjectiveDefined {
    ObjectiveDefined(
      statement: Facts.sentence,
      metric: "staff-reports",
      formula: Facts.sentence,
      method: Facts.sentence,
      everyDays: 90,
      owner: Cast.owner.person,
      direction: .above,
      target: Facts.decimal(target),
      minimumN: 3,
      version: version
    )
  }

  static func measured(
    _ value: String,
    n: Int,
    lower: String? = nil,
    upper: String? = nil
  ) -> ObjectiveMeasured {
    ObjectiveMeasured(
      measurement: Measurement(
        metric: "staff-reports",
        value: Facts.decimal(value),
        n: n,
        lower: lower.map(Facts.decimal),
        upper: upper.map(Facts.decimal),
        from: 0,
        through: 9,
        evidence: [Facts.file]
      ),
      version: 1,
      isComputed: true
    )
  }

  static let risk = RiskAdded(
    statement: Facts.sentence,
    owner: Cast.owner.person,
    level: RiskLevel(likelihood: 3, impact: 4),
    treatment: .reduce,
    controls: [ControlID(rawValue: "A.5.14")],
    policies: [],
    review: Facts.day("2026-09-01")
  )

  static let assessed = RiskAssessed(
    level: RiskLevel(likelihood: 2, impact: 4),
    treatment: .reduce,
    because: "R-0001",
    reason: Facts.sentence,
    review: Facts.day("2026-09-01")
  )

  static func audit(
    auditor: PersonID = Cast.verifier.person,
    declaredConflict: Bool = false
  ) -> AuditPlanned {
    AuditPlanned(
      scope: Facts.sentence,
      criteria: ["A.6.8"],
      areaOwners: [Cast.owner.person],
      auditor: auditor,
      on: Facts.day("2026-04-01"),
      declaredConflict: declaredConflict
    )
  }

  static func prepared(counting count: Int) -> ReviewPrepared {
    ReviewPrepared(
      after: Facts.day("2025-03-01"),
      through: Facts.day("2026-03-01"),
      inputs: ReviewInput.allCases.map {
        ReviewInputCount(input: $0, count: $0.isStatedByPeople ? 0 : count)
      },
      logSize: 10
    )
  }

  static func policy(
    _ version: Int,
    clauses: [String: UInt8] = ["when": 1, "how": 1],
    changes: [ClauseChange] = []
  ) -> PolicyIssued {
    PolicyIssued(
      title: "Reporting",
      version: version,
      document: Digest(of: [UInt8(version)]),
      clauses: clauses.sorted { $0.key < $1.key }.map {
        PolicyClause(id: $0.key, digest: Digest(of: [$0.value]))
      },
      changes: changes,
      reason: Facts.sentence,
      because: nil,
      controls: [ControlID(rawValue: "A.6.8")],
      roles: []
    )
  }
}

extension Story {
  /// Tells an event around the register to a system of its own, past all gates.
  mutating func tell(
    _ event: SystemEvent,
    on subject: String,
    by actor: RegisterActor,
    to system: inout ManagementSystem
  ) throws {
    let stream: String
    if case .policyAcknowledged = event {
      stream = actor.person.rawValue
    } else {
      stream = event.area.stream(subject)
    }
    try system.fold(note(kind: event.kind, stream: stream, by: actor, data: event.data))
    pass(hours: 1)
  }
}
