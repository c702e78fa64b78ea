import Content
import Improvement
import Psychometrics
import Records
import Session
import Testing

@Suite struct `The register is a function of the log` {
  @Test(arguments: Path.allCases) func `replaying a log gives the same register`(
    _ path: Path
  ) throws {
    let story = try Story.told(path, through: .close)
    #expect(try ImprovementRegister(folding: story.log) == story.register)
    let twice = try ImprovementRegister(folding: story.log + story.log)
    #expect(twice == story.register, "an event that comes twice counts once")
  }

  @Test func `an unrelated entry changes nothing`() throws {
    var story = try Story.told(.full, through: .verify)
    let before = story.register
    story.note(
      kind: "item.answered",
      stream: "p-7f3a9c51e2b4",
      by: Cast.colleague,
      data: ["option": 2]
    )
    story.note(kind: "registering.nothing", stream: "register/R-0001", by: Cast.lead, data: [:])
    #expect(try ImprovementRegister(folding: story.log) == before)
  }

  @Test func `another entry leaves this one as it was`() throws {
    var story = try Story.told(.full, through: .verify)
    let before = story.entry()
    try story.tell(.raise(Facts.raised), by: Cast.lead, on: RegisterEntryID(number: 2))
    #expect(story.entry() == before)
    #expect(story.register.entries.map(\.id.rawValue) == ["R-0001", "R-0002"])
    #expect(story.register.nextID.rawValue == "R-0003")
  }

  @Test func `entries that are told in turn are the same as one after the other`() throws {
    let logs = try (1...2).map { number in
      try Story.told(.full, through: .close).log.map { entry in
        (entry, RegisterEntryID(number: number))
      }
    }
    var turns = Story()
    for (left, right) in zip(logs[0], logs[1]) {
      for (entry, id) in [left, right] {
        try turns.record(
          RegisterEvent(kind: entry.kind, data: entry.data),
          by: RegisterActor(person: entry.actor, duties: []),
          on: id
        )
      }
    }
    let regrouped =
      turns.log.filter { $0.stream == "register/R-0002" }
      + turns.log.filter { $0.stream == "register/R-0001" }
    #expect(try ImprovementRegister(folding: regrouped) == turns.register)
  }

  @Test func `a command of several events is judged on a preview of the earlier ones`() throws {
    var story = Story()
    var preview = story.register
    for (verb, actor) in Story.steps(.opportunity).prefix(4) {
      let event = story.event(verb, .opportunity)
      let refusals = preview.refusals(
        of: event,
        on: .first,
        by: actor,
        organisation: .council,
        now: story.now,
        remarks: [:]
      )
      #expect(refusals.isEmpty, "\(verb): \(refusals)")
      let draft = story.draft(
        kind: event.kind,
        stream: RegisterEntryID.first.stream,
        by: actor,
        data: event.data
      )
      try preview.preview(draft)
    }
    #expect(preview.entry(.first)?.state == .inAction)
    #expect(preview.entry(.first)?.history.map(\.place) == [0, 1, 2, 3])
    #expect(story.register.isEmpty)
    let stray = story.draft(kind: "register.closed", stream: "content", by: Cast.lead, data: [:])
    #expect(throws: RegisterFault.stream(stray.event, "content")) { try preview.preview(stray) }
  }

  @Test func `numbers sort as numbers and are read back`() {
    let ids = [1, 2, 10, 9_999, 10_000, 123_456].map(RegisterEntryID.init(number:))
    #expect(ids.shuffled().sorted() == ids)
    #expect(ids.map(\.number) == [1, 2, 10, 9_999, 10_000, 123_456])
    #expect(RegisterEntryID(stream: ids[4].stream) == ids[4])
    for text in ["register/R-1", "register/r-0001", "register/", "R-0001", "register/R-0000"] {
      #expect(RegisterEntryID(stream: text) == nil, "\(text)")
    }
  }

  // MARK: Faults

  private func fault(
    of kind: String,
    _ data: JSONValue,
    stream: String = "register/R-0001",
    after verb: RegisterVerb? = .plan
  ) throws -> String? {
    var story = try verb.map { try Story.told(.full, through: $0) } ?? Story()
    let entry = story.note(kind: kind, stream: stream, by: Cast.lead, data: data)
    do {
      _ = try ImprovementRegister(folding: story.log)
      return nil
    } catch {
      #expect("\(error)".contains(entry.event.description), "the event is named")
      return "\(error)".replacing(entry.event.description, with: "E")
    }
  }

  @Test func `what cannot be folded is named, with the event`() throws {
    let raise = RegisterEvent.raise(Facts.raised)
    let finish = RegisterEvent.finish(Facts.finished(4))
    let verify = RegisterEvent.verify(Facts.verified())
    #expect(
      try fault(of: "register.praised", [:])
        == "event E in ‘register/R-0001’ cannot be read: "
        + "‘register.praised’ is no kind of event that this program knows"
    )
    #expect(
      try fault(of: raise.kind, raise.data) == "event E raises R-0001 a second time"
    )
    #expect(
      try fault(of: verify.kind, verify.data, stream: "register/R-0002")
        == "event E concerns R-0002, which nobody raised"
    )
    #expect(
      try fault(of: raise.kind, raise.data, stream: "content")
        == "event E stands in ‘content’, which is no stream of a register entry"
    )
    #expect(
      try fault(of: finish.kind, finish.data)
        == "event E concerns action 4 of R-0001, which was not planned"
    )
    #expect(
      try fault(of: verify.kind, verify.data, after: .cause)
        == "event E verifies R-0001, which has no criterion"
    )
    #expect(try fault(of: "register", [:]) == nil, "only kinds below the register's prefix count")
  }

  @Test func `an imported log that no gate would allow can be folded`() throws {
    var story = try Story.told(.full, through: .raise)
    try story.record(.close(Facts.closed()), by: Cast.lead)
    #expect(story.entry()?.state == .closed)
    #expect(story.entry()?.verifications.isEmpty == true)
  }
}

@Suite struct `Dates of an entry` {
  @Test(arguments: RegisterState.allCases)
  func `whatever is open has a next date`(_ state: RegisterState) throws {
    for (path, story) in try Story.all(in: state) {
      let entry = try #require(story.entry())
      #expect((entry.nextDate == nil) == !state.isOpen, "\(path) \(state)")
    }
  }

  @Test func `the earliest unfinished action counts, after moves`() throws {
    var story = try Story.told(.full, through: .cause)
    let actions = [
      Facts.action(due: "2026-04-01"),
      Facts.action(owner: Cast.colleague.person, due: "2026-04-20"),
    ]
    try story.tell(.plan(Facts.planned(actions)), by: Cast.lead)
    #expect(story.entry()?.nextDate == Facts.day("2026-04-01"))
    try story.tell(.due(Facts.moved), by: Cast.owner)
    #expect(story.entry()?.nextDate == Facts.day("2026-04-20"))
    try story.tell(.start(Facts.started), by: Cast.owner)
    try story.tell(.finish(Facts.finished(2)), by: Cast.colleague)
    #expect(story.entry()?.nextDate == Facts.day("2026-05-01"))
    #expect(story.entry()?.isOverdue(on: Facts.day("2026-05-01")) == false)
    #expect(story.entry()?.isOverdue(on: Facts.day("2026-05-02")) == true)
    #expect(story.entry()?.cycle.actions.first?.moves.count == 1)
  }

  @Test func `seeing it again buys no time`() throws {
    var story = try Story.told(.full, through: .classify)
    let before = story.entry()?.nextDate
    story.pass(days: 20)
    try story.tell(.observe(.init(statement: Facts.sentence)), by: Cast.colleague)
    #expect(story.entry()?.nextDate == before)
  }
}
