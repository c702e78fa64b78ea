/// All content of a workspace that was read without an error: incidents with their lessons and items,
/// competencies and the programme.
package struct ContentLibrary: Sendable {
  package let incidents: [Incident]
  package let competencies: [Competency]
  package let programme: Programme

  /// The version of every item, computed once.
  package let versions: [ItemID: ItemVersion]
  private let itemsByID: [ItemID: Item]
  private let lessonsByID: [LessonID: Lesson]

  package init(incidents: [Incident], competencies: [Competency], programme: Programme) {
    self.incidents = incidents.sorted { $0.id < $1.id }
    self.competencies = competencies
    self.programme = programme
    let lessons = incidents.flatMap(\.lessons)
    lessonsByID = Dictionary(lessons.map { ($0.id, $0) }) { first, _ in first }
    versions = Dictionary(lessons.flatMap(\.items).map { ($0.id, ItemVersion(of: $0)) }) {
      first,
      _ in
      first
    }
    itemsByID = Dictionary(lessons.flatMap(\.items).map { ($0.id, $0) }) { first, _ in first }
  }

  package var lessons: [Lesson] { incidents.flatMap(\.lessons) }

  /// The version of an item of this library.
  package func version(of item: Item) -> ItemVersion {
    versions[item.id] ?? ItemVersion(of: item)
  }

  package func item(_ id: ItemID) -> Item? { itemsByID[id] }

  package func lesson(_ id: LessonID) -> Lesson? { lessonsByID[id] }

  package func incident(_ id: IncidentID) -> Incident? { incidents.first { $0.id == id } }

  package func competency(_ id: CompetencyID) -> Competency? {
    competencies.first { $0.id == id }
  }

  /// The lessons that serve a competency, in the order of the incidents.
  package func lessons(for competency: CompetencyID) -> [Lesson] {
    lessons.filter { $0.competency == competency }
  }

  /// The lessons that these roles have to know.
  package func lessons(requiredOf roles: some Sequence<RoleID>) -> [Lesson] {
    let required = Set(programme.requirements(of: roles))
    return lessons.filter { required.contains($0.competency) }
  }
}

// MARK: - Snapshots

extension ContentLibrary {
  /// The programme, the competencies and the digest of every item, in canonical form.
  ///
  /// The ledger keeps one snapshot per change, so that a report as of an earlier day uses the roles
  /// and requirements of that day.
  package var snapshot: [UInt8] {
    let digests = versions.map { ($0.key.rawValue, JSONValue.string($0.value.digest.description)) }
    let lessons = lessons.map { lesson -> (String, JSONValue) in
      (lesson.id.rawValue, .string(lesson.competency.rawValue))
    }
    let value: JSONValue = [
      "competencies": .array(competencies.map(\.canonical)),
      "items": .object(Dictionary(uniqueKeysWithValues: digests)),
      "lessons": .object(Dictionary(lessons) { first, _ in first }),
      "programme": programme.canonical,
    ]
    return value.canonicalBytes
  }
}

extension Competency {
  fileprivate var canonical: JSONValue {
    [
      "controls": .array(controls.map { .string($0.rawValue) }), "id": .string(id.rawValue),
      "statement": .string(statement),
    ]
  }
}

extension Programme {
  fileprivate var canonical: JSONValue {
    let roles = roles.map { role -> JSONValue in
      [
        "id": .string(role.id.rawValue),
        "includes": .array(role.includes.map { .string($0.rawValue) }),
        "requires": .array(role.requires.map { .string($0.rawValue) }),
      ]
    }
    return [
      "mastery": [
        "alpha": .string("\(mastery.alpha)"), "beta": .string("\(mastery.beta)"),
        "cap": .integer(mastery.cap), "cut": .string("\(mastery.cut)"),
        "indifference": .string("\(mastery.indifference)"),
      ],
      "organisation": .string(organisation),
      "privacy": ["minCell": .integer(minimumCell)],
      "recall": [
        "longestValidity": .integer(recall.longestValidity),
        "shortestValidity": .integer(recall.shortestValidity),
        "target": .string("\(recall.target)"),
      ],
      "roles": .array(roles),
      "signals": [
        "confidence": .string("\(signals.confidence)"),
        "lessonWithinDays": .integer(signals.lessonWithinDays),
        "minimumPeople": .integer(signals.minimumPeople),
        "targetMastery": .string("\(signals.targetMastery)"),
      ],
      "timeZone": .string(timeZone),
    ]
  }
}
