import Content

/// What leadership has to have looked at in a management review (clause 9.3), each as a kind of input.
///
/// The product counts what the log holds of a kind. Where it holds nothing, and for the kinds that no
/// log can hold, a person states what there is, or that there is nothing.
package enum ReviewInput: String, CaseIterable, Comparable, Sendable {
  /// What became of the decisions of earlier reviews.
  case earlierActions = "earlier-actions"

  /// Changes outside and inside the organisation that matter, climate among them.
  case issues
  case climate

  /// Changes in what interested parties need and expect.
  case parties
  case nonconformities
  case measurements
  case audits
  case objectives
  case feedback
  case incidents
  case risks
  case opportunities

  /// Rules that were waived and conflicts of duty that were declared.
  case exceptions

  package var words: String {
    switch self {
    case .earlierActions: "actions of earlier reviews"
    case .issues: "changes in external and internal issues"
    case .climate: "whether climate change is a relevant issue"
    case .parties: "changes in needs of interested parties"
    case .nonconformities: "nonconformities and corrective actions"
    case .measurements: "results of monitoring and measurement"
    case .audits: "audit results"
    case .objectives: "objectives and how they stand"
    case .feedback: "feedback from staff and interested parties"
    case .incidents: "incidents and near misses"
    case .risks: "risks and the plan that treats them"
    case .opportunities: "opportunities for improvement"
    case .exceptions: "waived rules and declared conflicts"
    }
  }

  /// Whether only people can say it.
  package var isStatedByPeople: Bool { [.issues, .climate, .parties].contains(self) }

  package static func < (left: Self, right: Self) -> Bool { left.place < right.place }

  private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension ReviewInput: RecordedValue {}

/// What the log holds of one kind of input for a review.
package struct ReviewInputCount: Hashable, Sendable {
  package let input: ReviewInput
  package let count: Int

  package init(input: ReviewInput, count: Int) {
    self.input = input
    self.count = count
  }
}

extension ReviewInputCount: RecordedValue {
  var recorded: JSONValue { ["input": input.recorded, "count": .integer(count)] }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    input = try members.read("input")
    count = try members.read("count")
    try members.end()
  }
}
