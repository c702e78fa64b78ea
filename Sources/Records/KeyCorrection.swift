import Content
import Quiz
import Session

/// `key.corrected`, in the stream `content`: the key of an item was wrong, and everybody's answers were
/// judged anew by the key that the content has now.
package struct KeyCorrection: Hashable, Sendable {
  package static let kind = "key.corrected"
  package static let stream = "content"

  package let item: ItemID

  /// The keys that were wrong, and the version whose key is right.
  package let from: [Digest]
  package let to: ItemVersion

  /// The commitment of why.
  package let reason: Digest
  package let answers: Int

  /// How many of the answers changed between right and wrong.
  package let changed: Int
  package let people: Int

  package init(
    item: ItemID,
    from: [Digest],
    to: ItemVersion,
    reason: Digest,
    answers: Int,
    changed: Int,
    people: Int
  ) {
    self.item = item
    self.from = from
    self.to = to
    self.reason = reason
    self.answers = answers
    self.changed = changed
    self.people = people
  }

  package var data: JSONValue {
    [
      "answers": .integer(answers), "changed": .integer(changed),
      "document": .string(to.digest.description),
      "from": .array(from.map { .string($0.description) }), "item": .string(item.rawValue),
      "keyDigest": .string(to.keyDigest.description), "people": .integer(people),
      "remark": .string(reason.description),
    ]
  }

  package init?(_ entry: LedgerEntry) throws(EntryFault) {
    guard entry.kind == Self.kind else { return nil }
    let data = RecordReader(entry)
    let texts = try data.strings("from")
    let from = texts.compactMap { Digest(hexadecimal: $0) }
    guard from.count == texts.count else { throw data.fault("from") }
    let to = try data.version()
    self.init(
      item: to.item,
      from: from,
      to: to,
      reason: try data.digest("remark"),
      answers: try data.integer("answers"),
      changed: try data.integer("changed"),
      people: try data.integer("people")
    )
  }
}

/// `answer.regraded`, in the stream of the person: an answer was judged anew; the old result stays
/// where it was recorded.
package struct Regrading: Hashable, Sendable {
  package static let kind = "answer.regraded"

  package let session: EventID
  package let index: Int

  /// The version by whose key the answer was judged.
  package let version: ItemVersion
  package let score: Score

  /// The log position of the answer.
  package let position: Int

  package init(session: EventID, index: Int, version: ItemVersion, score: Score, position: Int) {
    self.session = session
    self.index = index
    self.version = version
    self.score = score
    self.position = position
  }

  package var data: JSONValue {
    [
      "correct": .bool(score.isCorrect), "document": .string(version.digest.description),
      "index": .integer(index), "item": .string(version.item.rawValue),
      "keyDigest": .string(version.keyDigest.description), "position": .integer(position),
      "score": .string(score.decimal), "session": .string(session.description),
    ]
  }

  package init?(_ entry: LedgerEntry) throws(EntryFault) {
    guard entry.kind == Self.kind else { return nil }
    let data = RecordReader(entry)
    self.init(
      session: try data.event("session"),
      index: try data.integer("index"),
      version: try data.version(),
      score: try data.score(),
      position: try data.integer("position")
    )
  }
}

/// What a decision would have been with the answers as they are judged now.
///
/// `mastery.corrected`, in the stream of the person. The decision itself stays.
package struct MasteryCorrection: Hashable, Sendable {
  package static let kind = "mastery.corrected"

  /// The decision as it is now.
  package let record: MasteryRecord

  package init(_ record: MasteryRecord) { self.record = record }

  package var data: JSONValue { record.data }

  package init?(_ entry: LedgerEntry) throws(EntryFault) {
    guard entry.kind == Self.kind else { return nil }
    record = try MasteryRecord(reading: entry)
  }
}

/// `person.told`, in the stream of the person: they were shown what was corrected up to there.
package enum PersonTold {
  package static let kind = "person.told"

  /// The stream's length when they were shown it.
  package static func data(entries: Int) -> JSONValue { ["entries": .integer(entries)] }

  package static func entries(_ entry: LedgerEntry) throws(EntryFault) -> Int? {
    guard entry.kind == kind else { return nil }
    return try RecordReader(entry).integer("entries")
  }
}
