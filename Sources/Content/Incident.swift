/// An event with security consequences that really happened, with its public sources, and the lessons
/// drawn from it.
package struct Incident: Hashable, Sendable {
  package let id: IncidentID
  package let title: String

  /// As written: a day, a month or a range of them.
  package let occurred: String

  /// 1 negligible … 5 critical.
  package let severity: Int

  /// The roles that the incident concerns most.
  package let audience: [RoleID]

  /// MITRE ATT&CK technique numbers; only their form is checked.
  package let attack: [String]
  package let sources: [Source]
  package let reviewBy: Day
  package let owner: String
  package let narrative: [Prose]
  package let facts: [Fact]
  package let timeline: [TimelineEntry]
  package let causes: [Cause]
  package let lessons: [Lesson]
  package let location: SourceLocation

  /// `2021`, or `2014–2018` for an incident that went on.
  package var years: String {
    let ends = occurred.split(separator: "/").map { $0.prefix(4) }
    return ends.first == ends.last ? String(ends.first ?? "") : ends.joined(separator: "–")
  }
}

/// A public document that facts rest on.
package struct Source: Hashable, Sendable {
  package let id: String
  package let title: String
  package let publisher: String

  /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as precise as it is known.
  package let date: String
  package let url: String
}

/// One statement about an incident, with where it comes from and how sure it is.
package struct Fact: Hashable, Sendable {
  package enum Status: String, Codable, CaseIterable, Sendable {
    case established
    case alleged
    case disputed
  }

  package let id: String
  package let statement: String
  package let source: String
  package let status: Status
  package let location: SourceLocation
}

/// What happened when.
package struct TimelineEntry: Hashable, Sendable {
  /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, optionally followed by `hh:mm`.
  package let when: String
  package let statement: String
  package let source: String
  package let status: Fact.Status
}

/// Why it could happen: a condition of the organisation, not a person.
package struct Cause: Hashable, Sendable {
  package let id: String
  package let statement: String
  package let control: ControlID?
  package let source: String?
  package let status: Fact.Status
}

/// What an incident teaches, with the items that ask for it.
package struct Lesson: Hashable, Sendable {
  package let id: LessonID
  package let title: String
  package let competency: CompetencyID
  package let controls: [ControlID]
  package let takeaway: [Prose]
  package let items: [Item]
  package let location: SourceLocation
}
