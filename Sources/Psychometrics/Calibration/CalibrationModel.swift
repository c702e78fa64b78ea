/// What calibration estimates of each item.
package enum CalibrationModel: String, Hashable, Sendable, CaseIterable {
  /// A location each and one slope for all: Rasch's model, in the scale of its people.
  case rasch

  /// A location and a slope each.
  case twoParameter = "2pl"

  /// A location, a slope and a lower asymptote each; the asymptote only ever with its prior.
  case threeParameter = "3pl"

  /// The fewest people who support the model.
  ///
  /// 30 put a Rasch location within one logit with 95 %, from Linacre (1994), *Rasch Measurement
  /// Transactions* 7:328; slopes need some hundred people, from Drasgow (1989), *Applied Psychological
  /// Measurement* 13:77, and asymptotes a thousand, from Hulin, Lissak and Drasgow (1982), there 6:249.
  package var fewestPeople: Int {
    switch self {
    case .rasch: 30
    case .twoParameter: 200
    case .threeParameter: 1000
    }
  }

  /// Fewer items than this cannot tell ability from chance.
  package static let fewestItems = 3
}

/// What is held for likely before any answer, so that small samples stay sane.
package struct CalibrationPriors: Hashable, Sendable {
  /// The standard deviation of the logarithm of slopes around 0; `nil` for no prior.
  package let logSlopeDeviation: Double?

  /// The standard deviation of locations around ``locations``; `nil` for no prior.
  package let locationDeviation: Double?

  /// The expected location of each item, such as its author's; empty for 0.
  package let locations: [Double]

  /// How many imagined answers of people who know nothing the prior of a lower asymptote is worth.
  ///
  /// The prior is a Beta distribution whose mode is the asymptote given for the item.
  package let guessingWeight: Double

  /// No prior but that of asymptotes: maximum likelihood.
  package static let none = CalibrationPriors(
    logSlopeDeviation: nil,
    locationDeviation: nil,
    locations: []
  )

  /// Slopes mostly between 0.4 and 2.7, locations within two logits of what their authors think.
  package static func standard(locations: [Double] = []) -> CalibrationPriors {
    CalibrationPriors(logSlopeDeviation: 0.5, locationDeviation: 1, locations: locations)
  }

  package init(
    logSlopeDeviation: Double?,
    locationDeviation: Double?,
    locations: [Double],
    guessingWeight: Double = 20
  ) {
    self.logSlopeDeviation = logSlopeDeviation
    self.locationDeviation = locationDeviation
    self.locations = locations
    self.guessingWeight = guessingWeight
  }

  /// The same with the prior of the slope in so many equal parts.
  func sharing(slopeAmong items: Int) -> CalibrationPriors {
    CalibrationPriors(
      logSlopeDeviation: logSlopeDeviation.map { $0 * Double(items).squareRoot() },
      locationDeviation: locationDeviation,
      locations: locations,
      guessingWeight: guessingWeight
    )
  }
}
