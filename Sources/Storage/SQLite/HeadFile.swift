import Records
import Synchronization

/// The file beside a store that says how far its log goes, and whose lock makes writers take turns.
final class HeadFile: Sendable {
  /// Two slots; whatever is larger is no head file.
  static let largestFile = 4_096

  private struct State {
    let file: PosixFile

    /// What was read or written last; parsed again only when the file holds something else.
    var known: (bytes: [UInt8], head: LedgerHead?, nextSlot: Int)?
  }

  private let state: Mutex<State>

  init(path: String) throws {
    let isNew = !fileExists(path)
    if !isNew { _ = try readRegularFile(path, atMost: Self.largestFile) }
    state = Mutex(State(file: try PosixFile(path: path, creates: true)))
    if isNew { try synchroniseFolder(of: path) }
  }

  /// The newest head, or `nil` where none was ever written.
  func read() throws(FileFault) -> LedgerHead? {
    let head: Result<LedgerHead?, FileFault> = state.withLock { state in
      Result { () throws(FileFault) in
        let bytes = try state.file.contents()
        if let known = state.known, known.bytes == bytes { return known.head }
        let head = LedgerHead(file: bytes)
        state.known = (bytes, head, LedgerHead.nextSlot(in: bytes))
        return head
      }
    }
    return try head.get()
  }

  /// Writes a head and waits until it is on stable storage.
  ///
  /// Whoever writes took the lock and has read since, so what was read is what the file holds.
  func write(_ head: LedgerHead) throws(FileFault) {
    let written: Result<Void, FileFault> = state.withLock { state in
      Result { () throws(FileFault) in
        let known = state.known
        var bytes = known?.bytes ?? []
        if known == nil { bytes = try state.file.contents() }
        let slot = known?.nextSlot ?? LedgerHead.nextSlot(in: bytes)
        let (start, written) = (slot * LedgerHead.slotSize, head.slotBytes)
        try state.file.write(written, at: start)
        try state.file.synchronise()
        bytes += Array(repeating: 0, count: max(0, start + LedgerHead.slotSize - bytes.count))
        bytes.replaceSubrange(start..<(start + LedgerHead.slotSize), with: written)
        state.known = (bytes, head, 1 - slot)
      }
    }
    try written.get()
  }

  func lock(seconds: Int) throws(FileFault) -> Bool {
    let isLocked: Result<Bool, FileFault> = state.withLock { state in
      Result { () throws(FileFault) in try state.file.lock(seconds: seconds) }
    }
    return try isLocked.get()
  }

  func unlock() { state.withLock { $0.file.unlock() } }
}
