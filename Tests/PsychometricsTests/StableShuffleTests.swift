import Psychometrics
import Testing

@Suite struct `Stable shuffle` {
  @Test func `orders never change for a seed`() {
    var generator = SplitMix64(seed: 20_261_123)
    #expect((0..<10).stablyShuffled(using: &generator) == [4, 5, 2, 8, 3, 0, 9, 1, 6, 7])
    var other = SplitMix64(seed: 7)
    #expect("abcd".stablyShuffled(using: &other) == ["c", "d", "a", "b"])
  }

  @Test func `every order of four is as likely as any other`() {
    var generator = SplitMix64(seed: 13)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<48_000 { counts[(0..<4).stablyShuffled(using: &generator), default: 0] += 1 }
    #expect(counts.count == 24)
    // The 99.9 % quantile of chi-square with 23 degrees of freedom.
    #expect(chiSquare(Array(counts.values)) < 49.73)
  }

  @Test func `exactly every path of draws leads to exactly one order`() {
    // Counting without chance: 2 x 3 x 4 draws, each of which stands for the same share.
    let orders = (0..<4).flatMap { a in
      (0..<3).flatMap { b in
        (0..<2).map { c in
          var generator = Scripted(values: [share(a, of: 4), share(b, of: 3), share(c, of: 2)])
          return (0..<4).stablyShuffled(using: &generator)
        }
      }
    }
    #expect(Set(orders).count == 24)
  }

  @Test func `keeps all elements, and draws nothing for one or none`() {
    var generator = SplitMix64(seed: 17)
    #expect((0..<1000).stablyShuffled(using: &generator).sorted() == Array(0..<1000))
    let before = generator
    #expect([1].stablyShuffled(using: &generator) == [1])
    #expect([Int]().stablyShuffled(using: &generator) == [])
    #expect(generator == before)
  }

  /// A number of the generator in the middle of those that draw the given index.
  private func share(_ index: Int, of bound: UInt64) -> UInt64 {
    UInt64.max / bound * UInt64(index) + UInt64.max / bound / 2
  }
}
