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

  /// The decision story that is told from inside, if there is one.
  package let tabletop: Tabletop?

  /// The language of the file, such as `en`.
  package let language: String

  /// For a translation: the digest of the original that it was made from, abbreviated.
  package let translates: String?

  /// Checks that are silenced in places of the file, each with its reason.
  package let allowances: [Allowance]
  package let location: SourceLocation

  /// `2021`, or `2014–2018` for an incident that went on.
  package var years: String {
    let ends = occurred.split(separator: "/").map { $0.prefix(4) }
    return ends.first == ends.last ? String(ends.first ?? "") : ends.joined(separator: "–")
  }

  package init(
    id: IncidentID,
    title: String,
    occurred: String,
    severity: Int,
    audience: [RoleID],
    attack: [String],
    sources: [Source],
    reviewBy: Day,
    owner: String,
    narrative: [Prose],
    facts: [Fact],
    timeline: [TimelineEntry],
    causes: [Cause],
    lessons: [Lesson],
    tabletop: Tabletop?,
    language: String,
    translates: String?,
    allowances: [Allowance],
    location: SourceLocation
  ) {
    self.id = id
    self.title = title
    self.occurred = occurred
    self.severity = severity
    self.audience = audience
    self.attack = attack
    self.sources = sources
    self.reviewBy = reviewBy
    self.owner = owner
    self.narrative = narrative
    self.facts = facts
    self.timeline = timeline
    self.causes = causes
    self.lessons = lessons
    self.tabletop = tabletop
    self.language = language
    self.translates = translates
    self.allowances = allowances
    self.location = location
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

  package init(
    id: String,
    title: String,
    publisher: String,
    date: String,
    url: String
  ) {
    self.id = id
    self.title = title
    self.publisher = publisher
    self.date = date
    self.url = url
  }
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

  package init(
    id: String,
    statement: String,
    source: String,
    status: Status,
    location: SourceLocation
  ) {
    self.id = id
    self.statement = statement
    self.source = source
    self.status = status
    self.location = location
  }
}

/// What happened when.
package struct TimelineEntry: Hashable, Sendable {
  /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, optionally followed by `hh:mm`.
  package let when: String
  package let statement: String
  package let source: String
  package let status: Fact.Status

  package init(
    when: String,
    statement: String,
    source: String,
    status: Fact.Status
  ) {
    self.when = when
    self.statement = statement
    self.source = source
    self.status = status
  }
}

/// Why it could happen: a condition of the organisation, not a person.
package struct Cause: Hashable, Sendable {
  package let id: String
  package let statement: String
  package let control: ControlID?
  package let source: String?
  package let status: Fact.Status

  package init(
    id: String,
    statement: String,
    control: ControlID?,
    source: String?,
    status: Fact.Status
  ) {
    self.id = id
    self.statement = statement
    self.control = control
    self.source = source
    self.status = status
  }
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

  package init(
    id: LessonID,
    title: String,
    competency: CompetencyID,
    controls: [ControlID],
    takeaway: [Prose],
    items: [Item],
    location: SourceLocation
  ) {
    self.id = id
    self.title = title
    self.competency = competency
    self.controls = controls
    self.takeaway = takeaway
    self.items = items
    self.location = location
  }
}

/// A check that an author silences for a part of a file, with a reason that reaches the audit export.
package struct Allowance: Hashable, Sendable {
  /// The rules, such as `L04`.
  package let rules: [String]
  package let reason: String

  /// Where it holds: from its comment to the end of the element that follows.
  package let lines: ClosedRange<Int>

  package init(rules: [String], reason: String, lines: ClosedRange<Int>) {
    self.rules = rules
    self.reason = reason
    self.lines = lines
  }
}

/// A decision story: somebody inside the organisation meets scene after scene and chooses.
package struct Tabletop: Hashable, Sendable {
  package let id: String
  package let title: String

  /// Who you are and what you know.
  package let opening: [Prose]

  /// The first is where the story begins.
  package let scenes: [Scene]
  package let location: SourceLocation

  package func scene(_ id: String) -> Scene? { scenes.first { $0.id == id } }

  package struct Scene: Hashable, Sendable {
    package let id: String
    package let title: String
    package let text: [Prose]
    package let choices: [Choice]

    /// Whether the real organisation came this way.
    package let isActual: Bool

    /// How the story ends here; `nil` where it goes on.
    package let ending: Ending?
    package let location: SourceLocation

    package init(
      id: String,
      title: String,
      text: [Prose],
      choices: [Choice],
      isActual: Bool,
      ending: Ending?,
      location: SourceLocation
    ) {
      self.id = id
      self.title = title
      self.text = text
      self.choices = choices
      self.isActual = isActual
      self.ending = ending
      self.location = location
    }
  }

  package struct Choice: Hashable, Sendable {
    package let text: String

    /// The scene it leads to.
    package let target: String

    /// What follows, shown once it was chosen.
    package let consequence: String
    package let line: Int

    package init(
      text: String,
      target: String,
      consequence: String,
      line: Int
    ) {
      self.text = text
      self.target = target
      self.consequence = consequence
      self.line = line
    }
  }

  package struct Ending: Hashable, Sendable {
    /// Against what really happened.
    package enum Outcome: String, Codable, CaseIterable, Sendable {
      case better
      case asHappened = "as-happened"
      case worse
    }

    package let outcome: Outcome

    /// What made the difference, and what to do next time.
    package let debrief: String

    package init(
      outcome: Outcome,
      debrief: String
    ) {
      self.outcome = outcome
      self.debrief = debrief
    }
  }

  package init(
    id: String,
    title: String,
    opening: [Prose],
    scenes: [Scene],
    location: SourceLocation
  ) {
    self.id = id
    self.title = title
    self.opening = opening
    self.scenes = scenes
    self.location = location
  }
}
