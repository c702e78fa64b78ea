import Content

/// What a raised entry turned out to be.
package enum Classification: Hashable, Sendable {
  /// A requirement is not met: which one, and what shows it.
  case nonconformity(requirement: String, evidence: Wording)

  /// All requirements are met, and something could be better.
  case opportunity

  /// Worth writing down, and nothing more.
  case observation

  package var isNonconformity: Bool {
    if case .nonconformity = self { true } else { false }
  }

  package var words: String {
    switch self {
    case .nonconformity(let requirement, _): "nonconformity with \(requirement)"
    case .opportunity: "opportunity"
    case .observation: "observation"
    }
  }
}

extension Classification: RecordedValue {
  var recorded: JSONValue {
    switch self {
    case .nonconformity(let requirement, let evidence):
      ["nonconformity": ["requirement": .string(requirement), "evidence": evidence.recorded]]
    case .opportunity: "opportunity"
    case .observation: "observation"
    }
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    switch value {
    case "opportunity": self = .opportunity
    case "observation": self = .observation
    case .object:
      var members = try Members(value, at: path)
      let inner: JSONValue = try members.read("nonconformity")
      try members.end()
      var facts = try Members(inner, at: members.place(of: "nonconformity"))
      self = .nonconformity(
        requirement: try facts.read("requirement"),
        evidence: try facts.read("evidence")
      )
      try facts.end()
    default:
      throw .form(member: path, expected: "a nonconformity, an opportunity or an observation")
    }
  }
}

/// How bad an entry is for the organisation, on the register's own scale.
package enum RegisterSeverity: String, CaseIterable, Comparable, Sendable {
  case low
  case medium
  case high

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .low: 1
    case .medium: 2
    case .high: 3
    }
  }
}

extension RegisterSeverity: RecordedValue {}

/// What an entry is about.
package enum AffectedArea: String, CaseIterable, Comparable, Sendable {
  case people
  case process
  case control

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension AffectedArea: RecordedValue {}
