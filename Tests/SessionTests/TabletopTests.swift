import Content
import Psychometrics
import Session
import TestSupport
import Testing

@Suite struct `A tabletop` {
  private let tabletop: Tabletop
  private let incident: IncidentID
  private let id: EventID

  init() throws {
    let read = try #require(Fixture.everyTypeReading().library?.incidents.first)
    tabletop = try #require(read.tabletop)
    incident = read.id
    var generator = SplitMix64(seed: 1)
    id = EventID(using: &generator)
  }

  private var begun: TabletopSession { TabletopSession(id: id, of: tabletop, incident: incident) }

  @Test func `begins at its first scene, and a choice leads on with what follows`() throws {
    #expect(begun.path == ["first-call"])
    let step = try #require(begun.choose(1, in: tabletop))
    #expect(step.consequence == "She is there in ten minutes.")
    #expect(step.session.path == ["first-call", "on-call"])
    #expect(
      step.events == [
        .chose(session: id, scene: "first-call", choice: 1, target: "on-call"),
        .ended(session: id, scene: "on-call", outcome: .better),
      ]
    )
  }

  @Test func `takes no choice that is not there, and none after its end`() throws {
    #expect(begun.choose(2, in: tabletop) == nil)
    #expect(begun.choose(-1, in: tabletop) == nil)
    let ended = try #require(begun.choose(0, in: tabletop)).session
    #expect(ended.hasEnded)
    #expect(ended.choose(0, in: tabletop) == nil)
  }

  @Test func `is rebuilt from its events, and not once it ended`() throws {
    let rebuilt = TabletopSession(resuming: [begun.start], of: tabletop, incident: incident)
    #expect(rebuilt == begun)
    let step = try #require(begun.choose(0, in: tabletop))
    let events = [begun.start] + step.events
    #expect(TabletopSession(resuming: events, of: tabletop, incident: incident) == nil)
    let other = IncidentID(rawValue: "another-2025")
    #expect(TabletopSession(resuming: [begun.start], of: tabletop, incident: other) == nil)
  }

  @Test func `knows the way that the real organisation took`() {
    #expect(tabletop.actualPath.map(\.id) == ["first-call", "monday"])
  }
}
