/// What a workspace's content files say, with everything that is wrong with them.
///
/// Takes the texts of `programme.yaml`, `competencies.yaml` and the incident files; gives a
/// ``ContentLibrary`` and all diagnostics of all files at once, sorted by place. The library is there
/// only if no diagnostic is an error, so nothing is ever trained on half a file.
package struct ContentReading: Sendable {
  package let library: ContentLibrary?
  package let diagnostics: [Diagnostic]

  /// The competencies as far as they could be read, whatever is wrong elsewhere.
  package let competencies: [Competency]

  /// The texts that were read, for whoever has to show a line of them.
  package let sources: [SourceText]

  package static let programmePath = "Content/programme.yaml"
  package static let competenciesPath = "Content/competencies.yaml"
  package static let incidentsFolder = "Content/incidents"

  /// Reads sources; faults met while they were fetched are passed on.
  package init(_ sources: [SourceText], faults: [Diagnostic] = []) {
    self.sources = sources
    var diagnostics = faults
    let read = faults.map(\.location.path)
    let file = { (path: String) in sources.first { $0.path == path } }

    let programmeParser = file(Self.programmePath).map(ProgrammeParser.init)
    let competencyParser = file(Self.competenciesPath).map(CompetencyParser.init)
    for path in [Self.programmePath, Self.competenciesPath]
    where file(path) == nil && !read.contains(path) {
      diagnostics.append(
        Diagnostic(
          code: "file-missing",
          "the file is missing",
          at: SourceLocation(path: path, line: 1, column: 1),
          hint: "every workspace has Content/programme.yaml and Content/competencies.yaml"
        )
      )
    }
    let parsed = inParallel(
      sources.filter { $0.path.hasPrefix(Self.incidentsFolder + "/") }
    ) { source in
      let parser = IncidentParser(source)
      return (incident: parser.incident, diagnostics: parser.diagnostics)
    }
    let all = parsed.compactMap(\.incident)
    let incidents = all.filter { $0.translates == nil }
    let translations = all.filter { $0.translates != nil }
    let competencies = competencyParser?.competencies ?? []
    diagnostics += programmeParser?.diagnostics ?? []
    diagnostics += competencyParser?.diagnostics ?? []
    diagnostics += parsed.flatMap(\.diagnostics)
    diagnostics += Self.checkDuplicates(of: incidents)
    diagnostics += TranslationCheck.diagnostics(of: translations, originals: incidents)
    if competencyParser != nil {
      diagnostics += Self.checkCompetencies(of: incidents, known: competencies)
    }
    if let programmeParser, let programme = programmeParser.programme {
      diagnostics += Self.check(programme, places: programmeParser.places, known: competencies)
      diagnostics += Self.checkAudiences(of: incidents, programme: programme)
    }

    self.diagnostics = diagnostics.sorted()
    self.competencies = competencies
    guard !diagnostics.contains(where: { $0.severity == .error }),
      let programme = programmeParser?.programme
    else {
      library = nil
      return
    }
    library = ContentLibrary(
      incidents: incidents,
      translations: translations,
      competencies: competencies,
      programme: programme
    )
  }

  // MARK: Checks across files

  private static func checkDuplicates(of incidents: [Incident]) -> [Diagnostic] {
    var first: [IncidentID: SourceLocation] = [:]
    return incidents.compactMap { incident in
      guard let earlier = first[incident.id] else {
        first[incident.id] = incident.location
        return nil
      }
      return Diagnostic(
        code: "incident-duplicate",
        "the incident ‘\(incident.id)’ is defined twice",
        at: incident.location,
        note: "first in \(earlier.path)",
        hint: "keep one of the files"
      )
    }
  }

  private static func checkCompetencies(
    of incidents: [Incident],
    known: [Competency]
  ) -> [Diagnostic] {
    let names = known.map(\.id.rawValue)
    return incidents.flatMap(\.lessons).compactMap { lesson in
      guard !names.contains(lesson.competency.rawValue) else { return nil }
      return Diagnostic(
        code: "competency-unknown",
        "there is no competency ‘\(lesson.competency)’",
        at: lesson.location,
        hint: nearest(to: lesson.competency.rawValue, in: names).map { "did you mean ‘\($0)’?" }
          ?? "add it to \(competenciesPath)"
      )
    }
  }

  private static func check(
    _ programme: Programme,
    places: [RoleID: SourceLocation],
    known: [Competency]
  ) -> [Diagnostic] {
    let names = known.map(\.id.rawValue)
    let fallback = SourceLocation(path: programmePath, line: 1, column: 1)
    return programme.roles.flatMap { role -> [Diagnostic] in
      let place = places[role.id] ?? fallback
      let competencies = role.requires.filter { !names.contains($0.rawValue) }.map { missing in
        Diagnostic(
          code: "competency-unknown",
          "the role ‘\(role.id)’ requires ‘\(missing)’, which is unknown",
          at: place,
          hint: nearest(to: missing.rawValue, in: names).map { "did you mean ‘\($0)’?" }
            ?? "add it to \(competenciesPath)"
        )
      }
      let roles = role.includes.filter { id in !programme.roles.contains { $0.id == id } }
        .map { missing in
          Diagnostic(
            code: "role-unknown",
            "the role ‘\(role.id)’ includes ‘\(missing)’, which is unknown",
            at: place,
            hint: "define it in the same file"
          )
        }
      return competencies + roles
    }
  }

  private static func checkAudiences(
    of incidents: [Incident],
    programme: Programme
  ) -> [Diagnostic] {
    let names = programme.roles.map(\.id.rawValue)
    return incidents.flatMap { incident in
      incident.audience.filter { !names.contains($0.rawValue) }.map { missing in
        Diagnostic(
          code: "role-unknown",
          "there is no role ‘\(missing)’",
          at: incident.location,
          hint: nearest(to: missing.rawValue, in: names).map { "did you mean ‘\($0)’?" }
            ?? "add it to \(programmePath), or take it out of ‘audience’"
        )
      }
    }
  }
}
