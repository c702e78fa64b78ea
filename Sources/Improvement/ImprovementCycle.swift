import Content
import Records

/// One round of finding the cause, acting, and looking whether it helped.
///
/// An entry that is reopened begins another round; the rounds before it stay as they were.
package struct ImprovementCycle: Hashable, Sendable {
  package internal(set) var analysis: RegisterEntry.Dated<RegisterEvent.Analysed>?
  package internal(set) var plan: RegisterEntry.Dated<RegisterEvent.Planned>?
  package internal(set) var actions: [ActionProgress] = []

  /// All versions of the criterion; the last one is in force.
  package internal(set) var criteria: [RegisterEntry.Dated<Criterion>] = []
  package internal(set) var started: RegisterEntry.Dated<RegisterEvent.Started>?
  package internal(set) var verifications: [Verification] = []

  package var criterion: Criterion? { criteria.last?.facts }

  /// The digest that starting the work fixed.
  package var frozenDigest: Digest? { started?.facts.criterion }
  package var isWorkDone: Bool {
    !actions.isEmpty && actions.allSatisfy { $0.finished != nil }
  }

  package var owners: Set<PersonID> { Set(actions.map(\.action.owner)) }
  package var trainingAuthors: Set<PersonID> { Set(actions.compactMap(\.action.trainingAuthor)) }

  /// The sum over the actions; `nil` without a plan.
  package var effort: Int? {
    actions.isEmpty ? nil : actions.reduce(0) { $0 + $1.action.effort.rawValue }
  }

  /// When the last action was done.
  package var finishedAt: Timestamp? {
    isWorkDone ? actions.compactMap(\.finished?.at).max() : nil
  }

  /// What counts as an effect stands in the log at or after this position.
  package var effectsFrom: Int? {
    isWorkDone ? actions.compactMap(\.finished?.facts.logSize).max() : nil
  }

  /// When the effect may be judged: after the window, or when a small measurement is to be repeated.
  package var verifiableFrom: Timestamp? {
    guard let finishedAt, let criterion else { return nil }
    let windowEnd = finishedAt.adding(days: criterion.windowDays)
    guard let next = verifications.last?.facts.next else { return windowEnd }
    return max(windowEnd, Timestamp(milliseconds: 0).adding(days: next.number))
  }

  package var isEffective: Bool { verifications.last?.result == .effective }

  package var inconclusiveCount: Int {
    verifications.count { $0.result == .inconclusive }
  }

  func index(ofAction number: Int, for record: RegisterRecord) throws(RegisterFault) -> Int {
    guard let index = actions.firstIndex(where: { $0.number == number }) else {
      throw .noSuchAction(record.event, record.entry, number)
    }
    return index
  }
}

/// How far an action has come.
package struct ActionProgress: Hashable, Sendable {
  /// Counted from 1 within the plan.
  package let number: Int
  package let action: CorrectiveAction
  package internal(set) var moves: [RegisterEntry.Dated<RegisterEvent.DueMoved>] = []
  package internal(set) var finished: RegisterEntry.Dated<RegisterEvent.Finished>?

  init(number: Int, action: CorrectiveAction) {
    self.number = number
    self.action = action
  }

  /// The due date after all moves.
  package var due: Day { moves.last?.facts.due ?? action.due }
}

/// A measurement of the effect, and what follows from it.
package struct Verification: Hashable, Sendable {
  package let facts: RegisterEvent.Verified

  /// The version of the criterion that was in force.
  package let criterion: Criterion
  package let result: Effectiveness
  package let by: PersonID
  package let at: Timestamp
}
