import Foundation
import FoundationXML
import Testing

/// Counts the elements of an XML text, or throws if it is not well-formed.
final class XMLCheck: NSObject, XMLParserDelegate {
  private var names: [String: Int] = [:]
  private var fault: (any Error)?

  init(_ text: String) throws {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    // What it returns is true for some documents that are not well-formed.
    _ = parser.parse()
    if let fault { throw fault }
  }

  func count(_ name: String) -> Int { names[name, default: 0] }

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    names[name, default: 0] += 1
  }

  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) { fault = error }
}

/// Python, as a reader that we did not write.
enum Python {
  private static let path = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { "\($0)/python3" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Whether a module of it is there.
  static func has(_ module: String) -> Bool { succeeds("import \(module)") }

  static let validatesXML = succeeds(
    """
    import importlib.util, shutil, sys
    names = ["lxml", "xmlschema"]
    found = shutil.which("xmllint") or any(importlib.util.find_spec(name) for name in names)
    sys.exit(0 if found else 1)
    """
  )

  private static func succeeds(_ program: String) -> Bool {
    guard let path else { return false }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = ["-c", program]
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// What a program prints, its errors included.
  static func run(_ program: String, arguments: [String], input: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: try #require(path))
    process.arguments = ["-c", program] + arguments
    let (stdin, stdout) = (Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stdout
    try process.run()
    let writing = stdin.fileHandleForWriting
    DispatchQueue.global().async {
      writing.write(Data(input.utf8))
      writing.closeFile()
    }
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }
}
