import Psychometrics
import Testing

/// `irt/lsat.json`, as far as calibration is concerned.
private struct LSATCalibration: Decodable {
  struct Section: Decodable {
    struct Pattern: Decodable {
      let pattern: String
      let freq: Int
    }

    struct Slopes: Decodable {
      let a: [Double]
      let b: [Double]
      let loglik: Double
      let seLocation: [Double]?
      let seSlope: [Double]?

      enum CodingKeys: String, CodingKey {
        case a, b, loglik
        case seLocation = "se_b"
        case seSlope = "se_a"
      }
    }

    struct Common: Decodable {
      let a: Double
      let b: [Double]
      let loglik: Double
    }

    struct LogLikelihood: Decodable { let loglik: Double }

    struct Classical: Decodable {
      let p: [Double]
      let itemRest: [Double]
      let alpha: Double
      let alphaIfDeleted: [Double]
      let sem: Double

      enum CodingKeys: String, CodingKey {
        case p, sem
        case itemRest = "point_biserial_corrected_item_rest"
        case alpha = "cronbach_alpha"
        case alphaIfDeleted = "alpha_if_deleted"
      }
    }

    let patterns: [Pattern]
    let twopl: Slopes
    let onepl: Common
    let threepl: LogLikelihood
    let ctt: Classical

    enum CodingKeys: String, CodingKey {
      case patterns, twopl, threepl, ctt
      case onepl = "onepl_common_a"
    }

    var cells: [[Int8]] {
      patterns.flatMap { pattern in
        Array(repeating: pattern.pattern.map { $0 == "1" ? 1 : 0 }, count: pattern.freq)
      }
    }

    func matrix() throws -> ResponseMatrix {
      let rows = cells
      return try #require(
        ResponseMatrix(people: rows.count, items: rows[0].count, cells: rows.flatMap { $0 })
      )
    }
  }

  let lsat6: Section
  let lsat7: Section

  static func sections() throws -> [Section] {
    let corpus = try #require(
      try ReferenceCorpus.load(LSATCalibration.self, from: "irt/lsat.json")
    )
    return [corpus.lsat6, corpus.lsat7]
  }
}

@Suite(.needsReferenceCorpus) struct `Calibration agrees with ltm on LSAT6 and LSAT7` {
  @Test func `with a slope each`() throws {
    for section in try LSATCalibration.sections() {
      let fit = try ItemCalibration(try section.matrix(), model: .twoParameter)
      #expect(fit.hasConverged)
      #expect(isClose(fit.logLikelihood, section.twopl.loglik, within: 1e-3))
      for (index, item) in fit.items.enumerated() {
        #expect(isClose(item.model.location, section.twopl.b[index], within: 1e-3), "\(index)")
        #expect(isClose(item.model.slope, section.twopl.a[index], within: 1e-3), "\(index)")
        // The cross-product and the observed information estimate the same, from a sample of 1,000.
        let location = try #require(section.twopl.seLocation?[index])
        let slope = try #require(section.twopl.seSlope?[index])
        #expect(isClose(try #require(item.locationError), location, relative: 0.15), "\(index)")
        #expect(isClose(try #require(item.slopeError), slope, relative: 0.15), "\(index)")
      }
    }
  }

  @Test func `with one slope for all`() throws {
    for section in try LSATCalibration.sections() {
      let fit = try ItemCalibration(try section.matrix(), model: .rasch)
      #expect(isClose(fit.logLikelihood, section.onepl.loglik, within: 1e-3))
      for (index, item) in fit.items.enumerated() {
        #expect(isClose(item.model.slope, section.onepl.a, within: 1e-3))
        #expect(isClose(item.model.location, section.onepl.b[index], within: 1e-3))
      }
    }
  }

  @Test func `classical figures agree with psych and ltm`() throws {
    for section in try LSATCalibration.sections() {
      let expected = section.ctt
      let quick = try #require(ItemRestAnalysis(of: try section.matrix()))
      let marks = section.cells.map { $0.map(Double.init) }
      let whole = try #require(
        TestAnalysis(marks: marks, maximumMarks: Array(repeating: 1, count: 5))
      )
      #expect(isClose(try quick.alpha.get(), expected.alpha, within: 1e-10))
      #expect(isClose(try whole.alpha.get(), expected.alpha, within: 1e-10))
      #expect(isClose(try whole.standardError.get(), expected.sem, within: 1e-10))
      for (index, question) in whole.questions.enumerated() {
        #expect(isClose(quick.facility[index], expected.p[index], within: 1e-12))
        let rest = expected.itemRest[index]
        #expect(isClose(try quick.itemRest[index].get(), rest, within: 1e-10))
        #expect(isClose(try question.marks.discriminationIndex.get(), 100 * rest, within: 1e-8))
        let without = expected.alphaIfDeleted[index]
        #expect(isClose(try question.alphaWithout.get(), without, within: 1e-10))
      }
    }
  }
}

@Suite struct `Calibration` {
  @Test(arguments: [0.0, 0.3])
  func `finds the truth again, as well as its standard errors say`(missing: Double) throws {
    let truth = SimulatedResponses(people: 500, items: 16, model: .twoParameter, missing: missing)
    let fit = try ItemCalibration(truth.matrix, model: .twoParameter)
    let errors = zip(fit.items, truth.locations).map { $0.model.location - $1 }
    let standardised = try zip(errors, fit.items).map { try $0 / #require($1.locationError) }
    let spread = (standardised.reduce(0) { $0 + $1 * $1 } / 16).squareRoot()
    #expect((0.6...1.6).contains(spread))
    // Answers that were drawn from the model fit it.
    for item in fit.items { #expect(abs(try #require(item.fit) - 1) < 0.1) }
  }

  @Test func `sees answers that follow no ability`() throws {
    let truth = SimulatedResponses(people: 400, items: 12, model: .rasch, slope: 1.5)
    var generator = SplitMix64(seed: 6)
    let cells = (0..<400).flatMap { person in
      (0..<12).map { item in
        item == 0 ? Int8(generator.nextIndex(below: 2)) : truth.matrix[person, item]
      }
    }
    let matrix = try #require(ResponseMatrix(people: 400, items: 12, cells: cells))
    let fits = try ItemCalibration(matrix, model: .rasch).items.compactMap(\.fit)
    #expect(fits.count == 12)
    #expect(fits[0] == fits.max() && fits[0] > 1.15)
  }

  @Test func `gives asymptotes a prior, and finds location and slope with them`() throws {
    let truth = SimulatedResponses(people: 1000, items: 12, model: .threeParameter)
    let fit = try ItemCalibration(
      truth.matrix,
      model: .threeParameter,
      asymptotes: Array(repeating: 0.175, count: 12),
      needingErrors: false
    )
    for (item, truth) in zip(fit.items, truth.asymptotes) {
      #expect(abs(item.model.lowerAsymptote.value - truth) < 0.12)
    }
    let errors = zip(fit.items, truth.locations).map { $0.model.location - $1 }
    #expect((errors.reduce(0) { $0 + $1 * $1 } / 12).squareRoot() < 0.3)
  }

  @Test func `moves the group and not the scale where authors' locations are given`() throws {
    let truth = SimulatedResponses(
      people: 400,
      items: 20,
      model: .twoParameter,
      group: (mean: 1.2, deviation: 0.7)
    )
    let fit = try ItemCalibration(
      truth.matrix,
      model: .twoParameter,
      priors: .standard(locations: truth.locations),
      needingErrors: false
    )
    #expect(abs(fit.groupMean - 1.2) < 0.2)
    #expect(abs(fit.groupDeviation - 0.7) < 0.15)
  }

  @Test func `takes more nodes where a form tells abilities apart sharply`() throws {
    let truth = SimulatedResponses(people: 200, items: 40, model: .twoParameter, slope: 3)
    let fit = try ItemCalibration(truth.matrix, model: .twoParameter, needingErrors: false)
    #expect(fit.nodes > 48)
  }

  @Test func `does not change with the order of people`() throws {
    let truth = SimulatedResponses(people: 300, items: 9, model: .twoParameter)
    let turned = try #require(
      ResponseMatrix(
        people: 300,
        items: 9,
        cells: (0..<300).reversed().flatMap { person in (0..<9).map { truth.matrix[person, $0] } }
      )
    )
    let (one, other) = (
      try ItemCalibration(truth.matrix, model: .twoParameter),
      try ItemCalibration(turned, model: .twoParameter)
    )
    for (left, right) in zip(one.items, other.items) {
      #expect(isClose(left.model.location, right.model.location, within: 1e-4))
    }
  }

  @Test func `is refused below the sample that supports the model`() throws {
    let truth = SimulatedResponses(people: 199, items: 5, model: .twoParameter)
    #expect(throws: CalibrationRefusal.tooFewPeople(199, needed: 200)) {
      try ItemCalibration(truth.matrix, model: .twoParameter)
    }
    #expect(throws: CalibrationRefusal.unfitInput) {
      try ItemCalibration(
        SimulatedResponses(people: 1000, items: 5, model: .twoParameter).matrix,
        model: .threeParameter
      )
    }
    let two = try #require(
      ResponseMatrix(people: 50, items: 2, cells: Array(repeating: 1, count: 100))
    )
    #expect(throws: CalibrationRefusal.tooFewItems(2, needed: 3)) {
      try ItemCalibration(two, model: .rasch)
    }
  }

  @Test func `names items that everybody answered alike, and fits them with a prior`() throws {
    let cells = (0..<60).flatMap { person -> [Int8] in
      [1, person.isMultiple(of: 2) ? 1 : 0, person.isMultiple(of: 3) ? 1 : 0, 0]
    }
    let matrix = try #require(ResponseMatrix(people: 60, items: 4, cells: cells))
    #expect(throws: CalibrationRefusal.constant([0, 3])) {
      try ItemCalibration(matrix, model: .rasch)
    }
    let fit = try ItemCalibration(matrix, model: .rasch, priors: .standard())
    #expect(fit.items.allSatisfy { $0.model.location.isFinite && $0.model.slope.isFinite })
    #expect(fit.items[0].model.location < fit.items[1].model.location)
    #expect(fit.items[3].model.location > fit.items[2].model.location)
  }

  @Test func `stays finite where answers are separable`() throws {
    // Everybody above a line is right everywhere: slopes have no upper end.
    let cells = (0..<300).flatMap { person -> [Int8] in
      Array(repeating: person < 150 ? 0 : 1, count: 6)
    }
    let matrix = try #require(ResponseMatrix(people: 300, items: 6, cells: cells))
    let fit = try ItemCalibration(matrix, model: .twoParameter, needingErrors: true)
    #expect(fit.items.allSatisfy { $0.model.location.isFinite && $0.model.slope.isFinite })
    #expect(fit.logLikelihood.isFinite)
  }
}
