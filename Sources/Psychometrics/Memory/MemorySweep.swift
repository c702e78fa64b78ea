import Foundation

/// Many memories at once, in single precision, eight to a step.
///
/// The same model as ``MemoryState``, for sweeps over whole organisations and for fitting parameters:
/// stability and difficulty come within a part in a million of it, which is far nearer than parameters
/// are known. Records are made with ``MemoryState``.
package struct MemorySweep: Sendable {
  /// The days of stability, and the difficulty, of each memory.
  package private(set) var stability: [Float]
  package private(set) var difficulty: [Float]

  typealias Lanes = SIMD8<Float>

  /// Begins with the states after first reviews.
  package init(first grades: [ReviewGrade], parameters: FSRSParameters) {
    let states = ReviewGrade.allCases.map { MemoryState(first: $0, parameters: parameters) }
    stability = grades.map { Float(states[$0.rawValue - 1].stability.count) }
    difficulty = grades.map { Float(states[$0.rawValue - 1].memoryDifficulty) }
  }

  package init(_ states: [MemoryState]) {
    stability = states.map { Float($0.stability.count) }
    difficulty = states.map { Float($0.memoryDifficulty) }
  }

  package var count: Int { stability.count }

  /// Leaves out all memories but the first.
  mutating func keepFirst(_ count: Int) {
    stability.removeLast(stability.count - count)
    difficulty.removeLast(difficulty.count - count)
  }

  /// The chance of recall of each memory when so many whole days have passed.
  package func recall(afterDays elapsed: [Float], parameters: FSRSParameters) -> [Float] {
    precondition(elapsed.count == count, "one gap for each memory")
    let kernel = MemoryKernel(parameters)
    var recall = [Float](repeating: 0, count: count)
    eachLane(of: count) { place, length in
      let result = kernel.recall(
        load(stability, place, length, filling: 1),
        after: load(elapsed, place, length, filling: 0)
      )
      store(result, into: &recall, place, length)
    }
    return recall
  }

  /// Reviews each memory once.
  package mutating func review(
    _ grades: [Float],
    afterDays elapsed: [Float],
    parameters: FSRSParameters
  ) {
    precondition(grades.count == count && elapsed.count == count, "one review for each memory")
    let kernel = MemoryKernel(parameters)
    eachLane(of: count) { place, length in
      let (s, d) = kernel.reviewed(
        load(stability, place, length, filling: 1),
        load(difficulty, place, length, filling: 5),
        grade: load(grades, place, length, filling: 3),
        after: load(elapsed, place, length, filling: 1)
      )
      store(s, into: &stability, place, length)
      store(d, into: &difficulty, place, length)
    }
  }
}

@inline(__always) private func eachLane(of count: Int, _ body: (Int, Int) -> Void) {
  var place = 0
  while place < count {
    body(place, min(8, count - place))
    place += 8
  }
}

@inline(__always) private func load(
  _ numbers: [Float],
  _ place: Int,
  _ length: Int,
  filling rest: Float
) -> SIMD8<Float> {
  guard length < 8 else {
    return numbers.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: place * 4, as: SIMD8<Float>.self)
    }
  }
  var lanes = SIMD8<Float>(repeating: rest)
  for lane in 0..<length { lanes[lane] = numbers[place + lane] }
  return lanes
}

@inline(__always) private func store(
  _ lanes: SIMD8<Float>,
  into numbers: inout [Float],
  _ place: Int,
  _ length: Int
) {
  guard length < 8 else {
    numbers.withUnsafeMutableBytes {
      $0.storeBytes(of: lanes, toByteOffset: place * 4, as: SIMD8<Float>.self)
    }
    return
  }
  for lane in 0..<length { numbers[place + lane] = lanes[lane] }
}

/// The formulas of FSRS-6 on eight memories, with logarithms to base 2 throughout.
struct MemoryKernel {
  typealias Lanes = SIMD8<Float>

  private let factor: Float
  private let decay: Float
  private let growth: Float
  private let growthByStability: Float
  private let growthByForgetting: Float
  private let hardPenalty: Float
  private let easyBonus: Float
  private let lapse: Float
  private let lapseByDifficulty: Float
  private let lapseByStability: Float
  private let lapseByForgetting: Float
  private let smallestLapseGain: Float
  private let sameDayRate: Float
  private let sameDayShift: Float
  private let sameDayByStability: Float
  private let difficultyStep: Float
  private let difficultyReversion: Float
  private let easyDifficulty: Float
  private let ceiling: Float

  init(_ parameters: FSRSParameters) {
    let toBase2 = 1.442_695_040_888_963
    let w = parameters.weights
    let constants = parameters.constants
    let curve = parameters.forgettingCurve
    factor = Float(curve.factor)
    decay = Float(curve.decay)
    growth = Float(w[8] * toBase2)
    growthByStability = Float(w[9])
    growthByForgetting = Float(w[10] * toBase2)
    hardPenalty = Float(w[15])
    easyBonus = Float(w[16])
    lapse = Float(w[11])
    lapseByDifficulty = Float(w[12])
    lapseByStability = Float(w[13])
    lapseByForgetting = Float(w[14] * toBase2)
    smallestLapseGain = Float(1 / constants.smallestLapseLoss)
    sameDayRate = Float(w[17] * toBase2)
    sameDayShift = Float(w[18])
    sameDayByStability = Float(w[19])
    difficultyStep = Float(w[6])
    difficultyReversion = Float(w[7])
    easyDifficulty = Float(constants.firstDifficulty[3])
    ceiling = Float(min(1e30, parameters.stabilityCeiling.count))
  }

  @inline(__always) func recall(_ stability: Lanes, after elapsed: Lanes) -> Lanes {
    let gap = elapsed.replacing(with: 0, where: elapsed .< Lanes.zero)
    return exponential2(decay * logarithm2(1 + factor * gap / stability))
  }

  @inline(__always) func reviewed(
    _ stability: Lanes,
    _ difficulty: Lanes,
    grade: Lanes,
    after elapsed: Lanes
  ) -> (stability: Lanes, difficulty: Lanes) {
    let logStability = logarithm2(stability)
    let isSameDay = elapsed .< Lanes(repeating: 1)
    let isLapse = grade .< Lanes(repeating: 1.5)
    let forgetting = 1 - recall(stability, after: elapsed)

    var factors = Lanes(repeating: 1)
    factors.replace(with: Lanes(repeating: hardPenalty), where: grade .< Lanes(repeating: 2.5))
    factors.replace(with: Lanes(repeating: easyBonus), where: grade .> Lanes(repeating: 3.5))
    let byStability = exponential2(growth - growthByStability * logStability)
    let byForgetting = exponential2(growthByForgetting * forgetting) - 1
    var next = stability * (1 + byStability * (11 - difficulty) * byForgetting * factors)

    if any(isLapse .& .!isSameDay) {
      let weakening = exponential2(
        lapseByForgetting * forgetting - lapseByDifficulty * logarithm2(difficulty)
      )
      let strength = exponential2(lapseByStability * logarithm2(stability + 1)) - 1
      let relearned = lapse * weakening * strength
      let most = stability * smallestLapseGain
      next.replace(
        with: relearned.replacing(with: most, where: relearned .> most),
        where: isLapse
      )
    }
    if any(isSameDay) {
      let gain = exponential2(
        sameDayRate * (grade - 3 + sameDayShift) - sameDayByStability * logStability
      )
      let held = gain.replacing(with: 1, where: .!isLapse .& (gain .< Lanes(repeating: 1)))
      next.replace(with: stability * held, where: isSameDay)
    }
    next = held(next, from: Float(MemoryState.stabilityFloor.count), to: ceiling)
    let moved = difficulty - difficultyStep * (grade - 3) * (10 - difficulty) * Float(1.0 / 9)
    let harder = difficultyReversion * easyDifficulty + (1 - difficultyReversion) * moved
    return (next, held(harder, from: 1, to: 10))
  }
}
