import Foundation

/// The built program, run as a user runs it.
package struct Program {
  /// What a run gave.
  package struct Run {
    package let output: String
    package let errors: String
    package let status: Int32
  }

  package static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Beside the test program, or wherever `DEBRIEF_BINARY` says.
  package static var path: String {
    if let given = ProcessInfo.processInfo.environment["DEBRIEF_BINARY"] { return given }
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appending(path: "debrief").path
  }

  package var folder: URL
  package var environment: [String: String]

  /// A fresh home in a temporary folder, with the workspace of this repository.
  package init(workspace: URL = Program.repository) throws {
    folder = try temporaryFolder()
    environment = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "ACCESSIBLE", "CLICOLOR", "DEBRIEF_STORE"] { environment[name] = nil }
    environment["HOME"] = folder.path
    environment["XDG_DATA_HOME"] = nil
    environment["XDG_STATE_HOME"] = nil
    environment["DEBRIEF_STORE"] = "sqlite:\(folder.path)/ledger.sqlite"
    environment["TERM"] = "xterm"
    environment["LC_ALL"] = "C.UTF-8"
    self.workspace = workspace
  }

  package var workspace: URL
  package var storePath: String { folder.appending(path: "ledger.sqlite").path }

  /// Runs to the end with `input` on standard input.
  package func run(_ arguments: [String], input: String = "") throws -> Run {
    let process = Process()
    process.executableURL = URL(filePath: Self.path)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = workspace
    let output = folder.appending(path: "out-\(UUID().uuidString)")
    let errors = folder.appending(path: "err-\(UUID().uuidString)")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    let pipe = Pipe()
    process.standardInput = pipe
    try process.run()
    try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    let run = Run(
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8),
      status: process.terminationStatus
    )
    try FileManager.default.removeItem(at: output)
    try FileManager.default.removeItem(at: errors)
    return run
  }
}

/// A new empty folder that nobody else uses, in memory where speed is all that matters.
package func temporaryFolder(inMemory: Bool = false) throws -> URL {
  let memory = URL(filePath: "/dev/shm", directoryHint: .isDirectory)
  let hasMemory = inMemory && FileManager.default.isWritableFile(atPath: memory.path)
  let folder = (hasMemory ? memory : FileManager.default.temporaryDirectory).appending(
    path: "debrief-test-\(UUID().uuidString)",
    directoryHint: .isDirectory
  )
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}
