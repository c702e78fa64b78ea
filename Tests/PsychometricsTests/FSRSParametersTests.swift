import Psychometrics
import Testing

@Suite struct `FSRS parameters` {
  private let standard = FSRSParameters.standard.weights

  @Test func `the standard ones are valid`() throws {
    #expect(try FSRSParameters(validating: standard) == .standard)
  }

  @Test func `stability is held below a hundred years unless told otherwise`() {
    #expect(FSRSParameters.standard.stabilityCeiling == Days(36_500))
  }

  @Test(arguments: 0..<21)
  func `one out of bounds is named with its bounds`(index: Int) {
    let bounds = FSRSParameters.bounds[index]
    for value in [bounds.lowerBound - 0.001, bounds.upperBound + 0.001] {
      var weights = standard
      weights[index] = value
      let faults = self.faults(of: weights)
      #expect(faults.map(\.index) == [index])
      #expect(faults.map(\.value) == [value])
      #expect(faults.map(\.bounds) == [bounds])
    }
  }

  @Test(arguments: 0..<21)
  func `the bounds themselves are allowed`(index: Int) {
    let bounds = FSRSParameters.bounds[index]
    for value in [bounds.lowerBound, bounds.upperBound] {
      var weights = standard
      weights[index] = value
      #expect(throws: Never.self) { try FSRSParameters(validating: weights) }
    }
  }

  @Test func `all faults are reported at once`() {
    var weights = standard
    weights[0] = -1
    weights[20] = .nan
    #expect(faults(of: weights).map(\.index) == [0, 20])
  }

  @Test(arguments: [0, 1, 16, 18, 20, 22])
  func `a count that no version had is refused`(count: Int) {
    let weights = Array(repeating: 1.0, count: count)
    #expect(throws: InvalidFSRSParameters.wrongCount(count)) {
      try FSRSParameters(validating: weights)
    }
  }

  @Test func `FSRS-5 had no effect of stability within a day, and a decay of one half`() throws {
    let old = Array(standard.prefix(19))
    let upgraded = try FSRSParameters(validating: old)
    #expect(upgraded.weights == old + [0, 0.5])
    #expect(upgraded.forgettingCurve.decay == -0.5)
  }

  @Test func `FSRS-4.5 keeps its first difficulties after again and easy`() throws {
    // The published defaults of FSRS-4.5, whose first difficulty is w4 - (G - 3) w5.
    let old = [
      0.4872, 1.4003, 3.7145, 13.8206, 5.1618, 1.2298, 0.8975, 0.031, 1.6474, 0.1367, 1.0461,
      2.1072, 0.0793, 0.3246, 1.587, 0.2272, 2.8755,
    ]
    let upgraded = try FSRSParameters(validating: old)
    let again = MemoryState(first: .again, parameters: upgraded).memoryDifficulty
    let easy = MemoryState(first: .easy, parameters: upgraded).memoryDifficulty
    #expect(isClose(again, old[4] + 2 * old[5], within: 1e-12))
    #expect(isClose(easy, old[4] - old[5], within: 1e-12))
    #expect(upgraded.weights[6] == old[6] + 0.5)
    #expect(upgraded.weights[17...] == [0, 0, 0, 0.5])
  }

  @Test func `an old vector is judged by what it became`() {
    var old = Array(standard.prefix(17))
    old[4] = 9.5
    #expect(faults(of: old).map(\.index) == [4])
    #expect(faults(of: old).map(\.value) == [old[4] + 2 * old[5]])
  }

  private func faults(of weights: [Double]) -> [FSRSParameterOutOfBounds] {
    do {
      _ = try FSRSParameters(validating: weights)
      return []
    } catch .outOfBounds(let faults) {
      return faults
    } catch {
      return []
    }
  }
}
