import Content
import Foundation
import Storage
import TestSupport

/// Loading the shipped content: files to library, against reading the bytes of the same files.
enum LoadBenchmark {
  static func run() throws {
    let workspace = Program.repository.path
    var times: [Double] = []
    var reads: [Double] = []
    var items = 0
    for _ in 0..<30 {
      let start = processMicroseconds()
      let reading = ContentFolder.read(workspace)
      times.append(processMicroseconds() - start)
      items = reading.library?.lessons.reduce(0) { $0 + $1.items.count } ?? 0
      let before = processMicroseconds()
      let folder = URL(filePath: "\(workspace)/Content/incidents")
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
        _ = try Data(contentsOf: folder.appending(path: name))
      }
      reads.append(processMicroseconds() - before)
    }
    times.sort()
    reads.sort()
    let median = times[times.count / 2]
    print("load:   \(rounded(median / 1_000)) ms of CPU for \(items) items")
    print("ratio to reading the files: \(rounded(median / reads[reads.count / 2]))")
  }
}
