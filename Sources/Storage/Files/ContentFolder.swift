import Content
import Foundation

/// Fetches the content files of a workspace; what they mean is the business of `Content`.
package enum ContentFolder {
  /// A lesson is a page or two; a file beyond this is something else.
  static let largestFile = 4 * 1_024 * 1_024

  /// Reads all content files below a workspace, in the order of their paths.
  ///
  /// Each that cannot be read is a diagnostic. Nothing but regular files is opened for reading.
  package static func read(_ workspace: String) -> ContentReading {
    let fetched = fetch(workspace)
    return ContentReading(fetched.sources, faults: fetched.faults)
  }

  /// The texts of all content files, and those that could not be had.
  static func fetch(_ workspace: String) -> (sources: [SourceText], faults: [Diagnostic]) {
    var sources: [SourceText] = []
    var faults: [Diagnostic] = []
    if access("\(workspace)/\(ContentReading.incidentsFolder)", R_OK | X_OK) != 0 {
      faults.append(
        Diagnostic(
          code: "folder-unreadable",
          "the folder cannot be read: \(FileFault(ContentReading.incidentsFolder).reason)",
          at: SourceLocation(path: ContentReading.incidentsFolder, line: 1, column: 1),
          hint: "incidents are files Content/incidents/NAME.md that you may read"
        )
      )
    }
    let read = inParallel(paths(in: workspace)) { path in
      Result { () throws(ContentFault) in try source(path, in: workspace) }
    }
    for file in read {
      switch file {
      case .success(let source): sources.append(source)
      case .failure(let fault): faults += fault.diagnostics
      }
    }
    return (sources, faults)
  }

  static func paths(in workspace: String) -> [String] {
    let folder = "\(workspace)/\(ContentReading.incidentsFolder)"
    let names = entries(of: folder).filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }
    let fixed = [ContentReading.programmePath, ContentReading.competenciesPath]
    return fixed.filter { fileExists("\(workspace)/\($0)") }
      + names.sorted().map { "\(ContentReading.incidentsFolder)/\($0)" }
  }

  private static func entries(of folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.append(name)
    }
    return names
  }

  private static func source(
    _ path: String,
    in workspace: String
  ) throws(ContentFault) -> SourceText {
    let refuse = { (reason: String, hint: String) in
      ContentFault(diagnostics: [
        Diagnostic(
          code: "file-unreadable",
          reason,
          at: SourceLocation(path: path, line: 1, column: 1),
          hint: hint
        )
      ])
    }
    let bytes: [UInt8]
    do throws(FileFault) {
      bytes = try readRegularFile(
        "\(workspace)/\(path)",
        atMost: largestFile,
        followingLinks: false
      )
    } catch {
      throw refuse(
        "the file cannot be read: \(error.reason)",
        "content files are regular files of at most 4 MB that you may read"
      )
    }
    return try SourceText(path: path, bytes: bytes)
  }
}

/// Reads a whole regular file; what is no such file (a pipe, a device, a folder) or is larger than
/// `limit` is refused without reading from it.
///
/// A path that somebody named may be a symbolic link; one that was found in a folder may lead
/// anywhere, so it is not followed.
package func readRegularFile(
  _ path: String,
  atMost limit: Int,
  followingLinks: Bool = true
) throws(FileFault) -> [UInt8] {
  let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW)
  let descriptor = open(path, flags)
  guard descriptor >= 0 else { throw FileFault(path) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw FileFault(path) }
  guard status.st_mode & S_IFMT == S_IFREG else { throw FileFault(path, errno: EINVAL) }
  guard status.st_size <= limit else { throw FileFault(path, errno: EFBIG) }
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  var count = 0
  while count < bytes.count {
    let read = bytes.withUnsafeMutableBytes { buffer in
      Foundation.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
    }
    if read < 0, errno == EINTR { continue }
    guard read >= 0 else { throw FileFault(path) }
    if read == 0 { break }
    count += read
  }
  bytes.removeLast(bytes.count - count)
  return bytes
}
