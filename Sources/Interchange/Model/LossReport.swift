import Content

/// What became of one question or one part of it on its way in or out, and why.
package struct Loss: Hashable, Sendable {
  package enum Outcome: String, Codable, CaseIterable, Sendable {
    case kept
    case changed
    case dropped
  }

  package let outcome: Outcome

  /// The name of the question.
  package let item: String
  package let line: Int
  package let reason: String

  package init(_ outcome: Outcome, item: String, line: Int, reason: String) {
    self.outcome = outcome
    self.item = item
    self.line = line
    self.reason = reason
  }
}

/// What a reader gives: questions, faults, and what was lost on the way.
package struct ForeignReading: Sendable {
  package var items: [ForeignItem] = []
  package var diagnostics: [Diagnostic] = []

  /// Parts that are changed or dropped; what is not named here is kept.
  package var losses: [Loss] = []

  /// The incident that a record describes, where the format has records and no questions.
  package var incident: DraftIncident?

  package init() {}

  /// Whether nothing may be taken over from the file.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  package mutating func drop(_ item: String, line: Int, _ reason: String) {
    losses.append(Loss(.dropped, item: item, line: line, reason: reason))
  }

  package mutating func change(_ item: String, line: Int, _ reason: String) {
    losses.append(Loss(.changed, item: item, line: line, reason: reason))
  }
}
