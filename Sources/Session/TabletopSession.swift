import Content

/// One telling of a tabletop: the scenes somebody came through, and where they stand.
///
/// Pure, like ``QuizSession``: each choice gives the next state, what to show, and the event to record
/// before it is shown. The state can be rebuilt from the events alone.
package struct TabletopSession: Hashable, Sendable {
  /// What comes of a choice.
  package struct Step: Sendable {
    package let session: TabletopSession

    /// What follows from the choice.
    package let consequence: String
    package let events: [TabletopEvent]
  }

  package let id: EventID
  package let incident: IncidentID

  /// The tabletop's text as it is told; another text is another telling.
  package let digest: Digest

  /// The scenes that were entered, in order; the last one is on the screen.
  package private(set) var path: [String]
  package private(set) var hasEnded = false

  /// Begins a telling; ``start`` is the event to record.
  package init(id: EventID, of tabletop: Tabletop, incident: IncidentID) {
    self.init(
      id: id,
      incident: incident,
      digest: Digest(of: tabletop.versionText),
      first: tabletop.scenes[0].id
    )
  }

  private init(id: EventID, incident: IncidentID, digest: Digest, first: String) {
    self.id = id
    self.incident = incident
    self.digest = digest
    path = [first]
  }

  package var start: TabletopEvent {
    .started(session: id, incident: incident, digest: digest, scene: path[0])
  }

  /// Rebuilds the newest telling of this text that did not end, from events, oldest first.
  package init?(
    resuming events: some Sequence<TabletopEvent>,
    of tabletop: Tabletop,
    incident: IncidentID
  ) {
    let digest = Digest(of: tabletop.versionText)
    var open: TabletopSession?
    for event in events {
      switch event {
      case .started(let session, incident, digest, let scene):
        open = TabletopSession(id: session, incident: incident, digest: digest, first: scene)
      case .started: break
      case .chose(let session, _, _, let target) where session == open?.id:
        open?.path.append(target)
      case .ended(let session, _, _) where session == open?.id: open = nil
      case .chose, .ended: break
      }
    }
    guard let open else { return nil }
    self = open
  }

  /// Takes a choice of the scene on the screen, counted from zero; `nil` if there is no such choice.
  package func choose(_ index: Int, in tabletop: Tabletop) -> Step? {
    guard !hasEnded, let scene = tabletop.scene(path[path.count - 1]),
      scene.choices.indices.contains(index),
      let target = tabletop.scene(scene.choices[index].target)
    else { return nil }
    var session = self
    session.path.append(target.id)
    var events = [
      TabletopEvent.chose(session: id, scene: scene.id, choice: index, target: target.id)
    ]
    if let ending = target.ending {
      session.hasEnded = true
      events.append(.ended(session: id, scene: target.id, outcome: ending.outcome))
    }
    return Step(session: session, consequence: scene.choices[index].consequence, events: events)
  }
}

/// What happened in a telling.
package enum TabletopEvent: Hashable, Sendable {
  case started(session: EventID, incident: IncidentID, digest: Digest, scene: String)

  /// A choice, counted from zero, with the scene it led to.
  case chose(session: EventID, scene: String, choice: Int, target: String)
  case ended(session: EventID, scene: String, outcome: Tabletop.Ending.Outcome)
}
