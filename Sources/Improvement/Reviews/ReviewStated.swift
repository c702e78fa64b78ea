import Content
import Records

/// `review.stated`: somebody said what there is of an input, or that there is nothing.
package struct ReviewStated: Hashable, Sendable {
  package let input: ReviewInput

  /// There is nothing of this kind; the statement says how one knows.
  package let isNone: Bool
  package let statement: Wording

  package init(input: ReviewInput, isNone: Bool, statement: Wording) {
    self.input = input
    self.isNone = isNone
    self.statement = statement
  }
}

extension ReviewStated: SystemFacts {
  static let kind = "review.stated"
  static let area = SystemArea.review
  static let duties: [Duty]? = [.lead, .chair]

  package var words: String { "\(input.words): \(isNone ? "none" : "stated")" }

  func refusals(in gate: SystemGate) -> [Refusal] {
    let count = gate.system.reviews[gate.subject]?.count(input) ?? 0
    return gate.openReview() + gate.text(statement, "the statement")
      + (isNone && count > 0
        ? [
          gate.refuse(
            "there-is-some",
            "the log holds \(count) of \(input.words)",
            next: "leave it out, or say something about them: \(gate.again)"
          )
        ] : [])
  }

  func fold(into system: inout ManagementSystem, as record: SystemRecord) throws(SystemFault) {
    let place = system.count(.review, record.subject)
    try system.change(review: record) {
      $0.statements[input] = RegisterEntry.Dated(self, record, place: place)
    }
  }

  var recorded: JSONValue {
    ["input": input.recorded, "isNone": .bool(isNone), "statement": statement.recorded]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    input = try members.read("input")
    isNone = try members.read("isNone")
    statement = try members.read("statement")
    try members.end()
  }
}
