import Foundation
import Testing

/// The folder of reference values made by other programs, named by `DEBRIEF_CORPUS`.
enum ReferenceCorpus {
  static let folder = ProcessInfo.processInfo.environment["DEBRIEF_CORPUS"].map {
    URL(filePath: $0, directoryHint: .isDirectory)
  }

  /// Decodes a file of the corpus; `nil` only if there is no corpus.
  static func load<Content: Decodable>(_ type: Content.Type, from path: String) throws -> Content? {
    guard let folder else { return nil }
    return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: path)))
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips what compares with the reference corpus where there is none.
  static var needsReferenceCorpus: Self {
    .enabled(
      if: ReferenceCorpus.folder != nil,
      "set DEBRIEF_CORPUS to the folder of reference values to compare with them"
    )
  }
}
