import Foundation

/// The folder of real files and reference values that others made, named by `DEBRIEF_CORPUS`.
package enum Corpus {
  package static let folder = ProcessInfo.processInfo.environment["DEBRIEF_CORPUS"].map {
    URL(filePath: $0, directoryHint: .isDirectory)
  }

  package static let isThere = folder != nil

  /// What a skipped test says.
  package static let hint: Comment =
    "set DEBRIEF_CORPUS to the folder of real files to compare with them"

  package typealias Comment = String

  /// The JSON files of a folder of the corpus, by name.
  package static func objects(in path: String) throws -> [(name: String, value: [String: Any])] {
    guard let folder else { return [] }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: path).path
    )
    return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
      let data = try Data(contentsOf: folder.appending(path: "\(path)/\(name)"))
      let value = try JSONSerialization.jsonObject(with: data) as? [String: Any]
      return (name, value ?? [:])
    }
  }
}
