import Foundation
import TestSupport
import Testing

/// Damaged input of every kind: a short run here, hours by `swift run -c release benchmarks fuzz`.
@Suite struct `Damaged input` {
  /// Seeds that once stopped a reader or made it print what it must not.
  private static let found: [Mutation.Reader: [UInt64]] = [
    .entry: [9969], .moodleXML: [1750], .qti: [4637], .text2qti: [1014],
  ]

  @Test(arguments: Mutation.Reader.allCases)
  func `is read or refused, and printed harmlessly`(reader: Mutation.Reader) {
    let mutation = Mutation(reader)
    for seed in Array(0..<150) + Self.found[reader, default: []] {
      let fault = mutation.fault(of: mutation.input(seed: seed))
      #expect(fault == nil, "\(reader.rawValue), seed \(seed)")
    }
  }

  @Test func `follows from its seed`() {
    for reader in Mutation.Reader.allCases {
      let mutation = Mutation(reader)
      #expect(mutation.input(seed: 7) == mutation.input(seed: 7))
      #expect(Set((0..<20).map { mutation.input(seed: $0) }).count > 10)
    }
  }
}
