import Psychometrics
import Testing

@Suite(.needsReferenceCorpus) struct `FSRS agrees with its reference implementations` {
  @Test func `the file holds every sequence, review and interval that it counts`() throws {
    let corpus = try #require(try FSRSCorpus.shared())
    let reviews = corpus.sequences.flatMap(\.reviews)
    let belowCeiling = corpus.sequences.flatMap { $0.reviews.prefix { !$0.passesCeiling } }
    #expect(corpus.parameterSets.count == 6)
    #expect(corpus.sequences.count == 250)
    #expect(reviews.count == corpus.agreement.rows)
    #expect(belowCeiling.flatMap(\.py.rawIntervals).count == corpus.agreement.intervalRows)
    #expect(Set(corpus.sequences.map(\.parameterSet)) == Set(corpus.parameterSets.keys))
  }

  @Test func `every parameter set of the file is valid`() throws {
    let corpus = try #require(try FSRSCorpus.shared())
    for weights in corpus.parameterSets.values {
      #expect(try FSRSParameters(validating: weights).weights == weights)
    }
    #expect(corpus.parameterSets["default"] == FSRSParameters.standard.weights)
  }

  @Test(arguments: try FSRSCorpus.shared()?.sequences ?? [])
  func `without a ceiling every review comes out as in py-fsrs`(
    sequence: FSRSCorpus.Sequence
  ) throws {
    let run = try FSRSRun(sequence, ceiling: Days(.infinity))
    let tolerance = run.tolerances
    for (index, (review, state)) in run.reviewedStates.enumerated() {
      let place: Comment = "review \(index)"
      let (stability, difficulty) = (state.stability.count, state.memoryDifficulty)
      #expect(isClose(stability, review.py.stability, relative: tolerance.stabilityToPy), place)
      #expect(isClose(difficulty, review.py.difficulty, within: tolerance.difficultyToPy), place)
      for (target, expected) in review.py.rawIntervals {
        let interval = try run.interval(of: state, target: target).count
        #expect(isClose(interval, expected, relative: tolerance.stabilityToPy), place)
      }
      for (target, expected) in try #require(review.py.intervals) {
        #expect(try run.wholeInterval(of: state, target: target) == expected, place)
      }
      if index > 0 {
        let expected = try #require(review.py.retrievabilityBefore)
        let recall = run.recall(of: run.states[index - 1], after: review.elapsedDays)
        #expect(isClose(recall, expected, within: tolerance.stabilityToPy), place)
      } else {
        #expect(review.py.retrievabilityBefore == nil)
      }
    }
  }

  @Test(arguments: try FSRSCorpus.shared()?.sequences ?? [])
  func `without a ceiling recall fades as in py-fsrs`(sequence: FSRSCorpus.Sequence) throws {
    let run = try FSRSRun(sequence, ceiling: Days(.infinity))
    let last = try #require(run.states.last)
    #expect(!sequence.retrievabilityAfterDays.isEmpty)
    for (days, expected) in sequence.retrievabilityAfterDays {
      let recall = run.recall(of: last, after: try #require(Int(days)))
      #expect(isClose(recall, expected, within: run.tolerances.stabilityToPy), "\(days) days")
    }
  }

  @Test(arguments: try FSRSCorpus.shared()?.sequences.filter { !$0.isClampedInRS } ?? [])
  func `below the ceiling every review comes out as in fsrs-rs`(
    sequence: FSRSCorpus.Sequence
  ) throws {
    let run = try FSRSRun(sequence, ceiling: FSRSParameters.hundredYears)
    let tolerance = run.tolerances
    for (index, (review, state)) in run.reviewedStates.enumerated() {
      let place: Comment = "review \(index)"
      let (stability, difficulty) = (state.stability.count, state.memoryDifficulty)
      #expect(isClose(stability, review.rs.stability, relative: tolerance.stabilityToRS), place)
      #expect(isClose(difficulty, review.rs.difficulty, within: tolerance.difficultyToRS), place)
      for (target, expected) in review.rs.rawIntervals {
        let interval = try run.interval(of: state, target: target).count
        #expect(isClose(interval, expected, relative: tolerance.stabilityToRS), place)
      }
    }
  }

  @Test(arguments: try FSRSCorpus.shared()?.sequences.filter(\.isClampedInRS) ?? [])
  func `the ceiling changes nothing before py-fsrs passes it, and then holds`(
    sequence: FSRSCorpus.Sequence
  ) throws {
    let run = try FSRSRun(sequence, ceiling: FSRSParameters.hundredYears)
    let passing = try #require(sequence.reviews.firstIndex { $0.passesCeiling })
    for (review, state) in run.reviewedStates[..<passing] {
      let tolerance = run.tolerances.stabilityToPy
      #expect(isClose(state.stability.count, review.py.stability, relative: tolerance))
    }
    #expect(run.states[passing].stability == FSRSParameters.hundredYears)
    #expect(run.states.allSatisfy { $0.stability <= FSRSParameters.hundredYears })
  }
}

extension FSRSCorpus.Review {
  fileprivate var passesCeiling: Bool { Days(py.stability) > FSRSParameters.hundredYears }
}

/// A sequence of the corpus as Psychometrics computes it.
private struct FSRSRun {
  let tolerances: FSRSTolerances
  let states: [MemoryState]
  let reviewedStates: [(FSRSCorpus.Review, MemoryState)]
  let curve: ForgettingCurve

  init(_ sequence: FSRSCorpus.Sequence, ceiling: Days) throws {
    let corpus = try #require(try FSRSCorpus.shared())
    let weights = try #require(corpus.parameterSets[sequence.parameterSet])
    let parameters = try FSRSParameters(validating: weights, stabilityCeiling: ceiling)
    var states: [MemoryState] = []
    for review in sequence.reviews {
      let grade = try #require(ReviewGrade(rawValue: review.rating))
      states.append(
        states.last?.reviewed(grade, afterDays: review.elapsedDays, parameters: parameters)
          ?? MemoryState(first: grade, parameters: parameters)
      )
    }
    tolerances = try FSRSTolerances(corpus.conventions)
    self.states = states
    reviewedStates = Array(zip(sequence.reviews, states))
    curve = parameters.forgettingCurve
  }

  func recall(of state: MemoryState, after days: Int) -> Double {
    curve.retrievability(after: Days(days), stability: state.stability).value
  }

  func interval(of state: MemoryState, target: String) throws -> Days {
    curve.interval(stability: state.stability, desiredRetention: try retention(target))
  }

  func wholeInterval(of state: MemoryState, target: String) throws -> Int {
    curve.wholeInterval(stability: state.stability, desiredRetention: try retention(target))
  }

  private func retention(_ target: String) throws -> Probability {
    try #require(Double(target).flatMap { Probability($0) })
  }
}
