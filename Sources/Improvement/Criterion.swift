import Content
import Records

/// What will count as an effect, agreed before the work begins.
package struct Criterion: Hashable, Sendable {
  /// On which side of the threshold the goal lies; the threshold itself counts as reached.
  package enum Direction: String, CaseIterable, Sendable {
    case above
    case below

    package var words: String {
      switch self {
      case .above: "at least"
      case .below: "at most"
      }
    }
  }

  /// The id of the metric that is measured.
  package let metric: String
  package let direction: Direction
  package let threshold: DecimalText

  /// A measurement over fewer cases says nothing.
  package let minimumN: Int

  /// How long the effect has to show before it may be judged, in days after the work is done.
  package let windowDays: Int

  /// Ten years: no window is longer, and none is shorter than a day.
  package static let windows = 1...3650

  /// How somebody else would measure the same.
  package let method: Wording

  /// Who is to judge.
  package let verifier: PersonID

  package init(
    metric: String,
    direction: Direction,
    threshold: DecimalText,
    minimumN: Int,
    windowDays: Int,
    method: Wording,
    verifier: PersonID
  ) {
    self.metric = metric
    self.direction = direction
    self.threshold = threshold
    self.minimumN = minimumN
    self.windowDays = windowDays
    self.method = method
    self.verifier = verifier
  }

  /// Over the canonical text; starting the work freezes it.
  package var digest: Digest { Digest(of: recorded.canonicalBytes) }

  package func isReached(by value: DecimalText) -> Bool {
    switch direction {
    case .above: value >= threshold
    case .below: value <= threshold
    }
  }

  /// Judges a measurement; nobody can claim another result.
  package func judgement(of measurement: Measurement) -> Effectiveness {
    guard measurement.metric == metric, measurement.n >= minimumN else { return .inconclusive }
    return isReached(by: measurement.value) ? .effective : .notEffective
  }

  package var words: String {
    "\(metric) \(direction.words) \(threshold), n at least \(minimumN), after \(windowDays) days"
  }
}

/// Whether an action did what it was for, judged on evidence from afterwards.
package enum Effectiveness: String, CaseIterable, Sendable {
  case effective
  case notEffective = "not-effective"

  /// The measurement is too small to say.
  case inconclusive

  package var words: String {
    switch self {
    case .notEffective: "not effective"
    case .effective, .inconclusive: rawValue
    }
  }
}

extension Criterion.Direction: RecordedValue {}

extension Criterion: RecordedValue {
  var recorded: JSONValue {
    [
      "metric": .string(metric), "direction": direction.recorded, "threshold": threshold.recorded,
      "minimumN": .integer(minimumN), "windowDays": .integer(windowDays),
      "method": method.recorded, "verifier": verifier.recorded,
    ]
  }

  init(recorded value: JSONValue, at path: String) throws(EventFault) {
    var members = try Members(value, at: path)
    metric = try members.read("metric")
    direction = try members.read("direction")
    threshold = try members.read("threshold")
    minimumN = try members.read("minimumN")
    windowDays = try members.read("windowDays")
    method = try members.read("method")
    verifier = try members.read("verifier")
    try members.end()
    guard Self.windows.contains(windowDays) else {
      throw .form(member: members.place(of: "windowDays"), expected: "from 1 to 3650 days")
    }
  }
}
