import Content
import Foundation

/// Keeps the compiled bank of a workspace in the cache folder, and makes it anew where it is missing,
/// damaged or of other files.
///
/// A bank is used only if every content file has the size, times and inode that it was made from. It
/// is never an authority: whatever is wrong with it, the content files are read instead.
package struct BankFile {
  private let workspace: String
  private let path: String

  package init(workspace: String, cacheFolder: String) {
    self.workspace = workspace
    let real = realpath(workspace, nil)
    defer { free(real) }
    let name = Digest(of: Array((real.map { String(cString: $0) } ?? workspace).utf8)).abbreviated
    path = "\(cacheFolder)/bank-\(name)"
  }

  /// The content of the workspace.
  ///
  /// - Throws: ``ContentFault`` with everything that is wrong with the content.
  package func library() throws(ContentFault) -> ContentLibrary {
    let files = stamps()
    let bank = files == nil ? nil : MappedFile(path).flatMap { ContentBank($0) }
    if let bank, bank.files == files { return bank.library(recover: recover) }

    let fetched = ContentFolder.fetch(workspace)
    let key = ContentBank.key(of: fetched.sources)
    if let bank, fetched.faults.isEmpty, bank.contentKey == key {
      let library = bank.library(recover: recover)
      keep(library, of: files, key: key)
      return library
    }
    let reading = ContentReading(fetched.sources, faults: fetched.faults)
    guard let library = reading.library else {
      throw ContentFault(diagnostics: reading.diagnostics.filter { $0.severity == .error })
    }
    keep(library, of: files, key: key)
    return library
  }

  /// How young a change may not be: within the grain of the file system's clock another change
  /// would leave the same times.
  private static let grain = 100_000_000  // nanoseconds

  /// Writes the bank, if the files stayed as they were while they were read.
  ///
  /// A cache that cannot be written costs time and nothing else, so nothing is said about it.
  private func keep(_ library: ContentLibrary, of files: [ContentBank.FileStamp]?, key: Digest) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    guard let files, files == stamps(),
      files.allSatisfy({ nanoseconds(now) - $0.changed > Self.grain })
    else { return }
    let bytes = ContentBank.bytes(of: library, files: files, contentKey: key)
    do throws(FileFault) {
      try makeFolders(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
      try replaceFile(at: path, with: bytes)
    } catch { return }
  }

  /// What the disk says of each content file, or `nil` if it does not.
  private func stamps() -> [ContentBank.FileStamp]? {
    var stamps: [ContentBank.FileStamp] = []
    for file in ContentFolder.paths(in: workspace) {
      var status = stat()
      guard lstat("\(workspace)/\(file)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        return nil
      }
      stamps.append(
        ContentBank.FileStamp(
          path: file,
          size: Int(status.st_size),
          modified: nanoseconds(status.st_mtim),
          changed: nanoseconds(status.st_ctim),
          inode: Int(bitPattern: UInt(status.st_ino))
        )
      )
    }
    return stamps
  }

  private func nanoseconds(_ time: timespec) -> Int { time.tv_sec * 1_000_000_000 + time.tv_nsec }

  /// Reads one incident from its file, where the bank's own part of it is damaged.
  private var recover: @Sendable (IncidentID, String) -> Incident? {
    { [workspace, path] id, language in
      unlink(path)
      let folder = ContentReading.incidentsFolder
      for name in ["\(folder)/\(id).\(language).md", "\(folder)/\(id).md"] {
        do throws(FileFault) {
          let bytes = try readRegularFile(
            "\(workspace)/\(name)",
            atMost: ContentFolder.largestFile,
            followingLinks: false
          )
          return IncidentText.incident(of: String(decoding: bytes, as: UTF8.self), at: name)
        } catch { continue }  // the name of an original, or the file is gone
      }
      return nil
    }
  }
}
