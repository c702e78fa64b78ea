import Content
import Psychometrics
import Session

/// How the terms of an assessment stand in `session.started`: every number as a decimal string with
/// six digits after the point.
extension Assessment {
  package var data: JSONValue {
    [
      "alpha": .string(decimal(test.alpha.value)), "beta": .string(decimal(test.beta.value)),
      "cap": .integer(test.cap), "competency": .string(competency.rawValue),
      "cut": .string(decimal(test.cut)), "indifference": .string(decimal(test.indifference)),
      "models": .array(
        models.map { model in
          .array(
            [model.location, model.slope, model.lowerAsymptote.value].map { .string(decimal($0)) }
          )
        }
      ), "source": .string(source), "statistic": .string(test.statistic.rawValue),
    ]
  }

  init(_ data: RecordReader) throws(EntryFault) {
    let terms = try data.object("assessment")
    let probability = { (name: String) throws(EntryFault) -> Probability in
      guard let value = Probability(try terms.decimal(name)) else { throw terms.fault(name) }
      return value
    }
    guard let statistic = MasteryTest.Statistic(rawValue: try terms.string("statistic")) else {
      throw terms.fault("statistic")
    }
    let test = MasteryTest(
      cut: try terms.decimal("cut"),
      indifference: try terms.decimal("indifference"),
      alpha: try probability("alpha"),
      beta: try probability("beta"),
      cap: try terms.integer("cap"),
      statistic: statistic
    )
    guard let test else { throw terms.fault("indifference") }
    guard let rows = terms["models"]?.array else { throw terms.fault("models") }
    let models = rows.compactMap { row -> ItemResponseModel? in
      let numbers = row.array?.compactMap { $0.string.flatMap(Double.init) } ?? []
      guard numbers.count == 3, let asymptote = Probability(numbers[2]) else { return nil }
      return ItemResponseModel(
        location: numbers[0],
        slope: numbers[1],
        lowerAsymptote: asymptote
      )
    }
    guard models.count == rows.count else { throw terms.fault("models") }
    self.init(
      competency: CompetencyID(rawValue: try terms.string("competency")),
      test: test,
      models: models,
      source: try terms.string("source")
    )
  }
}

/// A number as entries hold it: six digits after the point.
package func decimal(_ value: Double) -> String {
  let scaled = Int((abs(value) * 1e6).rounded())
  let digits = "\(scaled % 1_000_000)"
  let sign = value < 0 && scaled > 0 ? "-" : ""
  return "\(sign)\(scaled / 1_000_000)."
    + String(repeating: "0", count: 6 - digits.count) + digits
}

/// `mastery.decided`: how an assessment ended, in the stream of the person.
///
/// Together with the terms in `session.started` and the answers at ``positions`` it holds all that the
/// decision was computed from.
package struct MasteryRecord: Hashable, Sendable {
  package static let kind = "mastery.decided"

  /// The error rates that the items of this session have, at the edges of the zone.
  package struct ErrorRates: Hashable, Sendable {
    /// The chance of being called mastered at the lower edge, and not mastered at the upper.
    package let falseMastery: Double
    package let missedMastery: Double
    package let undecidedBelow: Double
    package let undecidedAbove: Double

    /// `exact`, or `simulated` with the number of people and the seed.
    package let method: String

    package init(
      falseMastery: Double,
      missedMastery: Double,
      undecidedBelow: Double,
      undecidedAbove: Double,
      method: String
    ) {
      self.falseMastery = falseMastery
      self.missedMastery = missedMastery
      self.undecidedBelow = undecidedBelow
      self.undecidedAbove = undecidedAbove
      self.method = method
    }
  }

  /// Until when a decision for mastery holds, and what set the day.
  package struct Validity: Hashable, Sendable {
    package enum Reason: String, Sendable {
      /// Predicted recall falls to the programme's target.
      case forgetting

      /// The programme's least or greatest validity.
      case minimum
      case maximum
    }

    package let until: Day
    package let reason: Reason

    /// The days after which predicted recall falls to the target, whatever the programme allows.
    package let predictedDays: Int

    package init(until: Day, reason: Reason, predictedDays: Int) {
      self.until = until
      self.reason = reason
      self.predictedDays = predictedDays
    }
  }

  package let session: EventID
  package let competency: CompetencyID
  package let outcome: MasteryTest.Outcome
  package let answers: Int
  package let correct: Int
  package let logRatio: Double
  package let rates: ErrorRates

  /// Log positions of the answers that it rests on.
  package let positions: [Int]

  /// `nil` unless mastery was decided.
  package let validity: Validity?

  package init(
    session: EventID,
    competency: CompetencyID,
    outcome: MasteryTest.Outcome,
    answers: Int,
    correct: Int,
    logRatio: Double,
    rates: ErrorRates,
    positions: [Int],
    validity: Validity?
  ) {
    self.session = session
    self.competency = competency
    self.outcome = outcome
    self.answers = answers
    self.correct = correct
    self.logRatio = logRatio
    self.rates = rates
    self.positions = positions
    self.validity = validity
  }

  package var data: JSONValue {
    var members: [String: JSONValue] = [
      "answers": .integer(answers), "competency": .string(competency.rawValue),
      "correct": .integer(correct), "logRatio": .string(decimal(logRatio)),
      "outcome": .string(outcome.rawValue), "positions": .array(positions.map { .integer($0) }),
      "rates": [
        "falseMastery": .string(decimal(rates.falseMastery)),
        "method": .string(rates.method),
        "missedMastery": .string(decimal(rates.missedMastery)),
        "undecidedAbove": .string(decimal(rates.undecidedAbove)),
        "undecidedBelow": .string(decimal(rates.undecidedBelow)),
      ], "session": .string(session.description),
    ]
    if let validity {
      members["validity"] = [
        "predictedDays": .integer(validity.predictedDays),
        "reason": .string(validity.reason.rawValue), "until": .integer(validity.until.number),
      ]
    }
    return .object(members)
  }

  /// Reads a decision back; `nil` for entries of other kinds.
  package init?(_ entry: LedgerEntry) throws(EntryFault) {
    guard entry.kind == Self.kind else { return nil }
    try self.init(reading: entry)
  }

  init(reading entry: LedgerEntry) throws(EntryFault) {
    let data = RecordReader(entry)
    guard let outcome = MasteryTest.Outcome(rawValue: try data.string("outcome")) else {
      throw data.fault("outcome")
    }
    let rates = try data.object("rates")
    self.init(
      session: try data.event("session"),
      competency: CompetencyID(rawValue: try data.string("competency")),
      outcome: outcome,
      answers: try data.integer("answers"),
      correct: try data.integer("correct"),
      logRatio: try data.decimal("logRatio"),
      rates: ErrorRates(
        falseMastery: try rates.decimal("falseMastery"),
        missedMastery: try rates.decimal("missedMastery"),
        undecidedBelow: try rates.decimal("undecidedBelow"),
        undecidedAbove: try rates.decimal("undecidedAbove"),
        method: try rates.string("method")
      ),
      positions: try data.integers("positions"),
      validity: data["validity"] == nil ? nil : try Validity(data.object("validity"))
    )
  }
}

extension MasteryRecord.Validity {
  fileprivate init(_ data: RecordReader) throws(EntryFault) {
    guard let reason = Reason(rawValue: try data.string("reason")) else {
      throw data.fault("reason")
    }
    self.init(
      until: Day(number: try data.integer("until")),
      reason: reason,
      predictedDays: try data.integer("predictedDays")
    )
  }
}
