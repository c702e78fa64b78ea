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
  private let other: ProjectionFile

  init() throws {
    folder = try temporaryFolder()
    let store = folder.appending(path: "ledger.sqlite").path
    file = ProjectionFile(besideStore: store, key: "Example Council 1")
    other = ProjectionFile(besideStore: store, key: "Example Council 2")
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
      var projection = file.projection() ?? LedgerProjection()
      #expect(projection.size == end)
      let next = min(log.stored.count, end + 1 + Int(random.next() % 90))
      try take(log.stored[end..<next], into: &projection)
      file.keep(projection, since: end)
      end = next
    }
    #expect(words(try #require(file.projection())) == words(whole))
  }

  @Test func `is none for another log, and none when a byte of any file changes`() throws {
    let log = try RandomAnswers(seed: 3)
    var projection = LedgerProjection()
    try take(log.stored, into: &projection)
    file.keep(projection, since: 0)
    #expect(other.projection() == nil)
    for name in ["names", "rows", "sessions"] {
      let path = folder.appending(path: "ledger.sqlite.fold.\(name)")
      let sound = try Data(contentsOf: path)
      for place in stride(from: 0, to: sound.count, by: max(1, sound.count / 40)) {
        var damaged = sound
        damaged[place] ^= 0x10
        try damaged.write(to: path)
        #expect(file.projection() == nil, "\(name) at \(place)")
      }
      try sound.prefix(sound.count - 1).write(to: path)
      #expect(file.projection() == nil, "\(name) cut short")
      try sound.write(to: path)
    }
    #expect(file.projection() != nil)
  }

  @Test func `an older state does not replace a later one`() throws {
    let log = try RandomAnswers(seed: 4)
    var early = LedgerProjection()
    try take(log.stored.prefix(50), into: &early)
    var late = LedgerProjection()
    try take(log.stored, into: &late)
    file.keep(late, since: 0)
    file.keep(early, since: 20)
    #expect(file.projection()?.size == log.stored.count)
    file.keep(early, since: 0)
    #expect(file.projection()?.size == 50, "nothing that was kept could be used")
  }
}
