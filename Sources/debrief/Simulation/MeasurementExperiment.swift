import Foundation
import Psychometrics
import Reports

/// How well the estimators agree with the truth, which only a simulation knows.
///
/// People have an ability in each competency and a memory of their own; items have locations that their
/// authors know only roughly. Everything that the product would conclude from the answers is computed
/// by the code that the product uses, and compared with what was hidden. The same seed gives the same
/// table.
struct MeasurementExperiment {
  /// What is simulated.
  struct Setting {
    let people: Int
    let months: Int
    let seed: UInt64

    /// Competencies with a pool of items each, and lessons that fade.
    let competencies = 6
    let itemsPerCompetency = 30
    let lessons = 20

    /// The programme's rule.
    let cut: Double
    let indifference: Double
    let alpha: Double
    let beta: Double
    let cap: Int
    let recallTarget: Double
  }

  /// One line of the table.
  struct Row: Equatable {
    let what: String
    let promised: String
    let found: String
    let n: Int
  }

  let setting: Setting
  private(set) var rows: [Row] = []

  init(_ setting: Setting) throws {
    self.setting = setting
    var generator = SplitMix64(seed: setting.seed, stream: "experiment")
    let pools = (0..<setting.competencies).map { _ in
      (0..<setting.itemsPerCompetency).compactMap { _ in SimulatedItem(&generator) }
    }
    let abilities = (0..<setting.competencies).map { _ in
      (0..<setting.people).map { _ in 0.3 + generator.nextNormal() }
    }
    let practice = zip(pools, abilities).map { pool, abilities in
      abilities.map { ability in pool.map { $0.answer(ability, &generator) } }
    }
    let calibrated = try zip(pools, practice).map { pool, answers in
      try Self.calibrate(pool, answers)
    }
    decisions("items as their authors expect them", pools, abilities, &generator) { _, item in
      pools[item.competency][item.item].expected
    }
    decisions("items calibrated from practice", pools, abilities, &generator) { _, item in
      calibrated[item.competency].items[item.item].model
    }
    quiz(pools, abilities, &generator)
    locations(pools, calibrated)
    memory(&generator)
  }

  // MARK: Decisions

  private struct Place {
    let competency: Int
    let item: Int
  }

  private mutating func decisions(
    _ name: String,
    _ pools: [[SimulatedItem]],
    _ abilities: [[Double]],
    _ generator: inout SplitMix64,
    _ model: (Int, Place) -> ItemResponseModel
  ) {
    guard
      let test = MasteryTest(
        cut: setting.cut,
        indifference: setting.indifference,
        alpha: Probability(setting.alpha) ?? 0.05,
        beta: Probability(setting.beta) ?? 0.05,
        cap: setting.cap
      )
    else { return }
    var counts = DecisionCounts()
    var covered = 0
    for (competency, pool) in pools.enumerated() {
      let models = pool.indices.map { model(competency, Place(competency: competency, item: $0)) }
      let order = models.indices.sorted {
        models[$0].information(atAbility: test.cut) > models[$1].information(atAbility: test.cut)
      }
      for ability in abilities[competency] {
        var responses: [ModelledResponse] = []
        var outcome = MasteryTest.Outcome.open
        while outcome == .open {
          let item = order[responses.count]
          let isRight = pool[item].answer(ability, &generator)
          responses.append(ModelledResponse(models[item], isCorrect: isRight))
          outcome = test.outcome(
            of: responses,
            remaining: order.dropFirst(responses.count).map { models[$0] }
          )
        }
        counts.take(outcome, ability: ability, test: test, length: responses.count)
        let interval = AbilityEstimate(from: responses).credibleInterval(holding: 0.9)
        covered += interval.contains(ability) ? 1 : 0
      }
    }
    add(
      "\(name): masters called so below the zone",
      "≤ \(share(setting.alpha))",
      counts.falseMastery
    )
    add("\(name): masters missed above the zone", "≤ \(share(setting.beta))", counts.missed)
    add("\(name): undecided", "said so", counts.undecided)
    add("\(name): wrong of all verdicts", "–", counts.wrong)
    rows.append(
      Row(
        what: "\(name): questions, mean",
        promised: "≤ \(setting.cap)",
        found: decimal(Double(counts.length) / Double(max(1, counts.all)), places: 1),
        n: counts.all
      )
    )
    add("\(name): abilities inside their 90 % interval", "90 %", (covered, counts.all))
  }

  private struct DecisionCounts {
    var all = 0
    var length = 0
    var below = 0
    var above = 0
    private var falseMasters = 0
    private var missedMasters = 0
    private var open = 0
    private var errors = 0

    mutating func take(
      _ outcome: MasteryTest.Outcome,
      ability: Double,
      test: MasteryTest,
      length: Int
    ) {
      all += 1
      self.length += length
      let isMaster = ability >= test.cut
      if ability < test.lowerEdge {
        below += 1
        falseMasters += outcome == .mastered ? 1 : 0
      }
      if ability > test.upperEdge {
        above += 1
        missedMasters += outcome == .notMastered ? 1 : 0
      }
      open += outcome == .undecided ? 1 : 0
      errors +=
        outcome == .mastered && !isMaster || outcome == .notMastered && isMaster ? 1 : 0
    }

    var falseMastery: (Int, Int) { (falseMasters, below) }
    var missed: (Int, Int) { (missedMasters, above) }
    var undecided: (Int, Int) { (open, all) }
    var wrong: (Int, Int) { (errors, all - open) }
  }

  /// What a fixed quiz of ten random items would have said, passed with 80 %.
  private mutating func quiz(
    _ pools: [[SimulatedItem]],
    _ abilities: [[Double]],
    _ generator: inout SplitMix64
  ) {
    var (below, passed, above, failed, errors, all) = (0, 0, 0, 0, 0, 0)
    for (pool, abilities) in zip(pools, abilities) {
      for ability in abilities {
        let items = pool.stablyShuffled(using: &generator).prefix(10)
        let right = items.reduce(0) { $0 + ($1.answer(ability, &generator) ? 1 : 0) }
        let passes = right >= 8
        all += 1
        errors += passes != (ability >= setting.cut) ? 1 : 0
        if ability < setting.cut - setting.indifference {
          below += 1
          passed += passes ? 1 : 0
        } else if ability > setting.cut + setting.indifference {
          above += 1
          failed += passes ? 0 : 1
        }
      }
    }
    add("a quiz of 10 items, 80 %: masters called so below the zone", "nothing", (passed, below))
    add("a quiz of 10 items, 80 %: masters missed above the zone", "nothing", (failed, above))
    add("a quiz of 10 items, 80 %: wrong of all verdicts", "–", (errors, all))
  }

  // MARK: Items

  private static func calibrate(
    _ pool: [SimulatedItem],
    _ answers: [[Bool]]
  ) throws -> ItemCalibration {
    let cells = answers.flatMap { row in row.map { $0 ? Int8(1) : 0 } }
    guard let matrix = ResponseMatrix(people: answers.count, items: pool.count, cells: cells) else {
      throw CalibrationRefusal.unfitInput
    }
    return try ItemCalibration(
      matrix,
      model: answers.count >= CalibrationModel.twoParameter.fewestPeople ? .twoParameter : .rasch,
      priors: .standard(locations: pool.map(\.expected.location)),
      asymptotes: pool.map(\.expected.lowerAsymptote.value)
    )
  }

  private mutating func locations(_ pools: [[SimulatedItem]], _ fits: [ItemCalibration]) {
    var (covered, all) = (0, 0)
    var (before, after) = (0.0, 0.0)
    for (pool, fit) in zip(pools, fits) {
      for (item, fitted) in zip(pool, fit.items) {
        let error = fitted.model.location - item.truth.location
        let prior = item.expected.location - item.truth.location
        before += prior * prior
        after += error * error
        all += 1
        if let deviation = fitted.locationError, abs(error) <= 1.96 * deviation { covered += 1 }
      }
    }
    let root = { (sum: Double) in decimal((sum / Double(max(1, all))).squareRoot(), places: 2) }
    rows.append(
      Row(
        what: "locations, root mean square error: authors",
        promised: "–",
        found: root(before),
        n: all
      )
    )
    rows.append(
      Row(
        what: "locations, root mean square error: calibrated",
        promised: "–",
        found: root(after),
        n: all
      )
    )
    add("locations inside 1.96 standard errors", "95 %", (covered, all))
  }

  // MARK: Memory

  /// Lessons are reviewed when predicted recall falls to the target; what is recalled is drawn from
  /// memories that fade faster than the standard says, by as much as people differ.
  private mutating func memory(_ generator: inout SplitMix64) {
    let standard = FSRSParameters.standard
    let days = setting.months * 30
    var histories: [ReviewHistory] = []
    for person in 0..<setting.people {
      let pace = exp(-0.4 + 0.3 * generator.nextNormal())
      for _ in 0..<setting.lessons {
        var reviews: [ReviewHistory.Review] = []
        var state = MemoryState(first: .good, parameters: standard)
        var day = generator.nextIndex(below: 60)
        reviews.append(ReviewHistory.Review(.good, afterDays: 0))
        while true {
          let due = standard.forgettingCurve.wholeInterval(
            stability: state.stability,
            desiredRetention: Probability(setting.recallTarget) ?? 0.85
          )
          let elapsed = max(1, due + generator.nextIndex(below: 15))
          day += elapsed
          guard day < days else { break }
          let recall = standard.forgettingCurve.retrievability(
            after: Days(elapsed),
            stability: Days(state.stability.count * pace)
          )
          let grade: ReviewGrade = generator.nextUnit() < recall.value ? .good : .again
          reviews.append(ReviewHistory.Review(grade, afterDays: elapsed))
          state = state.reviewed(grade, afterDays: elapsed, parameters: standard)
        }
        histories.append(ReviewHistory(person: person, reviews: reviews))
      }
    }
    do throws(MemoryFit.Refusal) {
      let fit = try MemoryFit(histories, seed: setting.seed)
      for (name, found) in [("the standard", fit.standard), ("fitted, held out", fit.fitted)] {
        rows.append(
          Row(
            what: "recall by \(name): log loss; RMSE over bins",
            promised: "–",
            found: "\(decimal(found.logLoss, places: 4)); \(decimal(found.rmseBins, places: 4))",
            n: found.count
          )
        )
        let decile = found.deciles.max { $0.observed.trials < $1.observed.trials }
        if let decile {
          rows.append(
            Row(
              what: "recall by \(name): observed where \(share(decile.predicted)) was predicted",
              promised: share(decile.predicted),
              found: share(decile.observed.proportion.value),
              n: decile.observed.trials
            )
          )
        }
      }
      rows.append(
        Row(
          what: "fitted memory is used",
          promised: "when it gains more than its standard error",
          found: "\(fit.isWorthUsing ? "yes" : "no"), gain \(decimal(fit.gain, places: 4)) ± "
            + decimal(fit.gainError, places: 4),
          n: fit.people
        )
      )
    } catch {
      rows.append(
        Row(what: "recall", promised: "–", found: "too few reviews to fit", n: histories.count)
      )
    }
  }

  // MARK: Words

  private mutating func add(_ what: String, _ promised: String, _ count: (Int, Int)) {
    let interval = WilsonInterval(successes: count.0, of: count.1)
    let found = interval.map {
      "\(share($0.proportion.value)) (\(share($0.lower.value)) to \(share($0.upper.value)))"
    }
    rows.append(Row(what: what, promised: promised, found: found ?? "–", n: count.1))
  }

  private func share(_ value: Double) -> String { "\(decimal(value * 100, places: 1)) %" }

  /// The table in Markdown.
  var markdown: String {
    let head = ["| what | promised | found (95 % interval) | n |", "|---|---|---|---|"]
    return (head + rows.map { "| \($0.what) | \($0.promised) | \($0.found) | \($0.n) |" })
      .joined(separator: "\n")
  }
}

/// An item with its true model, and with what its author expects.
private struct SimulatedItem {
  let truth: ItemResponseModel
  let expected: ItemResponseModel

  init?(_ generator: inout SplitMix64) {
    let location = max(-3, min(3, generator.nextNormal() * 0.8))
    let slope = max(0.5, min(2.2, exp(0.3 * generator.nextNormal())))
    guard
      let truth = ItemResponseModel(location: location, slope: slope, lowerAsymptote: 0.25),
      let expected = ItemResponseModel(
        location: location + 0.5 * generator.nextNormal(),
        lowerAsymptote: 0.25
      )
    else { return nil }
    self.truth = truth
    self.expected = expected
  }

  func answer(_ ability: Double, _ generator: inout SplitMix64) -> Bool {
    generator.nextUnit() < truth.probability(atAbility: ability).value
  }
}
