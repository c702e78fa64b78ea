import Foundation
import TestSupport
import Testing

/// What is measured, against the truth that only a simulation knows.
@Suite struct `The measurement experiment` {
  private func table(seed: Int) throws -> String {
    let run = try Program().run([
      "simulate", "--experiment", "--people", "60", "--months", "6", "--seed", "\(seed)",
    ])
    #expect(run.status == 0, "\(run.errors)")
    return run.output
  }

  /// The first percentage that stands in the column of what was found.
  private func found(_ what: String, in table: String) throws -> Double {
    let row = try #require(table.split(separator: "\n").first { $0.contains(what) })
    let cell = row.split(separator: "|")[2]
    return try #require(Double(cell.trimmingCharacters(in: .whitespaces).prefix { $0 != " " }))
  }

  @Test func `is the same for the same seed, and keeps what the programme promises`() throws {
    let table = try table(seed: 5)
    #expect(try self.table(seed: 5) == table)
    for items in ["items as their authors expect them", "items calibrated from practice"] {
      #expect(try found("\(items): masters called so below the zone", in: table) <= 5)
      #expect(try found("\(items): masters missed above the zone", in: table) <= 10)
      #expect(try found("\(items): abilities inside their 90 % interval", in: table) >= 80)
    }
    let ours = try found("items calibrated from practice: wrong of all verdicts", in: table)
    #expect(try ours < found("a quiz of 10 items, 80 %: wrong of all verdicts", in: table))
  }
}
