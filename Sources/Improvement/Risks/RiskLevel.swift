import Content
import Records

/// How likely a risk is and how bad it would be, each from 1 to 5.
package struct RiskLevel: Hashable, Sendable {
  package let likelihood: Int
  package let impact: Int

  package init(likelihood: Int, impact: Int) {
    self.likelihood = likelihood
    self.impact = impact
  }

  /// likelihood × impact.
  package var score: Int { likelihood * impact }
  package var isInRange: Bool { (1...5).contains(likelihood) && (1...5).contains(impact) }
  package var words: String { "\(likelihood) × \(impact) = \(score)" }
}

extension RiskLevel: RecordedValue {
  var recorded: JSONValue { ["likelihood": .integer(likelihood), "impact": .integer(impact)] }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    likelihood = try members.read("likelihood")
    impact = try members.read("impact")
    try members.end()
    guard isInRange else {
      throw .form(member: path, expected: "a likelihood and an impact from 1 to 5")
    }
  }
}

/// What is done about a risk.
package enum RiskTreatment: String, CaseIterable, Sendable {
  case avoid
  case reduce
  case share
  case retain
}

extension RiskTreatment: RecordedValue {}
