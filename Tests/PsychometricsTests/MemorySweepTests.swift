import Psychometrics
import Testing

@Suite struct `A sweep over memories` {
  @Test func `does what the model does to one memory, within a part in a hundred thousand`() {
    let parameters = FSRSParameters.standard
    var generator = SplitMix64(seed: 3)
    let grades = (0..<37).map { _ in
      ReviewGrade(rawValue: 1 + generator.nextIndex(below: 4)) ?? .good
    }
    var states = grades.map { MemoryState(first: $0, parameters: parameters) }
    var sweep = MemorySweep(first: grades, parameters: parameters)
    for _ in 0..<25 {
      let reviews = states.map { _ in
        (
          ReviewGrade(rawValue: 1 + generator.nextIndex(below: 4)) ?? .good,
          [0, 0, 1, 2, 9, 40, 400, 9000][generator.nextIndex(below: 8)]
        )
      }
      let elapsed = reviews.map { Float($0.1) }
      let recalls = sweep.recall(afterDays: elapsed, parameters: parameters)
      for (index, recall) in recalls.enumerated() {
        let expected = parameters.forgettingCurve.retrievability(
          after: Days(reviews[index].1),
          stability: states[index].stability
        )
        #expect(isClose(Double(recall), expected.value, within: 2e-5))
      }
      sweep.review(reviews.map { Float($0.0.rawValue) }, afterDays: elapsed, parameters: parameters)
      states = zip(states, reviews).map { state, review in
        state.reviewed(review.0, afterDays: review.1, parameters: parameters)
      }
      for (index, state) in states.enumerated() {
        let stability = Double(sweep.stability[index])
        #expect(isClose(stability, state.stability.count, relative: 1e-4))
        #expect(isClose(Double(sweep.difficulty[index]), state.memoryDifficulty, within: 1e-4))
      }
    }
  }
}

/// `fsrs/fuzz.json`: intervals with the bounds and the draws that Anki makes of them.
private struct FuzzCorpus: Decodable {
  struct Row: Decodable {
    let interval: Double
    let bounds: [Int]
    let anki: [String: Int]

    enum CodingKeys: String, CodingKey {
      case interval, anki
      case bounds = "anki_bounds"
    }
  }

  let rows: [Row]
}

@Suite struct `Interval fuzz` {
  @Test(.needsReferenceCorpus) func `is Anki's`() throws {
    let corpus = try #require(try ReferenceCorpus.load(FuzzCorpus.self, from: "fsrs/fuzz.json"))
    #expect(!corpus.rows.isEmpty)
    for row in corpus.rows {
      let fuzz = IntervalFuzz(Days(row.interval))
      #expect([fuzz.bounds.lowerBound, fuzz.bounds.upperBound] == row.bounds, "\(row.interval)")
      for (place, days) in row.anki {
        #expect(fuzz.days(at: try #require(Double(place))) == days, "\(row.interval) at \(place)")
      }
    }
  }

  @Test func `stays within its bounds for every seed, and within what is allowed`() {
    for seed in 0..<200 as Range<UInt64> {
      var generator = SplitMix64(seed: seed)
      let fuzz = IntervalFuzz(Days(Double(seed)), within: 2...90)
      #expect((2...90).contains(fuzz.bounds.lowerBound) && fuzz.bounds.upperBound <= 90)
      #expect(fuzz.bounds.contains(fuzz.days(using: &generator)))
    }
    #expect(IntervalFuzz(Days(.infinity)).bounds.upperBound == ForgettingCurve.longestInterval)
    #expect(IntervalFuzz(Days(.nan)).bounds.upperBound == ForgettingCurve.longestInterval)
  }
}

@Suite struct `Fitting memory` {
  /// People whose memories follow the parameters, reviewed at gaps that vary.
  private func histories(_ parameters: FSRSParameters, people: Int) -> [ReviewHistory] {
    var generator = SplitMix64(seed: 11, stream: "histories")
    return (0..<people).flatMap { person in
      (0..<4).map { _ in
        var reviews = [ReviewHistory.Review(.good, afterDays: 0)]
        var state = MemoryState(first: .good, parameters: parameters)
        for _ in 0..<6 {
          let days = [2, 5, 14, 30, 70, 150][generator.nextIndex(below: 6)]
          let recall = parameters.forgettingCurve.retrievability(
            after: Days(days),
            stability: state.stability
          )
          let grade: ReviewGrade = generator.nextUnit() < recall.value ? .good : .again
          reviews.append(ReviewHistory.Review(grade, afterDays: days))
          state = state.reviewed(grade, afterDays: days, parameters: parameters)
        }
        return ReviewHistory(person: person, reviews: reviews)
      }
    }
  }

  @Test func `predicts people who forget otherwise better than the standard does`() throws {
    var weights = FSRSParameters.standard.weights
    weights[2] = 0.4
    weights[8] = 0.9
    let forgetful = try FSRSParameters(validating: weights)
    let fit = try MemoryFit(histories(forgetful, people: 60), seed: 1)
    #expect(fit.isWorthUsing)
    #expect(fit.fitted.logLoss < fit.standard.logLoss)
    #expect(fit.fitted.rmseBins < fit.standard.rmseBins)
    #expect(fit.parameters.weights[2] < 1.5)
    #expect(zip(fit.parameters.weights, FSRSParameters.bounds).allSatisfy { $1.contains($0) })
  }

  @Test func `keeps the standard for people who forget as most do`() throws {
    let fit = try MemoryFit(histories(.standard, people: 60), seed: 1)
    #expect(abs(fit.gain) < 3 * fit.gainError)
    #expect(fit.standard.rmseBins < 0.12)
  }

  @Test func `is refused for few reviews and few people`() {
    #expect(throws: MemoryFit.Refusal.tooFewPredictions(0, needed: 400)) {
      try MemoryFit([], seed: 1)
    }
    #expect(throws: MemoryFit.Refusal.self) {
      try MemoryFit(histories(.standard, people: 10), seed: 1)
    }
  }

  @Test func `a perfect prophet has no loss and a sure liar a finite one`() throws {
    let prediction = { (recall: Probability, isRecalled: Bool) in
      RecallCalibration.Prediction(
        recall: recall,
        isRecalled: isRecalled,
        elapsedDays: 3,
        reviews: 1,
        lapses: 0
      )
    }
    let prophet = try #require(RecallCalibration([prediction(1.0, true), prediction(0.0, false)]))
    #expect(prophet.logLoss == 0)
    let liar = try #require(RecallCalibration([prediction(0.0, true)]))
    #expect(liar.logLoss.isFinite && liar.rmseBins == 1)
    #expect(RecallCalibration([]) == nil)
  }
}
