import Content
import Records

/// One thing to improve, from the moment somebody saw it until it is shown to be better.
///
/// Folded from the events of its stream, and from nothing else: the same events make the same entry.
/// Everything that was ever decided stays visible in ``history`` and in the earlier cycles.
package struct RegisterEntry: Hashable, Identifiable, Sendable {
  /// Facts with the person who stated them, and when.
  package struct Dated<Facts: Hashable & Sendable>: Hashable, Sendable {
    package let facts: Facts
    package let by: PersonID

    /// The duty in which they acted, as the log says.
    package let role: String
    package let at: Timestamp

    /// The place among the events of the entry.
    package let place: Int

    init(_ facts: Facts, _ record: RegisterRecord) {
      self.init(
        facts,
        by: record.actor,
        as: record.role,
        at: record.recordedAt,
        place: record.place
      )
    }

    init(
      _ facts: Facts,
      by actor: PersonID,
      as role: String,
      at time: Timestamp,
      place: Int
    ) {
      self.facts = facts
      by = actor
      self.role = role
      at = time
      self.place = place
    }
  }

  package let id: RegisterEntryID
  package let raised: Dated<RegisterEvent.Raised>
  package internal(set) var state = RegisterState.raised
  package internal(set) var classified: Dated<RegisterEvent.Classified>?
  package internal(set) var observations: [Dated<RegisterEvent.Observed>] = []
  package internal(set) var containments: [Dated<RegisterEvent.Contained>] = []
  package internal(set) var cycle = ImprovementCycle()
  package internal(set) var earlierCycles: [ImprovementCycle] = []
  package internal(set) var acceptances: [Dated<RegisterEvent.RiskAccepted>] = []
  package internal(set) var closings: [Dated<RegisterEvent.Closed>] = []
  package internal(set) var reopenings: [Dated<RegisterEvent.Reopened>] = []
  package internal(set) var duplicateOf: RegisterEntryID?
  package internal(set) var history: [RegisterRecord] = []

  init(id: RegisterEntryID, raised: RegisterEvent.Raised, as record: RegisterRecord) {
    self.id = id
    self.raised = Dated(raised, record)
    history = [record]
  }

  /// Adds an event to what is known.
  mutating func fold(_ record: RegisterRecord) throws(RegisterFault) {
    history.append(record)
    try record.fact.facts.fold(into: &self, as: record)
  }

  /// Goes back to looking for the cause, and keeps the round that did not help.
  mutating func beginCycle() {
    earlierCycles.append(cycle)
    cycle = ImprovementCycle()
    state = .reopened
  }
}

// MARK: - What follows from it

extension RegisterEntry {
  package var source: RegisterSource { raised.facts.source }
  package var reference: String { raised.facts.reference }
  package var classification: Classification? { classified?.facts.classification }
  package var severity: RegisterSeverity? { classified?.facts.severity }
  package var affects: Set<AffectedArea> { classified?.facts.affects ?? [] }
  package var isNonconformity: Bool { classification?.isNonconformity ?? false }

  /// Whose area it is, as far as somebody said.
  package var areaOwner: PersonID? { classified?.facts.areaOwner ?? raised.facts.areaOwner }

  /// Whether the short way is enough: an opportunity, an observation or low severity.
  package var isLight: Bool {
    guard let classified else { return false }
    return !isNonconformity || classified.facts.severity == .low
  }

  /// Whether the cause has to be found before anything is planned, and was not.
  package var lacksAnalysis: Bool { !isLight && cycle.analysis == nil }

  package var reopenCount: Int { earlierCycles.count }

  /// The verifications of all cycles, in their order.
  package var verifications: [Verification] {
    (earlierCycles + [cycle]).flatMap(\.verifications)
  }

  /// Everything that was put forward as evidence by reference, in its order.
  package var evidence: [EvidenceReference] {
    history.flatMap { record -> [EvidenceReference] in
      switch record.fact {
      case .finish(let facts): facts.evidence
      case .verify(let facts): facts.measurement.evidence
      case .reopen(let facts): facts.evidence
      default: []
      }
    }
  }

  /// The events in which somebody of a small organisation acted twice and said so.
  package var declaredConflicts: [RegisterRecord] { history.filter(\.fact.declaresConflict) }

  /// Whether something was seen again since the entry was closed, so that a lead has to decide.
  package var isReopeningProposed: Bool {
    guard state == .closed, let closing = closings.last else { return false }
    return observations.contains { $0.place > closing.place }
  }

  /// What people usually do next with this entry.
  package func nextStep(at now: Timestamp) -> RegisterVerb {
    switch state(at: now) {
    case .verifying where cycle.isEffective: .close
    case .triaged where lacksAnalysis: .contain
    case let state: state.usualStep
    }
  }
}

// MARK: - Where it stands

extension RegisterEntry: RegisterStanding {
  package var raisedAt: Timestamp { raised.at }
  package var verifiableFrom: Timestamp? { cycle.verifiableFrom }
  package var priorityInputs: PriorityInputs? { cycle.plan?.facts.priority }
  package var effort: Int? { cycle.effort }

  /// Days in which a raised entry is to be judged.
  package static let triageDays = 14

  /// Days in which the next decision is to be taken, where no other date was agreed.
  package static let decisionDays = 30

  /// When somebody has to act next; `nil` only for an entry that is over.
  package var nextDate: Day? {
    switch state {
    case .raised: raised.at.utcDay.adding(days: Self.triageDays)
    case .triaged, .contained, .analysed, .reopened: decisionDay
    case .planned, .inAction: nextDue ?? decisionDay
    case .done: cycle.verifiableFrom?.utcDay ?? decisionDay
    case .verifying: cycle.isEffective ? decisionDay : cycle.verifiableFrom?.utcDay ?? decisionDay
    case .accepted: acceptances.last.map { min($0.facts.review, $0.facts.expiry) }
    case .closed, .rejected, .declined: nil
    }
  }

  private var nextDue: Day? {
    cycle.actions.filter { $0.finished == nil }.map(\.due).min()
  }

  /// Counted from the last event; merely seeing it again does not buy time.
  private var decisionDay: Day {
    let acted = history.last { $0.fact.verb != .observe }
    return (acted?.recordedAt ?? raised.at).utcDay.adding(days: Self.decisionDays)
  }
}

extension RegisterEvent {
  /// Whether the actor declared to act in two duties that should be apart.
  package var declaresConflict: Bool {
    switch self {
    case .classify(let facts): facts.declaredConflict
    case .cause(let facts): facts.declaredConflict
    case .plan(let facts): facts.declaredConflict
    case .amend(let facts): facts.declaredConflict
    case .verify(let facts): facts.declaredConflict
    case .close(let facts): facts.declaredConflict
    case .reject(let facts): facts.declaredConflict
    case .decline(let facts): facts.declaredConflict
    case .raise, .observe, .contain, .start, .due, .finish, .acceptRisk, .reopen: false
    }
  }
}
