import Foundation

/// What FSRS-6 knows of one memory: how long it lasts, and how hard it is to make it last longer.
///
/// A state follows from grades and days alone, so the states of a ledger can be computed again from
/// its reviews:
///
///     let learned = MemoryState(first: .good, parameters: .standard)
///     let later = learned.reviewed(.good, afterDays: 3, parameters: .standard)
///
/// The formulas are those of py-fsrs 6.3 in double precision, except that a stability never exceeds
/// ``FSRSParameters/stabilityCeiling``. They model recall of one thing by one person; what counts as
/// the same thing is for the caller to decide.
package struct MemoryState: Hashable, Sendable {
  /// The shortest stability, about a minute and a half: keeps every formula finite, as in py-fsrs.
  package static let stabilityFloor = Days(0.001)

  /// What difficulty is held within.
  package static let memoryDifficultyBounds = 1.0...10.0

  /// The days until the chance of recall falls to 0.9.
  package let stability: Days

  /// How slowly stability grows with each review, from 1 to 10; not the difficulty of a question.
  package let memoryDifficulty: Double

  /// Restores a state, or refuses numbers that no review leads to.
  package init?(stability: Days, memoryDifficulty: Double) {
    guard
      stability.count.isFinite, stability >= Self.stabilityFloor,
      Self.memoryDifficultyBounds.contains(memoryDifficulty)
    else { return nil }
    self.stability = stability
    self.memoryDifficulty = memoryDifficulty
  }

  /// The state after something was met and graded for the first time.
  package init(first grade: ReviewGrade, parameters: FSRSParameters) {
    let constants = parameters.constants
    self.init(
      holding: constants.firstStability[grade.rawValue - 1],
      memoryDifficulty: constants.firstDifficulty[grade.rawValue - 1],
      below: parameters.stabilityCeiling
    )
  }

  /// The state after one more review, whole days after the last one.
  ///
  /// No days, or fewer, mean the same day. A day is what the caller counts as one; py-fsrs counts
  /// spans of 24 hours, Anki calendar days.
  package func reviewed(
    _ grade: ReviewGrade,
    afterDays elapsed: Int,
    parameters: FSRSParameters
  ) -> MemoryState {
    let constants = parameters.constants
    let stability =
      if elapsed < 1 {
        stabilityAfterSameDay(grade, constants)
      } else {
        stabilityAfter(grade, recalledWith: recall(afterDays: elapsed, parameters), constants)
      }
    return MemoryState(
      holding: stability,
      memoryDifficulty: difficulty(after: grade, constants),
      below: parameters.stabilityCeiling
    )
  }

  private init(holding stability: Double, memoryDifficulty: Double, below ceiling: Days) {
    self.stability = max(Self.stabilityFloor, min(ceiling, Days(stability)))
    let bounds = Self.memoryDifficultyBounds
    self.memoryDifficulty = max(bounds.lowerBound, min(bounds.upperBound, memoryDifficulty))
  }
}

extension MemoryState {
  private func recall(afterDays elapsed: Int, _ parameters: FSRSParameters) -> Double {
    parameters.forgettingCurve.recall(after: Double(elapsed), stability: stability.count)
  }

  private func stabilityAfterSameDay(_ grade: ReviewGrade, _ constants: FSRSConstants) -> Double {
    let growth =
      constants.sameDayGrowth[grade.rawValue - 1]
      * pow(stability.count, -constants.sameDayByStability)
    return stability.count * (grade == .again ? growth : max(1, growth))
  }

  private func stabilityAfter(
    _ grade: ReviewGrade,
    recalledWith recall: Double,
    _ constants: FSRSConstants
  ) -> Double {
    switch grade {
    case .again: stabilityAfterLapse(recall, constants)
    case .hard: stabilityAfterRecall(recall, constants, factor: constants.hardPenalty)
    case .good: stabilityAfterRecall(recall, constants, factor: 1)
    case .easy: stabilityAfterRecall(recall, constants, factor: constants.easyBonus)
    }
  }

  private func stabilityAfterRecall(
    _ recall: Double,
    _ constants: FSRSConstants,
    factor: Double
  ) -> Double {
    let growth =
      constants.growth * (11 - memoryDifficulty)
      * pow(stability.count, -constants.growthByStability)
      * (exp(constants.growthByForgetting * (1 - recall)) - 1)
    return stability.count * (1 + growth * factor)
  }

  private func stabilityAfterLapse(_ recall: Double, _ constants: FSRSConstants) -> Double {
    let relearned =
      constants.lapse * pow(memoryDifficulty, -constants.lapseByDifficulty)
      * (pow(stability.count + 1, constants.lapseByStability) - 1)
      * exp(constants.lapseByForgetting * (1 - recall))
    return min(relearned, stability.count / constants.smallestLapseLoss)
  }

  /// Moves difficulty by the grade, less the nearer it is to 10, and then a little towards that of an
  /// easy first review, which may lie below 1 here.
  private func difficulty(after grade: ReviewGrade, _ constants: FSRSConstants) -> Double {
    let step = -constants.difficultyStep * (Double(grade.rawValue) - 3)
    let moved = memoryDifficulty + step * (10 - memoryDifficulty) / 9
    let reversion = constants.difficultyReversion
    return reversion * constants.firstDifficulty[3] + (1 - reversion) * moved
  }
}
