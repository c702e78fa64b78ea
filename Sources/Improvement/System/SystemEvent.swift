import Content
import Records
import Session

/// Something that was done to an objective, a risk, an audit, a management review, a policy or a
/// waiver: the records of the management system around the register.
///
/// As with ``RegisterEvent``, an event is recorded under its ``kind`` with its ``data`` in the stream
/// of what it concerns, and can be read back from them.
package enum SystemEvent: Hashable, Sendable {
  case objectiveDefined(ObjectiveDefined)
  case objectiveMeasured(ObjectiveMeasured)
  case riskAdded(RiskAdded)
  case riskAssessed(RiskAssessed)
  case riskKept(RiskKept)
  case auditPlanned(AuditPlanned)
  case auditSampled(AuditSampled)
  case auditFound(AuditFound)
  case auditClosed(AuditClosed)
  case reviewPrepared(ReviewPrepared)
  case reviewStated(ReviewStated)
  case reviewDecided(ReviewDecided)
  case reviewFollowedUp(ReviewFollowedUp)
  case reviewClosed(ReviewClosed)
  case policyIssued(PolicyIssued)
  case policyAcknowledged(PolicyAcknowledged)
  case waived(RuleWaived)
}

/// What an event is about, and the beginning of its stream.
package enum SystemArea: String, CaseIterable, Sendable {
  case objective
  case risk
  case audit
  case review
  case policy

  /// Waivers of rules share one stream.
  case waiver

  package func stream(_ subject: String) -> String { "\(rawValue)/\(subject)" }

  /// What the stream is about, or `nil` if it belongs to no area.
  package static func subject(ofStream stream: String) -> (area: SystemArea, subject: String)? {
    let parts = stream.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let area = SystemArea(rawValue: String(parts[0])),
      isIdentifierSegment(parts[1])
    else { return nil }
    return (area, String(parts[1]))
  }
}

/// The facts of one kind of event.
protocol SystemFacts: RecordedValue, SendableMetatype {
  static var kind: String { get }
  static var area: SystemArea { get }

  /// The duties of which one is needed; `nil` if the person counts and not the duty.
  static var duties: [Duty]? { get }

  /// What happened, in one line without any text by people.
  var words: String { get }

  /// Why this may not happen, apart from the duties of the actor.
  func refusals(in gate: SystemGate) -> [Refusal]

  /// Takes what happened as true; the log is never argued with.
  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault)
}

extension SystemEvent {
  var facts: any SystemFacts {
    switch self {
    case .objectiveDefined(let facts): facts
    case .objectiveMeasured(let facts): facts
    case .riskAdded(let facts): facts
    case .riskAssessed(let facts): facts
    case .riskKept(let facts): facts
    case .auditPlanned(let facts): facts
    case .auditSampled(let facts): facts
    case .auditFound(let facts): facts
    case .auditClosed(let facts): facts
    case .reviewPrepared(let facts): facts
    case .reviewStated(let facts): facts
    case .reviewDecided(let facts): facts
    case .reviewFollowedUp(let facts): facts
    case .reviewClosed(let facts): facts
    case .policyIssued(let facts): facts
    case .policyAcknowledged(let facts): facts
    case .waived(let facts): facts
    }
  }

  package var kind: String { type(of: facts).kind }
  package var area: SystemArea { type(of: facts).area }
  package var duties: [Duty]? { type(of: facts).duties }
  package var words: String { facts.words }
  package var data: JSONValue { facts.recorded }

  private typealias Reader = @Sendable (JSONValue) throws(EventFault) -> SystemEvent

  /// How each kind is read back.
  private static let readers: [String: Reader] = [
    ObjectiveDefined.kind: reader(SystemEvent.objectiveDefined),
    ObjectiveMeasured.kind: reader(SystemEvent.objectiveMeasured),
    RiskAdded.kind: reader(SystemEvent.riskAdded),
    RiskAssessed.kind: reader(SystemEvent.riskAssessed),
    RiskKept.kind: reader(SystemEvent.riskKept),
    AuditPlanned.kind: reader(SystemEvent.auditPlanned),
    AuditSampled.kind: reader(SystemEvent.auditSampled),
    AuditFound.kind: reader(SystemEvent.auditFound),
    AuditClosed.kind: reader(SystemEvent.auditClosed),
    ReviewPrepared.kind: reader(SystemEvent.reviewPrepared),
    ReviewStated.kind: reader(SystemEvent.reviewStated),
    ReviewDecided.kind: reader(SystemEvent.reviewDecided),
    ReviewFollowedUp.kind: reader(SystemEvent.reviewFollowedUp),
    ReviewClosed.kind: reader(SystemEvent.reviewClosed),
    PolicyIssued.kind: reader(SystemEvent.policyIssued),
    PolicyAcknowledged.kind: reader(SystemEvent.policyAcknowledged),
    RuleWaived.kind: reader(SystemEvent.waived),
  ]

  private static func reader<Facts: SystemFacts>(
    _ make: @escaping @Sendable (Facts) -> SystemEvent
  ) -> Reader {
    { (data: JSONValue) throws(EventFault) in make(try Facts(recorded: data, at: "")) }
  }

  /// All kinds that belong to the management system.
  package static var kinds: [String] { readers.keys.sorted() }

  /// Reads an event; `nil` for an entry that concerns no area of the management system.
  package init?(kind: String, data: JSONValue) throws(EventFault) {
    guard SystemArea.allCases.contains(where: { kind.hasPrefix("\($0.rawValue).") }) else {
      return nil
    }
    guard let reader = Self.readers[kind] else { throw .unknownKind(kind) }
    self = try reader(data)
  }
}

/// An event of the management system as it was recorded.
package struct SystemRecord: Hashable, Sendable {
  package let event: EventID
  package let area: SystemArea

  /// The name of the objective, risk, audit, review or policy.
  package let subject: String
  package let fact: SystemEvent
  package let actor: PersonID

  /// The duty in which the actor acted, as the log says.
  package let role: String
  package let occurredAt: Timestamp
  package let recordedAt: Timestamp
}

/// Why a log is no management system.
package enum SystemFault: Error, Hashable, Sendable, CustomStringConvertible {
  case register(RegisterFault)
  case unreadable(EventID, stream: String, EventFault)
  case stream(EventID, String)
  case unknownSubject(EventID, String)
  case begunTwice(EventID, String)

  package var description: String {
    switch self {
    case .register(let fault): fault.description
    case .unreadable(let event, let stream, let fault):
      "event \(event) in ‘\(stream)’ cannot be read: \(fault)"
    case .stream(let event, let stream):
      "event \(event) stands in ‘\(stream)’, which is not where it belongs"
    case .unknownSubject(let event, let subject):
      "event \(event) concerns ‘\(subject)’, which nobody began"
    case .begunTwice(let event, let subject):
      "event \(event) begins ‘\(subject)’ a second time"
    }
  }
}
