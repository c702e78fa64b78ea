import Content

/// What an owner says about the risk of leaving things as they are.
package struct PriorityInputs: Hashable, Sendable {
  /// Where the figures come from.
  package enum Confidence: String, CaseIterable, Sendable {
    case guess
    case estimate
    case measured
  }

  /// From 1, negligible, to 5, critical.
  package let severity: Int

  /// From 1, hardly ever, to 5, all the time.
  package let likelihood: Int

  /// From 1, a few people, to 3, everybody.
  package let exposure: Int

  /// A law or a contract asks for it.
  package let isObligation: Bool

  /// How often the same was there before.
  package let earlierRepeats: Int
  package let confidence: Confidence

  package init(
    severity: Int,
    likelihood: Int,
    exposure: Int,
    isObligation: Bool,
    earlierRepeats: Int,
    confidence: Confidence
  ) {
    self.severity = severity
    self.likelihood = likelihood
    self.exposure = exposure
    self.isObligation = isObligation
    self.earlierRepeats = earlierRepeats
    self.confidence = confidence
  }

  package var areInRange: Bool {
    (1...5).contains(severity) && (1...5).contains(likelihood) && (1...3).contains(exposure)
      && earlierRepeats >= 0
  }
}

/// What comes first: the risk of an entry against the effort of its actions.
///
/// severity × likelihood × exposure / effort, × 1.5 for an obligation, × 1.3 for each earlier repeat
/// (at most × 2), and 2 % more for each full week of age (at most 30 %). It is an exact fraction, so
/// that equal priorities are equal and ties break by age on every machine.
package struct Priority: Hashable, Sendable {
  package let inputs: PriorityInputs

  /// The sum over the actions.
  package let effort: Int

  /// Full weeks since the entry was raised.
  package let weeks: Int

  package init(inputs: PriorityInputs, effort: Int, raisedAt: Timestamp, now: Timestamp) {
    self.inputs = inputs
    self.effort = max(1, effort)
    weeks = max(0, now.milliseconds - raisedAt.milliseconds) / Self.millisecondsPerWeek
  }

  /// severity × likelihood × exposure.
  package var risk: Int { inputs.severity * inputs.likelihood * inputs.exposure }

  package var obligationFactor: Double { Double(obligation.over) / Double(obligation.under) }
  package var repeatFactor: Double { Double(repeats.over) / Double(repeats.under) }

  /// Between 0 and 0.3.
  package var ageBonus: Double { Double(agePercent) / 100 }
  package var score: Double { Double(fraction.over) / Double(fraction.under) }

  /// The parts and the number, never the number alone.
  package var words: String {
    let parts = [
      "severity \(inputs.severity)", "likelihood \(inputs.likelihood)",
      "exposure \(inputs.exposure)",
    ]
    return "\(hundredths(fraction)) = \(parts.joined(separator: " × ")) / effort \(effort)"
      + (inputs.isObligation ? " × \(hundredths(obligation)) obligation" : "")
      + (inputs.earlierRepeats > 0 ? " × \(hundredths(repeats)) repeats" : "")
      + (agePercent > 0 ? " + \(agePercent) % age" : "") + " (\(inputs.confidence.rawValue))"
  }

  private typealias Fraction = (over: Int, under: Int)

  private var obligation: Fraction { inputs.isObligation ? (3, 2) : (1, 1) }

  private var repeats: Fraction {
    switch inputs.earlierRepeats {
    case ..<1: (1, 1)
    case 1: (13, 10)
    case 2: (169, 100)
    default: (2, 1)
    }
  }

  private var agePercent: Int { min(30, 2 * min(weeks, 15)) }

  private var fraction: Fraction {
    let over = risk * obligation.over * repeats.over * (100 + agePercent)
    return (over, effort * obligation.under * repeats.under * 100)
  }

  private func hundredths(_ fraction: Fraction) -> String {
    let rounded = (200 * fraction.over + fraction.under) / (2 * fraction.under)
    let rest = String(rounded % 100)
    return "\(rounded / 100).\(rest.count < 2 ? "0" : "")\(rest)"
  }

  private static let millisecondsPerWeek = 7 * 86_400_000
}

extension Priority {
  /// Whether this entry comes before another; entries of equal priority need another order.
  package func isHigher(than other: Priority) -> Bool {
    fraction.over * other.fraction.under > other.fraction.over * fraction.under
  }
}

extension PriorityInputs.Confidence: RecordedValue {}

extension PriorityInputs: RecordedValue {
  var recorded: JSONValue {
    [
      "severity": .integer(severity), "likelihood": .integer(likelihood),
      "exposure": .integer(exposure), "isObligation": .bool(isObligation),
      "earlierRepeats": .integer(earlierRepeats), "confidence": confidence.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    severity = try members.read("severity")
    likelihood = try members.read("likelihood")
    exposure = try members.read("exposure")
    isObligation = try members.read("isObligation")
    earlierRepeats = try members.read("earlierRepeats")
    confidence = try members.read("confidence")
    try members.end()
    guard areInRange else {
      throw .form(member: path, expected: "within severity and likelihood 1–5, exposure 1–3")
    }
  }
}
