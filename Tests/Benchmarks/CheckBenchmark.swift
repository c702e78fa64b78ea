import Foundation
import TestSupport

/// `content check` on the shipped library, from start to end: reading, all structural checks and every
/// rule of item writing.
///
/// The static release build is meant: `swift build -c release --static-swift-stdlib --product debrief`.
enum CheckBenchmark {
  static let runs = 20

  static func run(program: String) throws {
    let home = try Program()
    let measured = try (0..<runs).map { _ in
      try SpawnedProgram(
        program,
        ["content", "check"],
        in: Program.repository.path,
        environment: home.environment
      )
    }
    let median = { (values: [Double]) in rounded(values.sorted()[runs / 2]) }
    print(
      "content check: median \(median(measured.map(\.elapsed))) ms, "
        + "\(median(measured.map(\.used))) ms of CPU, \(runs) runs (at most 300)"
    )
  }
}
