import Foundation
import TestSupport
import Testing

/// Hostile files that others designed, with what a correct program does with each: `hostile.py`.
@Suite struct `Hostile files` {
  private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private static let isPossible = Corpus.isThere && python != nil

  /// One of each class; the whole is run by hand, as the script says.
  @Test(
    .enabled(
      if: isPossible,
      "set DEBRIEF_CORPUS to the folder of real files, and install python3, to try hostile files"
    ),
    .timeLimit(.minutes(5))
  )
  func `are refused or shown harmlessly, one of each class`() throws {
    let program = try Program()
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.python))
    process.arguments = [
      Program.repository.appending(path: "Tests/AcceptanceTests/hostile.py").path,
      "--program", Program.path, "--seed", "1", "--no-big", "--per-class", "1", "--slower", "4",
    ]
    process.environment = program.environment
    process.currentDirectoryURL = program.folder
    let output = program.folder.appending(path: "hostile.txt")
    try Data().write(to: output)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    let said = try String(contentsOf: output, encoding: .utf8)
    let deviations = said.split(separator: "\n").filter { $0.hasPrefix("DEVIATION") }
    #expect(deviations.isEmpty, "\(deviations.joined(separator: "\n"))")
    #expect(process.terminationStatus == 0, "\(said.suffix(2_000))")
  }
}
