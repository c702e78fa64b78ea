import Content
import Session

/// How the events of a tabletop stand in the ledger: kinds `tabletop.started`, `tabletop.chose` and
/// `tabletop.ended`, in the stream of the person.
extension TabletopEvent {
  package var kind: String {
    switch self {
    case .started: "tabletop.started"
    case .chose: "tabletop.chose"
    case .ended: "tabletop.ended"
    }
  }

  package var data: JSONValue {
    switch self {
    case .started(let session, let incident, let digest, let scene):
      [
        "document": .string(digest.description), "incident": .string(incident.rawValue),
        "scene": .string(scene), "session": .string(session.description),
      ]
    case .chose(let session, let scene, let choice, let target):
      [
        "choice": .integer(choice), "scene": .string(scene),
        "session": .string(session.description), "target": .string(target),
      ]
    case .ended(let session, let scene, let outcome):
      [
        "outcome": .string(outcome.rawValue), "scene": .string(scene),
        "session": .string(session.description),
      ]
    }
  }

  /// Reads an event back; `nil` for entries of other kinds.
  package init?(_ entry: LedgerEntry) throws(EntryFault) {
    let data = RecordReader(entry)
    switch entry.kind {
    case "tabletop.started":
      self = .started(
        session: try data.event("session"),
        incident: IncidentID(rawValue: try data.string("incident")),
        digest: try data.digest("document"),
        scene: try data.string("scene")
      )
    case "tabletop.chose":
      self = .chose(
        session: try data.event("session"),
        scene: try data.string("scene"),
        choice: try data.integer("choice"),
        target: try data.string("target")
      )
    case "tabletop.ended":
      guard let outcome = Tabletop.Ending.Outcome(rawValue: try data.string("outcome")) else {
        throw data.fault("outcome")
      }
      self = .ended(
        session: try data.event("session"),
        scene: try data.string("scene"),
        outcome: outcome
      )
    default: return nil
    }
  }
}
