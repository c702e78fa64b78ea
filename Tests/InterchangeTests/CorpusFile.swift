import Content
import Foundation
import Interchange
import TestSupport
import Testing

/// A real file of the corpus, with what its folder’s `expected.json` says about it.
struct CorpusFile: CustomTestStringConvertible, Sendable {
  let folder: String
  let name: String

  var testDescription: String { name }

  /// The files of a folder that end in one of the given ways.
  static func all(_ folder: String, _ endings: String...) -> [CorpusFile] {
    guard let corpus = Corpus.folder else { return [] }
    do {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: corpus.appending(path: folder).path
      )
      return names.sorted().filter { name in
        name != "SOURCES.tsv" && !name.hasPrefix("expected") && name != "README.txt"
          && (endings.isEmpty || endings.contains { name.hasSuffix($0) })
      }.map { CorpusFile(folder: folder, name: $0) }
    } catch { return [] }
  }

  func bytes() throws -> [UInt8] {
    guard let corpus = Corpus.folder else { return [] }
    return Array(try Data(contentsOf: corpus.appending(path: "\(folder)/\(name)")))
  }

  /// What the expectations of a folder say about this file.
  func expectation(in file: String = "expected.json") throws -> Any? {
    guard let corpus = Corpus.folder else { return nil }
    let data = try Data(contentsOf: corpus.appending(path: "\(folder)/\(file)"))
    let all = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return all?[name]
  }
}

/// Reads a text as a format, as the command does.
func read(_ text: String, as format: ImportFormat, path: String = "sample") -> ForeignReading {
  format.read(path: path, bytes: Array(text.utf8))
}

extension ForeignReading {
  /// Every fault on a line: `12:3 warning gift-true-case`.
  var faults: [String] {
    diagnostics.map {
      "\($0.location.line):\($0.location.column) \($0.severity.rawValue) \($0.code)"
    }
  }

  var byType: [String: Int] {
    Dictionary(items.map { ($0.kind.rawValue, 1) }, uniquingKeysWith: +)
  }
}
