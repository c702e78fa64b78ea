/// How far an entry of the register has come.
package enum RegisterState: String, CaseIterable, Sendable {
  /// Somebody saw something; nobody judged it yet.
  case raised

  /// Judged: a nonconformity, an opportunity or an observation.
  case triaged

  /// A nonconformity whose consequence is handled, and whose cause is not known yet.
  case contained
  case analysed
  case planned

  /// The work goes on, against a criterion that is fixed.
  case inAction

  /// The work is done, and its effect can be seen when the window ends.
  case done

  /// Being judged by its effect, or judged effective and ready to be closed.
  case verifying
  case closed

  /// Open again: the action did not work, or the same thing came back.
  case reopened

  /// Nothing is done until a day; somebody answers for that.
  case accepted

  /// No finding, or one that stands elsewhere already.
  case rejected

  /// True, and not worth the effort.
  case declined

  package var words: String {
    switch self {
    case .inAction: "in action"
    case .done: "done, waiting for its window"
    case .verifying: "being verified"
    case .accepted: "accepted as a risk"
    default: rawValue
    }
  }

  package var phase: CyclePhase {
    switch self {
    case .raised, .triaged, .contained, .analysed, .planned, .reopened: .plan
    case .inAction: .do
    case .done, .verifying: .check
    case .closed, .accepted, .rejected, .declined: .act
    }
  }

  /// Whether somebody still has to do or decide something; an accepted risk comes up again.
  package var isOpen: Bool {
    switch self {
    case .closed, .rejected, .declined: false
    default: true
    }
  }

  /// Whether the state machine has an arrow for this; a gate may refuse for other reasons.
  package func admits(_ verb: RegisterVerb) -> Bool { admitted.contains(verb) }

  private var admitted: Set<RegisterVerb> {
    switch self {
    case .raised: [.observe, .classify, .contain, .reject]
    case .triaged, .contained:
      [.observe, .classify, .contain, .cause, .plan, .acceptRisk, .reject, .decline]
    case .analysed: [.observe, .classify, .contain, .cause, .plan, .acceptRisk, .decline]
    case .planned:
      [.observe, .classify, .contain, .cause, .plan, .start, .due, .acceptRisk, .decline]
    case .inAction: [.observe, .contain, .cause, .amend, .due, .finish, .acceptRisk]
    case .done: [.observe, .contain, .cause, .verify, .acceptRisk]
    case .verifying: [.observe, .contain, .cause, .verify, .close, .acceptRisk]
    case .closed: [.observe, .reopen]
    case .reopened: [.observe, .classify, .contain, .cause, .acceptRisk, .decline]
    case .accepted: [.observe, .contain, .acceptRisk, .reopen]
    case .rejected, .declined: []
    }
  }

  /// What people usually do next.
  package var usualStep: RegisterVerb {
    switch self {
    case .raised: .classify
    case .triaged: .plan
    case .contained, .reopened: .cause
    case .analysed: .plan
    case .planned: .start
    case .inAction: .finish
    case .done, .verifying: .verify
    case .closed, .accepted: .reopen
    case .rejected, .declined: .raise
    }
  }
}
