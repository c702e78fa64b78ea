import ArgumentParser
import Competence
import Content
import Improvement
import Records
import Storage

extension Workbench {
  /// The register in outline, by number: from what is kept of the log, with the entries that something
  /// happened to since; as of an earlier moment from the log itself.
  func outlines(asOf moment: Moment? = nil) async throws -> [RegisterOutline] {
    guard moment == nil, let kept = projectionFile.outlines(),
      try await isOfThisLog(kept.size, kept.lastLeaf)
    else {
      return try await RegisterDesk(self, asOf: moment).register.entries.map(RegisterOutline.init)
    }
    var touched: Set<RegisterEntryID> = []
    try await eachEntry(from: kept.size) { stored in
      let entry = try stored.decoded()
      if let id = RegisterEntryID(stream: entry.stream) { touched.insert(id) }
    }
    var current = kept.outlines.filter { !touched.contains($0.id) }
    for id in touched {
      let stream = try await ledger.entries(in: id.stream)
      let entry = try ImprovementRegister(folding: stream.map { try $0.decoded() }).entry(id)
      if let entry { current.append(RegisterOutline(entry)) }
    }
    return current.sorted { $0.id < $1.id }
  }

  /// What this version of the program keeps beside the store, for this log.
  var projectionFile: ProjectionFile {
    let key = "\(library.programme.organisation) \(Debrief.configuration.version)"
    return ProjectionFile(besideStore: storePath, key: key)
  }

  /// What was kept of the log, if it is of this log and not beyond it.
  func projection(_ file: ProjectionFile) async throws -> LedgerProjection? {
    guard let kept = file.projection(), try await isOfThisLog(kept.size, kept.lastLeaf) else {
      return nil
    }
    return kept
  }

  /// Whether the log has the entry that a projection of so many entries ends with.
  private func isOfThisLog(_ size: Int, _ leaf: Digest?) async throws -> Bool {
    guard size > 0, size <= (try await ledger.tree().frontier.size) else { return false }
    return try await ledger.entries(at: [size - 1]).first?.leaf == leaf
  }
}
