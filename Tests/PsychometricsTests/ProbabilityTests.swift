import Psychometrics
import Testing

@Suite struct `A probability` {
  @Test(arguments: [0, 0.25, 1]) func `takes what lies from 0 to 1`(value: Double) {
    #expect(Probability(value)?.value == value)
  }

  @Test(arguments: [-0.001, 1.001, .nan, .infinity])
  func `refuses everything else`(value: Double) {
    #expect(Probability(value) == nil)
  }

  @Test func `its complement makes it whole`() {
    let likely: Probability = 0.75
    #expect(likely.complement == 0.25)
    #expect(likely.complement < likely)
  }
}
