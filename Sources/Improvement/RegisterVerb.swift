import Records

/// What can be done to an entry of the register; the raw value is the kind of the log's entry.
package enum RegisterVerb: String, CaseIterable, Sendable {
  case raise = "register.raised"
  case observe = "register.observed"
  case classify = "register.classified"
  case contain = "register.contained"
  case cause = "register.analysed"
  case plan = "register.planned"
  case start = "register.started"
  case amend = "register.criterion-amended"
  case due = "register.due-moved"
  case finish = "register.finished"
  case verify = "register.verified"
  case acceptRisk = "register.accepted"
  case close = "register.closed"
  case reopen = "register.reopened"
  case reject = "register.rejected"
  case decline = "register.declined"

  /// All kinds of the register begin with this.
  package static let kindPrefix = "register."

  /// The word after `debrief register`.
  package var command: String {
    switch self {
    case .raise: "raise"
    case .observe: "observe"
    case .classify: "classify"
    case .contain: "contain"
    case .cause: "cause"
    case .plan: "plan"
    case .start: "start"
    case .amend: "amend"
    case .due: "due"
    case .finish: "finish"
    case .verify: "verify"
    case .acceptRisk: "accept"
    case .close: "close"
    case .reopen: "reopen"
    case .reject: "reject"
    case .decline: "decline"
    }
  }

  /// What is then true of the entry, as a participle for sentences.
  package var words: String {
    switch self {
    case .raise: "raised"
    case .observe: "observed again"
    case .classify: "classified"
    case .contain: "contained"
    case .cause: "analysed"
    case .plan: "planned"
    case .start: "started"
    case .amend: "given another criterion"
    case .due: "given another due date"
    case .finish: "finished"
    case .verify: "verified"
    case .acceptRisk: "accepted as a risk"
    case .close: "closed"
    case .reopen: "reopened"
    case .reject: "rejected"
    case .decline: "declined"
    }
  }

  /// The part of the cycle that the act belongs to.
  package var phase: CyclePhase {
    switch self {
    case .raise, .classify, .cause, .plan: .plan
    case .contain, .start, .amend, .due, .finish: .do
    case .observe, .verify: .check
    case .acceptRisk, .close, .reopen, .reject, .decline: .act
    }
  }

  /// The duties of which one is needed; `nil` if the person counts and not the duty, or anyone may.
  package var duties: [Duty]? {
    switch self {
    case .raise, .observe, .start, .due, .finish: nil
    case .classify, .reject, .decline: [.lead, .trainer]
    case .contain: Duty.allCases
    case .cause: [.owner]
    case .plan, .amend, .close, .reopen: [.lead]
    case .verify: [.verifier]
    case .acceptRisk: [.owner, .chair]
    }
  }
}

/// A part of the cycle plan, do, check, act.
package enum CyclePhase: String, CaseIterable, Sendable {
  case plan
  case `do`
  case check
  case act

  package var words: String { rawValue }
}
