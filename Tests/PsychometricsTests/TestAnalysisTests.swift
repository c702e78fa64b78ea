import Foundation
import Psychometrics
import Testing

/// Moodle's own fixtures of quiz statistics: marks of attempts, and the figures that it tests itself
/// with.
private struct MoodleFixtures {
  let slots: [[Double]]
  let expected: [[String: String]]
  let questions: [String]
  let variants: [Int]

  init?() throws {
    guard let folder = ReferenceCorpus.folder?.appending(path: "moodle-stats") else { return nil }
    let read = { (name: String) throws -> [[String: String]] in
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      let file = try #require(
        names.first { $0.hasSuffix("statistics__tests__fixtures__\(name).csv") }
      )
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      let lines = text.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      return lines.dropFirst().map { Dictionary(zip(lines[0], $0)) { first, _ in first } }
    }
    let results = try read("results00")
    let steps = try read("steps00")
    let count = results[0].keys.count { $0.hasPrefix("slots.") }
    slots = try (1...count).map { slot in
      try results.map { try #require(Double($0["slots.\(slot).mark"] ?? "")) }
    }
    expected = try read("qstats00")
    questions = steps.map { $0["randqs.1"] ?? "" }
    variants = steps.map { Int($0["variants.2"] ?? "") ?? 0 }
  }
}

@Suite(.needsReferenceCorpus) struct `Quiz statistics agree with Moodle's fixtures` {
  @Test func `to the digits that it prints`() throws {
    let fixtures = try #require(try MoodleFixtures())
    let people = fixtures.slots[0].indices
    let marks = people.map { person in fixtures.slots.map { $0[person] } }
    let analysis = try #require(
      TestAnalysis(marks: marks, maximumMarks: fixtures.slots.map { _ in 1 })
    )
    let totals = marks.map { $0.reduce(0, +) }
    var compared = 0
    for row in fixtures.expected {
      let slot = try #require(Int(row["slot"] ?? "")) - 1
      let isDrawn = !(row["subqname"] ?? "").isEmpty
      let members = people.filter { person in
        (row["subqname"] ?? "").isEmpty
          ? (row["variant"] ?? "").isEmpty || row["variant"] == "\(fixtures.variants[person])"
          : row["subqname"] == fixtures.questions[person]
      }
      #expect("\(members.count)" == row["s"])
      let column = members.map { fixtures.slots[slot][$0] }
      let statistics = MarkStatistics(
        column,
        // Of questions that were drawn at random, Moodle does not take the mark itself out of the total.
        rest: zip(members, column).map { totals[$0] - (isDrawn ? 0 : $1) },
        maximumMark: 1
      )
      // Marks of the fixtures are themselves rounded to seven digits.
      let figures: [(String, Moments.Outcome, Double)] = [
        ("facility", statistics.facility, 1e-7), ("sd", statistics.standardDeviation, 1e-7),
        ("discriminationindex", statistics.discriminationIndex, 2e-5),
        ("discriminativeefficiency", statistics.discriminativeEfficiency, 3e-5),
      ]
      for (name, value, tolerance) in figures {
        let expected = try #require(Double(row[name] ?? ""))
        #expect(isClose(try value.get(), expected, within: tolerance), "\(row) \(name)")
        compared += 1
      }
      if let weight = Double(row["effectiveweight"] ?? "") {
        let found = try analysis.questions[slot].effectiveWeight.get()
        #expect(isClose(found, weight, within: 1e-5), "\(row)")
        #expect(analysis.questions[slot].marks == statistics)
        compared += 1
      }
    }
    #expect(compared > 40)
  }
}

@Suite struct `Analysis of a form` {
  @Test func `says why a figure is undefined`() throws {
    let analysis = try #require(
      TestAnalysis(marks: [[1, 0, 1], [1, 1, 0], [1, 0, 1]], maximumMarks: [1, 1, 1])
    )
    #expect(analysis.questions[0].marks.discriminationIndex == .failure(.noVariance))
    #expect(analysis.questions[1].effectiveWeight.isFailure)
    #expect(analysis.kurtosis == .failure(.tooFew(count: 3, needed: 4)))
    let one = try #require(TestAnalysis(marks: [[1, 0]], maximumMarks: [1, 1]))
    #expect(one.alpha == .failure(.tooFew(count: 1, needed: 2)))
    #expect(one.standardDeviation == .failure(.tooFew(count: 1, needed: 2)))
    let single = try #require(TestAnalysis(marks: [[1], [0]], maximumMarks: [1]))
    #expect(single.alpha == .failure(.tooFew(count: 1, needed: 2)))
  }

  @Test func `refuses what is no table of marks`() {
    #expect(TestAnalysis(marks: [], maximumMarks: []) == nil)
    #expect(TestAnalysis(marks: [[1, 0], [1]], maximumMarks: [1, 1]) == nil)
    #expect(TestAnalysis(marks: [[.nan]], maximumMarks: [1]) == nil)
    #expect(TestAnalysis(marks: [[1]], maximumMarks: [0]) == nil)
  }

  @Test func `a question that runs against the total has no weight`() throws {
    let analysis = try #require(
      TestAnalysis(
        marks: [[0, 1, 1, 1], [0, 1, 1, 0], [1, 0, 0, 0], [1, 0, 0, 1]],
        maximumMarks: [1, 1, 1, 1]
      )
    )
    #expect(analysis.questions[0].effectiveWeight == .failure(.negativeCovariance))
  }

  /// The quick way counts bits, the other sums marks: they are the same thing.
  @Test func `is the same counted and summed`() throws {
    let truth = SimulatedResponses(people: 700, items: 21, model: .twoParameter)
    let quick = try #require(ItemRestAnalysis(of: truth.matrix))
    let marks = (0..<700).map { person in (0..<21).map { Double(truth.matrix[person, $0]) } }
    let whole = try #require(
      TestAnalysis(marks: marks, maximumMarks: Array(repeating: 1, count: 21))
    )
    #expect(isClose(try quick.alpha.get(), try whole.alpha.get(), within: 1e-12))
    for (index, question) in whole.questions.enumerated() {
      #expect(isClose(quick.facility[index], try question.marks.facility.get(), within: 1e-12))
      let expected = try question.marks.discriminationIndex.get()
      #expect(isClose(100 * (try quick.itemRest[index].get()), expected, within: 1e-9))
    }
    let gaps = SimulatedResponses(people: 50, items: 5, model: .rasch, missing: 0.3)
    #expect(ItemRestAnalysis(of: gaps.matrix) == nil)
  }
}

extension Result {
  fileprivate var isFailure: Bool {
    if case .failure = self { true } else { false }
  }
}

@Suite struct `Benjamini and Hochberg's procedure` {
  @Test func `adjusts as its authors do`() {
    // Table 1 of Benjamini and Hochberg (1995): fifteen tests, of which four are believed at 0.05.
    let values: [Probability] = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.0,
    ]
    #expect(BenjaminiHochberg(values).discoveries(at: 0.05) == [0, 1, 2, 3])
  }

  @Test func `does not depend on the order, and never lowers a p-value`() {
    var generator = SplitMix64(seed: 2)
    for _ in 0..<50 {
      let values = (0..<20).compactMap { _ in Probability(generator.nextUnit()) }
      let adjusted = BenjaminiHochberg(values).adjusted
      #expect(zip(values, adjusted).allSatisfy { $0 <= $1 })
      let order = values.indices.shuffled(using: &generator)
      let other = BenjaminiHochberg(order.map { values[$0] }).adjusted
      #expect(other == order.map { adjusted[$0] })
    }
    #expect(BenjaminiHochberg([]).adjusted.isEmpty)
  }
}

@Suite struct `A point estimate of ability` {
  private let models = [-1.5, -0.5, 0, 0.5, 1.5].compactMap { ItemResponseModel(location: $0) }

  private func responses(_ pattern: String) -> [ModelledResponse] {
    zip(models, pattern).map { ModelledResponse($0, isCorrect: $1 == "1") }
  }

  @Test func `solves the likelihood's equation`() throws {
    let point = try AbilityPoint.maximumLikelihood(responses("11100")).get()
    // For Rasch items the number right is what is expected at the maximum.
    let expected = models.reduce(0) { $0 + $1.probability(atAbility: point.ability).value }
    #expect(isClose(expected, 3, within: 1e-6))
  }

  @Test func `has a reason where the likelihood has no maximum`() {
    #expect(AbilityPoint.maximumLikelihood([]) == .failure(.noResponses))
    #expect(
      AbilityPoint.maximumLikelihood(responses("11111")) == .failure(.allAlike(correct: true))
    )
    #expect(
      AbilityPoint.maximumLikelihood(responses("00000")) == .failure(.allAlike(correct: false))
    )
  }

  @Test func `is drawn to the prior, and is the prior without responses`() throws {
    #expect(isClose(AbilityPoint.maximumAPosteriori([]).ability, 0, within: 1e-6))
    let likely = try AbilityPoint.maximumLikelihood(responses("11110")).get()
    let drawn = AbilityPoint.maximumAPosteriori(responses("11110"))
    #expect(drawn.ability > 0 && drawn.ability < likely.ability)
    #expect(drawn.standardError < likely.standardError)
  }
}

@Suite struct `An adaptive test` {
  @Test func `asks each item once, the best at its estimate first`() throws {
    let models = stride(from: -2.0, through: 2, by: 0.25).compactMap {
      ItemResponseModel(location: $0)
    }
    var test = AdaptiveTest(AdaptiveTest.Pool(models))
    var asked: [Int] = []
    while let item = test.nextItem() {
      asked.append(item)
      test.take(item: item, isCorrect: models[item].location < 0.7)
    }
    #expect(asked.count == models.count && Set(asked).count == models.count)
    #expect(abs(models[asked[0]].location) < 0.01)
    let exact = AbilityEstimate(
      from: models.map { ModelledResponse($0, isCorrect: $0.location < 0.7) }
    )
    #expect(isClose(test.ability, exact.mean, within: 0.02))
  }

  @Test func `has nothing to ask of an empty pool`() {
    #expect(AdaptiveTest(AdaptiveTest.Pool([])).nextItem() == nil)
  }
}
