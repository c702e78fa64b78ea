import Content
import Records

/// `review.prepared`: what the log holds for a review was put together.
package struct ReviewPrepared: Hashable, Sendable {
  /// The day after which things count; the end of the review before.
  package let after: Day
  package let through: Day

  /// One for each kind, in their order.
  package let inputs: [ReviewInputCount]

  /// How many entries of the log were read.
  package let logSize: Int

  package init(after: Day, through: Day, inputs: [ReviewInputCount], logSize: Int) {
    self.after = after
    self.through = through
    self.inputs = inputs
    self.logSize = logSize
  }
}

extension ReviewPrepared: SystemFacts {
  static let kind = "review.prepared"
  static let area = SystemArea.review
  static let duties: [Duty]? = [.lead, .chair]

  package var words: String { "prepared with what happened after \(after) and through \(through)" }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let isClosed = gate.system.reviews[gate.subject]?.closed != nil
    let other = gate.system.reviews.values.first { $0.closed == nil && $0.id != gate.subject }
    return (isClosed ? [gate.reviewIsClosed] : [])
      + (other.map { open in
        [
          gate.refuse(
            "review-is-open",
            "the review ‘\(open.id)’ is not closed yet",
            next: "debrief review show \(open.id)"
          )
        ]
      } ?? [])
      + (inputs.map(\.input) == ReviewInput.allCases
        ? [] : [gate.refuse("inputs-missing", "a review is prepared with every kind of input")])
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.review, record.subject)
    let dated = RegisterEntry.Dated(self, record, place: place)
    if system.reviews[record.subject] == nil {
      system.reviews[record.subject] = ManagementReview(id: record.subject, dated)
    } else {
      system.reviews[record.subject]?.prepared = dated
    }
  }

  var recorded: JSONValue {
    [
      "after": after.recorded, "through": through.recorded, "inputs": inputs.recorded,
      "logSize": .integer(logSize),
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    after = try members.read("after")
    through = try members.read("through")
    inputs = try members.read("inputs")
    logSize = try members.read("logSize")
    try members.end()
  }
}
