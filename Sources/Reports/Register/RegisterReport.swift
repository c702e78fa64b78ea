import Content
import Improvement
import Psychometrics

/// The improvement register as a document: what is open, what was done, and whether it worked.
///
/// It knows nothing of how the register decides: whoever makes it hands over entries whose words are
/// ready, and gets the page, the table and the JSON. Texts may be anything; they are neutralised and
/// escaped here.
package struct RegisterReport: Sendable {
  package let basis: ReportBasis

  /// Open ones first; then by priority, age and id.
  package let entries: [Entry]

  /// What the rules against form without substance say.
  package let substance: [SubstanceFinding]
  package let waivedCount: Int

  /// The ways of a few entries from incident to effect.
  package let traces: [Trace]

  package init(
    entries: [Entry],
    substance: [SubstanceFinding] = [],
    waivedCount: Int = 0,
    traces: [Trace] = [],
    basis: ReportBasis
  ) {
    self.basis = basis
    self.substance = substance
    self.waivedCount = waivedCount
    self.traces = traces
    self.entries = entries.sorted { left, right in
      let order = { (entry: Entry) in
        (entry.closed == nil ? 0 : 1, -entry.priority.score, entry.raised, entry.id)
      }
      return order(left) < order(right)
    }
  }

  /// Where an entry stands in the improvement cycle.
  package enum Phase: String, CaseIterable, Encodable, Sendable {
    case plan
    case `do`
    case check
    case act

    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    var words: String {
      switch self {
      case .plan: "understand, find the cause, decide"
      case .do: "the action is under way"
      case .check: "waiting for a measurement"
      case .act: "concluded, or taken up again"
      }
    }
  }

  /// How an entry ended.
  package enum Outcome: String, Encodable, Sendable {
    case effective
    case notEffective

    /// Declined, rejected, accepted as a risk or a duplicate: closed without a measurement.
    case other
  }

  /// A number to sort by, and how it came about: the parts are always shown.
  package struct Priority: Hashable, Sendable {
    package let score: Double
    package let parts: [String]

    package init(score: Double, parts: [String]) {
      self.score = score
      self.parts = parts
    }
  }

  /// One event of an entry's history.
  package struct HistoryLine: Hashable, Sendable {
    package let day: Day
    package let words: String

    /// A pseudonym; `nil` for an anonymous report.
    package let actor: String?

    package init(day: Day, words: String, actor: String?) {
      self.day = day
      self.words = words
      self.actor = actor
    }
  }
}

// MARK: - Figures

extension RegisterReport {
  /// Entries that are not closed, in any way.
  package var open: [Entry] { entries.filter { $0.closed == nil } }

  /// Open entries whose due day has passed.
  package var overdue: [Entry] { open.filter { isOverdue($0) } }

  package var waitingForVerification: [Entry] { open.filter { $0.phase == .check } }

  package func isOverdue(_ entry: Entry) -> Bool {
    guard entry.closed == nil, let due = entry.due else { return false }
    return due < basis.asOf
  }

  package func count(_ outcome: Outcome) -> Int {
    entries.count { $0.closed != nil && $0.outcome == outcome }
  }

  /// Days from raise to close of entries whose effect was measured.
  package var daysToClose: [Int] {
    entries.compactMap { entry in
      guard let closed = entry.closed, entry.outcome != .other else { return nil }
      return closed.days(since: entry.raised)
    }
  }

  var confidence: Probability { Probability(basis.programme.signals.confidence) ?? 0.9 }

  package var medianDaysToClose: MedianInterval? {
    MedianInterval(of: daysToClose, confidence: confidence)
  }

  /// Entries in a phase of the cycle, closed ones counted under Act.
  package func count(_ phase: Phase) -> Int { entries.count { $0.phase == phase } }
}
