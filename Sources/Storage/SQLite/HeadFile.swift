import Records
import Synchronization

/// The file beside a store that says how far its log goes, and whose lock makes writers take turns.
final class HeadFile: Sendable {
  private let file: Mutex<PosixFile>

  init(path: String) throws {
    let isNew = !fileExists(path)
    file = Mutex(try PosixFile(path: path, creates: true))
    if isNew { try synchroniseFolder(of: path) }
  }

  /// The newest head, or `nil` where none was ever written.
  func read() throws(FileFault) -> LedgerHead? {
    let bytes: Result<[UInt8], FileFault> = file.withLock { file in
      Result { () throws(FileFault) in try file.contents() }
    }
    return LedgerHead(file: try bytes.get())
  }

  /// Writes a head and waits until it is on stable storage.
  func write(_ head: LedgerHead) throws(FileFault) {
    let written: Result<Void, FileFault> = file.withLock { file in
      Result { () throws(FileFault) in
        let slot = LedgerHead.nextSlot(in: try file.contents())
        try file.write(head.slotBytes, at: slot * LedgerHead.slotSize)
        try file.synchronise()
      }
    }
    try written.get()
  }

  func lock(seconds: Int) throws(FileFault) -> Bool {
    let isLocked: Result<Bool, FileFault> = file.withLock { file in
      Result { () throws(FileFault) in try file.lock(seconds: seconds) }
    }
    return try isLocked.get()
  }

  func unlock() { file.withLock { $0.unlock() } }
}
