import Competence
import Content
import Records

/// What is asked of a log most often, folded as far as an entry: the answers as rows, the register in
/// outline, and where all other entries stand.
///
/// It can be kept beside a log and continued from where it ended, so that nobody folds millions of
/// answers to look at ten entries. It is derived from the log and never an authority: whoever reads it
/// back compares the last entry that it has with that of the log, and folds the log where they differ.
package struct LedgerProjection: Sendable {
  /// How many entries it was folded from.
  package private(set) var size = 0

  /// The leaf hash of the last of them.
  package private(set) var lastLeaf: Digest?
  package private(set) var answers = AnswerColumns()

  /// The positions of the entries that are neither answers nor about them.
  package private(set) var others: [Int] = []

  /// Whether any entry was simulated.
  package private(set) var hasSimulated = false

  /// The entries of the register, by number, as they stood then.
  package private(set) var outlines: [RegisterOutline] = []

  package init() {}

  /// A projection of a log of so many entries that holds answers and nothing else.
  package init(_ answers: AnswerColumns, size: Int) {
    self.answers = answers
    self.size = size
  }

  /// Takes the next entry of the log.
  ///
  /// - Returns: Whether others have to look at the entry as well.
  /// - Throws: ``EntryFault`` for an answer that cannot be read.
  package mutating func take(
    _ entry: LedgerEntry,
    of stored: StoredEntry
  ) throws(EntryFault) -> Bool {
    size = stored.position + 1
    lastLeaf = stored.leaf
    hasSimulated = hasSimulated || entry.clock == .simulated
    guard AnswerColumns.kinds.contains(entry.kind) else {
      others.append(stored.position)
      return true
    }
    try answers.take(entry, at: stored.position)
    return false
  }

  /// The same with the register as it stands now, to be kept.
  package func keeping(_ register: ImprovementRegister) -> LedgerProjection {
    var projection = self
    projection.outlines = register.entries.map(RegisterOutline.init)
    return projection
  }
}

// MARK: - Bytes

extension LedgerProjection {
  /// Begins the file of names; another number for every change of the form.
  private static let magic = Array("DEBRIEF FOLD 1\n\0".utf8)

  /// The file of names: everything but the rows and the sessions.
  ///
  /// - Parameter origin: The name of the log.
  /// - Returns: The bytes, sealed by their SHA-256.
  package func bytes(origin: String) -> [UInt8] {
    var body = BinaryWriter()
    body.write(origin)
    body.write(size)
    body.write(lastLeaf ?? Digest(of: []))
    body.write(hasSimulated)
    body.write(outlines) { $0.write($1) }
    var next = 0
    body.write(others) { writer, position in
      writer.write(position - next)
      next = position + 1
    }
    answers.write(to: &body)
    return Self.magic + Digest(of: body.bytes).bytes + body.bytes
  }

  /// The register's part of a file of names; nothing else is read.
  package struct Outlines: Sendable {
    package let size: Int
    package let lastLeaf: Digest
    package let outlines: [RegisterOutline]
    fileprivate let hasSimulated: Bool

    /// Reads a file of names; `nil` if it is damaged, or of another form or log.
    package init?(_ file: UnsafeRawBufferPointer, origin: String) {
      do throws(BinaryReader.Damage) {
        var reader = try LedgerProjection.body(of: file)
        try self.init(from: &reader, origin: origin)
      } catch { return nil }
    }

    fileprivate init(
      from reader: inout BinaryReader,
      origin: String
    ) throws(BinaryReader.Damage) {
      guard try reader.text() == origin else { throw BinaryReader.Damage() }
      size = try reader.number()
      guard (0..<Int(UInt32.max)).contains(size) else { throw BinaryReader.Damage() }
      lastLeaf = try reader.digest()
      hasSimulated = try reader.flag()
      outlines = try reader.array { (reader) throws(BinaryReader.Damage) in
        try RegisterOutline(from: &reader)
      }
    }
  }

  /// Reads a whole projection from its three files; `nil` if any of them is damaged, or of another form
  /// or log.
  package init?(
    names: UnsafeRawBufferPointer,
    rows: any HeldBytes,
    sessions: any HeldBytes,
    origin: String
  ) {
    do throws(BinaryReader.Damage) {
      var reader = try Self.body(of: names)
      let register = try Outlines(from: &reader, origin: origin)
      size = register.size
      lastLeaf = register.lastLeaf
      hasSimulated = register.hasSimulated
      outlines = register.outlines
      var next = 0
      let size = size
      others = try reader.array { (reader) throws(BinaryReader.Damage) in
        let step = try reader.number()
        guard step >= 0, step < size - next else { throw BinaryReader.Damage() }
        defer { next += step + 1 }
        return next + step
      }
      answers = try AnswerColumns(from: &reader, rows: rows, sessions: sessions)
      guard reader.isAtEnd else { return nil }
    } catch { return nil }
  }

  /// The sealed part of a file of names.
  private static func body(
    of file: UnsafeRawBufferPointer
  ) throws(BinaryReader.Damage) -> BinaryReader {
    let head = magic.count + 32
    guard file.count > head, magic.elementsEqual(file.prefix(magic.count)) else {
      throw BinaryReader.Damage()
    }
    let body = UnsafeRawBufferPointer(rebasing: file[head...])
    guard Digest(of: body).bytes.elementsEqual(file[magic.count..<head]) else {
      throw BinaryReader.Damage()
    }
    return BinaryReader(body)
  }
}
