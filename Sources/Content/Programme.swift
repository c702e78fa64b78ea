/// What an organisation asks of its people, and how it decides that they have it.
package struct Programme: Hashable, Sendable {
  package let organisation: String

  /// An IANA name; it defines the day.
  package let timeZone: String
  package let roles: [Role]
  package let mastery: MasteryRule
  package let recall: RecallRule
  package let signals: SignalRule

  /// Group figures of fewer people than this are suppressed.
  package let minimumCell: Int
  package let cadence: ProgrammeCadence

  /// What the organisation aims at, to be defined as objectives.
  package let objectives: [ProgrammeObjective]

  /// What a role requires, its included roles counted in; competencies in the order of the file.
  package func requirements(of role: RoleID) -> [CompetencyID] {
    var required: [CompetencyID] = []
    var pending = [role]
    var visited: Set<RoleID> = []
    while let next = pending.popLast() {
      guard visited.insert(next).inserted, let definition = roles.first(where: { $0.id == next })
      else { continue }
      required += definition.requires.filter { !required.contains($0) }
      pending += definition.includes
    }
    return required
  }

  /// What all these roles together require.
  package func requirements(of roles: some Sequence<RoleID>) -> [CompetencyID] {
    roles.reduce(into: []) { union, role in
      union += requirements(of: role).filter { !union.contains($0) }
    }
  }
}

/// What somebody does in the organisation, and what that asks for.
package struct Role: Hashable, Sendable {
  package let id: RoleID
  package let includes: [RoleID]
  package let requires: [CompetencyID]
}

/// How mastery is decided; see the Measurement article.
package struct MasteryRule: Hashable, Sendable {
  /// The least ability that counts as mastery, in logits.
  package let cut: Double

  /// Half the width of the zone around the cut in which either decision is acceptable, in logits.
  package let indifference: Double

  /// The accepted chance of calling mastery what is not.
  package let alpha: Double

  /// The accepted chance of missing mastery.
  package let beta: Double

  /// The most items that one decision may take.
  package let cap: Int

  /// For how many days an assessment that was left can be gone on with.
  package let resumeDays: Int

  /// How many days lie between two assessments of one competency: whoever may try again at once
  /// passes in the end by chance.
  package let waitDays: Int

  package init(
    cut: Double,
    indifference: Double,
    alpha: Double,
    beta: Double,
    cap: Int,
    resumeDays: Int = 7,
    waitDays: Int = 1
  ) {
    self.cut = cut
    self.indifference = indifference
    self.alpha = alpha
    self.beta = beta
    self.cap = cap
    self.resumeDays = resumeDays
    self.waitDays = waitDays
  }
}

/// When a lesson is asked again.
package struct RecallRule: Hashable, Sendable {
  /// A lesson is due when its predicted recall falls below this.
  package let target: Double
  package let shortestValidity: Int
  package let longestValidity: Int

  package init(target: Double, shortestValidity: Int, longestValidity: Int) {
    self.target = target
    self.shortestValidity = shortestValidity
    self.longestValidity = longestValidity
  }
}

/// When a group's figures become a signal.
package struct SignalRule: Hashable, Sendable {
  package let minimumPeople: Int

  /// The confidence of the intervals, such as 0.90.
  package let confidence: Double

  /// The share of a group that should be at mastery.
  package let targetMastery: Double
  package let lessonWithinDays: Int
}

/// How many months lie between two looks at the whole; `nil` where the programme leaves it open.
package struct ProgrammeCadence: Hashable, Sendable {
  package let managementReview: Int?
  package let internalAudit: Int?
  package let riskReview: Int?

  /// A year at most lies between two reviews.
  package static let reviewMonths = 1...12

  /// What is not due for longer is not looked at.
  package static let lookMonths = 1...36

  package init(managementReview: Int? = nil, internalAudit: Int? = nil, riskReview: Int? = nil) {
    self.managementReview = managementReview
    self.internalAudit = internalAudit
    self.riskReview = riskReview
  }
}

/// A measurable result that the programme aims at.
package struct ProgrammeObjective: Hashable, Sendable {
  /// Of what the target is counted.
  package enum Unit: String, CaseIterable, Sendable {
    case minutes = "min"
    case hours
    case days
  }

  package let id: String
  package let metric: String

  /// Whether the target is the least, and not the most, that is aimed at.
  package let isAbove: Bool
  package let target: DecimalText

  /// `nil` for a number in the metric's own unit.
  package let unit: Unit?

  /// Who answers for it, by name, login or pseudonym.
  package let owner: String

  package init(
    id: String,
    metric: String,
    isAbove: Bool,
    target: DecimalText,
    unit: Unit?,
    owner: String
  ) {
    self.id = id
    self.metric = metric
    self.isAbove = isAbove
    self.target = target
    self.unit = unit
    self.owner = owner
  }
}

/// Something people can do after learning it, with the controls that rest on it.
package struct Competency: Hashable, Sendable {
  package let id: CompetencyID
  package let statement: String
  package let controls: [ControlID]
}
