import Content
import Records

/// How answers stand in files of this machine: rows and sessions each in a file of their own, which
/// grow at the end, and beside them the names that their numbers stand for.
extension AnswerColumns {
  /// Writes everything but the rows and the sessions themselves.
  package func write(to writer: inout BinaryWriter) {
    writer.write(rows.count)
    writer.write(sessions.count)
    for sum in rows.checksum + sessions.checksum { writer.write(Int(bitPattern: UInt(sum))) }
    writer.write(people.names) { $0.write($1.rawValue) }
    writer.write(versions.names) { writer, version in
      writer.write(version.item.rawValue)
      writer.write(version.digest)
      writer.write(version.keyDigest)
    }
    writer.write(competencies.names) { $0.write($1.rawValue) }
    writer.write(open.sorted { $0.key < $1.key }) { writer, pair in
      writer.write(Int(pair.key))
      writer.write(Int(pair.value))
    }
  }

  /// Reads names, and takes rows and sessions from the files that they stand in.
  ///
  /// - Throws: ``BinaryReader/Damage`` if a file is shorter, or is not what it was when the names were
  ///   written.
  package init(
    from reader: inout BinaryReader,
    rows rowBytes: any HeldBytes,
    sessions sessionBytes: any HeldBytes
  ) throws(BinaryReader.Damage) {
    guard let rows = FixedRows<AnswerRow>(rowBytes, count: try reader.number()),
      let sessions = FixedRows<Session>(sessionBytes, count: try reader.number())
    else { throw BinaryReader.Damage() }
    for sum in rows.checksum + sessions.checksum
    where try reader.number() != Int(bitPattern: UInt(sum)) {
      throw BinaryReader.Damage()
    }
    people = Numbering(try reader.texts().map(PersonID.init(rawValue:)))
    versions = Numbering(
      try reader.array { (reader) throws(BinaryReader.Damage) in
        ItemVersion(
          item: ItemID(rawValue: try reader.text()),
          digest: try reader.digest(),
          keyDigest: try reader.digest()
        )
      }
    )
    competencies = Numbering(try reader.texts().map(CompetencyID.init(rawValue:)))
    let pairs = try reader.array { (reader) throws(BinaryReader.Damage) in
      (try reader.number(), try reader.number())
    }
    for (person, session) in pairs {
      guard people.names.indices.contains(person), sessions.indices.contains(session) else {
        throw BinaryReader.Damage()
      }
      open[UInt32(person)] = UInt32(session)
    }
    self.rows = rows
    self.sessions = sessions
    guard areNumbersKnown else { throw BinaryReader.Damage() }
  }

  /// Whether every number of a row has its name.
  private var areNumbersKnown: Bool {
    rows.withRows { rows in
      rows.allSatisfy { row in
        row.person < people.count && row.version < versions.count && row.answered < versions.count
          && row.competency < competencies.count && row.session < sessions.count
      }
    }
  }
}
