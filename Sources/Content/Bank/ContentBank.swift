/// A library in the form in which it opens fast: an index, and every incident in a sealed part of its
/// own that is read when somebody asks for it.
///
/// A bank is a cache and never an authority. It says which files it was made from, so that whoever
/// keeps it can compare them with those on disk; the index and each part carry their SHA-256, and a
/// bank with a fault in the index is none.
package struct ContentBank: Sendable {
  /// A content file as the disk shows it without opening it.
  package struct FileStamp: Hashable, Sendable {
    package let path: String
    package let size: Int

    /// Nanoseconds of the last change of the content, and of the file's entry.
    package let modified: Int
    package let changed: Int
    package let inode: Int

    package init(path: String, size: Int, modified: Int, changed: Int, inode: Int) {
      self.path = path
      self.size = size
      self.modified = modified
      self.changed = changed
      self.inode = inode
    }
  }

  /// The files that the library was made from.
  package let files: [FileStamp]

  /// The SHA-256 over the paths and contents of these files.
  package let contentKey: Digest
  private let index: Index

  fileprivate struct Part {
    let id: IncidentID
    let language: String
    let isTranslation: Bool
    let offset: Int
    let length: Int
    let digest: Digest
    let lessons: [LessonOutline]
    let hasTabletop: Bool
  }

  fileprivate struct Index {
    let competencies: [Competency]
    let programme: Programme
    let snapshotDigest: Digest
    let parts: [Part]
  }

  /// Begins a bank file; another number for every change of the form.
  private static let magic = Array("DEBRIEF BANK 5\n\0".utf8)

  // MARK: Writing

  /// The bytes of a bank that holds this library.
  package static func bytes(
    of library: ContentLibrary,
    files: [FileStamp],
    contentKey: Digest
  ) -> [UInt8] {
    let originals = library.shelves.map { (shelf: $0, isTranslation: false) }
    let translated = library.translations.sorted { $0.key < $1.key }.flatMap(\.value)
      .map { (shelf: $0, isTranslation: true) }
    var parts: [UInt8] = []
    var index = BinaryWriter()
    index.write(files) { writer, file in
      writer.write(file.path)
      for number in [file.size, file.modified, file.changed, file.inode] { writer.write(number) }
    }
    index.write(contentKey)
    index.write(library.programme)
    index.write(library.competencies) { $0.write($1) }
    index.write(library.snapshotDigest)
    index.write(originals + translated) { writer, entry in
      guard let incident = entry.shelf.incident else { return }  // a library just read has them all
      var part = BinaryWriter()
      part.write(incident, versions: entry.shelf.versions)
      writer.write(incident.id.rawValue)
      writer.write(incident.language)
      writer.write(entry.isTranslation)
      writer.write(parts.count)
      writer.write(part.bytes.count)
      writer.write(Digest(of: part.bytes))
      writer.write(entry.shelf.lessons) { writer, lesson in
        writer.write(lesson.id.rawValue)
        writer.write(lesson.competency.rawValue)
        writer.write(lesson.itemCount)
      }
      writer.write(entry.shelf.hasTabletop)
      parts += part.bytes
    }
    var length = BinaryWriter()
    length.write(index.bytes.count)
    return magic + Digest(of: index.bytes).bytes + length.bytes + index.bytes + parts
  }

  // MARK: Reading

  private let memory: any HeldBytes
  private let partsStart: Int

  /// Reads the index of a bank; `nil` if it is damaged or of another form.
  package init?(_ memory: any HeldBytes) {
    let bytes = memory.bytes
    let head = Self.magic.count + 32
    guard bytes.count > head, Self.magic.elementsEqual(bytes.prefix(Self.magic.count)),
      let digest = Digest(bytes: Array(bytes[Self.magic.count..<head]))
    else { return nil }
    do throws(BinaryReader.Damage) {
      var outer = BinaryReader(UnsafeRawBufferPointer(rebasing: bytes[head...]))
      let text = try outer.raw()
      guard Digest(of: text) == digest, let start = text.baseAddress, let base = bytes.baseAddress
      else { return nil }
      partsStart = start - base + text.count
      var reader = BinaryReader(text)
      files = try reader.array { (reader) throws(BinaryReader.Damage) in
        FileStamp(
          path: try reader.text(),
          size: try reader.number(),
          modified: try reader.number(),
          changed: try reader.number(),
          inode: try reader.number()
        )
      }
      contentKey = try reader.digest()
      let programme = try reader.programme()
      index = Index(
        competencies: try reader.array { (reader) throws(BinaryReader.Damage) in
          try reader.competency()
        },
        programme: programme,
        snapshotDigest: try reader.digest(),
        parts: try reader.array { (reader) throws(BinaryReader.Damage) in try reader.part() }
      )
    } catch { return nil }
    self.memory = memory
  }

  /// The library; an incident whose part turns out to be damaged is asked of `recover`.
  package func library(
    recover: @escaping @Sendable (IncidentID, _ language: String) -> Incident?
  ) -> ContentLibrary {
    let shelf = { (part: Part) in
      IncidentShelf(
        id: part.id,
        language: part.language,
        lessons: part.lessons,
        hasTabletop: part.hasTabletop
      ) { [memory, partsStart] in
        Self.content(of: part, in: memory, from: partsStart)
          ?? recover(part.id, part.language).map { incident in
            let fresh = IncidentShelf(incident)
            return IncidentShelf.Content(incident: incident, versions: fresh.versions)
          }
      }
    }
    return ContentLibrary(
      shelves: index.parts.filter { !$0.isTranslation }.map(shelf),
      translations: Dictionary(
        grouping: index.parts.filter(\.isTranslation).map(shelf),
        by: \.language
      ),
      competencies: index.competencies,
      programme: index.programme,
      snapshotDigest: index.snapshotDigest
    )
  }

  private static func content(
    of part: Part,
    in memory: any HeldBytes,
    from start: Int
  ) -> IncidentShelf.Content? {
    let bytes = memory.bytes
    let range = (start + part.offset)..<(start + part.offset + part.length)
    guard range.lowerBound >= start, range.upperBound <= bytes.count else { return nil }
    let text = UnsafeRawBufferPointer(rebasing: bytes[range])
    guard Digest(of: text) == part.digest else { return nil }
    var reader = BinaryReader(text)
    do throws(BinaryReader.Damage) { return try reader.shelfContent() } catch { return nil }
  }

  /// The SHA-256 over the paths and texts of content files.
  package static func key(of sources: [SourceText]) -> Digest {
    var writer = BinaryWriter()
    for source in sources {
      writer.write(source.path)
      writer.write(Digest(of: Array(source.text.utf8)))
    }
    return Digest(of: writer.bytes)
  }
}

extension BinaryReader {
  fileprivate mutating func part() throws(Damage) -> ContentBank.Part {
    ContentBank.Part(
      id: IncidentID(rawValue: try text()),
      language: try text(),
      isTranslation: try flag(),
      offset: try number(),
      length: try number(),
      digest: try digest(),
      lessons: try array { (reader) throws(Damage) in
        LessonOutline(
          id: LessonID(rawValue: try reader.text()),
          competency: CompetencyID(rawValue: try reader.text()),
          itemCount: try reader.number()
        )
      },
      hasTabletop: try flag()
    )
  }
}
