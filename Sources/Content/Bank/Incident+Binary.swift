extension BinaryWriter {
  mutating func write(_ incident: Incident, versions: [ItemID: ItemVersion]) {
    write(incident.id.rawValue)
    write(incident.title)
    write(incident.occurred)
    write(incident.severity)
    write(incident.audience.map(\.rawValue)) { $0.write($1) }
    write(incident.attack) { $0.write($1) }
    write(incident.sources) { writer, source in
      for text in [source.id, source.title, source.publisher, source.date, source.url] {
        writer.write(text)
      }
    }
    write(incident.reviewBy.number)
    write(incident.owner)
    write(incident.narrative)
    write(incident.facts) { writer, fact in
      writer.write(fact.id)
      writer.write(fact.statement)
      writer.write(fact.source)
      writer.write(fact.status.rawValue)
      writer.write(fact.location.line)
    }
    write(incident.timeline) { writer, entry in
      writer.write(entry.when)
      writer.write(entry.statement)
      writer.write(entry.source)
      writer.write(entry.status.rawValue)
    }
    write(incident.causes) { writer, cause in
      writer.write(cause.id)
      writer.write(cause.statement)
      writer.write(cause.control?.rawValue)
      writer.write(cause.source)
      writer.write(cause.status.rawValue)
    }
    write(incident.lessons) { writer, lesson in writer.write(lesson, versions: versions) }
    write(incident.tabletop != nil)
    if let tabletop = incident.tabletop { write(tabletop) }
    write(incident.language)
    write(incident.translates)
    write(incident.location.path)
  }

  /// Prose and items are written in the canonical form that their digests cover.
  private mutating func write(_ prose: [Prose]) {
    var writer = CanonicalWriter()
    writer.write(prose) { $1.write(to: &$0) }
    write(writer.bytes)
  }

  private mutating func write(_ lesson: Lesson, versions: [ItemID: ItemVersion]) {
    write(lesson.id.rawValue)
    write(lesson.title)
    write(lesson.competency.rawValue)
    write(lesson.controls.map(\.rawValue)) { $0.write($1) }
    write(lesson.takeaway)
    write(lesson.location.line)
    write(lesson.items) { writer, item in
      let version = versions[item.id] ?? ItemVersion(of: item)
      writer.write(item.versionText)
      writer.write(item.difficulty)
      writer.write(item.location.line)
      writer.write(version.digest)
      writer.write(version.keyDigest)
    }
  }

  private mutating func write(_ tabletop: Tabletop) {
    write(tabletop.id)
    write(tabletop.title)
    write(tabletop.opening)
    write(tabletop.location.line)
    write(tabletop.scenes) { writer, scene in
      writer.write(scene.id)
      writer.write(scene.title)
      writer.write(scene.text)
      writer.write(scene.choices) { writer, choice in
        writer.write(choice.text)
        writer.write(choice.target)
        writer.write(choice.consequence)
        writer.write(choice.line)
      }
      writer.write(scene.isActual)
      writer.write(scene.ending?.outcome.rawValue)
      writer.write(scene.ending?.debrief ?? "")
      writer.write(scene.location.line)
    }
  }
}

extension BinaryReader {
  /// An incident with the versions of its items; places have lines and no columns, and the places of
  /// options and allowances are not kept.
  mutating func shelfContent() throws(Damage) -> IncidentShelf.Content {
    let id = IncidentID(rawValue: try text())
    let title = try text()
    let occurred = try text()
    let severity = try number()
    let audience = try texts().map(RoleID.init(rawValue:))
    let attack = try texts()
    let sources = try array { (reader) throws(Damage) in
      Source(
        id: try reader.text(),
        title: try reader.text(),
        publisher: try reader.text(),
        date: try reader.text(),
        url: try reader.text()
      )
    }
    let reviewBy = Day(number: try number())
    let owner = try text()
    let narrative = try prose()
    let facts = try array { (reader) throws(Damage) in try reader.fact() }
    let timeline = try array { (reader) throws(Damage) in
      TimelineEntry(
        when: try reader.text(),
        statement: try reader.text(),
        source: try reader.text(),
        status: try reader.status()
      )
    }
    let causes = try array { (reader) throws(Damage) in
      Cause(
        id: try reader.text(),
        statement: try reader.text(),
        control: try reader.optionalText().map(ControlID.init(rawValue:)),
        source: try reader.optionalText(),
        status: try reader.status()
      )
    }
    var versions: [ItemID: ItemVersion] = [:]
    let lessons = try array { (reader) throws(Damage) in try reader.lesson(&versions) }
    let tabletop = try flag() ? try self.tabletop() : nil
    let language = try text()
    let translates = try optionalText()
    let path = try text()
    guard isAtEnd else { throw Damage() }
    let incident = Incident(
      id: id,
      title: title,
      occurred: occurred,
      severity: severity,
      audience: audience,
      attack: attack,
      sources: sources,
      reviewBy: reviewBy,
      owner: owner,
      narrative: narrative,
      facts: facts,
      timeline: timeline,
      causes: causes,
      lessons: lessons,
      tabletop: tabletop,
      language: language,
      translates: translates,
      allowances: [],
      location: SourceLocation(path: path, line: 1, column: 1)
    )
    return IncidentShelf.Content(incident: incident, versions: versions)
  }

  private mutating func place() throws(Damage) -> SourceLocation {
    SourceLocation(path: "", line: try number(), column: 1)
  }

  private mutating func status() throws(Damage) -> Fact.Status {
    guard let status = Fact.Status(rawValue: try text()) else { throw Damage() }
    return status
  }

  private mutating func fact() throws(Damage) -> Fact {
    Fact(
      id: try text(),
      statement: try text(),
      source: try text(),
      status: try status(),
      location: try place()
    )
  }

  private mutating func prose() throws(Damage) -> [Prose] {
    var reader = CanonicalReader(try raw())
    // Whatever the reader says, it is damage here.
    guard let elements = (try? reader.whole())?.array else { throw Damage() }
    let prose = elements.compactMap(Prose.init(canonical:))
    guard prose.count == elements.count else { throw Damage() }
    return prose
  }

  private mutating func lesson(
    _ versions: inout [ItemID: ItemVersion]
  ) throws(Damage) -> Lesson {
    let id = LessonID(rawValue: try text())
    let title = try text()
    let competency = CompetencyID(rawValue: try text())
    let controls = try texts().map(ControlID.init(rawValue:))
    let takeaway = try prose()
    let location = try place()
    var read: [ItemID: ItemVersion] = [:]
    let items = try array { (reader) throws(Damage) in
      let text = try reader.raw()
      let difficulty = try reader.double()
      let location = try reader.place()
      guard let item = Item(version: Array(text), difficulty: difficulty, location: location) else {
        throw Damage()
      }
      read[item.id] = ItemVersion(
        item: item.id,
        digest: try reader.digest(),
        keyDigest: try reader.digest()
      )
      return item
    }
    versions.merge(read) { first, _ in first }
    return Lesson(
      id: id,
      title: title,
      competency: competency,
      controls: controls,
      takeaway: takeaway,
      items: items,
      location: location
    )
  }

  private mutating func tabletop() throws(Damage) -> Tabletop {
    Tabletop(
      id: try text(),
      title: try text(),
      opening: try prose(),
      location: try place(),
      scenes: try array { (reader) throws(Damage) in try reader.scene() }
    )
  }

  private mutating func scene() throws(Damage) -> Tabletop.Scene {
    let id = try text()
    let title = try text()
    let text = try prose()
    let choices = try array { (reader) throws(Damage) in
      Tabletop.Choice(
        text: try reader.text(),
        target: try reader.text(),
        consequence: try reader.text(),
        line: try reader.number()
      )
    }
    let isActual = try flag()
    let outcome = try optionalText()
    let debrief = try self.text()
    let ending = outcome.flatMap(Tabletop.Ending.Outcome.init(rawValue:)).map {
      Tabletop.Ending(outcome: $0, debrief: debrief)
    }
    guard (ending == nil) == (outcome == nil) else { throw Damage() }
    return Tabletop.Scene(
      id: id,
      title: title,
      text: text,
      choices: choices,
      isActual: isActual,
      ending: ending,
      location: try place()
    )
  }
}

extension Tabletop {
  /// In the order in which a bank holds the parts.
  fileprivate init(
    id: String,
    title: String,
    opening: [Prose],
    location: SourceLocation,
    scenes: [Scene]
  ) {
    self.init(id: id, title: title, opening: opening, scenes: scenes, location: location)
  }
}
