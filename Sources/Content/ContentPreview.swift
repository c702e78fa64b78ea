/// One content file on its own, for whoever is writing it: the incident as far as it can be read, and
/// what is wrong.
package struct ContentPreview: Sendable {
  package let incident: Incident?
  package let diagnostics: [Diagnostic]

  /// A library of this incident alone, so that a session can be tried on it.
  package let library: ContentLibrary?

  package init(_ source: SourceText) {
    let parser = IncidentParser(source)
    incident = parser.incident
    diagnostics = parser.diagnostics.sorted()
    library = parser.incident.map { incident in
      ContentLibrary(incidents: [incident], competencies: [], programme: .preview)
    }
  }
}

extension Programme {
  /// Rules that nothing is decided by.
  fileprivate static let preview = Programme(
    organisation: "Preview",
    timeZone: "UTC",
    roles: [],
    mastery: MasteryRule(cut: 0, indifference: 0.3, alpha: 0.05, beta: 0.05, cap: 30),
    recall: RecallRule(target: 0.85, shortestValidity: 90, longestValidity: 400),
    signals: SignalRule(
      minimumPeople: 8,
      confidence: 0.9,
      targetMastery: 0.8,
      lessonWithinDays: 30
    ),
    minimumCell: 5,
    cadence: ProgrammeCadence(),
    objectives: []
  )
}
