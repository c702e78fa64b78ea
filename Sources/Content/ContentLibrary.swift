/// All content of a workspace that was read without an error: incidents with their lessons and items,
/// competencies and the programme.
///
/// Incidents are opened when they are asked for, so a library that comes from a ``ContentBank`` costs
/// a person who meets one lesson the reading of one incident.
package struct ContentLibrary: Sendable {
  package let competencies: [Competency]
  package let programme: Programme

  /// The SHA-256 of ``snapshot``.
  package var snapshotDigest: Digest { keptDigest.value }
  private let keptDigest: Kept<Digest>

  /// In the order of the incidents' ids.
  let shelves: [IncidentShelf]

  /// Translations, by language.
  let translations: [String: [IncidentShelf]]
  private let places: [IncidentID: Int]

  package init(
    incidents: [Incident],
    translations: [Incident] = [],
    competencies: [Competency],
    programme: Programme
  ) {
    let shelves = incidents.sorted { $0.id < $1.id }.map { IncidentShelf($0) }
    let originals = Dictionary(shelves.map { ($0.id, $0) }) { first, _ in first }
    let translated = translations.compactMap { translation in
      originals[translation.id].map { IncidentShelf(translation, keysOf: $0) }
    }
    self.init(
      shelves: shelves,
      translations: Dictionary(grouping: translated, by: \.language),
      competencies: competencies,
      programme: programme,
      snapshotDigest: nil
    )
  }

  /// A library of shelves in the order of their ids; a digest that is not known is computed when it is
  /// asked for.
  init(
    shelves: [IncidentShelf],
    translations: [String: [IncidentShelf]],
    competencies: [Competency],
    programme: Programme,
    snapshotDigest: Digest?
  ) {
    self.init(
      shelves: shelves,
      translations: translations,
      competencies: competencies,
      programme: programme,
      digest: Kept {
        snapshotDigest
          ?? Digest(of: Self.snapshot(shelves, competencies: competencies, programme: programme))
      }
    )
  }

  private init(
    shelves: [IncidentShelf],
    translations: [String: [IncidentShelf]],
    competencies: [Competency],
    programme: Programme,
    digest: Kept<Digest>
  ) {
    self.shelves = shelves
    self.translations = translations
    self.competencies = competencies
    self.programme = programme
    places = Dictionary(shelves.enumerated().map { ($1.id, $0) }) { first, _ in first }
    keptDigest = digest
  }

  // MARK: Whole incidents

  package var incidents: [Incident] { shelves.compactMap(\.incident) }

  package var lessons: [Lesson] { incidents.flatMap(\.lessons) }

  package func incident(_ id: IncidentID) -> Incident? {
    places[id].flatMap { shelves[$0].incident }
  }

  package func lesson(_ id: LessonID) -> Lesson? {
    incident(id.incident)?.lessons.first { $0.id == id }
  }

  package func item(_ id: ItemID) -> Item? {
    lesson(id.lesson)?.items.first { $0.id == id }
  }

  package func competency(_ id: CompetencyID) -> Competency? {
    competencies.first { $0.id == id }
  }

  /// The version of an item, or `nil` if there is no such item.
  package func version(of id: ItemID) -> ItemVersion? {
    places[id.lesson.incident].flatMap { shelves[$0].versions[id] }
  }

  /// The versions of all items.
  package var versions: [ItemVersion] { shelves.flatMap { Array($0.versions.values) } }

  // MARK: Outlines

  package var incidentIDs: [IncidentID] { shelves.map(\.id) }

  /// The incidents that can be lived through.
  package var tabletopIDs: [IncidentID] { shelves.filter(\.hasTabletop).map(\.id) }

  /// All lessons without their texts, in the order of the incidents.
  package var outlines: [LessonOutline] { shelves.flatMap(\.lessons) }

  /// The lessons that serve a competency, in the order of the incidents.
  package func lessons(for competency: CompetencyID) -> [LessonOutline] {
    outlines.filter { $0.competency == competency }
  }

  /// The lessons that these roles have to know.
  package func lessons(requiredOf roles: some Sequence<RoleID>) -> [LessonOutline] {
    let required = Set(programme.requirements(of: roles))
    return outlines.filter { required.contains($0.competency) }
  }

  // MARK: Languages

  package var translationCount: Int { translations.values.reduce(0) { $0 + $1.count } }

  /// The languages that some incident is translated into.
  package var languages: [String] { translations.keys.sorted() }

  /// The same content, in another language as far as it is translated.
  ///
  /// A translated item keeps the key digest of its original, so history goes on in any language.
  package func localised(to language: String) -> ContentLibrary {
    let shelves = translations[language] ?? []
    guard !shelves.isEmpty else { return self }
    let translated = Dictionary(shelves.map { ($0.id, $0) }) { first, _ in first }
    return ContentLibrary(
      shelves: self.shelves.map { translated[$0.id] ?? $0 },
      translations: translations,
      competencies: competencies,
      programme: programme,
      digest: keptDigest
    )
  }
}

/// What is known of a lesson before it is opened.
package struct LessonOutline: Hashable, Sendable {
  package let id: LessonID
  package let competency: CompetencyID
  package let itemCount: Int

  init(id: LessonID, competency: CompetencyID, itemCount: Int) {
    self.id = id
    self.competency = competency
    self.itemCount = itemCount
  }

  init(_ lesson: Lesson) {
    self.init(id: lesson.id, competency: lesson.competency, itemCount: lesson.items.count)
  }
}

// MARK: - Snapshots

extension ContentLibrary {
  /// The programme, the competencies and the digest of every item, in canonical form.
  ///
  /// The ledger keeps one snapshot per change, so that a report as of an earlier day uses the roles
  /// and requirements of that day.
  package var snapshot: [UInt8] {
    Self.snapshot(shelves, competencies: competencies, programme: programme)
  }

  private static func snapshot(
    _ shelves: [IncidentShelf],
    competencies: [Competency],
    programme: Programme
  ) -> [UInt8] {
    let sorted = inParallel(shelves) { $0.versions.values.sorted { $0.item < $1.item } }
    // Nearly in order already, as shelves are.
    let versions = sorted.flatMap(\.self).sorted { left, right in
      precedesInUTF16(left.item.rawValue, right.item.rawValue)
    }
    let lessons = Dictionary(shelves.flatMap(\.lessons).map { ($0.id, $0.competency) }) {
      first,
      _ in
      first
    }.sorted { precedesInUTF16($0.key.rawValue, $1.key.rawValue) }
    var writer = CanonicalWriter()
    writer.writeObject { snapshot in
      snapshot.member("competencies", .array(competencies.map(\.canonical)))
      snapshot.member("items") { items in
        items.writeObject { object in
          for version in versions {
            object.member(version.item.rawValue, version.digest.description)
          }
        }
      }
      snapshot.member("lessons") { items in
        items.writeObject { object in
          for (lesson, competency) in lessons {
            object.member(lesson.rawValue, competency.rawValue)
          }
        }
      }
      snapshot.member("programme", programme.canonical)
    }
    return writer.bytes
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
    var members: [String: JSONValue] = [
      "mastery": [
        "alpha": .string("\(mastery.alpha)"), "beta": .string("\(mastery.beta)"),
        "cap": .integer(mastery.cap), "cut": .string("\(mastery.cut)"),
        "indifference": .string("\(mastery.indifference)"),
        "resumeDays": .integer(mastery.resumeDays), "waitDays": .integer(mastery.waitDays),
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
    // Only what the programme says, so that a snapshot of one that says nothing stays what it was.
    if cadence != ProgrammeCadence() { members["cadence"] = cadence.canonical }
    if !objectives.isEmpty { members["objectives"] = .array(objectives.map(\.canonical)) }
    return .object(members)
  }
}

extension ProgrammeCadence {
  fileprivate var canonical: JSONValue {
    let months = { (number: Int?) in number.map(JSONValue.integer) ?? .null }
    return [
      "internalAudit": months(internalAudit), "managementReview": months(managementReview),
      "riskReview": months(riskReview),
    ]
  }
}

extension ProgrammeObjective {
  fileprivate var canonical: JSONValue {
    [
      "id": .string(id), "isAbove": .bool(isAbove), "metric": .string(metric),
      "owner": .string(owner), "target": .string(target.description),
      "unit": unit.map { .string($0.rawValue) } ?? .null,
    ]
  }
}
