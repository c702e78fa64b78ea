import Competence
import Content
import Foundation
import Records
import Session
import Storage

/// Everything that a command works with: content, ledger, people, clock, and who is acting.
struct Workbench {
  let settings: Settings
  let workspace: Workspace
  let library: ContentLibrary
  let clock: Clock
  let storePath: String

  /// Whether nothing may be written beside the store.
  let isReading: Bool
  let ledger: SQLiteLedger
  var people: PeopleFile

  /// With `isReading` an existing store is opened without writing to it in any way.
  init(_ settings: Settings, isReading: Bool = false) throws {
    self.settings = settings
    self.isReading = isReading
    workspace = try Workspace(settings)
    library = Self.localised(try workspace.library(), settings)
    clock = try Clock(timeZone: library.programme.timeZone, at: settings.at)
    storePath = try Self.storePath(settings)
    if isReading {
      guard fileExists(storePath) else {
        throw Refusal(
          .noInput,
          "there is no ledger at \(storePath)",
          hint: "name one by --store sqlite:PATH, or begin one with: debrief practice"
        )
      }
      ledger = try SQLiteLedger.inspect(path: storePath)
    } else {
      ledger = try SQLiteLedger.open(
        path: storePath,
        organisation: library.programme.organisation,
        now: Clock.systemNow
      )
    }
    people = try PeopleFile(besideStore: storePath)
  }

  /// The content in the language that was asked for, else in that of the locale.
  private static func localised(_ library: ContentLibrary, _ settings: Settings) -> ContentLibrary {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let language = settings.language ?? locale.map { String($0.prefix { $0.isLetter }) }
    return language.map(library.localised) ?? library
  }

  static func storePath(_ settings: Settings) throws -> String {
    let environment = ProcessInfo.processInfo.environment
    guard let url = settings.store ?? environment["DEBRIEF_STORE"], !url.isEmpty else {
      let home = environment["HOME"] ?? "."
      let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      return "\(data ?? "\(home)/.local/share")/debrief/ledger.sqlite"
    }
    guard url.hasPrefix("sqlite:"), url.count > 7 else {
      throw Refusal(
        .usage,
        "the store ‘\(url)’ is of a kind that this build does not know",
        hint: "write sqlite:PATH"
      )
    }
    let path = String(url.dropFirst(7))
    return path.hasPrefix("/")
      ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
  }

  // MARK: Reading the log

  /// Hands every entry that was recorded by `moment` to `take`, in the order of the log.
  ///
  /// A prefix of the log: it ends at the first entry recorded later, whatever follows.
  func eachEntry(
    from start: Int = 0,
    asOf moment: Moment? = nil,
    _ take: (StoredEntry) throws -> Void
  ) async throws {
    let limit = moment.map(Clock.timestamp)
    try await ledger.eachEntry(from: start) { stored in
      if let limit, try stored.decoded().recordedAt > limit { return false }
      try take(stored)
      return true
    }
  }

  func records(asOf moment: Moment? = nil) async throws -> CompetenceRecords {
    var records = CompetenceRecords()
    try await eachEntry(asOf: moment) { try records.take($0) }
    return records
  }

  /// What the log says of one person.
  func records(of person: PersonID) async throws -> CompetenceRecords {
    var records = CompetenceRecords()
    // The newest parameters of items and of memory concern everybody.
    var all = try await ledger.entries(in: person.rawValue)
    for stream in [CalibrationRecord.stream, MemoryFitRecord.stream] {
      all += try await ledger.entries(in: stream)
    }
    all.sort { $0.position < $1.position }
    for stored in all { try records.take(stored) }
    return records
  }

  /// The response models of all versions that were ever answered.
  func models(for records: CompetenceRecords) async throws -> ItemModels {
    try await models(
      of: Set(records.attempts.flatMap { [$0.answered.version, $0.version] }),
      calibration: records.calibration?.record
    )
  }

  /// The response models of versions.
  func models(
    of versions: some Collection<ItemVersion>,
    calibration: CalibrationRecord?
  ) async throws -> ItemModels {
    var models = ItemModels(library, versions: versions, calibration: calibration)
    for version in versions where !models.contains(version) {
      models.add(try await item(of: version), digest: version.digest, in: library)
    }
    return models
  }

  /// An item as it was answered: from the content if that still has the version, else from the ledger.
  func item(of version: ItemVersion) async throws -> Item {
    if library.version(of: version.item) == version, let item = library.item(version.item) {
      return item
    }
    guard let text = try await ledger.document(version.digest), let item = Item(version: text)
    else {
      throw LedgerError.damaged("the text of \(version.item) that was answered is missing")
    }
    return item
  }

  /// Every item that was answered, by the digest of its version.
  func answeredItems(of records: CompetenceRecords) async throws -> [Digest: Item] {
    var items: [Digest: Item] = [:]
    for version in Set(records.attempts.flatMap { [$0.answered.version, $0.version] }) {
      items[version.digest] = try await item(of: version)
    }
    return items
  }

  func profile(
    of person: PersonID,
    in records: CompetenceRecords,
    on day: Day
  ) async throws -> CompetenceProfile {
    CompetenceProfile(
      of: person,
      in: records,
      library: library,
      models: try await models(for: records),
      on: day
    )
  }

  func day(asOf moment: Moment? = nil) -> Day {
    Clock.day(of: moment.map(Clock.timestamp) ?? clock.now)
  }
}
