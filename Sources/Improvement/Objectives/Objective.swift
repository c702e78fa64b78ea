import Content
import Records

/// A measurable result that the organisation aims at (clause 6.2): what is measured, how, how often,
/// by whom, and the series of figures so far.
package struct Objective: Hashable, Identifiable, Sendable {
  package let id: String

  /// All versions of the definition; the last is in force.
  package private(set) var definitions: [RegisterEntry.Dated<ObjectiveDefined>] = []
  package private(set) var measurements: [RegisterEntry.Dated<ObjectiveMeasured>] = []
  private let first: RegisterEntry.Dated<ObjectiveDefined>

  init(id: String, _ first: RegisterEntry.Dated<ObjectiveDefined>) {
    self.id = id
    self.first = first
  }

  mutating func take(_ definition: RegisterEntry.Dated<ObjectiveDefined>) {
    definitions.append(definition)
  }

  mutating func take(_ measurement: RegisterEntry.Dated<ObjectiveMeasured>) {
    measurements.append(measurement)
  }

  package var definition: RegisterEntry.Dated<ObjectiveDefined> { definitions.last ?? first }
  package var version: Int { definition.facts.version }

  /// The newest figure of the version in force.
  package var latest: RegisterEntry.Dated<ObjectiveMeasured>? {
    measurements.last { $0.facts.version == version }
  }

  /// When the next figure is due.
  package var nextDay: Day {
    let last = latest?.at ?? definition.at
    return last.utcDay.adding(days: definition.facts.everyDays)
  }
}

// MARK: - Standing

extension Objective {
  /// How an objective stands against its target.
  package enum Standing: String, Sendable {
    case onTarget = "on target"
    case offTarget = "off target"
    case tooFew = "not enough data"
    case unmeasured = "not measured yet"
  }

  package var standing: Standing {
    guard let latest = latest?.facts.measurement else { return .unmeasured }
    let facts = definition.facts
    guard latest.n >= facts.minimumN else { return .tooFew }
    let isReached =
      facts.direction == .above ? latest.value >= facts.target : latest.value <= facts.target
    return isReached ? .onTarget : .offTarget
  }

  /// Which way the figures go.
  package enum Trend: String, Sendable {
    case better
    case worse
    case level = "no change shown"
  }

  /// Fewer cases than this make no trend, however small the objective's own minimum is.
  package static let fewestForTrend = 8

  /// The newest figure against the one before; `nil` where either rests on too few cases.
  ///
  /// A change is shown only where the intervals lie apart; without intervals, where the figures of
  /// three measurements in a row go the same way.
  package var trend: Trend? {
    let fewest = max(Self.fewestForTrend, definition.facts.minimumN)
    let series = measurements.filter { $0.facts.version == version }.map(\.facts.measurement)
    guard series.count >= 2, series.suffix(2).allSatisfy({ $0.n >= fewest }) else { return nil }
    let (old, new) = (series[series.count - 2], series[series.count - 1])
    let isUp: Bool? =
      if let oldUpper = old.upper, let oldLower = old.lower, let newLower = new.lower,
        let newUpper = new.upper
      {
        newLower > oldUpper ? true : newUpper < oldLower ? false : nil
      } else {
        Self.direction(of: series.suffix(3).map(\.value))
      }
    guard let isUp else { return .level }
    return isUp == (definition.facts.direction == .above) ? .better : .worse
  }

  private static func direction(of values: [DecimalText]) -> Bool? {
    guard values.count == 3 else { return nil }
    if values[0] < values[1], values[1] < values[2] { return true }
    return values[0] > values[1] && values[1] > values[2] ? false : nil
  }
}
