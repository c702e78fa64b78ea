import Content

/// Something that was done to an entry of the register; the facts of each are a type of their own.
///
/// Indirect, because histories hold many and the largest is ten times the smallest.
///
/// An event is recorded under its ``kind`` with its ``data``, and can be read back from them. What it
/// does to an entry is told by the entry's folding, and whether it may happen by ``RegisterGate``.
package indirect enum RegisterEvent: Hashable, Sendable {
  case raise(Raised)
  case observe(Observed)
  case classify(Classified)
  case contain(Contained)
  case cause(Analysed)
  case plan(Planned)
  case start(Started)
  case amend(CriterionAmended)
  case due(DueMoved)
  case finish(Finished)
  case verify(Verified)
  case acceptRisk(RiskAccepted)
  case close(Closed)
  case reopen(Reopened)
  case reject(Rejected)
  case decline(Declined)
}

/// The facts of one kind of event.
protocol RegisterFacts: RecordedValue {
  /// What happened, in one line without any text by people.
  var words: String { get }

  /// Changes the entry as if the event was allowed; the log is never argued with.
  func fold(into entry: inout RegisterEntry, as record: RegisterRecord) throws(RegisterFault)

  /// Why this may not happen, apart from the state of the entry and the duties of the actor.
  func refusals(in gate: GateContext) -> [Refusal]
}

extension RegisterEvent {
  package var verb: RegisterVerb {
    switch self {
    case .raise: .raise
    case .observe: .observe
    case .classify: .classify
    case .contain: .contain
    case .cause: .cause
    case .plan: .plan
    case .start: .start
    case .amend: .amend
    case .due: .due
    case .finish: .finish
    case .verify: .verify
    case .acceptRisk: .acceptRisk
    case .close: .close
    case .reopen: .reopen
    case .reject: .reject
    case .decline: .decline
    }
  }

  var facts: any RegisterFacts {
    switch self {
    case .raise(let facts): facts
    case .observe(let facts): facts
    case .classify(let facts): facts
    case .contain(let facts): facts
    case .cause(let facts): facts
    case .plan(let facts): facts
    case .start(let facts): facts
    case .amend(let facts): facts
    case .due(let facts): facts
    case .finish(let facts): facts
    case .verify(let facts): facts
    case .acceptRisk(let facts): facts
    case .close(let facts): facts
    case .reopen(let facts): facts
    case .reject(let facts): facts
    case .decline(let facts): facts
    }
  }

  /// What happened, in one line without any text by people.
  package var words: String { facts.words }

  /// The kind of the log's entry, such as `register.raised`.
  package var kind: String { verb.rawValue }

  /// The data of the log's entry.
  package var data: JSONValue { facts.recorded }

  /// Reads an event from an entry of the log, or says which member is not as it has to be.
  package init(kind: String, data: JSONValue) throws(EventFault) {
    guard let verb = RegisterVerb(rawValue: kind) else { throw .unknownKind(kind) }
    switch verb {
    case .raise: self = .raise(try Raised(recorded: data, at: ""))
    case .observe: self = .observe(try Observed(recorded: data, at: ""))
    case .classify: self = .classify(try Classified(recorded: data, at: ""))
    case .contain: self = .contain(try Contained(recorded: data, at: ""))
    case .cause: self = .cause(try Analysed(recorded: data, at: ""))
    case .plan: self = .plan(try Planned(recorded: data, at: ""))
    case .start: self = .start(try Started(recorded: data, at: ""))
    case .amend: self = .amend(try CriterionAmended(recorded: data, at: ""))
    case .due: self = .due(try DueMoved(recorded: data, at: ""))
    case .finish: self = .finish(try Finished(recorded: data, at: ""))
    case .verify: self = .verify(try Verified(recorded: data, at: ""))
    case .acceptRisk: self = .acceptRisk(try RiskAccepted(recorded: data, at: ""))
    case .close: self = .close(try Closed(recorded: data, at: ""))
    case .reopen: self = .reopen(try Reopened(recorded: data, at: ""))
    case .reject: self = .reject(try Rejected(recorded: data, at: ""))
    case .decline: self = .decline(try Declined(recorded: data, at: ""))
    }
  }
}
