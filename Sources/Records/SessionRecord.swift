import Content
import Quiz
import Session

/// How session events stand in the ledger: kinds `session.started`, `item.presented`, `item.hinted`,
/// `item.answered`, `item.skipped`, `item.flagged` and `session.ended`, in the stream of the person.
extension SessionEvent {
  /// What begins the kinds of all of them.
  package static let kinds: Set = [
    "session.started", "item.presented", "item.hinted", "item.answered", "item.skipped",
    "item.flagged", "session.ended",
  ]

  package var kind: String {
    switch self {
    case .started: "session.started"
    case .presented: "item.presented"
    case .hinted: "item.hinted"
    case .answered: "item.answered"
    case .skipped: "item.skipped"
    case .flagged: "item.flagged"
    case .ended: "session.ended"
    }
  }

  package var data: JSONValue {
    switch self {
    case .started(let started): started.data
    case .presented(let presented):
      [
        "document": .string(presented.version.digest.description),
        "index": .integer(presented.index), "item": .string(presented.version.item.rawValue),
        "keyDigest": .string(presented.version.keyDigest.description),
        "order": .array(presented.order.options.map { .string($0.rawValue) }),
        "session": .string(presented.session.description),
      ]
    case .hinted(let hinted):
      [
        "index": .integer(hinted.index), "item": .string(hinted.item.rawValue),
        "number": .integer(hinted.number), "session": .string(hinted.session.description),
      ]
    case .answered(let answered): answered.data
    case .skipped(let skipped):
      [
        "index": .integer(skipped.index), "item": .string(skipped.item.rawValue),
        "session": .string(skipped.session.description),
      ]
    case .flagged(let flagged): flagged.data
    case .ended(let ended):
      [
        "reason": .string(ended.reason.rawValue), "session": .string(ended.session.description),
      ]
    }
  }

  /// The versions whose text has to be kept with the event.
  package var versions: [ItemVersion] {
    switch self {
    case .presented(let presented): [presented.version]
    case .answered(let answered): [answered.version]
    case .flagged(let flagged): [flagged.version]
    case .started, .hinted, .skipped, .ended: []
    }
  }

  /// Reads an event back; `nil` for entries of other kinds.
  ///
  /// - Throws: ``EntryFault`` for an entry of these kinds that lacks something; nothing is guessed.
  package init?(_ entry: LedgerEntry) throws(EntryFault) {
    guard Self.kinds.contains(entry.kind) else { return nil }
    let data = RecordReader(entry)
    let session = try data.event("session")
    switch entry.kind {
    case "session.started":
      guard let mode = SessionMode(rawValue: try data.string("mode")),
        let seed = UInt64(try data.string("seed"))
      else { throw data.fault("mode") }
      self = .started(
        Started(
          session: session,
          mode: mode,
          items: try data.strings("items").map(ItemID.init(rawValue:)),
          seed: seed,
          assessment: mode == .assessment ? try Assessment(data) : nil
        )
      )
    case "item.presented":
      self = .presented(
        Presented(
          session: session,
          index: try data.integer("index"),
          version: try data.version(),
          order: OptionOrder(try data.strings("order").map(OptionID.init(rawValue:)))
        )
      )
    case "item.hinted":
      self = .hinted(
        Hinted(
          session: session,
          index: try data.integer("index"),
          item: ItemID(rawValue: try data.string("item")),
          number: try data.integer("number")
        )
      )
    case "item.answered": self = .answered(try Answered(data, session: session))
    case "item.skipped":
      self = .skipped(
        Skipped(
          session: session,
          index: try data.integer("index"),
          item: ItemID(rawValue: try data.string("item"))
        )
      )
    case "item.flagged": self = .flagged(try Flagged(data, session: session))
    default:
      guard let reason = Ended.Reason(rawValue: try data.string("reason")) else {
        throw data.fault("reason")
      }
      self = .ended(Ended(session: session, reason: reason))
    }
  }
}

extension SessionEvent.Started {
  fileprivate var data: JSONValue {
    var members: [String: JSONValue] = [
      "items": .array(items.map { .string($0.rawValue) }), "mode": .string(mode.rawValue),
      "seed": .string("\(seed)"), "session": .string(session.description),
    ]
    if let assessment { members["assessment"] = assessment.data }
    return .object(members)
  }
}

extension SessionEvent.Flagged {
  fileprivate var data: JSONValue {
    guard case .committed(let commitment) = reason else { return .null }  // never before that
    return [
      "document": .string(version.digest.description), "index": .integer(index),
      "item": .string(version.item.rawValue),
      "keyDigest": .string(version.keyDigest.description),
      "remark": .string(commitment.description), "session": .string(session.description),
    ]
  }

  fileprivate init(_ data: RecordReader, session: EventID) throws(EntryFault) {
    self.init(
      session: session,
      index: try data.integer("index"),
      version: try data.version(),
      reason: .committed(try data.digest("remark"))
    )
  }
}

extension SessionEvent.Answered {
  fileprivate var data: JSONValue {
    var members: [String: JSONValue] = [
      "certainty": .string(certainty.rawValue), "competency": .string(competency.rawValue),
      "correct": .bool(score.isCorrect), "day": .integer(day.number),
      "document": .string(version.digest.description), "index": .integer(index),
      "item": .string(version.item.rawValue), "keyDigest": .string(version.keyDigest.description),
      "milliseconds": .integer(milliseconds),
      "response": response.data, "score": .string(score.decimal),
      "session": .string(session.description),
    ]
    // Left out where there is nothing to say, as in entries from before they existed.
    if hints > 0 { members["hints"] = .integer(hints) }
    if let language { members["language"] = .string(language) }
    return .object(members)
  }

  fileprivate init(_ data: RecordReader, session: EventID) throws(EntryFault) {
    guard let certainty = Certainty(rawValue: try data.string("certainty")) else {
      throw data.fault("certainty")
    }
    guard let response = data["response"].flatMap(Response.init(data:)) else {
      throw data.fault("response")
    }
    self.init(
      session: session,
      index: try data.integer("index"),
      version: try data.version(),
      competency: CompetencyID(rawValue: try data.string("competency")),
      response: response,
      certainty: certainty,
      score: try data.score(),
      day: Day(number: try data.integer("day")),
      milliseconds: try data.integer("milliseconds"),
      hints: data["hints"] == nil ? 0 : try data.integer("hints"),
      language: data["language"] == nil ? nil : try data.string("language")
    )
  }
}
