import Foundation
import Psychometrics
import Testing

/// `cct/cct.json`: how rules of adaptive classification do with 50,000 simulated people and 300 items.
private struct ClassificationCorpus: Decodable {
  struct Row: Decodable {
    let label: String
    let length: Double
    let forced: Double
    let accuracy: Double
    let falseMastery: Double
    let missedMastery: Double
    let outside: Double

    enum CodingKeys: String, CodingKey {
      case label, forced, accuracy
      case length = "mean_items"
      case falseMastery = "fp"
      case missedMastery = "fn"
      case outside = "accuracy_outside"
    }
  }

  let n: Int
  let cut: Double
  let rows: [Row]
  let slopes: [Double]
  let locations: [Double]

  enum CodingKeys: String, CodingKey {
    case n, cut, rows
    case slopes = "bank_a"
    case locations = "bank_b"
  }
}

/// The rules of the file that are ours, read from their labels.
private struct ClassificationRule: CustomTestStringConvertible {
  let row: ClassificationCorpus.Row
  let test: MasteryTest
  let isCurtailed: Bool

  init?(_ row: ClassificationCorpus.Row, cut: Double) {
    let form =
      /^(SPRT|GLR|CURT) \.(\d\d)\/\.\d\d \+-\.?(0?\.?\d+) max-info@cut cap (\d+)$/
    guard let match = row.label.firstMatch(of: form)?.output,
      let rate = Double("0.\(match.2)").flatMap({ Probability($0) }),
      let digits = Double("0.\(match.3.replacing("0.", with: ""))"), let cap = Int(match.4),
      let test = MasteryTest(
        cut: cut,
        indifference: digits,
        alpha: rate,
        beta: rate,
        cap: cap,
        statistic: match.1 == "GLR" ? .generalised : .edges,
        curtailment: match.1 == "CURT" ? 0.02 : nil
      )
    else { return nil }
    self.row = row
    self.test = test
    isCurtailed = match.1 == "CURT"
  }

  var testDescription: String { row.label }
}

@Suite(.needsReferenceCorpus) struct `Sequential decisions agree with the reference simulation` {
  private static let corpus = Result {
    try ReferenceCorpus.load(ClassificationCorpus.self, from: "cct/cct.json")
  }

  private static func rules() throws -> [ClassificationRule] {
    guard let corpus = try corpus.get() else { return [] }
    return corpus.rows.compactMap { ClassificationRule($0, cut: corpus.cut) }
  }

  @Test func `the file holds rules of every kind`() throws {
    let labels = try Self.rules().map(\.row.label)
    for kind in ["SPRT", "GLR", "CURT"] {
      #expect(labels.contains { $0.hasPrefix(kind) })
    }
    #expect(labels.count >= 10)
  }

  /// Ours are 1,500 people, so what is compared may differ by three of our standard errors.
  @Test(arguments: try rules())
  private func `within three standard errors`(rule: ClassificationRule) throws {
    let corpus = try #require(try Self.corpus.get())
    let models = try zip(corpus.locations, corpus.slopes).map {
      try #require(ItemResponseModel(location: $0, slope: $1))
    }
    let pool = models.sorted {
      $0.information(atAbility: corpus.cut) > $1.information(atAbility: corpus.cut)
    }
    let count = 1500
    var generator = SplitMix64(seed: 7, stream: rule.row.label)
    var (lengths, forced, right, outside, rightOutside) = ([Double](), 0, 0, 0, 0)
    for _ in 0..<count {
      let ability = generator.nextNormal()
      var responses: [ModelledResponse] = []
      var outcome = MasteryTest.Outcome.open
      while outcome == .open {
        let model = pool[responses.count]
        let chance = model.probability(atAbility: ability).value
        responses.append(ModelledResponse(model, isCorrect: generator.nextUnit() < chance))
        outcome = rule.test.outcome(
          of: responses,
          remaining: Array(pool[responses.count..<min(pool.count, rule.test.cap)])
        )
      }
      if outcome == .undecided { forced += 1 }
      let isMaster =
        outcome == .undecided
        ? rule.test.logRatio(of: responses) >= 0 : outcome == .mastered
      let isRight = isMaster == (ability >= corpus.cut)
      lengths.append(Double(responses.count))
      right += isRight ? 1 : 0
      if abs(ability - corpus.cut) > rule.test.indifference {
        outside += 1
        rightOutside += isRight ? 1 : 0
      }
    }
    let near = { (share: Double, expected: Double, n: Int) in
      let variance = max(expected * (1 - expected), 1 / Double(n))
      return abs(share - expected) <= 3 * (variance / Double(n)).squareRoot() + 0.5 / Double(n)
    }
    let share = { (part: Int, of: Int) in Double(part) / Double(of) }
    #expect(near(share(forced, count), rule.row.forced, count), "forced \(forced)")
    #expect(near(share(right, count), rule.row.accuracy, count), "right \(right)")
    #expect(near(share(rightOutside, outside), rule.row.outside, outside))
    let deviation = try Moments.variance(of: lengths).get().squareRoot()
    let mean = try Moments.mean(of: lengths).get()
    #expect(abs(mean - rule.row.length) <= 3 * deviation / Double(count).squareRoot())
  }
}

@Suite struct `A mastery test` {
  private func test(
    cap: Int = 20,
    curtailment: Probability? = nil,
    statistic: MasteryTest.Statistic = .edges
  ) throws -> MasteryTest {
    try #require(
      MasteryTest(
        cut: 0,
        indifference: 0.6,
        alpha: 0.05,
        beta: 0.05,
        cap: cap,
        statistic: statistic,
        curtailment: curtailment
      )
    )
  }

  private let models = (0..<40).compactMap { _ in ItemResponseModel(location: 0, slope: 1.5) }

  private func outcome(_ test: MasteryTest, right: Int, wrong: Int) -> MasteryTest.Outcome {
    let responses =
      models.prefix(right).map { ModelledResponse($0, isCorrect: true) }
      + models.prefix(wrong).map { ModelledResponse($0, isCorrect: false) }
    return test.outcome(of: responses, remaining: Array(models.dropFirst(right + wrong)))
  }

  @Test func `decides when the bound is reached and not before`() throws {
    let test = try test()
    let needed = (1...20).first { outcome(test, right: $0, wrong: 0) == .mastered }
    let first = try #require(needed)
    #expect(first > 1)
    #expect(outcome(test, right: first - 1, wrong: 0) == .open)
    #expect(outcome(test, right: 0, wrong: first) == .notMastered)
    #expect(outcome(test, right: first, wrong: first) == .open || 2 * first >= 20)
  }

  @Test func `does not force a verdict at the cap`() throws {
    #expect(outcome(try test(cap: 4), right: 2, wrong: 2) == .undecided)
    let empty = try test().outcome(of: [], remaining: [])
    #expect(empty == .undecided)
  }

  @Test func `ends early where the verdict at the cap can hardly be another`() throws {
    let plain = try test(cap: 6)
    let curtailed = try test(cap: 6, curtailment: 0.3)
    #expect(outcome(plain, right: 3, wrong: 0) == .open)
    #expect(outcome(curtailed, right: 3, wrong: 0) == .mastered)
    #expect(outcome(curtailed, right: 0, wrong: 3) == .notMastered)
  }

  @Test func `turns over with right and wrong`() throws {
    for statistic in [MasteryTest.Statistic.edges, .generalised] {
      let test = try test(statistic: statistic)
      for (right, wrong) in [(3, 1), (5, 0), (2, 2), (7, 4)] {
        let responses = { (right: Int, wrong: Int) in
          models.prefix(right).map { ModelledResponse($0, isCorrect: true) }
            + models.prefix(wrong).map { ModelledResponse($0, isCorrect: false) }
        }
        let one = test.logRatio(of: responses(right, wrong))
        let other = test.logRatio(of: responses(wrong, right))
        #expect(isClose(one, -other, within: 1e-9))
      }
    }
  }

  @Test func `is refused without a zone, a cap or error rates`() {
    let make = { (indifference: Double, alpha: Probability, cap: Int, cut: Double) in
      MasteryTest(cut: cut, indifference: indifference, alpha: alpha, beta: 0.05, cap: cap)
    }
    #expect(make(0, 0.05, 10, 0) == nil)
    #expect(make(.nan, 0.05, 10, 0) == nil)
    #expect(make(0.3, 0.0, 10, 0) == nil)
    #expect(make(0.3, 0.5, 10, 0) == nil)
    #expect(make(0.3, 0.05, 0, 0) == nil)
    #expect(make(0.3, 0.05, 10, .infinity) == nil)
    #expect(make(0.3, 0.05, 10, 0) != nil)
  }
}

@Suite struct `Operating characteristics` {
  /// Wald's test of a share of 0.60 against one of 0.85, as a test of abilities whose items give just
  /// these chances at its edges.
  private func binomial(cap: Int) throws -> (MasteryTest, [ItemResponseModel]) {
    let (lower, upper) = (log(0.6 / 0.4), log(0.85 / 0.15))
    let model = try #require(ItemResponseModel(location: 0))
    let test = try #require(
      MasteryTest(
        cut: (lower + upper) / 2,
        indifference: (upper - lower) / 2,
        alpha: 0.05,
        beta: 0.05,
        cap: cap
      )
    )
    return (test, Array(repeating: model, count: cap))
  }

  /// Exact figures of dynamic programming over numbers of right answers, worked out apart from this.
  @Test(arguments: [
    (20, 0.60, 0.030, 0.690, 13.5), (20, 0.85, 0.687, 0.024, 15.5), (20, 0.95, 0.987, 0.000, 11.1),
    (30, 0.60, 0.036, 0.838, 15.5), (30, 0.85, 0.819, 0.029, 17.8), (200, 0.60, 0.042, 0.958, 17.0),
    (200, 0.85, 0.967, 0.033, 19.6),
  ])
  func `are those of Wald's test on equal items`(
    cap: Int,
    share: Double,
    mastered: Double,
    notMastered: Double,
    length: Double
  ) throws {
    let (test, pool) = try binomial(cap: cap)
    let exact = try #require(
      OperatingCharacteristics(
        of: test,
        pool: pool,
        atAbility: log(share / (1 - share)),
        seed: 1
      )
    )
    #expect(exact.method == .exact)
    #expect(isClose(exact.mastered, mastered, within: 6e-4))
    #expect(isClose(exact.notMastered, notMastered, within: 6e-4))
    #expect(isClose(exact.meanLength, length, within: 0.06))
    #expect(isClose(exact.mastered + exact.notMastered + exact.undecided, 1, within: 1e-12))
  }

  @Test func `come from a simulation where sums are too many, and then say so`() throws {
    var generator = SplitMix64(seed: 4)
    let pool = (0..<40).compactMap { _ in
      ItemResponseModel(location: generator.nextNormal(), slope: 1, lowerAsymptote: 0.25)
    }
    let test = try #require(
      MasteryTest(cut: 0, indifference: 0.3, alpha: 0.05, beta: 0.05, cap: 30)
    )
    let make = { OperatingCharacteristics(of: test, pool: pool, atAbility: 0.3, seed: 9) }
    let one = try #require(make())
    #expect(one.method == .simulated(people: 20_000, seed: 9))
    #expect(one == make())
    #expect(isClose(one.mastered + one.notMastered + one.undecided, 1, within: 1e-12))
  }

  @Test func `agree whichever way they are computed`() throws {
    let (test, pool) = try binomial(cap: 60)
    // Slopes that differ by next to nothing make sums that are not the same.
    let uneven = pool.indices.compactMap {
      ItemResponseModel(location: 0, slope: 1 + 0.003 * sin(Double($0)))
    }
    let exact = try #require(
      OperatingCharacteristics(of: test, pool: pool, atAbility: 1.2, seed: 1)
    )
    let simulated = try #require(
      OperatingCharacteristics(of: test, pool: uneven, atAbility: 1.2, seed: 1)
    )
    #expect(simulated.method != .exact)
    #expect(isClose(exact.mastered, simulated.mastered, within: 0.012))
    #expect(isClose(exact.meanLength, simulated.meanLength, within: 0.35))
  }

  @Test func `there are none of an empty pool`() throws {
    let (test, _) = try binomial(cap: 20)
    #expect(OperatingCharacteristics(of: test, pool: [], atAbility: 0, seed: 1) == nil)
  }
}
