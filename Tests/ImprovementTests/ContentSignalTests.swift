import Competence
import Content
import Improvement
import Psychometrics
import Quiz
import Records
import Session
import TestSupport
import Testing

@Suite struct `Signals of content and answers` {
  private let library: ContentLibrary

  init() throws {
    library = try Fixture.library()
  }

  private func attempt(
    _ person: Int,
    _ item: ItemID,
    isRight: Bool,
    certainty: Certainty
  ) throws -> Attempt {
    var random = SplitMix64(seed: UInt64(person))
    let digest = Digest(of: [1])
    return Attempt(
      person: PersonID(rawValue: "p-\(person)"),
      answered: SessionEvent.Answered(
        session: EventID(using: &random),
        index: 0,
        version: ItemVersion(item: item, digest: digest, keyDigest: digest),
        competency: CompetencyID(rawValue: "c"),
        response: .options([]),
        certainty: certainty,
        score: Score(isCorrect: isRight, tenThousandths: isRight ? 10_000 : 0),
        day: Day(number: 20_000),
        milliseconds: 1
      ),
      position: person,
      at: Timestamp(milliseconds: 0)
    )
  }

  private func misconceptions(sure: Int, of people: Int) throws -> [Signal] {
    let item = try #require(library.lessons.first?.items.first?.id)
    let role = try #require(library.programme.roles.first?.id)
    let attempts = try (0..<people).map { person in
      try attempt(person, item, isRight: person >= sure, certainty: .know)
    }
    return Signal.misconceptions(
      AnswerTable(attempts),
      roles: Dictionary(uniqueKeysWithValues: attempts.map { ($0.person, [role]) }),
      suspicious: [item],
      library: library
    )
  }

  @Test func `many who are sure and wrong are a misconception, few are none`() throws {
    let found = try misconceptions(sure: 12, of: 24)
    #expect(found.map(\.kind) == ["misconception"])
    #expect(found.first?.statement.contains("12 of 24 people were sure and wrong") == true)
    #expect(found.first?.statement.contains("look at it first") == true, "the item is in doubt")
    #expect(try misconceptions(sure: 4, of: 24).isEmpty)
    #expect(try misconceptions(sure: 3, of: 4).isEmpty, "too few people to say")
  }

  @Test func `content is due after its day, and controls want a lesson`() throws {
    let quiet = Signal.content(library, system: ManagementSystem(), on: Day(number: 0))
    #expect(quiet.allSatisfy { $0.kind != "content-overdue" })
    let late = Signal.content(library, system: ManagementSystem(), on: Facts.day("2199-01-01"))
    #expect(late.count { $0.kind == "content-overdue" } == library.incidents.count)
    var (story, system) = (Story(), ManagementSystem())
    let risk = RiskAdded(
      statement: Facts.sentence,
      owner: Cast.owner.person,
      level: RiskLevel(likelihood: 2, impact: 2),
      treatment: .retain,
      controls: [ControlID(rawValue: "A.7.13")],
      policies: [],
      review: Facts.day("2026-09-01")
    )
    try story.tell(.riskAdded(risk), on: "machines", by: Cast.owner, to: &system)
    let kinds = Signal.content(library, system: system, on: Day(number: 0))
    let untaught = try #require(kinds.first { $0.kind == "control-without-lesson" })
    #expect(untaught.statement.contains("A.7.13") && untaught.statement.contains("risk machines"))
  }

  @Test func `a way is found from both ends`() throws {
    let incident = try #require(library.incidents.first)
    let lesson = try #require(incident.lessons.first)
    var story = Story()
    let raised = RegisterEvent.raise(
      .init(source: .incident, reference: incident.id.rawValue, statement: Facts.sentence)
    )
    try story.tell(raised, by: Cast.colleague)
    for (verb, actor) in Story.steps(.full).dropFirst() {
      if verb == .verify { story.pass(days: 61) }
      try story.tell(story.event(verb, .full), by: actor)
    }
    let attempts = try (0..<9).map { person in
      try attempt(person, lesson.items[0].id, isRight: person > 2, certainty: .know)
    }
    let graph = TraceGraph(
      library: library,
      system: try ManagementSystem(folding: story.log),
      attempts: attempts
    )
    let down = try #require(graph.trace(incident.id.rawValue))
    let up = try #require(graph.trace("r-0001"))
    for kind in [
      Trace.Node.Kind.incident, .lesson, .items, .answers, .competency, .entry, .action, .effect,
    ] {
      #expect(down.nodes.contains { $0.kind == kind }, "\(kind) is not reached from the incident")
    }
    #expect(up.nodes.first?.id == incident.id.rawValue)
    #expect(up.nodes[up.origin].id == "R-0001")
    #expect(up.nodes.last?.words.hasPrefix("effective: verified-changes 0.92") == true)
    #expect(down.nodes.contains { $0.words == "9 answers by 9 people, 67 % right" })
    #expect(
      graph.trace(lesson.items[0].id.rawValue)?.nodes.contains { $0.kind == .incident } == true
    )
    #expect(graph.trace("nothing") == nil)
    let few = TraceGraph(
      library: library,
      system: ManagementSystem(),
      attempts: Array(attempts.prefix(2))
    )
    let hidden = few.trace(lesson.id.rawValue)?.nodes.first { $0.kind == .answers }
    #expect(hidden?.words.contains("fewer than") == true, "a small group is shown")
  }
}
