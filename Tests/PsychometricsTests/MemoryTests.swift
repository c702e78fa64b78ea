import Psychometrics
import Testing

private let standard = FSRSParameters.standard
private let curve = FSRSParameters.standard.forgettingCurve

@Suite struct `Forgetting curve` {
  static let stabilities = [0.001, 0.5, 1, 2.3065, 10, 365, 36_500].map { Days($0) }

  @Test(arguments: stabilities) func `R(S, S) is 0.9`(stability: Days) {
    let recall = curve.retrievability(after: stability, stability: stability).value
    #expect(isClose(recall, 0.9, within: 1e-14))
  }

  @Test(arguments: stabilities) func `R(0, S) is 1`(stability: Days) {
    #expect(curve.retrievability(after: Days(0), stability: stability).value == 1)
    #expect(curve.retrievability(after: Days(-3), stability: stability).value == 1)
  }

  @Test(arguments: stabilities) func `I(S, 0.9) is S`(stability: Days) {
    let interval = curve.interval(stability: stability, desiredRetention: 0.9).count
    #expect(isClose(interval, stability.count, relative: 1e-13))
  }

  @Test(arguments: [0.1, 0.5, 0.7, 0.85, 0.97, 0.999])
  func `R(I(S, r), S) is r`(retention: Double) throws {
    let desired = try #require(Probability(retention))
    let interval = curve.interval(stability: Days(12), desiredRetention: desired)
    let recall = curve.retrievability(after: interval, stability: Days(12)).value
    #expect(isClose(recall, retention, within: 1e-13))
  }

  @Test func `recall only fades`() {
    let recalls = (0...1000).map { curve.retrievability(after: Days($0), stability: Days(30)) }
    #expect(zip(recalls, recalls.dropFirst()).allSatisfy(>))
  }

  @Test(arguments: [
    (0.0, 1), (0.4, 1), (1.5, 2), (2.5, 2), (3.5, 4), (3.4999, 3), (36_500.4, 36_500),
    (99_999, 36_500), (.infinity, 36_500),
  ])
  func `a whole interval is half-even, from 1 to 36500`(stability: Double, days: Int) throws {
    // At 0.9 an interval is its stability, so that exact halves can be written down.
    let interval = curve.interval(stability: Days(stability), desiredRetention: 0.9).count
    try #require(interval == stability)
    #expect(curve.wholeInterval(stability: Days(stability), desiredRetention: 0.9) == days)
  }

  @Test func `certainty cannot be scheduled, and forgetting need not be`() {
    #expect(curve.wholeInterval(stability: Days(100), desiredRetention: 1.0) == 1)
    #expect(curve.wholeInterval(stability: Days(100), desiredRetention: 0.0) == 36_500)
  }

  @Test func `a stability of nothing counts as the floor`() {
    let recall = curve.retrievability(after: Days(0.001), stability: Days(0)).value
    #expect(isClose(recall, 0.9, within: 1e-14))
  }
}

@Suite struct `Memory state` {
  @Test(arguments: ReviewGrade.allCases)
  func `a first review takes its stability from w0 to w3`(grade: ReviewGrade) {
    let state = MemoryState(first: grade, parameters: standard)
    #expect(state.stability.count == standard.weights[grade.rawValue - 1])
  }

  @Test func `a first review is harder, the worse its grade`() {
    let states = ReviewGrade.allCases.map { MemoryState(first: $0, parameters: standard) }
    let difficulties = states.map(\.memoryDifficulty)
    #expect(zip(difficulties, difficulties.dropFirst()).allSatisfy(>))
    #expect(difficulties[0] == standard.weights[4])
  }

  @Test(arguments: [1, 7, 40, 400])
  func `a better grade lasts longer`(days: Int) {
    let start = MemoryState(first: .good, parameters: standard)
    let next = ReviewGrade.allCases.map { grade in
      start.reviewed(grade, afterDays: days, parameters: standard).stability
    }
    #expect(zip(next, next.dropFirst()).allSatisfy(<))
  }

  @Test func `recall adds more, the more had been forgotten`() {
    let start = MemoryState(first: .good, parameters: standard)
    let next = [1, 5, 25, 125].map { days in
      start.reviewed(.good, afterDays: days, parameters: standard).stability
    }
    #expect(zip(next, next.dropFirst()).allSatisfy(<))
  }

  @Test func `a lapse never lengthens a memory`() {
    for state in samples() {
      let lapsed = state.reviewed(.again, afterDays: 30, parameters: standard)
      #expect(lapsed.stability <= max(state.stability, MemoryState.stabilityFloor))
    }
  }

  @Test func `on the same day only again shortens a memory`() {
    for state in samples() {
      for grade in [ReviewGrade.hard, .good, .easy] {
        let next = state.reviewed(grade, afterDays: 0, parameters: standard)
        #expect(next.stability >= state.stability)
      }
    }
  }

  @Test func `days before the last review are the same day`() {
    let start = MemoryState(first: .good, parameters: standard)
    let sameDay = start.reviewed(.easy, afterDays: 0, parameters: standard)
    #expect(start.reviewed(.easy, afterDays: -4, parameters: standard) == sameDay)
  }

  @Test func `good at the mean difficulty of an easy start stays there`() throws {
    // d' = d for good, so the fixed point of mean reversion is D0(4) where that is within bounds.
    var weights = standard.weights
    weights[4] = 9
    weights[5] = 0.5
    let parameters = try FSRSParameters(validating: weights)
    let easy = MemoryState(first: .easy, parameters: parameters)
    let next = easy.reviewed(.good, afterDays: 3, parameters: parameters)
    #expect(isClose(next.memoryDifficulty, easy.memoryDifficulty, within: 1e-12))
  }

  @Test func `every state stays within its bounds`() {
    for state in samples() {
      #expect(state.stability >= MemoryState.stabilityFloor)
      #expect(state.stability <= FSRSParameters.hundredYears)
      #expect(MemoryState.memoryDifficultyBounds.contains(state.memoryDifficulty))
    }
  }

  @Test func `a memory that always lapses ends at the floor of a minute and a half`() {
    let lapses = repeatElement(ReviewGrade.again, count: 300)
    let state = lapses.reduce(MemoryState(first: .again, parameters: standard)) { state, grade in
      state.reviewed(grade, afterDays: 0, parameters: standard)
    }
    #expect(state.stability == MemoryState.stabilityFloor)
    #expect(state.memoryDifficulty > 9.9)
  }

  @Test func `a state is restored from its numbers, and only from possible ones`() throws {
    let state = MemoryState(first: .hard, parameters: standard)
    let restored = MemoryState(
      stability: state.stability,
      memoryDifficulty: state.memoryDifficulty
    )
    #expect(restored == state)
    #expect(MemoryState(stability: Days(0), memoryDifficulty: 5) == nil)
    #expect(MemoryState(stability: Days(.infinity), memoryDifficulty: 5) == nil)
    #expect(MemoryState(stability: Days(.nan), memoryDifficulty: 5) == nil)
    #expect(MemoryState(stability: Days(1), memoryDifficulty: 0.5) == nil)
    #expect(MemoryState(stability: Days(1), memoryDifficulty: .nan) == nil)
  }

  /// States after up to six reviews in a fixed random sample of histories.
  private func samples() -> [MemoryState] {
    var generator = SplitMix64(seed: 6)
    return (0..<400).map { _ in
      var state = MemoryState(first: drawnGrade(using: &generator), parameters: standard)
      for _ in 0..<generator.nextIndex(below: 7) {
        let days = [0, 1, 9, 300, 9_000][generator.nextIndex(below: 5)]
        let grade = drawnGrade(using: &generator)
        state = state.reviewed(grade, afterDays: days, parameters: standard)
      }
      return state
    }
  }

  private func drawnGrade(using generator: inout SplitMix64) -> ReviewGrade {
    ReviewGrade.allCases[generator.nextIndex(below: 4)]
  }
}
