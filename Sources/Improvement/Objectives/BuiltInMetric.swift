import Competence
import Content
import Psychometrics
import Records

/// A figure that the ledger itself gives, by a formula that stays.
///
/// Figures look at a year up to the moment of the last entry that they read, so the same stretch of
/// the log gives the same figure for ever.
package enum BuiltInMetric: String, CaseIterable, Sendable {
  case incidents
  case timeToReport = "time-to-report"
  case timeToLesson = "time-to-lesson"
  case exposureToPractice = "exposure-to-practice"
  case repeatRate = "repeat-rate"
  case auditFindings = "audit-findings"
  case actionLeadTime = "action-lead-time"
  case staffReports = "staff-reports"

  /// The days that a figure looks back.
  package static let window = 365

  package var formula: String {
    switch self {
    case .incidents:
      "number of incidents and near misses that were raised; n is the days that the log covers"
    case .timeToReport: "median hours from when it happened to when it was raised"
    case .timeToLesson: "median days from raising an incident to closing it with a lesson"
    case .exposureToPractice:
      "median days from raising an incident to the first answer to its lessons"
    case .repeatRate: "share of closed entries whose control came up again within 365 days"
    case .auditFindings:
      "number of nonconformities found by internal audits; n is the audits that were closed"
    case .actionLeadTime: "median days from the plan to the end of the last action"
    case .staffReports: "share of entries raised by staff, not by measurements, audits or reviews"
    }
  }

  /// What n counts, where that is something else than cases: a count has to say over what.
  package var unitOfN: String? {
    switch self {
    case .incidents: "days"
    case .auditFindings: "audits"
    default: nil
    }
  }

  /// The unit of the figure itself, where it is a time.
  package var timeUnit: ProgrammeObjective.Unit? {
    switch self {
    case .timeToReport: .hours
    case .timeToLesson, .exposureToPractice, .actionLeadTime: .days
    case .incidents, .repeatRate, .auditFindings, .staffReports: nil
    }
  }

  package var method: String {
    "computed from the events of the last \(Self.window) days up to the last entry that is read"
  }
}

/// A computed figure with what it rests on.
package struct MetricFigure: Hashable, Sendable {
  package let value: DecimalText
  package let n: Int
  package let lower: DecimalText?
  package let upper: DecimalText?

  /// The entries of the register and the audits that were counted.
  package let sources: [String]
}

/// What built-in metrics read.
package struct MetricInput: Sendable {
  package let system: ManagementSystem
  package let attempts: [Attempt]

  /// When the first entry of the log was recorded.
  package let beginning: Timestamp

  /// When the last entry that is read was recorded.
  package let end: Timestamp

  package init(
    system: ManagementSystem,
    attempts: [Attempt],
    beginning: Timestamp,
    end: Timestamp
  ) {
    self.system = system
    self.attempts = attempts
    self.beginning = beginning
    self.end = end
  }

  fileprivate var start: Timestamp {
    end.adding(milliseconds: -BuiltInMetric.window * 86_400_000)
  }

  /// How many days of the year up to the end the log covers, the first of them counted.
  fileprivate var days: Int {
    min(BuiltInMetric.window, max(0, end.utcDay.days(since: beginning.utcDay)) + 1)
  }

  fileprivate func isWithin(_ time: Timestamp) -> Bool { time > start && time <= end }

  fileprivate var raised: [RegisterEntry] {
    system.register.entries.filter { isWithin($0.raised.at) }
  }
}

extension BuiltInMetric {
  /// The figure, or `nil` where nothing can be counted yet.
  package func figure(_ input: MetricInput) -> MetricFigure? {
    switch self {
    case .incidents:
      let found = input.raised.filter(\.isIncident)
      return .count(found.map(\.id.rawValue), over: input.days)
    case .timeToReport:
      return .median(
        input.raised.compactMap { entry in
          guard entry.isIncident, let happened = entry.happenedAt else { return nil }
          return (hours(from: happened, to: entry.raised.at), entry.id.rawValue)
        },
        places: 1
      )
    case .timeToLesson:
      return .median(
        input.raised.compactMap { entry in
          guard entry.isIncident, let closing = entry.closings.last,
            case .done = closing.facts.lessons
          else { return nil }
          return (days(from: entry.raised.at, to: closing.at), entry.id.rawValue)
        },
        places: 1
      )
    case .exposureToPractice: return .median(practiceLags(input), places: 1)
    case .repeatRate: return repeats(input)
    case .auditFindings:
      let found = input.system.auditsByDay.filter { audit in
        audit.closed.map { input.isWithin($0.at) } ?? false
      }
      guard !found.isEmpty else { return nil }
      let count = found.reduce(0) { $0 + $1.count(.nonconformity) }
      return MetricFigure(
        value: DecimalText(count),
        n: found.count,
        lower: nil,
        upper: nil,
        sources: found.map(\.id)
      )
    case .actionLeadTime:
      return .median(
        input.system.register.entries.compactMap { entry in
          guard let plan = entry.cycle.plan, let end = entry.cycle.finishedAt, input.isWithin(end)
          else { return nil }
          return (days(from: plan.at, to: end), entry.id.rawValue)
        },
        places: 1
      )
    case .staffReports:
      let staff = input.raised.filter(\.isRaisedByStaff)
      return .share(of: staff.map(\.id.rawValue), among: input.raised.count)
    }
  }

  private func practiceLags(_ input: MetricInput) -> [(Double, String)] {
    var first: [IncidentID: Timestamp] = [:]
    for attempt in input.attempts {
      let incident = attempt.lesson.incident
      first[incident] = first[incident].map { min($0, attempt.at) } ?? attempt.at
    }
    return input.raised.compactMap { entry in
      guard entry.isIncident, let answered = first[IncidentID(rawValue: entry.reference)],
        answered >= entry.raised.at
      else { return nil }
      return (days(from: entry.raised.at, to: answered), entry.id.rawValue)
    }
  }

  private func repeats(_ input: MetricInput) -> MetricFigure? {
    let entries = input.system.register.entries
    let closed = entries.filter { entry in
      entry.raised.facts.control != nil
        && (entry.closings.first.map { input.isWithin($0.at) } ?? false)
    }
    let repeated = closed.filter { old in
      guard let closing = old.closings.first else { return false }
      return entries.contains { entry in
        entry.raised.facts.control == old.raised.facts.control && entry.raised.at > closing.at
          && entry.raised.at <= input.end
      }
    }
    return .share(of: repeated.map(\.id.rawValue), among: closed.count)
  }
}

private func hours(from start: Timestamp, to end: Timestamp) -> Double {
  Double(max(0, end.milliseconds - start.milliseconds)) / 3_600_000
}

private func days(from start: Timestamp, to end: Timestamp) -> Double {
  hours(from: start, to: end) / 24
}

extension MetricFigure {
  fileprivate static func count(_ sources: [String], over n: Int) -> MetricFigure {
    MetricFigure(
      value: DecimalText(sources.count),
      n: n,
      lower: nil,
      upper: nil,
      sources: sources
    )
  }

  fileprivate static func median(_ values: [(Double, String)], places: Int) -> MetricFigure? {
    guard !values.isEmpty else { return nil }
    let sorted = values.map(\.0).sorted()
    let middle = sorted.count / 2
    let median =
      sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    return DecimalText(rounding: median, places: places).map { value in
      MetricFigure(value: value, n: values.count, lower: nil, upper: nil, sources: values.map(\.1))
    }
  }

  fileprivate static func share(of sources: [String], among count: Int) -> MetricFigure? {
    guard
      let interval = WilsonInterval(successes: sources.count, of: count, confidence: 0.9),
      let value = DecimalText(rounding: interval.proportion.value, places: 2)
    else { return nil }
    return MetricFigure(
      value: value,
      n: count,
      lower: DecimalText(rounding: interval.lower.value, places: 2).map { min($0, value) },
      upper: DecimalText(rounding: interval.upper.value, places: 2).map { max($0, value) },
      sources: sources
    )
  }
}

extension DecimalText {
  /// A number with so many decimals, a half rounded away from zero; `nil` for what is no number.
  package init?(rounding number: Double, places: Int) {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = (number * Double(scale)).rounded()
    guard abs(scaled) < 1e15 else { return nil }
    let digits = String(abs(Int(scaled)))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = scaled < 0 ? "-" : ""
    self.init(
      places == 0
        ? sign + padded : "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
    )
  }
}

extension RegisterEntry {
  /// When the incident happened, as far as somebody said.
  package var happenedAt: Timestamp? {
    raised.facts.evidence["happenedAt"]?.string.flatMap(Timestamp.init)
  }
}

extension Measurement {
  /// A built-in figure as a measurement of a stretch of the log, with the root over that stretch's end.
  package init(_ figure: MetricFigure, of metric: BuiltInMetric, log: MerkleFrontier) {
    let through = max(0, log.size - 1)
    self.init(
      metric: metric.rawValue,
      value: figure.value,
      n: figure.n,
      lower: figure.lower,
      upper: figure.upper,
      from: 0,
      through: through,
      evidence: [
        EvidenceReference(reference: "ledger entries 0 to \(through)", digest: log.root)
      ]
    )
  }
}

extension ProgrammeObjective {
  /// The target in the unit in which the metric is measured; `nil` if it has none, or another metric is
  /// meant.
  package func target(of metric: String) -> DecimalText? {
    guard metric == self.metric else { return nil }
    guard let unit else { return target }
    guard let own = BuiltInMetric(rawValue: metric)?.timeUnit else { return nil }
    return DecimalText(rounding: target.double * unit.minutes / own.minutes, places: 2)
  }
}

extension ProgrammeObjective.Unit {
  fileprivate var minutes: Double {
    switch self {
    case .minutes: 1
    case .hours: 60
    case .days: 1_440
    }
  }
}
