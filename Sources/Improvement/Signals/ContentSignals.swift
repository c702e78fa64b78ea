import Competence
import Content
import Records

/// What the content itself asks for: lessons, items, controls and reviews that are missing or late.
extension Signal {
  package static func content(
    _ library: ContentLibrary,
    system: ManagementSystem,
    on day: Day
  ) -> [Signal] {
    emptyLessons(library) + untaughtControls(library, system) + overdueContent(library, on: day)
      + incidentsWithoutLesson(library, system, on: day) + staleContent(library, system)
  }

  private static func emptyLessons(_ library: ContentLibrary) -> [Signal] {
    library.outlines.filter { $0.itemCount == 0 }.map { lesson in
      Signal(
        kind: "lesson-without-items",
        fingerprint: "lesson-without-items/\(lesson.id)",
        statement: "the lesson \(lesson.id) asks nothing, so nobody can show what it taught",
        evidence: ["items": 0],
        severity: .low,
        source: .monitoring
      )
    }
  }

  /// Controls on which a risk or a policy rests and which no lesson teaches.
  private static func untaughtControls(
    _ library: ContentLibrary,
    _ system: ManagementSystem
  ) -> [Signal] {
    let taught = Set(library.lessons.flatMap(\.controls))
      .union(library.competencies.flatMap(\.controls))
    let risks = system.risks.values.flatMap { risk in
      risk.added.facts.controls.map { (control: $0, by: "risk \(risk.id)") }
    }
    let policies = system.policies.values.flatMap { policy in
      policy.current.facts.controls.map { (control: $0, by: "policy \(policy.id)") }
    }
    return Dictionary(grouping: risks + policies, by: \.control)
      .filter { !taught.contains($0.key) }.sorted { $0.key < $1.key }.map { control, users in
        Signal(
          kind: "control-without-lesson",
          fingerprint: "control-without-lesson/\(control)",
          statement: "no lesson teaches \(control), on which "
            + "\(users.map(\.by).sorted().joined(separator: ", ")) rests",
          evidence: ["usedBy": .array(users.map(\.by).sorted().map(JSONValue.string))],
          severity: .low,
          source: .monitoring
        )
      }
  }

  private static func overdueContent(_ library: ContentLibrary, on day: Day) -> [Signal] {
    library.incidents.filter { $0.reviewBy < day }.map { incident in
      Signal(
        kind: "content-overdue",
        fingerprint: "content-overdue/\(incident.id)/\(incident.reviewBy)",
        statement: "\(incident.id) was to be reviewed by \(incident.reviewBy)",
        evidence: ["reviewBy": .string(incident.reviewBy.description)],
        severity: .low,
        source: .monitoring,
        isOnce: true
      )
    }
  }

  /// Incidents of the register that no lesson answers within the programme's days.
  private static func incidentsWithoutLesson(
    _ library: ContentLibrary,
    _ system: ManagementSystem,
    on day: Day
  ) -> [Signal] {
    let limit = library.programme.signals.lessonWithinDays
    return system.register.entries.filter { entry in
      guard entry.isIncident, entry.state.isOpen else { return false }
      let incident = library.incident(IncidentID(rawValue: entry.reference))
      return incident?.lessons.isEmpty ?? true && day.days(since: entry.raised.at.utcDay) > limit
    }.map { entry in
      Signal(
        kind: "incident-without-lesson",
        fingerprint: "incident-without-lesson/\(entry.id)",
        statement: "\(entry.id) has no lesson after \(limit) days; write one, or close it with the "
          + "reason why there is none",
        evidence: ["withinDays": .integer(limit)],
        severity: .low,
        source: .monitoring,
        about: entry.id
      )
    }
  }

  /// Lessons that rest on a control of a policy whose meaning changed.
  private static func staleContent(
    _ library: ContentLibrary,
    _ system: ManagementSystem
  ) -> [Signal] {
    system.policies.values.sorted { $0.id < $1.id }.compactMap { policy in
      let lessons = policy.lessonsToRetake(in: library)
      guard !lessons.isEmpty else { return nil }
      guard let issued = policy.latestChange else { return nil }
      let version = issued.version
      return Signal(
        kind: "stale-content",
        fingerprint: "stale-content/\(policy.id)/\(version)",
        statement: "\(lessons.count) lessons rest on a control of ‘\(policy.id)’, whose version "
          + "\(version) changed "
          + (issued.gravest == .key ? "what is right" : "the meaning"),
        evidence: ["lessons": .array(lessons.map { .string($0.rawValue) })],
        severity: issued.gravest == .key ? .medium : .low,
        source: .policyChange,
        isOnce: true
      )
    }
  }
}
