import Competence
import Content
import Foundation
import Improvement
import Psychometrics
import Records
import Storage
import TestSupport
import Testing

@Suite struct `The projection beside a store` {
  private let folder: URL
  private let file: ProjectionFile
  private let origin = "debrief/example-council/1/0"

  init() throws {
    folder = try temporaryFolder()
    file = ProjectionFile(besideStore: folder.appending(path: "ledger.sqlite").path)
  }

  private func take(
    _ entries: some Sequence<StoredEntry>,
    into projection: inout LedgerProjection
  ) throws {
    for stored in entries { _ = try projection.take(try stored.decoded(), of: stored) }
  }

  private func words(_ projection: LedgerProjection) -> [String] {
    [
      "\(projection.size)", "\(projection.lastLeaf?.description ?? "")", "\(projection.others)",
      "\(projection.answers.people.names)", "\(projection.answers.competencies.names)",
      "\(projection.answers.versions.names.map(\.keyDigest))",
      "\(projection.answers.sessions.map(\.id))",
    ] + projection.answers.rows.map { "\($0)" }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `goes on from any entry as if it never stopped`(seed: UInt64) throws {
    let log = try RandomAnswers(seed: seed)
    var whole = LedgerProjection()
    try take(log.stored, into: &whole)
    var random = SplitMix64(seed: seed)
    var end = 0
    while end < log.stored.count {
      var projection = file.projection(origin: origin) ?? LedgerProjection()
      #expect(projection.size == end)
      let next = min(log.stored.count, end + 1 + Int(random.next() % 90))
      try take(log.stored[end..<next], into: &projection)
      file.keep(projection, origin: origin)
      end = next
    }
    #expect(words(try #require(file.projection(origin: origin))) == words(whole))
  }

  @Test func `is none for another log, and none when a byte of any file changes`() throws {
    let log = try RandomAnswers(seed: 3)
    var projection = LedgerProjection()
    try take(log.stored, into: &projection)
    file.keep(projection, origin: origin)
    #expect(file.projection(origin: "debrief/other/1/0") == nil)
    for name in ["names", "rows", "sessions"] {
      let path = folder.appending(path: "ledger.sqlite.fold.\(name)")
      let sound = try Data(contentsOf: path)
      for place in stride(from: 0, to: sound.count, by: max(1, sound.count / 40)) {
        var damaged = sound
        damaged[place] ^= 0x10
        try damaged.write(to: path)
        #expect(file.projection(origin: origin) == nil, "\(name) at \(place)")
      }
      try sound.prefix(sound.count - 1).write(to: path)
      #expect(file.projection(origin: origin) == nil, "\(name) cut short")
      try sound.write(to: path)
    }
    #expect(file.projection(origin: origin) != nil)
  }

  @Test func `an older state does not replace a later one`() throws {
    let log = try RandomAnswers(seed: 4)
    var early = LedgerProjection()
    try take(log.stored.prefix(50), into: &early)
    var late = LedgerProjection()
    try take(log.stored, into: &late)
    file.keep(late, origin: origin)
    file.keep(early, origin: origin)
    #expect(file.projection(origin: origin)?.size == log.stored.count)
  }
}
