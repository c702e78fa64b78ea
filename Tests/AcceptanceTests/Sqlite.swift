import Foundation

/// The sqlite3 program, which knows nothing of ours.
enum Sqlite {
  struct Fault: Error {
    let message: String
  }

  /// The rows of a query, one line each.
  static func query(_ path: String, _ sql: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-readonly", path, sql]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Fault(message: "sqlite3 ended with \(process.terminationStatus)")
    }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
