import Content
import Records

/// How grave it is that a rule holds.
package enum SubstanceLevel: String, CaseIterable, Comparable, Sendable {
  /// Keeps the entry from being closed, unless it is waived.
  case error

  /// Is shown.
  case warning
  case info

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// A place where the form is kept and the substance is missing.
package struct SubstanceFinding: Hashable, Sendable {
  /// The rule's id, such as `R6`.
  package let rule: String
  package let level: SubstanceLevel

  /// What it is about: entries, audits, reviews, risks or items by name; the first is the culprit.
  package let about: [String]

  /// One plain sentence, in lower case and without a full stop.
  package let sentence: String

  /// What would make it go away.
  package let resolve: String
}

/// Detects one way to have a register that improves nothing.
///
/// A rule is a pure function of what is known; it carries registers that it is silent about and
/// registers that it detects, from which its tests are made.
package protocol SubstanceRule: SendableMetatype {
  /// Such as `R6`; fixed for ever, since waivers name it.
  static var id: String { get }
  static var level: SubstanceLevel { get }

  /// What it detects, in a few words.
  static var detects: String { get }
  static func findings(in evidence: SubstanceEvidence) -> [SubstanceFinding]
  static var examples: [SubstanceExample] { get }
}

extension SubstanceRule {
  static func finding(
    _ about: [String],
    _ sentence: String,
    resolve: String,
    level: SubstanceLevel? = nil
  ) -> SubstanceFinding {
    SubstanceFinding(
      rule: id,
      level: level ?? Self.level,
      about: about,
      sentence: sentence,
      resolve: resolve
    )
  }
}

/// A register that shows what a rule does, with what one has to know beside it.
package struct SubstanceExample: Sendable {
  package let name: String
  package let isBad: Bool
  package let register: ExampleRegister

  static func good(
    _ name: String,
    _ build: (inout ExampleRegister) -> Void
  ) -> SubstanceExample {
    SubstanceExample(name: name, isBad: false, register: ExampleRegister(build))
  }

  static func bad(
    _ name: String,
    _ build: (inout ExampleRegister) -> Void
  ) -> SubstanceExample {
    SubstanceExample(name: name, isBad: true, register: ExampleRegister(build))
  }
}

/// All rules, in the order of their ids.
package enum SubstanceRules {
  package static let all: [any SubstanceRule.Type] = [
    R01ClosedWithoutEffect.self, R02CriterionAfterTheFact.self, R03Repeat.self,
    R04CauseIsNone.self, R05Overdue.self, R06TrainingOnly.self, R07OwnerOverload.self,
    R08RubberStamp.self, R09SelfVerification.self, R10BatchClosing.self, R11ZeroFindings.self,
    R12AcceptedForEver.self, R13LessonWithoutEffect.self, R14ReviewWithoutDecision.self,
  ]

  package static var ids: [String] { all.map { $0.id } }

  package static func rule(_ id: String) -> (any SubstanceRule.Type)? { all.first { $0.id == id } }
}

// MARK: - Checking

/// What holds of a register, with the waivers told apart.
package struct SubstanceReport: Hashable, Sendable {
  /// Findings that nobody waived: by level, then by rule, then by what they are about.
  package let findings: [SubstanceFinding]
  package let waived: [SubstanceFinding]

  package init(_ evidence: SubstanceEvidence) {
    let day = evidence.now.utcDay
    let all = SubstanceRules.all.flatMap { $0.findings(in: evidence) }
    let isWaived = { (finding: SubstanceFinding) in
      finding.about.first.map {
        evidence.system.waiver(of: finding.rule, about: $0, on: day) != nil
      } ?? false
    }
    findings = all.filter { !isWaived($0) }.enumerated().sorted { left, right in
      (right.element.level, left.offset) < (left.element.level, right.offset)
    }.map(\.element)
    waived = all.filter(isWaived)
  }

  package var hasError: Bool { findings.contains { $0.level == .error } }

  /// What stands against closing an entry.
  package func blocking(_ id: RegisterEntryID) -> [SubstanceFinding] {
    findings.filter { $0.level == .error && $0.about.first == id.rawValue }
  }
}

extension SubstanceFinding {
  /// What a person who closes the entry is told.
  package func refusal(on day: Day) -> Refusal {
    let waive = RuleWaived.command(rule, about: about.first ?? "", on: day)
    return Refusal(
      code: "substance-\(rule)",
      sentence: "\(rule): \(sentence)",
      next: "\(resolve); or waive it: \(waive)"
    )
  }
}
