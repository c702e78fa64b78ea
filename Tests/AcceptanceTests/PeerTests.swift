import Foundation
import TestSupport
import Testing

/// Exported files, read by programs that others wrote: pygiftparser, lxml, and Anki itself.
///
/// `.ci/test` installs them below `.build`; where they are missing the tests say so and judge nothing.
@Suite struct `Other programs` {
  private struct Found: Decodable {
    let questions: Int
    let faults: [String]
  }

  private static let python = Program.repository.appending(path: ".build/peers/bin/python").path

  @Test(arguments: ["gift", "moodle-xml", "anki"])
  func `read everything that was exported`(format: String) throws {
    guard FileManager.default.isExecutableFile(atPath: Self.python) else {
      print("skipped: \(Self.python) is not there, so no other program read the exported \(format)")
      return
    }
    let program = try Program()
    let file = program.folder.appending(path: "export").path
    let run = try program.run(["content", "export", format, "--to", file])
    #expect(run.status == 0, "\(run.errors)")
    let count = try #require(run.errors.firstMatch(of: #/([0-9]+) questions? to /#)?.1)

    let process = Process()
    process.executableURL = URL(filePath: Self.python)
    let script = Program.repository.appending(path: "Tests/AcceptanceTests/Peers/read_back.py")
    process.arguments = [script.path, format, file]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let found = try JSONDecoder().decode(Found.self, from: data)
    #expect(found.questions == Int(count))
    #expect(found.faults.isEmpty)
  }
}
