import Psychometrics
import Testing

@Suite struct `A seeded generator` {
  @Test func `draws the numbers of Vigna's reference for seed 1234567`() {
    var generator = SplitMix64(seed: 1_234_567)
    let drawn = (0..<5).map { _ in generator.next() }
    #expect(
      drawn == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ]
    )
  }

  @Test func `a labelled stream never changes`() {
    var generator = SplitMix64(seed: 42, stream: "option order")
    #expect(generator.next() == 11_943_152_637_929_631_957)
    #expect(generator.next() == 2_735_158_958_290_746_571)
  }

  @Test func `streams differ by label and by seed`() {
    let streams = [
      SplitMix64(seed: 1), SplitMix64(seed: 1, stream: ""), SplitMix64(seed: 1, stream: "a"),
      SplitMix64(seed: 1, stream: "b"), SplitMix64(seed: 2, stream: "a"),
    ]
    #expect(Set(streams).count == streams.count)
  }

  @Test func `two streams of one seed do not go along with each other`() throws {
    var (items, options) = (
      SplitMix64(seed: 9, stream: "items"), SplitMix64(seed: 9, stream: "options")
    )
    let first = (0..<10_000).map { _ in items.nextUnit() }
    let second = (0..<10_000).map { _ in options.nextUnit() }
    let correlation = try Moments.correlation(of: first, with: second).get()
    #expect(abs(correlation) < 0.04)
  }
}
