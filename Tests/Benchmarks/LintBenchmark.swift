import Content
import Foundation
import Storage
import TestSupport

/// All lint rules over ten thousand items, against reading the same files.
///
/// The items are those of the shipped incidents, copied under other names until there are enough.
enum LintBenchmark {
  static let items = 10_000

  static func run() throws {
    let shipped = ContentFolder.read(Program.repository.path)
    let sources = copies(of: shipped, until: items)
    let start = processMicroseconds()
    let reading = ContentReading(sources)
    let read = processMicroseconds() - start
    guard let library = reading.library else {
      print("lint:   the shipped content does not hold")
      return
    }
    let before = processMicroseconds()
    let found = Linter(today: Day(number: 20_454)).diagnostics(of: library, sources: sources)
    let linted = processMicroseconds() - before
    let count = library.lessons.reduce(0) { $0 + $1.items.count }
    print("lint:   \(rounded(linted / 1e6)) s of CPU for \(count) items, \(found.count) faults")
    print("ratio to reading them: \(rounded(linted / read))")
  }

  private static func copies(of reading: ContentReading, until count: Int) -> [SourceText] {
    let incidents = reading.library?.incidents ?? []
    let texts = Dictionary(reading.sources.map { ($0.path, $0.text) }) { first, _ in first }
    var sources = reading.sources.filter { $0.path.hasSuffix(".yaml") }
    var total = 0
    for copy in 0... {
      for incident in incidents {
        guard total < count, let text = texts[incident.location.path] else { return sources }
        let name = "\(incident.id)-\(copy)"
        sources.append(
          SourceText(
            path: "\(ContentReading.incidentsFolder)/\(name).md",
            text: text.replacing(
              "incident: \(incident.id)\n",
              with: "incident: \(name)\n",
              maxReplacements: 1
            )
          )
        )
        total += incident.lessons.reduce(0) { $0 + $1.items.count }
      }
      if incidents.isEmpty { return sources }
    }
    return sources
  }
}
