import Content
import Foundation
import Psychometrics
import Storage
import TestSupport
import Testing

@Suite struct `The compiled bank` {
  private let workspace: URL
  private let cache: URL
  private var bank: BankFile { BankFile(workspace: workspace.path, cacheFolder: cache.path) }

  init() throws {
    let folder = try temporaryFolder()
    workspace = folder.appending(path: "work")
    cache = folder.appending(path: "cache")
    try FileManager.default.createDirectory(
      at: workspace.appending(path: "Content/incidents"),
      withIntermediateDirectories: true
    )
    try write(Fixture.programme, ContentReading.programmePath)
    try write(Fixture.competencies, ContentReading.competenciesPath)
    try write(Fixture.incident, Fixture.incidentPath)
    try write(Fixture.everyType, Fixture.everyTypePath)
    usleep(150_000)  // younger files are not kept
  }

  private func write(_ text: String, _ path: String) throws {
    try text.write(to: workspace.appending(path: path), atomically: true, encoding: .utf8)
  }

  private var file: URL {
    get throws {
      let names = try FileManager.default.contentsOfDirectory(atPath: cache.path)
      return cache.appending(path: try #require(names.first))
    }
  }

  /// All that a library says of its items, facts and scenes.
  private func words(_ library: ContentLibrary) -> [String] {
    library.incidents.map(IncidentWriter.markdown(of:))
      + library.outlines.map { "\($0)" }
      + library.versions.map { "\($0.item) \($0.digest) \($0.keyDigest)" }.sorted()
      + ["\(library.programme)", "\(library.competencies)", "\(library.snapshotDigest)"]
  }

  @Test func `says what the files say`() throws {
    let fresh = try #require(ContentFolder.read(workspace.path).library)
    let first = try bank.library()
    let second = try bank.library()
    #expect(words(first) == words(fresh))
    #expect(words(second) == words(fresh))
    #expect(Digest(of: second.snapshot) == second.snapshotDigest)
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache.path).count == 1)
  }

  @Test func `is made anew when a file changes`() throws {
    _ = try bank.library()
    try write(Fixture.incident.replacing("Friday", with: "Monday"), Fixture.incidentPath)
    let scene = try bank.library().item(
      ItemID(rawValue: "example-mail-2025/trusted-channel/first-move")
    )?.scene
    #expect(scene == [.paragraph("It is Monday afternoon.")])
    try FileManager.default.removeItem(at: workspace.appending(path: Fixture.everyTypePath))
    #expect(try bank.library().incidentIDs.map(\.rawValue) == ["example-mail-2025"])
  }

  @Test func `is used on when only the times of a file change`() throws {
    _ = try bank.library()
    let before = try Data(contentsOf: file)
    try write(Fixture.incident, Fixture.incidentPath)
    usleep(150_000)
    let fresh = try #require(ContentFolder.read(workspace.path).library)
    #expect(words(try bank.library()) == words(fresh))
    #expect(try Data(contentsOf: file) != before)
  }

  @Test func `is no authority when it is damaged`() throws {
    let fresh = words(try bank.library())
    let path = try file
    let sound = try Data(contentsOf: path)
    var generator = SplitMix64(seed: 5)
    for round in 0..<200 {
      var damaged = sound
      switch round % 3 {
      case 0:
        damaged[generator.nextIndex(below: sound.count)] ^= UInt8(
          1 + generator.nextIndex(below: 255)
        )
      case 1: damaged = sound.prefix(generator.nextIndex(below: sound.count))
      default: damaged += Data([0])
      }
      try damaged.write(to: path)
      #expect(words(try bank.library()) == fresh, "round \(round)")
    }
  }

  @Test func `is not needed`() throws {
    let other = BankFile(workspace: workspace.path, cacheFolder: "/dev/null/nowhere")
    #expect(try other.library().incidentIDs.count == 2)
  }

  @Test func `content with an error is refused with all that is wrong`() throws {
    try write(Fixture.incident.replacing("- [x] Ring", with: "- [ ] Ring"), Fixture.incidentPath)
    let fault = #expect(throws: ContentFault.self) { try bank.library() }
    #expect(fault?.diagnostics.map(\.code) == ["item-without-key"])
  }
}
