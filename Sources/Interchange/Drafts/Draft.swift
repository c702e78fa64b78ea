import Content

/// A draft of an incident, made from the file of another program, for a person to finish.
///
/// It is an incident file that `content check` refuses: causes, behaviour, competency, dates and
/// severity are marked as unfilled. Publishing is moving it to `Content/incidents/`.
package struct Draft: Sendable {
  /// A lesson for each category.
  package struct Lesson: Sendable {
    package let id: String
    package let title: String
    package var items: [Item]
  }

  package let slug: String
  package let title: String
  package private(set) var lessons: [Lesson] = []

  /// Facts of a record, where the draft is made from one.
  package private(set) var incident: DraftIncident?

  /// What became of each question, beyond what the reader said.
  package private(set) var losses: [Loss] = []

  private var used: Set<String> = ["fact-1", "cause-1"]

  /// How often a name was asked for.
  private var counts: [String: Int] = [:]

  /// By category: the place and the id of its lesson.
  private var places: [String: Int] = [:]
  private var names: [String: String] = [:]

  /// Makes the draft of a file by its name; questions that cannot be asked are among the losses.
  package init(_ reading: ForeignReading, named name: String) {
    incident = reading.incident
    slug = reading.incident?.slug ?? Interchange.slug(name, fallback: "draft")
    title = reading.incident?.title ?? name
    let texts = [title, incident?.summary].compactMap(\.self)
    let facts = incident?.facts.map(\.statement) ?? []
    if (texts + facts).contains(where: { $0.unicodeScalars.contains(where: isHiddenInText) }) {
      let reason = "control characters and signs that hide text became �"
      losses.append(Loss(.changed, item: title, line: 1, reason: reason))
    }
    for foreign in reading.items { take(foreign) }
  }

  private mutating func take(_ foreign: ForeignItem) {
    let line = foreign.location.line
    let category = Self.lessonTitle(foreign.category)
    let place = places[category] ?? lessons.endIndex
    let isNew = place == lessons.count
    let lesson = names[category] ?? unique(Interchange.slug(category, fallback: "lesson"))
    names[category] = lesson
    let name = unique(Interchange.slug(foreign.title ?? foreign.stem.plain, fallback: "item"))
    let incident = IncidentID(rawValue: slug)
    do throws(NotDeliverable) {
      let made = try ItemFromForeign(foreign, id: ItemID(LessonID(incident, lesson), name))
      if isNew { lessons.append(Lesson(id: lesson, title: category, items: [])) }
      places[category] = place
      lessons[place].items.append(made.item)
      if made.changes.isEmpty {
        losses.append(Loss(.kept, item: foreign.name, line: line, reason: "as it was"))
      }
      for change in Set(made.changes).sorted() {
        losses.append(Loss(.changed, item: foreign.name, line: line, reason: change))
      }
    } catch {
      losses.append(Loss(.dropped, item: foreign.name, line: line, reason: error.reason))
    }
  }

  private mutating func unique(_ name: String) -> String {
    var number = counts[name] ?? 1
    var candidate = number == 1 ? name : "\(name)-\(number)"
    while !used.insert(candidate).inserted {
      number += 1
      candidate = "\(name)-\(number)"
    }
    counts[name] = number
    return candidate
  }

  /// The last part of the path of a category that says something.
  private static func lessonTitle(_ category: String?) -> String {
    let parts = (category ?? "").split(separator: "/").map(\.trimmed).filter {
      !$0.isEmpty
        && !["$course$", "$module$", "$system$", "top", "$cat1$"].contains($0.lowercased())
    }
    return parts.last.map { ForeignText($0, .html).plain } ?? "Questions"
  }
}

/// Whether a scalar is replaced in a draft; line ends and tabs are white space there.
private func isHiddenInText(_ scalar: Unicode.Scalar) -> Bool {
  isUnsafe(scalar) && !scalar.properties.isWhitespace
}
