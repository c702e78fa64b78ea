import Content
import Improvement
import Psychometrics
import Records
import Testing

@Suite struct `Events as records` {
  @Test func `kinds are fixed for ever`() {
    #expect(
      RegisterVerb.allCases.map(\.rawValue) == [
        "register.raised", "register.observed", "register.classified", "register.contained",
        "register.analysed", "register.planned", "register.started", "register.criterion-amended",
        "register.due-moved", "register.finished", "register.verified", "register.accepted",
        "register.closed", "register.reopened", "register.rejected", "register.declined",
      ]
    )
  }

  @Test(arguments: RegisterVerb.allCases)
  func `every event is read back as it was written`(_ verb: RegisterVerb) throws {
    var random = RandomEvents(seed: 27_001)
    for _ in 0..<200 {
      let event = random.event(verb)
      let bytes = event.data.canonicalBytes
      let data = try CanonicalReader.value(of: bytes)
      let read = try RegisterEvent(kind: event.kind, data: data)
      #expect(read == event)
      #expect(read.verb == verb)
      #expect(read.data.canonicalBytes == bytes, "the text stays, to the last zero of a decimal")
      #expect(!event.words.contains("\n\u{1b}"))
    }
  }

  @Test(arguments: RegisterVerb.allCases)
  func `a member that is missing, unknown or of another form is named`(_ verb: RegisterVerb) throws
  {
    var random = RandomEvents(seed: 10_002)
    let event = random.event(verb)
    guard case .object(let members) = event.data else {
      Issue.record("\(verb) is no object")
      return
    }
    for name in members.keys {
      #expect(throws: EventFault.missing(member: name)) {
        try RegisterEvent(kind: event.kind, data: .object(members.filter { $0.key != name }))
      }
      // The figures of a signal may have any form.
      guard name != "evidence" || verb == .finish || verb == .reopen else { continue }
      let fault = #expect(throws: EventFault.self) {
        let others = members.merging([name: [["surely", "not"]]]) { $1 }
        _ = try RegisterEvent(kind: event.kind, data: .object(others))
      }
      #expect(try #require(fault).description.contains("‘\(name)"), "\(verb): \(fault as Any)")
    }
    #expect(throws: EventFault.unknown(member: "mood")) {
      let more = members.merging(["mood": "good"]) { $1 }
      _ = try RegisterEvent(kind: event.kind, data: .object(more))
    }
    #expect(throws: EventFault.form(member: "data", expected: "an object")) {
      try RegisterEvent(kind: event.kind, data: .array([]))
    }
  }

  private func planned(_ change: (inout [String: JSONValue]) -> Void) -> EventFault? {
    var data = RegisterEvent.plan(Facts.planned()).data
    if case .object(var members) = data, case .object(var criterion)? = members["criterion"] {
      change(&criterion)
      members["criterion"] = .object(criterion)
      data = .object(members)
    }
    do {
      _ = try RegisterEvent(kind: "register.planned", data: data)
      return nil
    } catch { return error }
  }

  @Test func `a fault deep inside is named by its path`() {
    #expect(planned { _ in } == nil)
    #expect(planned { $0["metric"] = nil } == .missing(member: "criterion.metric"))
    #expect(planned { $0["mood"] = 1 } == .unknown(member: "criterion.mood"))
    #expect(
      planned { $0["threshold"] = 1 }
        == .form(member: "criterion.threshold", expected: "a decimal number in a text")
    )
    #expect(
      planned { $0["threshold"] = "1e3" }
        == .form(member: "criterion.threshold", expected: "a decimal number in a text")
    )
    #expect(
      planned { $0["windowDays"] = .integer(JSONValue.largestInteger) }
        == .form(member: "criterion.windowDays", expected: "from 1 to 3650 days")
    )
    #expect(
      planned { $0["direction"] = "sideways" }
        == .form(member: "criterion.direction", expected: "one of the known words")
    )
    #expect(
      planned { $0["method"] = ["remark": "abc"] }
        == .form(
          member: "criterion.method.remark",
          expected: "a digest of 64 hexadecimal digits"
        )
    )
  }

  @Test func `a text by a person is a commitment that the log's own verification finds`() {
    let remark = Remark(salt: Array(0..<16), text: "Two calls came from the same number")
    let event = RegisterEvent.observe(.init(statement: .remark(remark.commitment)))
    #expect(event.data["statement"] == ["remark": .string(remark.commitment.description)])
    #expect(!String(decoding: event.data.canonicalBytes, as: UTF8.self).contains("calls"))
  }

  @Test func `priorities outside their scales are not read`() throws {
    var data = RegisterEvent.plan(Facts.planned()).data
    guard case .object(var members) = data else { return }
    members["priority"] = [
      "severity": .integer(JSONValue.largestInteger), "likelihood": 3, "exposure": 2,
      "isObligation": false, "earlierRepeats": 0, "confidence": "guess",
    ]
    data = .object(members)
    let fault = #expect(throws: EventFault.self) {
      try RegisterEvent(kind: "register.planned", data: data)
    }
    #expect(fault?.description.contains("‘priority’") == true)
  }
}
