import Content
import Quiz
import Session

/// How responses stand in entries.
///
/// Chosen options are an array of letters. Everything else is an object with one member, named for
/// the way of answering. A typed text never stands in an entry: the entry holds the commitment of a
/// ``Remark``, and the text lies beside the log, where it can be disposed of.
extension Response {
  package var data: JSONValue {
    let letters = { (options: [OptionID]) in
      JSONValue.array(options.map { .string($0.rawValue) })
    }
    return switch self {
    case .options(let options): letters(options.sorted())
    case .text: .null  // no record before it was committed to
    case .committed(let digest): ["remark": .string(digest.description)]
    case .number(let number): ["number": .string(number.description)]
    case .order(let options): ["order": letters(options)]
    case .matches(let options): ["matches": letters(options)]
    case .gaps(let gaps): ["gaps": .array(gaps.map(\.data))]
    }
  }

  init?(data: JSONValue) {
    let letters = { (value: JSONValue?) -> [OptionID]? in
      guard let array = value?.array else { return nil }
      let strings = array.compactMap(\.string)
      return strings.count == array.count ? strings.map(OptionID.init(rawValue:)) : nil
    }
    if let options = letters(data) {
      self = .options(Set(options))
    } else if let digest = data["remark"]?.string.flatMap(Digest.init(hexadecimal:)) {
      self = .committed(digest)
    } else if let number = data["number"]?.string.flatMap({ DecimalText($0) }) {
      self = .number(number)
    } else if let options = letters(data["order"]) {
      self = .order(options)
    } else if let options = letters(data["matches"]) {
      self = .matches(options)
    } else if let elements = data["gaps"]?.array {
      let gaps = elements.compactMap(Response.init(data:))
      guard gaps.count == elements.count else { return nil }
      self = .gaps(gaps)
    } else {
      return nil
    }
  }

  /// The response with every text replaced by the commitment of a remark that holds it.
  package func committing(
    using generator: inout some RandomNumberGenerator
  ) -> (response: Response, remarks: [Remark]) {
    switch self {
    case .text(let text):
      let remark = Remark(text, using: &generator)
      return (.committed(remark.commitment), [remark])
    case .gaps(let gaps):
      var remarks: [Remark] = []
      var committed: [Response] = []
      for gap in gaps {
        let (response, more) = gap.committing(using: &generator)
        committed.append(response)
        remarks += more
      }
      return (.gaps(committed), remarks)
    case .options, .committed, .number, .order, .matches: return (self, [])
    }
  }
}

extension SessionEvent {
  /// The event as it is recorded: typed texts become commitments, with the remarks that hold them.
  package func committing(
    using generator: inout some RandomNumberGenerator
  ) -> (event: SessionEvent, remarks: [Remark]) {
    switch self {
    case .answered(let answered):
      let (response, remarks) = answered.response.committing(using: &generator)
      return (.answered(answered.replacing(response)), remarks)
    case .flagged(let flagged):
      guard case .text(let text) = flagged.reason else { return (self, []) }
      let remark = Remark(text, using: &generator)
      let kept = Flagged(
        session: flagged.session,
        index: flagged.index,
        version: flagged.version,
        reason: .committed(remark.commitment)
      )
      return (.flagged(kept), [remark])
    case .started, .presented, .hinted, .skipped, .ended: return (self, [])
    }
  }
}

extension SessionEvent.Answered {
  fileprivate func replacing(_ response: Response) -> SessionEvent.Answered {
    SessionEvent.Answered(
      session: session,
      index: index,
      version: version,
      competency: competency,
      response: response,
      certainty: certainty,
      score: score,
      day: day,
      milliseconds: milliseconds,
      hints: hints,
      language: language
    )
  }
}
