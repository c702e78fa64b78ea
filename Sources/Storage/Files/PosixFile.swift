import Foundation

/// A file operation that the system refused.
package struct FileFault: Error, Hashable, Sendable {
  package let path: String
  package let errno: Int32

  package init(_ path: String, errno: Int32 = Foundation.errno) {
    self.path = path
    self.errno = errno
  }

  /// The system's words, such as `No space left on device`.
  package var reason: String {
    errno == ELOOP ? "it is a symbolic link" : String(cString: strerror(errno))
  }
}

/// A file as the kernel sees it: opened once, written at places, synced, locked.
final class PosixFile {
  let path: String
  private let descriptor: Int32

  /// Opens a file, creating it for its owner alone when `creates` is set.
  init(path: String, creates: Bool = false, isReadOnly: Bool = false) throws(FileFault) {
    let mode = isReadOnly ? O_RDONLY : O_RDWR
    descriptor = open(path, mode | O_CLOEXEC | O_NONBLOCK | (creates ? O_CREAT : 0), 0o600)
    self.path = path
    guard descriptor >= 0 else { throw FileFault(path) }
  }

  deinit { close(descriptor) }

  /// Everything that the file holds.
  func contents() throws(FileFault) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileFault(path) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { throw FileFault(path) }
    return Array(bytes.prefix(count))
  }

  /// Writes all bytes at an offset; they are on stable storage only after ``synchronise()``.
  func write(_ bytes: [UInt8], at offset: Int) throws(FileFault) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        pwrite(
          descriptor,
          buffer.baseAddress?.advanced(by: written),
          bytes.count - written,
          off_t(offset + written)
        )
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileFault(path) }
      written += count
    }
  }

  /// Flushes to stable storage.
  ///
  /// A failure is final: the kernel may have dropped the data, and a
  /// second call would report success (fsyncgate, PostgreSQL 2018).
  func synchronise() throws(FileFault) {
    guard fdatasync(descriptor) == 0 else { throw FileFault(path) }
  }

  /// Takes the exclusive lock, waiting at most so long; `false` when another process kept it.
  func lock(seconds: Int) throws(FileFault) -> Bool {
    let pause: UInt32 = 2_000  // microseconds; an append takes less than one of these
    for attempt in 0... {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK || errno == EINTR else { throw FileFault(path) }
      if attempt * Int(pause) >= seconds * 1_000_000 { return false }
      usleep(pause)
    }
    return false
  }

  func unlock() { flock(descriptor, LOCK_UN) }
}

/// Makes the names in a folder durable after a file was created or renamed in it.
func synchroniseFolder(of path: String) throws(FileFault) {
  let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
  let descriptor = open(folder ?? ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw FileFault(folder ?? ".") }
  defer { close(descriptor) }
  guard fsync(descriptor) == 0 else { throw FileFault(folder ?? ".") }
}

/// Replaces a file as a whole, durably, readable by its owner alone: afterwards the path holds
/// either the old bytes or all of the new ones.
package func replaceFile(
  at path: String,
  with bytes: [UInt8],
  mode: mode_t = 0o600
) throws(FileFault) {
  let temporary = "\(path).\(getpid()).new"
  unlink(temporary)
  do throws(FileFault) {
    let file = try PosixFile(path: temporary, creates: true)
    try file.write(bytes, at: 0)
    try file.synchronise()
    guard chmod(temporary, mode) == 0, rename(temporary, path) == 0 else {
      throw FileFault(path)
    }
    try synchroniseFolder(of: path)
  } catch {
    unlink(temporary)
    throw error
  }
}

/// Makes a folder and those above it, for their owner alone.
package func makeFolders(_ path: String, mode: mode_t = 0o700) throws(FileFault) {
  var folder = path.hasPrefix("/") ? "/" : ""
  for segment in path.split(separator: "/") {
    folder += (folder.isEmpty || folder.hasSuffix("/") ? "" : "/") + segment
    guard mkdir(folder, mode) == 0 || errno == EEXIST || isFolder(folder) else {
      throw FileFault(folder)
    }
  }
}

package func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

package func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }
