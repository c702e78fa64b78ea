import Content
import Records

/// What lists show of an entry, without its history.
package struct RegisterOutline: Hashable, Identifiable, Sendable, RegisterStanding {
  package let id: RegisterEntryID
  package let state: RegisterState
  package let source: RegisterSource
  package let reference: String
  package let statement: Wording
  package let raisedAt: Timestamp
  package let classification: String?
  package let severity: RegisterSeverity?
  package let verifiableFrom: Timestamp?
  package let nextDate: Day?
  package let owners: [PersonID]
  package let priorityInputs: PriorityInputs?
  package let effort: Int?

  package init(_ entry: RegisterEntry) {
    id = entry.id
    state = entry.state
    source = entry.source
    reference = entry.reference
    statement = entry.raised.facts.statement
    raisedAt = entry.raised.at
    classification = entry.classification?.words
    severity = entry.severity
    verifiableFrom = entry.verifiableFrom
    nextDate = entry.nextDate
    owners = entry.cycle.owners.sorted()
    priorityInputs = entry.priorityInputs
    effort = entry.effort
  }
}

/// Where an entry stands, as far as state, dates and priority follow from it.
package protocol RegisterStanding {
  var id: RegisterEntryID { get }
  var state: RegisterState { get }
  var raisedAt: Timestamp { get }
  var verifiableFrom: Timestamp? { get }
  var nextDate: Day? { get }
  var priorityInputs: PriorityInputs? { get }
  var effort: Int? { get }
}

extension RegisterStanding {
  package var phase: CyclePhase { state.phase }

  /// The state as people see it: work that is done is verified once its window has ended.
  package func state(at now: Timestamp) -> RegisterState {
    guard state == .done, let from = verifiableFrom, from <= now else { return state }
    return .verifying
  }

  package func isOverdue(on day: Day) -> Bool { nextDate.map { $0 < day } ?? false }

  /// What comes first; `nil` before there is a plan.
  package func priority(at now: Timestamp) -> Priority? {
    guard let priorityInputs, let effort else { return nil }
    return Priority(inputs: priorityInputs, effort: effort, raisedAt: raisedAt, now: now)
  }
}

extension Sequence where Element: RegisterStanding {
  /// By priority, then the older first, then by number.
  ///
  /// An entry without a plan has no priority yet, and comes after those that have one.
  package func sorted(at now: Timestamp) -> [Element] {
    map { (entry: $0, priority: $0.priority(at: now)) }
      .sorted { left, right in
        switch (left.priority, right.priority) {
        case (let first?, let second?) where first.isHigher(than: second): true
        case (let first?, let second?) where second.isHigher(than: first): false
        case (.some, nil): true
        case (nil, .some): false
        default: (left.entry.raisedAt, left.entry.id) < (right.entry.raisedAt, right.entry.id)
        }
      }
      .map(\.entry)
  }
}
