/// A lesson names the controls that it exercises.
struct C01LessonWithoutControl: IncidentRule {
  static let id = "C01"
  static let summary = "a lesson, or its competency, names the controls that it exercises"
  static let severity = Diagnostic.Severity.warning
  static let why = "without them no report can say for which control there is evidence"
  static let hint = "add controls=A.… to the heading of the lesson"

  func faults(in incident: LintedIncident) -> [Fault] {
    incident.incident.lessons.filter(\.controls.isEmpty).map { lesson in
      let place = lesson.location
      return Fault(uncontrolled, at: place, subject: lesson.id.rawValue)
    }
  }

  static let examples: [LintExample] = [
    .bad(
      """
      ↓## Lesson: say it at once {#say-it .lesson competency=report-early}

      Report first, look later.
      """
    ),
    .good(
      """
      ## Lesson: say it at once {#say-it .lesson competency=report-early controls=A.6.8}

      Report first, look later.
      """
    ),
  ]
}

private let uncontrolled = "the lesson names no control"
